using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

public class TillSaleTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1, A3 = Key.Article1 + 2;
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R68")]
    public void Three_scanned_articles_with_exact_cash_need_one_key_and_the_next_scan_opens_the_next_sale()
    {
        _bench.Scan("9770317419840").Scan("4006381333931").Scan("96385074");
        Assert.Equal(3, _bench.Till.LineCount);
        _bench.Press(Key.Cash);
        Assert.Equal(1, _bench.KeysPressed);
        Assert.Equal(1, _bench.Till.TicketsSealed);
        Assert.Equal(1769, _bench.Till.LastTicketCents);
        _bench.Scan("96385074");
        Assert.Equal(1, _bench.Till.LineCount);
        Assert.Equal(999, _bench.Till.TotalCents);
    }

    [Fact]
    [Trait("Requirement", "R68")]
    public void The_fewest_presses_of_the_published_counts_hold()
    {
        Assert.Equal(2, KeysFor(A1, Key.Cash));
        Assert.Equal(1, _bench.Scan("9770317419840").Press(Key.Note10).KeysPressed);
        Assert.Equal(680, _bench.Records()[^1].Values[TicketLayout.Change]);
        Assert.Equal(3, KeysFor(3, Key.Multiply, A1));
        Assert.Equal(960, _bench.Till.TotalCents);
        _bench.Press(Key.Cash);
        Assert.Equal(5, KeysFor(4, 9, 0, Key.Department1, Key.Cash));
        Assert.Equal(490, _bench.Till.LastTicketCents);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void The_ticket_is_durable_before_the_drawer_opens_and_the_display_shows_the_change()
    {
        _bench.Press(A1);
        Assert.Equal(0, _bench.Drawer.Pulses);
        _bench.Drive.CutAt = _bench.Drive.Operations;
        _bench.Press(Key.Note10);
        Assert.Equal(0, _bench.Drawer.Pulses);
        Assert.Equal(0, _bench.Till.TicketsSealed);
        Assert.Equal(1, _bench.Till.LineCount);
        Assert.Contains("PANNE MÉMOIRE   E032", _bench.Line(1), StringComparison.Ordinal);
        _bench.Drive.CutAt = -1;
        _bench.PowerOn();
        _bench.Press(Key.Note10);
        Assert.Equal(1, _bench.Drawer.Pulses);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Contains("6,80 €", _bench.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R42")]
    public void Note_keys_and_typed_amounts_close_the_sale_and_too_little_is_refused_with_what_is_missing()
    {
        _bench.Press(A3, Key.Note5);
        Assert.Equal(1, _bench.Till.RefusedCount);
        Assert.StartsWith("MANQUE 4,99 €", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(2, 0, Key.DoubleZero, Key.Cash);
        Record ticket = _bench.Records().Single(r => r.Kind == RecordKind.Ticket);
        Assert.Equal(2000, ticket.Values[TicketLayout.Tenders + 1]);
        Assert.Equal(1001, ticket.Values[TicketLayout.Change]);
        _bench.Press(A1, Key.Note20);
        Assert.Equal(1680, _bench.Records()[^1].Values[TicketLayout.Change]);
        _bench.Press(A1, Key.Note50);
        Assert.Equal(4680, _bench.Records()[^1].Values[TicketLayout.Change]);
    }

    [Fact]
    [Trait("Requirement", "R69")]
    public void Quantity_works_before_and_after_the_article()
    {
        _bench.Press(3, Key.Multiply, A1);
        Assert.Equal(960, _bench.Till.TotalCents);
        _bench.Press(Key.Multiply);
        Assert.Equal(1280, _bench.Till.TotalCents);
        _bench.Press(1, 2, Key.Multiply, Key.Multiply);
        Assert.Equal(12 * 320, _bench.Till.TotalCents);
        Assert.Empty(_bench.EventCodes());
        _bench.Press(2, Key.Multiply, Key.Multiply);
        Assert.Equal(640, _bench.Till.TotalCents);
        Assert.Equal([JetCode.LineVoided], _bench.EventCodes());
        Assert.Equal(10 * 320, _bench.Records()[^1].Values[EventLayout.Argument2]);
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public void Taking_back_a_line_changing_a_price_and_giving_up_a_basket_are_journaled()
    {
        _bench.Press(A1, A2, Key.Undo);
        Assert.Equal(320, _bench.Till.TotalCents);
        _bench.Press(3, 0, 0, Key.Price, A1);
        Assert.Equal(620, _bench.Till.TotalCents);
        _bench.Press(2, 5, 0, Key.Price, Key.Price);
        Assert.Equal(570, _bench.Till.TotalCents);
        _bench.Press(Key.Abandon);
        Assert.Equal(0, _bench.Till.LineCount);
        long[] codes = [JetCode.LineVoided, JetCode.PriceChanged, JetCode.PriceChanged, JetCode.BasketAbandoned];
        Assert.Equal(codes, _bench.EventCodes());
        Record price = _bench.Records()[1];
        Assert.Equal("320>300", System.Text.Encoding.Latin1.GetString(price.Text, 0, price.TextLength));
        Assert.Equal([570, 2], _bench.Records()[3].Values[EventLayout.Argument1..(EventLayout.Argument2 + 1)]);
    }

    [Fact]
    [Trait("Requirement", "R59")]
    [Trait("Requirement", "R15")]
    public void A_price_in_the_code_is_no_price_that_somebody_changed()
    {
        _bench.Settings.ScanPatternsLength =
            System.Text.Encoding.ASCII.GetBytes("21iiiiippppp", _bench.Settings.ScanPatterns);
        _bench.Scan(WithCheck("210000100155"));
        Assert.Equal(155, _bench.Till.TotalCents);
        Assert.DoesNotContain(JetCode.PriceChanged, _bench.EventCodes());
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public void A_discount_follows_the_units_of_its_line_and_two_reasons_are_called_neither()
    {
        _bench.Catalogue.Flags[1] = Catalogue.WiltsFlag;
        _bench.Press(2, Key.Multiply, A1, 5, 0, Key.Markdown);
        Assert.Equal(320, _bench.Till.TotalCents);
        _bench.Press(3, Key.Multiply, Key.Multiply);
        Assert.Equal(480, _bench.Till.TotalCents);
        _bench.Press(Key.Cash);
        Assert.Contains((DetailItem.DiscountReason, (long)ReasonCode.Gesture, 0L), LastItems());
        _bench.Press(A2, Key.Markdown, A1, 1, 0, Key.Markdown, Key.Cash);
        Assert.Contains((DetailItem.DiscountReason, (long)ReasonCode.Other, 0L), LastItems());
        _bench.Press(A2, Key.Markdown, A1, Key.Cash);
        Assert.Contains((DetailItem.DiscountReason, (long)ReasonCode.Perishable, 0L), LastItems());
    }

    private IEnumerable<(int What, long First, long Second)> LastItems() =>
        TillTenderTests.Items(_bench.Records().Last(r => r.Kind == RecordKind.TicketDetail));

    private static string WithCheck(string digits)
    {
        int sum = digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }

    [Fact]
    [Trait("Requirement", "R69")]
    public void The_last_sale_is_repeated_by_one_key()
    {
        _bench.Press(2, Key.Multiply, A1, 1, 0, 0, Key.Department1, Key.Cash, Key.Repeat, Key.Cash);
        Assert.Equal(2, _bench.Till.TicketsSealed);
        List<Record> tickets = _bench.Records();
        Assert.Equal(tickets[0].Values[TicketLayout.Tenders..], tickets[1].Values[TicketLayout.Tenders..]);
        Assert.Equal(740, _bench.Till.LastTicketCents);
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public void A_barcode_is_never_taken_as_an_amount()
    {
        _bench.Press(4, 9).Scan("9770317419840");
        Assert.Equal(0, _bench.Till.LineCount);
        Assert.Equal(1, _bench.Till.RefusedCount);
        Assert.StartsWith("CODE-BARRES REFUSÉ", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(0, Key.Department1);
        Assert.Equal(490, _bench.Till.TotalCents);
    }

    [Theory]
    [InlineData("4006381333948", "CODE INCONNU", 1)]
    [InlineData("4006381333932", "CODE MAL LU", 0)]
    [InlineData("KIOSQUE", "CODE INCONNU", 1)]
    [InlineData("00000000", "CODE MAL LU", 0)]
    [InlineData("123456789012345678901234567890", "CODE MAL LU", 0)]
    [Trait("Requirement", "R59")]
    public void An_unknown_or_damaged_code_is_shown_and_counted(string code, string message, int unknown)
    {
        _bench.Scan(code);
        Assert.StartsWith(message, _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(unknown, _bench.Till.UnknownCodes);
        Assert.Equal(1, _bench.Till.RefusedCount);
        _bench.Press(Key.Clear);
        Assert.DoesNotContain("CODE", _bench.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R59")]
    public void The_same_code_within_300_ms_is_one_article_and_upc_a_reads_as_ean()
    {
        _bench.Scan("96385074").Scan("96385074", afterMs: 299);
        Assert.Equal(1, _bench.Till.LineCount);
        _bench.Scan("96385074", afterMs: 300);
        Assert.Equal(2, _bench.Till.LineCount);
        _bench.Scan("036000291452");
        Assert.Equal(1, _bench.Till.UnknownCodes);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public void A_department_without_rate_an_empty_key_and_an_amount_over_the_limit_are_refused()
    {
        _bench.Press(1, 0, 0, Key.Department1 + 1);
        Assert.StartsWith("RAYON SANS TVA", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Article15);
        Assert.StartsWith("TOUCHE SANS ARTICLE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(9, 9, 9, Key.Multiply, 9, 9, 9, 9, 9, 9, 9, Key.Department1);
        Assert.StartsWith("MONTANT TROP GRAND", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(9, 9, 9, 9, 9, 9, 9, 9);
        Assert.StartsWith("NOMBRE TROP LONG", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Department1);
        Assert.DoesNotContain("99", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Till.LineCount);
        _bench.Press(Key.Clear, Key.Cash);
        Assert.StartsWith("PANIER VIDE", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(6, _bench.Till.RefusedCount);
        Assert.Equal(0, _bench.Till.LineCount);
    }

    [Fact]
    [Trait("Requirement", "R1")]
    public void A_basket_of_seventy_two_lines_is_one_ticket_and_the_next_line_is_refused()
    {
        for (int i = 0; i < Limits.LinesPerTicketMax + 1; i++)
        {
            _bench.Press(i % 2 == 0 ? A1 : A2);
        }

        Assert.StartsWith("PANIER PLEIN", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal(36 * 770, _bench.Till.LastTicketCents);
        int[] kinds = [RecordKind.LineGroup, RecordKind.LineGroup, RecordKind.Ticket];
        Assert.Equal(kinds, _bench.Records().Select(r => r.Kind));
        Assert.All(_bench.Records()[0].Values.Skip(LineGroupLayout.Lines + TicketLayout.LineFlags)
            .Where((_, i) => i % TicketLayout.LineWidth == 0).Take(24),
            f => Assert.Equal(TicketLayout.LineAsCatalogue, f));
    }

    [Fact]
    [Trait("Requirement", "R67")]
    public void A_key_mash_at_ten_keys_a_second_loses_nothing()
    {
        Random random = new(7);
        for (int i = 0; i < 600; i++)
        {
            // The loop is held up for 400 ms at a time, as by a stalled drive: four keys wait.
            _bench.Keypad.Press(i % 3 == 0 ? A1 : random.Next(Key.Count));
            _bench.Clock.NowMs += 100;
            if (i % 4 == 3)
            {
                _bench.Step();
            }
        }

        Assert.Equal(0, _bench.Keypad.Lost);
        Assert.Equal(Key.None, _bench.Keypad.Read());
        _bench.Press(Key.Clear, A1, Key.Cash);
        Assert.True(_bench.Till.LastTicketNumber > 0);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-8")]
    public void A_full_drive_refuses_the_sale_names_the_fault_and_sells_again_when_there_is_room()
    {
        TillBench bench = new(segments: 3);
        int sold = 0;
        bool warned = false;
        while (bench.Till.RefusedCount == 0 && sold < 500)
        {
            bench.Press(A1, Key.Cash);
            sold++;
            bench.Press(Key.Clear);
            warned |= bench.Line(1).StartsWith("mémoire à ", StringComparison.Ordinal);
        }

        Assert.True(warned);
        bench.Press(Key.Cash);
        Assert.StartsWith("MÉMOIRE PLEINE  E031", bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(1, bench.Till.LineCount);
        long last = bench.Till.LastTicketNumber;
        bench.Journal.Acknowledge(bench.Journal.NextSequence - 1);
        bench.Press(Key.Cash);
        Assert.Equal(last + 1, bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R24")]
    public void A_clock_that_goes_back_holds_the_time_flags_the_ticket_and_is_journaled_once()
    {
        _bench.Press(A1, Key.Cash);
        long first = _bench.Records()[0].WallSeconds;
        _bench.Clock.ShowWall(first - 7_200);
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash, A2, Key.Cash);
        List<Record> records = _bench.Records();
        int[] kinds = [RecordKind.Ticket, RecordKind.TechnicalEvent, RecordKind.Ticket, RecordKind.Ticket];
        Assert.Equal(kinds, records.Select(r => r.Kind));
        Assert.Equal([first, first + 1, first + 2, first + 3], records.Select(r => r.WallSeconds));
        Assert.Equal(JetCode.ClockHeld, records[1].Values[EventLayout.Code]);
        Assert.True(records[3].Values[TicketLayout.ClockQuality] >= 8);
    }

    [Fact]
    [Trait("Requirement", "R66")]
    public void A_new_catalogue_counts_from_the_next_sale_on()
    {
        _bench.Press(A1);
        Catalogue dearer = FiscalSamplesWith(price: 350);
        _bench.Till.SetCatalogue(dearer);
        _bench.Press(A1);
        Assert.Equal(640, _bench.Till.TotalCents);
        _bench.Press(Key.Cash, A1);
        Assert.Equal(350, _bench.Till.TotalCents);
        Assert.Same(dearer, _bench.Till.CatalogueInUse);
        Assert.Contains(JetCode.CatalogueChange, _bench.EventCodes());
    }

    [Fact]
    [Trait("Requirement", "R3")]
    public void What_the_till_sealed_verifies_from_its_records_alone()
    {
        _bench.Press(A1, A2, Key.Undo, 4, 9, 0, Key.Department1, Key.Note20, A3, Key.Cash);
        ChainVerifier verifier = new(Fiscal.FiscalSamples.NewChain());
        Assert.All(_bench.Records(), r =>
            Assert.Equal(FiscalOutcome.Sealed, verifier.Check(r, null, 0, _bench.Catalogue, _bench.Settings)));
    }

    [Fact]
    [Trait("Requirement", "F-JRN-3")]
    public void A_blank_drive_that_waits_for_its_sequence_refuses_the_sale_and_says_so()
    {
        _bench.Journal.NextSequence = 0;
        _bench.Press(A1, Key.Cash);
        Assert.StartsWith("ATTEND LA VILLE E034", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Till.LineCount);
    }

    private static Catalogue FiscalSamplesWith(int price)
    {
        Catalogue catalogue = Fiscal.FiscalSamples.Press();
        catalogue.Version++;
        catalogue.Price[0] = price;
        return catalogue;
    }

    private int KeysFor(params int[] keys)
    {
        int before = _bench.KeysPressed;
        _bench.Press(keys);
        int pressed = _bench.KeysPressed - before;
        _bench.KeysPressed = 0;
        return pressed;
    }
}
