using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Links;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Board;

public sealed class WholeKiosk
{
    private const long Morning = 1_760_000_400_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sale_keyed_on_the_outside_opens_the_drawer_and_shows_on_the_display(bool fullFidelity)
    {
        using VirtualKiosk kiosk = Make(fullFidelity);
        Run(kiosk, 2000);
        foreach (int key in (int[])[1, 2, Key.DoubleZero, Key.Department1, Key.Cash])
        {
            kiosk.PressKey(key);
            Run(kiosk, 200);
        }

        Assert.True(kiosk.DrawerOpen, kiosk.Lcd);
        Assert.Contains("12,00", kiosk.Lcd, StringComparison.Ordinal);
        kiosk.CloseDrawer();
        Assert.False(kiosk.DrawerOpen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_power_cut_and_a_restart_leave_a_kiosk_that_runs(bool fullFidelity)
    {
        using VirtualKiosk kiosk = Make(fullFidelity);
        Run(kiosk, 1000);
        kiosk.CutPowerAt(1, 1);
        Assert.Throws<PowerCutException>(() => Run(kiosk, 3_600_000));
        kiosk.Restart();
        Run(kiosk, 1000);
        Assert.Equal(2, kiosk.PowerOns);
        Assert.NotEqual(string.Empty, kiosk.Notice);
    }

    /// <summary>A kiosk with one department, pushed as the gateway pushes it: without one a till can't sell.</summary>
    private static VirtualKiosk Make(bool fullFidelity)
    {
        var catalogue = new Catalogue();
        catalogue.Reset();
        (catalogue.Version, catalogue.DepartmentCount, catalogue.DepartmentRate[0]) = (1, 1, 2000);
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(new PlatformMac(), new byte[32], KeyDerivation.Downlink, key);
        byte[] message = new byte[Limits.DownlinkBytesMax];
        int length = new DownlinkWriter(new PlatformMac(), key, 1007).WriteCatalogue(catalogue, message);
        var uplink = new MemoryUplink();
        uplink.PushDown(message.AsSpan(0, length));
        var clock = new VirtualClock();
        clock.SetCalendar(Morning);
        var identity = new KioskIdentity(1007, "K07", new byte[32]);
        var options = new VirtualKioskOptions { FullFidelity = fullFidelity };
        return new VirtualKiosk(identity, clock, uplink, options);
    }

    private static void Run(VirtualKiosk kiosk, long milliseconds)
    {
        long end = kiosk.Clock.CalendarMs + milliseconds;
        while (kiosk.Clock.CalendarMs < end)
        {
            long due = kiosk.Step();
            kiosk.Clock.SetCalendar(Math.Min(end, Math.Max(due, kiosk.Clock.CalendarMs + 1)));
        }
    }
}
