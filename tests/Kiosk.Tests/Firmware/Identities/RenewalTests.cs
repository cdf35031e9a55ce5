using System.Text;
using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Firmware.Identities;

/// <summary>The renewal of a device's certificate inside its session, seen from the loop.</summary>
public class RenewalTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    private readonly InMemoryDrive _drive = new(4, 64 * 1024);
    private readonly byte[] _message = new byte[Limits.DownlinkBytesMax];
    private readonly CredentialSlots _slots;
    private readonly LoopRig _rig = new(secret: Secret);

    public RenewalTests()
    {
        _slots = Load();
        Assert.Equal(CredentialSlots.Stored, _slots.Deliver(Secret, Pem("first")));
        _rig.Identity.Credentials = new CredentialDesk(_slots, _rig.Uplink, _rig.Parts.Faults);
        _rig.Boot();
        _rig.Run(2_000);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void What_the_gateway_delivers_is_stored_connected_with_and_put_in_force_by_its_first_answer()
    {
        Push("second", 2);
        _rig.Step();
        Assert.True(_slots.OnTrial);
        Assert.Equal("second", Name(_slots));
        _rig.Run(600_000);
        Assert.False(_slots.OnTrial);
        Assert.Equal(["second"], Offers(Load()));
        Assert.Equal(0, _rig.Parts.Faults.Of(FaultCode.CredentialsRefused));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void The_same_delivery_again_changes_nothing_and_one_of_another_key_is_refused_counted_and_told()
    {
        Push("second", 2);
        _rig.Step();
        int operations = _drive.Operations;
        Push("second", 2);
        _rig.Step();
        Assert.Equal(operations, _drive.Operations);
        int length = new DownlinkWriter(new ManagedMac(), new byte[32], 1007)
            .WriteCredentials(Pem("third"), 3, _message);
        Assert.True(_rig.Uplink.Deliver(_message, length));
        _rig.Step();
        Assert.Equal(operations, _drive.Operations);
        Assert.Equal(1, _rig.Loop.Inbox!.Refused);
        Assert.Equal(1, _rig.Parts.Faults.Of(FaultCode.DownlinkRefused));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_drive_that_does_not_take_a_delivery_is_told_and_the_next_sending_is_taken()
    {
        _drive.CutAt = _drive.Operations;
        Push("second", 2);
        _rig.Step();
        Assert.Equal(1, _rig.Parts.Faults.Of(FaultCode.SmallWriteFailed));
        _drive.CutAt = -1;
        _drive.PowerUp();
        Push("second", 2);
        _rig.Step();
        Assert.Equal(["second", "first"], Offers(Load()));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_kiosk_without_slots_passes_credentials_over_and_counts_them()
    {
        _rig.Identity.Credentials = null;
        _rig.Boot();
        Push("second", 2);
        _rig.Step();
        Assert.Equal((1, 0), (_rig.Loop.Inbox!.Commands, _rig.Loop.Inbox.Refused));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_delivery_allocates_nothing_in_the_loop()
    {
        Push("warm", 2);
        _rig.Step();
        Push("second", 3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _rig.Loop.Step(_rig.Clock.NowMs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal("second", Name(_slots));
    }

    private void Push(string name, int number) =>
        Assert.True(_rig.Uplink.Deliver(_message, _rig.Writer.WriteCredentials(Pem(name), number, _message)));

    private CredentialSlots Load()
    {
        CredentialSlots slots = new(_drive, 0);
        slots.Load();
        return slots;
    }

    private static string[] Offers(CredentialSlots slots)
    {
        string first = Name(slots), second = Name(slots);
        return first == second ? [first] : [first, second];
    }

    private static string Name(CredentialSlots slots)
    {
        Credentials chosen = slots.Choose()!;
        slots.Opened();
        return Encoding.ASCII.GetString(chosen.Buffer, 0, chosen.CertificateLength).Split('\n')[1];
    }

    private static Credentials Pem(string name) => Credentials.Of(
        Encoding.ASCII.GetBytes($"-----BEGIN CERTIFICATE-----\n{name}\n"),
        Encoding.ASCII.GetBytes($"-----BEGIN PRIVATE KEY-----\n{name}\n"));
}
