using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Board;

/// <summary>A kiosk alone whose catalogue waits on its line as the gateway pushes it.</summary>
internal static class PushedKiosk
{
    public static VirtualKiosk Make(
        Catalogue catalogue, long calendarMs, VirtualKioskOptions options, long buildUtcSeconds = 0)
    {
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(new PlatformMac(), new byte[32], KeyDerivation.Downlink, key);
        byte[] message = new byte[Limits.DownlinkBytesMax];
        int length = new DownlinkWriter(new PlatformMac(), key, 1007).WriteCatalogue(catalogue, message);
        var uplink = new InMemoryUplink(Limits.DownlinkBytesMax + 2);
        Assert.True(uplink.Deliver(message, length));
        var clock = new VirtualClock();
        clock.SetCalendar(calendarMs);
        var identity = new KioskIdentity(1007, "K07", new byte[32]) { BuildUtcSeconds = buildUtcSeconds };
        return new VirtualKiosk(identity, clock, uplink, options);
    }
}
