using System.Text;
using Kiosk.Firmware;
using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.Identities;

/// <summary>The device's credentials, with the power cut at every operation of the drive.</summary>
public class CredentialCuts
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    private static readonly string[] Versions = ["first", "second", "third"];

    [Theory]
    [InlineData(InMemoryDrive.TearNone)]
    [InlineData(InMemoryDrive.TearHalf)]
    [InlineData(InMemoryDrive.TearAllButOne)]
    [InlineData(InMemoryDrive.TearFull)]
    [Trait("Requirement", "F-CRED-2")]
    public void A_cut_at_any_operation_leaves_credentials_that_were_answered_and_the_delivery_ends_in_force(int tear)
    {
        int operations = Rotate(new InMemoryDrive(4, 64 * 1024), -1, tear);
        Assert.Equal(3, operations);
        for (int cut = 0; cut < operations; cut++)
        {
            Rotate(new InMemoryDrive(4, 64 * 1024), cut, tear);
        }
    }

    [Theory]
    [InlineData(InMemoryDrive.TearNone)]
    [InlineData(InMemoryDrive.TearHalf)]
    [InlineData(InMemoryDrive.TearFull)]
    [Trait("Requirement", "F-CRED-2")]
    public void A_delivery_over_one_that_was_refused_never_takes_the_place_of_those_in_force(int tear)
    {
        for (int cut = 0; cut < 3; cut++)
        {
            InMemoryDrive drive = new(4, 64 * 1024);
            CredentialSlots slots = Load(drive);
            Assert.Equal(CredentialSlots.Stored, Deliver(slots, "first"));
            Assert.Equal(CredentialSlots.Stored, Deliver(slots, "second"));
            drive.CutAt = drive.Operations + cut;
            drive.Tear = tear;
            Deliver(slots, "third");
            drive.PowerUp();
            slots = Load(drive);
            Assert.Contains("first", Offers(slots));
        }
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void Refused_ones_are_tried_three_times_between_those_in_force_and_then_left_alone()
    {
        CredentialSlots slots = Load(new InMemoryDrive(4, 64 * 1024));
        Deliver(slots, "first");
        Deliver(slots, "second");
        List<string> used = [];
        for (int i = 0; i < 8; i++)
        {
            slots.Choose();
            used.Add(Used(slots));
            if (used[^1] == "first")
            {
                Assert.True(slots.Answered());
            }
        }

        Assert.Equal(["second", "first", "second", "first", "second", "first", "first", "first"], used);
        Assert.True(slots.Refused);
        Assert.True(slots.OnTrial);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_lost_slot_makes_no_later_delivery_pass_for_an_answered_one()
    {
        InMemoryDrive drive = new(4, 64 * 1024);
        CredentialSlots slots = Load(drive);
        Deliver(slots, "first");
        Deliver(slots, "second");
        slots.Choose();
        Assert.True(slots.Answered());
        Assert.True(drive.Corrupt(1, 40, 1));
        slots = Load(drive);
        Assert.Equal(["first"], Offers(slots));
        Assert.Equal(CredentialSlots.Stored, Deliver(slots, "third"));
        slots = Load(drive);
        Assert.True(slots.OnTrial);
        Assert.Equal(["third", "first"], Offers(slots));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-3")]
    public void Another_secret_is_refused_because_the_journal_is_sealed_by_the_one_in_force()
    {
        CredentialSlots slots = Load(new InMemoryDrive(4, 64 * 1024));
        Deliver(slots, "first");
        Assert.Equal(CredentialSlots.OtherSecret, slots.Deliver(new byte[32], Text("second"), Text("second")));
        Assert.Equal(["first"], Offers(slots));
    }

    /// <summary>Two deliveries, each answered; boots until all is done. Returns the operations.</summary>
    private static int Rotate(InMemoryDrive drive, int cut, int tear)
    {
        drive.CutAt = cut;
        drive.Tear = tear;
        string confirmed = "";
        HashSet<string> answered = [];
        for (int boot = 0; boot < 4 && confirmed != "second"; boot++)
        {
            CredentialSlots slots = Load(drive);
            if (answered.Count > 0)
            {
                // What the gateway has answered before the cut still opens a connection.
                Assert.Contains(Offers(slots), answered.Contains);
                slots = Load(drive);
            }

            foreach (string delivery in Versions.Take(2))
            {
                // The bench's items stay until they are stored: the same delivery comes again at every boot.
                bool older = delivery == "first" && confirmed != "";
                bool safe = older || Deliver(slots, delivery) <= CredentialSlots.Held;
                if (!safe)
                {
                    break;
                }

                slots.Choose();
                answered.Add(Used(slots));
                confirmed = !drive.Dead && slots.Answered() ? Used(slots) : confirmed;
            }

            drive.PowerUp();
        }

        Assert.Equal("second", confirmed);
        Assert.Contains("second", Offers(Load(drive)));
        return drive.Operations;
    }

    private static CredentialSlots Load(InMemoryDrive drive)
    {
        CredentialSlots slots = new(drive, 0);
        slots.Load();
        return slots;
    }

    private static int Deliver(CredentialSlots slots, string version) =>
        slots.Deliver(Secret, Text(version), Text("key " + version));

    private static string Used(CredentialSlots slots)
    {
        string certificate = Encoding.ASCII.GetString(slots.Certificate());
        Assert.Equal("key " + certificate, Encoding.ASCII.GetString(slots.Key()));
        return certificate;
    }

    /// <summary>The first two choices.</summary>
    private static string[] Offers(CredentialSlots slots)
    {
        Assert.True(slots.Any);
        slots.Choose();
        string first = Used(slots);
        slots.Choose();
        string second = Used(slots);
        return first == second ? [first] : [first, second];
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
