using Kiosk.Board.Virtual;
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
        Run(kiosk, 10_000);
        Assert.StartsWith("On mesure", kiosk.Notice, StringComparison.Ordinal);
        kiosk.CutPowerAt(1, 1);
        Assert.Throws<PowerCutException>(() => Run(kiosk, 3_600_000));
        kiosk.Restart();
        Run(kiosk, 1000);
        Assert.Equal(2, kiosk.PowerOns);
        Assert.NotEqual(string.Empty, kiosk.Notice);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R61")]
    [Trait("Requirement", "R49")]
    public void The_customer_sees_lines_total_and_change_and_a_card_pays_through_the_terminal(bool fullFidelity)
    {
        using VirtualKiosk kiosk = Make(fullFidelity);
        Run(kiosk, 5_000);
        Press(kiosk, 4, 9, 0, Key.Department1);
        Assert.EndsWith("4,90€", kiosk.Customer, StringComparison.Ordinal);
        Assert.Contains("TOTAL", kiosk.Customer, StringComparison.Ordinal);
        Press(kiosk, Key.Note10);
        Assert.Contains("RENDU", kiosk.Customer, StringComparison.Ordinal);
        Press(kiosk, 4, 9, 0, Key.Department1, Key.Card);
        Run(kiosk, 10_000);
        Assert.Equal(2, kiosk.Loop.Till!.LastTicketNumber);
        Assert.Equal(490, kiosk.Bank.TotalCents);
    }

    [Fact]
    [Trait("Requirement", "R54")]
    public void A_drawer_on_the_printer_s_connector_opens_with_the_sale()
    {
        using VirtualKiosk kiosk = Make(true);
        Run(kiosk, 5_000);
        Press(kiosk, 4, 9, 0, Key.Department1);
        Assert.False(kiosk.DrawerOpen);
        Press(kiosk, Key.Cash);
        Assert.True(kiosk.DrawerOpen);
    }

    private static void Press(VirtualKiosk kiosk, params int[] keys)
    {
        foreach (int key in keys)
        {
            kiosk.PressKey(key);
            Run(kiosk, 400);
        }
    }

    /// <summary>A kiosk with one department, pushed as the gateway pushes it: without one a till can't sell.</summary>
    private static VirtualKiosk Make(bool fullFidelity)
    {
        var catalogue = new Catalogue();
        catalogue.Reset();
        (catalogue.Version, catalogue.DepartmentCount, catalogue.DepartmentRate[0]) = (1, 1, 2000);
        return PushedKiosk.Make(catalogue, Morning, new VirtualKioskOptions
        {
            FullFidelity = fullFidelity, CustomerDisplay = true, CardTerminal = true, DrawerOnPrinter = true,
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
