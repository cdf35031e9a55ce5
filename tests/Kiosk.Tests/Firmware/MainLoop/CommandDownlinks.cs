using Kiosk.Protocol;
using Kiosk.Tests.Protocol;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>WIRE.md: a command is authenticated and counted, not acted upon.</summary>
public class CommandDownlinks
{
    private readonly LoopRig _rig = new();
    private readonly byte[] _key = new byte[KeyDerivation.KeyBytes];

    public CommandDownlinks()
    {
        KeyDerivation.Derive(new ManagedMac(), _rig.Identity.Secret, KeyDerivation.Downlink, _key);
        _rig.Run(2_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_command_is_counted_whatever_its_version_and_does_nothing(int version)
    {
        Deliver(Downlink.Command, version);
        Assert.Equal((1, 0), (_rig.Loop.Inbox!.Commands, _rig.Loop.Inbox.Refused));
        Assert.Equal(0, _rig.Parts.Faults.Of(FaultCode.DownlinkRefused));
    }

    private void Deliver(int kind, int version)
    {
        byte[] bytes = Downlinks.Craft(kind, version, _key, _rig.Identity.Device);
        Assert.True(_rig.Uplink.Deliver(bytes, bytes.Length));
        _rig.Run(1_000);
    }
}
