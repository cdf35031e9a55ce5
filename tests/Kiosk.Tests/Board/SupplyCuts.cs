using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Board;

/// <summary>
/// The 24 V of a whole virtual kiosk fail while it sells: the alarm comes first, the board ends half a second later,
/// and the last write may be torn.
/// </summary>
[Trait("Requirement", "H-3")]
public sealed class SupplyCuts
{
    private const long Morning = 1_760_000_400_000;
    private const int HoldUpMs = 500;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_the_alarm_one_write_comes_and_the_sale_begun_is_as_it_was_before_the_cut(bool fullFidelity)
    {
        using VirtualKiosk kiosk = Make(fullFidelity, alarm: true);
        Sell(kiosk);
        kiosk.PressKey(1);
        kiosk.PressKey(Key.DoubleZero);
        kiosk.PressKey(Key.Department1);
        Run(kiosk, 1_000);
        int before = kiosk.Drive.Operations;
        kiosk.SetSupply(false);
        kiosk.PressKey(Key.Cash);
        Run(kiosk, HoldUpMs);
        Assert.Equal(1, kiosk.Drive.Operations - before);
        Assert.Equal(1, kiosk.Loop.TicketsOfChain);
        kiosk.CutPower();
        Run(kiosk, 2_000);
        Assert.Equal((1, 1), ((int)kiosk.Loop.TicketsOfChain, kiosk.Loop.Till!.LineCount));
        Press(kiosk, Key.Cash);
        Assert.Equal(2, kiosk.Loop.TicketsOfChain);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cut_at_any_moment_around_a_sale_with_the_alarm_s_write_torn_no_sealed_ticket_is_lost(int tear)
    {
        using VirtualKiosk kiosk = Make(fullFidelity: false, alarm: true);
        Sell(kiosk);
        for (int offsetMs = 0; offsetMs <= 400; offsetMs += 40)
        {
            kiosk.PressKey(1);
            kiosk.PressKey(Key.DoubleZero);
            kiosk.PressKey(Key.Department1);
            kiosk.PressKey(Key.Cash);
            Run(kiosk, offsetMs);
            long sold = kiosk.Loop.TicketsOfChain;
            bool open = kiosk.DrawerOpen;
            kiosk.CutPowerAt(1, tear);
            kiosk.SetSupply(false);
            try
            {
                Run(kiosk, HoldUpMs);
            }
            catch (PowerCutException)
            {
                Assert.True(kiosk.Drive.IsDead);
            }

            kiosk.Restart();
            Run(kiosk, 2_000);
            Assert.Equal(sold, kiosk.Loop.TicketsOfChain);
            Assert.True(sold > 0 || !open);
            Press(kiosk, Key.Abandon);
            kiosk.CloseDrawer();
        }
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-2")]
    public void A_virtual_kiosk_whose_supply_was_cut_an_hour_ago_says_so_without_a_battery_clock()
    {
        using VirtualKiosk kiosk = Make(fullFidelity: false, alarm: true);
        kiosk.Clock.RtcFitted = false;
        Sell(kiosk);
        kiosk.SetSupply(false);
        Run(kiosk, HoldUpMs);
        kiosk.Clock.SetCalendar(kiosk.Clock.CalendarMs + 3_600_000);
        kiosk.CutPower();
        Assert.Equal(BootRecord.PowerLoss, kiosk.Loop.BootReason);
    }

    [Fact]
    public void A_kiosk_without_an_alarm_does_not_look_for_one()
    {
        using VirtualKiosk kiosk = Make(fullFidelity: true, alarm: false);
        kiosk.SetSupply(false);
        Sell(kiosk);
        Assert.Equal(1, kiosk.Loop.TicketsOfChain);
    }

    private static void Sell(VirtualKiosk kiosk)
    {
        Run(kiosk, 3_000);
        Press(kiosk, 1, Key.DoubleZero, Key.Department1, Key.Cash);
        kiosk.CloseDrawer();
    }

    private static void Press(VirtualKiosk kiosk, params int[] keys)
    {
        foreach (int key in keys)
        {
            kiosk.PressKey(key);
            Run(kiosk, 400);
        }
    }

    private static VirtualKiosk Make(bool fullFidelity, bool alarm)
    {
        var catalogue = new Catalogue();
        catalogue.Reset();
        (catalogue.Version, catalogue.DepartmentCount, catalogue.DepartmentRate[0]) = (1, 1, 2000);
        return PushedKiosk.Make(catalogue, Morning, new VirtualKioskOptions
        {
            FullFidelity = fullFidelity, SupplyAlarm = alarm,
        });
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
