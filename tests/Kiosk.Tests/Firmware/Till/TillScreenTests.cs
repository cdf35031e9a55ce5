using System.Text;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Tests.Measure;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

public class TillScreenTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R67")]
    public void The_pages_of_a_morning_are_as_stored()
    {
        StringBuilder pages = new();
        Page(pages, "before the first sale");
        Page(pages, "digits typed", 4, 9, 0);
        Page(pages, "free amount", Key.Department1);
        Page(pages, "quantity typed", 3, Key.Multiply);
        Page(pages, "three of an article", A1);
        Page(pages, "price typed", 2, 5, 0, Key.Price);
        Page(pages, "article at that price", A2);
        Page(pages, "too little cash", Key.Note10);
        Page(pages, "change", Key.Note20);
        _bench.Till.SetAcknowledged(_bench.Till.LastTicketSequence);
        Page(pages, "the city has it", Key.Clear);
        Page(pages, "exact cash", A1, Key.Cash);
        _bench.Uplink.IsConnected = false;
        Page(pages, "offline, not acknowledged", Key.Clear);
        _bench.Till.SetAcknowledged(_bench.Till.LastTicketSequence);
        Page(pages, "offline, acknowledged", Key.Clear);
        Page(pages, "help", Key.Help);
        Golden.Check("lcd", pages.ToString());
    }

    [Fact]
    [Trait("Requirement", "R42")]
    public void The_change_stays_until_the_next_key()
    {
        _bench.Press(A1, Key.Note5);
        _bench.Pass(600_000);
        Assert.Contains("1,80 €", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(A2);
        Assert.DoesNotContain("1,80", _bench.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-1")]
    public void The_last_ticket_turns_to_registered_when_the_city_has_it()
    {
        _bench.Press(A1, Key.Cash);
        Assert.StartsWith("T000001 en attente", _bench.Line(3), StringComparison.Ordinal);
        _bench.Till.SetAcknowledged(_bench.Till.LastTicketSequence - 1);
        _bench.Step();
        Assert.StartsWith("T000001 en attente", _bench.Line(3), StringComparison.Ordinal);
        _bench.Till.SetAcknowledged(_bench.Till.LastTicketSequence);
        _bench.Step();
        Assert.StartsWith("T000001 enregistré", _bench.Line(3), StringComparison.Ordinal);
        _bench.PowerOn();
        Assert.StartsWith("T000001 en attente", _bench.Line(3), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-1")]
    public void A_record_that_the_city_refuses_is_told_between_two_sales_with_its_number()
    {
        _bench.Till.SetRefused(true);
        _bench.Press(Key.Clear);
        Assert.Equal("LA VILLE REFUSE E057", _bench.Line(1));
        _bench.Press(A1, 4, 9);
        Assert.DoesNotContain("REFUSE", _bench.Screen(), StringComparison.Ordinal);
        _bench.Till.SetRefused(false);
        _bench.Press(Key.Clear);
        Assert.DoesNotContain("REFUSE", _bench.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R54")]
    public void The_drawer_pin_of_the_settings_reaches_the_drawer_between_two_sales()
    {
        Assert.False(_bench.Drawer.Pin5);
        Kiosk.Protocol.Settings other = Kiosk.Tests.Fiscal.FiscalSamples.Shop();
        other.PrinterFlags |= Kiosk.Protocol.Settings.PrinterDrawerPin5;
        _bench.Press(A1);
        _bench.Till.SetSettings(other);
        _bench.Step();
        Assert.False(_bench.Drawer.Pin5);
        _bench.Press(Key.Cash);
        _bench.Step();
        Assert.True(_bench.Drawer.Pin5);
    }

    [Fact]
    [Trait("Requirement", "F-DSP-1")]
    public void A_kiosk_without_merchant_says_that_it_does_not_sell_and_refuses_keys()
    {
        _bench.Settings.Sells = false;
        _bench.PowerOn();
        _bench.Press(A1).Scan("96385074");
        Assert.Equal(2, _bench.Till.RefusedCount);
        Assert.Equal(0, _bench.Till.LineCount);
        Golden.Check("lcd-vacant", _bench.Screen());
    }

    [Fact]
    public void A_display_that_does_not_answer_is_counted_and_shown_again_later()
    {
        _bench.Lcd.Broken = true;
        _bench.Press(A1);
        Assert.True(_bench.Till.DisplayFailures > 0);
        Assert.Equal(_bench.Clock.NowMs + LcdPage.RetryMs, _bench.Till.Step(_bench.Clock.NowMs));
        _bench.Lcd.Broken = false;
        _bench.Pass(LcdPage.RetryMs);
        Assert.StartsWith("Le quotidien", _bench.Line(0), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_message_fits_the_display_beside_its_fault_number()
    {
        for (int message = 0; message < TillMessage.Count; message++)
        {
            int room = TillMessage.Fault(message) > 0 ? 16 : 20;
            Assert.InRange(TillMessage.Text(message).Length, 0, room);
        }
    }

    [Fact]
    [Trait("Requirement", "R61")]
    public void The_number_of_the_hundred_thousandth_closing_fits_its_line()
    {
        Assert.InRange(TillMessage.Text(TillMessage.DayClosed).Length, 1, 20 - 6);
    }

    [Fact]
    [Trait("Requirement", "R42")]
    public void Every_page_of_the_menu_fits_and_every_tender_that_has_a_digit_stands_on_its_page()
    {
        string tenders = string.Concat(Enumerable.Range(0, 4).Select(row => FunctionCode.Tenders(row) + " "));
        for (int digit = 1; digit <= 9; digit++)
        {
            Assert.True(FunctionCode.TenderOf(digit) > 0, $"{digit}");
            Assert.Matches($@"(^|\s){digit} \p{{L}}", tenders);
        }

        Assert.DoesNotContain(".", tenders, StringComparison.Ordinal);
        for (int row = 0; row < 4; row++)
        {
            Assert.InRange(FunctionCode.Tenders(row).Length, 1, 20);
            Assert.All(Enumerable.Range(1, FunctionCode.Groups),
                group => Assert.InRange(FunctionCode.Page(group, row).Length, 0, 20));
        }
    }

    [Fact]
    [Trait("Requirement", "F-MEM-1")]
    public void Nothing_is_allocated_while_selling_and_printing() => Assert.Equal(0, Allocated.Always(() =>
    {
        TillBench bench = new();
        bench.Press(A1, Key.Undo, A1, A2, Key.Note20, Key.Ticket);
        bench.Print();
        return Allocated.By(() => SellAndPrint(bench));
    }));

    private static void SellAndPrint(TillBench bench)
    {
        for (int i = 0; i < 20; i++)
        {
            Key4(bench, A1, A2, Key.Undo, Key.Note10);
            Key4(bench, Key.Ticket, Key.Repeat, Key.Cash, Key.Clear);
        }
    }

    private static void Key4(TillBench bench, int first, int second, int third, int fourth)
    {
        Key1(bench, first);
        Key1(bench, second);
        Key1(bench, third);
        Key1(bench, fourth);
    }

    private static void Key1(TillBench bench, int key)
    {
        bench.Keypad.Press(key);
        bench.Clock.NowMs += 100;
        bench.Step();
    }

    private void Page(StringBuilder pages, string name, params int[] keys)
    {
        _bench.Press(keys);
        _bench.Step();
        pages.Append("== ").Append(name).Append('\n');
        foreach (string line in _bench.Screen().Split('\n'))
        {
            pages.Append('|').Append(line).Append("|\n");
        }
    }
}
