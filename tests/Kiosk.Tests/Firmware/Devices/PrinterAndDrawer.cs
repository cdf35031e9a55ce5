using System.Text;
using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Board.Virtual.Streams;
using Kiosk.Drivers;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;
using Kiosk.Tests.Paper;
using Xunit;

namespace Kiosk.Tests.Firmware.Devices;

/// <summary>Printer, drawer and customer display down to the bytes on their lines (R54, R58, R61; pos.md 4.7, 4.10).
/// </summary>
public sealed class PrinterAndDrawer : IDisposable
{
    private readonly VirtualClock _clock = new();
    private readonly PrinterStream _paper = new();
    private readonly EscPosPrinter _printer;

    public PrinterAndDrawer() => _printer = new EscPosPrinter(_paper, _clock, 11_520);

    public void Dispose() => _paper.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "R16")]
    public void A_paper_counts_once_the_printer_has_answered_after_its_last_byte(bool inOrder)
    {
        _paper.AnswersInOrder = inOrder;
        PaperBench bench = Bench(inOrder);
        Run(bench, 30_000);
        Assert.True(bench.Receipts.Completed);
        Assert.Contains("Merci", _paper.Roll.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R16")]
    public void Paper_pulled_before_the_end_is_not_a_delivered_paper()
    {
        PaperBench bench = Bench(inOrder: true);
        _paper.PaperLeft = 700;
        Run(bench, 15_000);
        Assert.False(bench.Receipts.Completed);
        Assert.True(bench.Receipts.Busy);
        _paper.PaperPresent = true;
        Run(bench, 15_000);
        Assert.True(bench.Receipts.Completed);
        Assert.Contains("suite (papier changé)", _paper.Roll.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, new byte[] { 0x1B, 0x70, 0x00, 0x19, 0xFA })]
    [InlineData(true, new byte[] { 0x1B, 0x70, 0x01, 0x19, 0xFA })]
    [Trait("Requirement", "R54")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_the_drawer_on_the_printer_opens_by_a_pulse_of_50_ms_and_is_read_back(bool pin5, byte[] pulse)
    {
        var drawer = new PrinterDrawer(_printer, pin5, wired: true, openIsHigh: true);
        Wait(1500);
        Assert.False(drawer.IsOpen);
        drawer.Open(_clock.CalendarMs);
        Wait(1500);
        Assert.Equal(pulse, _paper.Roll.Bytes);
        Assert.True(drawer.IsOpen);
        Assert.Equal(pin5, _paper.DrawerPin5);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void A_drawer_opened_without_a_pulse_is_told_once_and_ours_is_not()
    {
        var drawer = new InMemoryDrawer();
        var watch = new DrawerWatch();
        Assert.Equal(DrawerWatch.Nothing, watch.Look(drawer, 0));
        watch.Pulsed(1000);
        drawer.Open(1000);
        Assert.Equal(DrawerWatch.Nothing, watch.Look(drawer, 1200));
        drawer.Shut();
        Assert.Equal(DrawerWatch.Nothing, watch.Look(drawer, 5000));
        drawer.Open(9000);
        Assert.Equal(DrawerWatch.OpenedAlone, watch.Look(drawer, 9250));
        Assert.Equal(DrawerWatch.Nothing, watch.Look(drawer, 9500));
        Assert.Equal(1, watch.Alone);
        Assert.Equal(DrawerWatch.LeftOpen, watch.Look(drawer, 9500 + DrawerWatch.LeftMs));
        drawer.Shut();
        watch.Look(drawer, 200_000);
        watch.Pulsed(200_000);
        Assert.Equal(DrawerWatch.Stuck, watch.Look(drawer, 201_000));
    }

    [Fact]
    [Trait("Requirement", "R61")]
    [Trait("Vector", "4.10")]
    public void Vector_4_10_the_customer_display_speaks_CD5220()
    {
        using var line = new MemoryStream();
        var display = new Cd5220Display(line, CodePage.Cp858);
        Assert.True(display.Show(0, Encoding.ASCII.GetBytes("TOTAL          12,50"), 0));
        byte[] expected = [0x1B, 0x40, 0x1B, 0x51, 0x41, .. "TOTAL          12,50"u8, 0x0D];
        Assert.Equal(expected, line.ToArray());
        Assert.True(display.Show(1, Encoding.Latin1.GetBytes("Café           2,80\u0080"), 0));
        Assert.Equal(new byte[] { 0x1B, 0x51, 0x42 }, line.ToArray()[expected.Length..(expected.Length + 3)]);
        Assert.Equal(new byte[] { 0xD5, 0x0D }, line.ToArray()[^2..]);
    }

    [Fact]
    [Trait("Requirement", "R61")]
    [Trait("Requirement", "R18")]
    public void The_customer_sees_each_line_the_total_the_change_and_a_training()
    {
        PaperBench bench = new PaperBench().Line("Café crème", 2, 280, 1000);
        var screen = new CustomerScreen();
        var glass = new CustomerGlass();
        screen.ShowSale(bench.Sale);
        Assert.True(screen.Refresh(glass));
        Assert.Equal("2x Café crème  5,60€\nTOTAL          5,60€", glass.Text);
        bench.Sale.ChangeCents = 440;
        screen.ShowChange(bench.Sale);
        screen.Refresh(glass);
        Assert.Equal("TOTAL          5,60€\nRENDU          4,40€", glass.Text);
        int shown = glass.Lines;
        Assert.True(screen.Refresh(glass));
        Assert.Equal(shown, glass.Lines);
        screen.Training = true;
        screen.ShowSale(new Sale());
        screen.Refresh(glass);
        Assert.StartsWith("FACTICE - MODE ÉCOLE", glass.Text, StringComparison.Ordinal);
    }

    private static PaperBench Bench(bool inOrder)
    {
        int flags = Settings.PrinterFlagsDefault | (inOrder ? Settings.PrinterAnswersInOrder : 0);
        PaperBench bench = new PaperBench(42, CodePage.Cp858, flags).Morning();
        bench.Pay(TicketLayout.TenderCash, bench.Sale.TotalCents);
        bench.Receipts.Start(bench.Sale, bench.Facts, bench.Settings, 10000, 0, 0);
        return bench;
    }

    private void Run(PaperBench bench, int milliseconds)
    {
        for (int i = 0; i < milliseconds && !bench.Receipts.Completed; i += 10)
        {
            _clock.SetCalendar(_clock.CalendarMs + 10);
            bench.Receipts.Step(_printer, _clock.CalendarMs);
        }
    }

    private void Wait(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += 5)
        {
            _clock.SetCalendar(_clock.CalendarMs + 5);
            _ = _printer.Status;
        }
    }
}
