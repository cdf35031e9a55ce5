using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Returns, corrections of a tender, provisional notes, copies (pos.md R12 to R17).</summary>
public class TillReturnTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1, A3 = Key.Article1 + 2;
    private static readonly int[] Return = [Key.Function, 2, 1];
    private static readonly int[] Correct = [Key.Function, 2, 2];
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_return_by_ticket_number_gives_back_all_lines_with_their_engraved_rates()
    {
        _bench.Press(2, Key.Multiply, A1, A2, A3, Key.Cash, A1, Key.Cash);
        _bench.Catalogue.Rate[1] = 2000;
        _bench.Catalogue.Price[0] = 999;
        _bench.Press(1).Press(Return);
        Assert.StartsWith("RENDRE", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal(-(640 + 450 + 999), _bench.Till.LastTicketCents);
        Record ticket = _bench.Records().Last(r => r.Kind == RecordKind.Ticket);
        Assert.Equal(TicketLayout.OperationRefund, ticket.Values[TicketLayout.Operation]);
        Assert.Equal([210L, 550L, 2000L], Lines(ticket).Select(l => l.Rate));
        Assert.Equal([-2L, -1L, -1L], Lines(ticket).Select(l => l.Quantity));
        Assert.Equal(320, _bench.Chain.State.PerpetualSigned);
        Assert.Equal(3, _bench.EventCodes().Count(c => c == JetCode.ReturnedItem));
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void Three_partial_refunds_never_exceed_the_sale_and_the_rates_return_to_zero()
    {
        _bench.Press(3, Key.Multiply, A1, 2, Key.Multiply, A2, A3, 4, 9, 0, Key.Department1, Key.Cash);
        int sold = _bench.Till.LastTicketCents;
        _bench.Press(1).Press(Return).Press(A1).Press(2, Key.Multiply, Key.Cash);
        Assert.Equal(-640, _bench.Till.LastTicketCents);
        _bench.Press(1).Press(Return).Press(A2, 3, Key.Multiply);
        Assert.StartsWith("DÉJÀ TOUT RENDU", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal(-450, _bench.Till.LastTicketCents);
        _bench.Press(1).Press(Return).Press(Key.Card);
        Assert.Equal(640 + 450 - sold, _bench.Till.LastTicketCents);
        Assert.Equal(0, _bench.Chain.State.PerpetualSigned);
        RateTotals day = _bench.Chain.State.DayTotals;
        Assert.All(day.Cents.Take(day.Count), c => Assert.Equal(0, c));
        _bench.Press(1).Press(Return);
        Assert.StartsWith("DÉJÀ TOUT RENDU", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Till.LineCount);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_refund_above_what_remains_is_refused()
    {
        _bench.Press(A2, 5, 0, Key.Markdown, Key.Cash);
        _bench.Press(1).Press(Return).Press(9, 0, 0, Key.Cash);
        Assert.StartsWith("MONTANT DU RETOUR", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal(-225, _bench.Till.LastTicketCents);
        _bench.Press(2).Press(Return);
        Assert.StartsWith("DÉJÀ TOUT RENDU", _bench.Line(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [Trait("Requirement", "R43")]
    public void A_return_is_paid_out_neither_as_a_paper_voucher_nor_as_what_nobody_funded(int tender)
    {
        _bench.Press(A1, Key.Cash, 1).Press(Return).Press(Key.Tender, tender);
        Assert.StartsWith("RENDRE AUTREMENT", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Equal(0, _bench.Till.SuspendedCents);
        _bench.Press(Key.Cash);
        Assert.Equal(-320, _bench.Till.LastTicketCents);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_ticket_that_is_not_here_is_named_and_the_till_goes_on()
    {
        _bench.Press(A1, Key.Cash, 7, 7).Press(Return);
        Assert.StartsWith("TICKET PAS ICI", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A1, Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R68")]
    public void A_return_takes_four_keys_at_most_besides_digits_of_the_number_and_a_PIN()
    {
        _bench.Press(A1, Key.Cash, 1);
        int before = _bench.KeysPressed;
        _bench.Press(Return).Press(Key.Cash);
        Assert.InRange(_bench.KeysPressed - before, 1, 4);
        Assert.Equal(-320, _bench.Till.LastTicketCents);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R38")]
    public void One_line_of_a_ticket_with_a_discount_on_all_gives_back_its_share_of_it()
    {
        _bench.Press(3, Key.Multiply, A1, A2, 1, 0, Key.Function, 2, 5, Key.Cash);
        Record sale = _bench.Records().Single(r => r.Kind == RecordKind.Ticket);
        Assert.Equal(960 + 450 - 141, _bench.Till.LastTicketCents);
        Assert.Equal([-3L, -1L], Lines(sale).Select(l => -l.Quantity));
        _bench.Press(1).Press(Return).Press(A2, Key.Cash);
        Assert.Equal(-405, _bench.Till.LastTicketCents);
        _bench.Press(1).Press(Return).Press(A1, Key.Cash);
        Assert.Equal(-288, _bench.Till.LastTicketCents);
        _bench.Press(1).Press(Return).Press(Key.Cash);
        Assert.Equal(-576, _bench.Till.LastTicketCents);
        Assert.Equal(0, _bench.Chain.State.PerpetualSigned);
        Assert.Equal(0, _bench.Chain.State.DayPeriod.Rates.SumFirst);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void Units_of_a_line_at_half_price_can_all_be_given_back_one_by_one()
    {
        _bench.Press(3, Key.Multiply, A1, 5, 0, Key.Markdown, A2, Key.Cash);
        for (int unit = 1; unit <= 3; unit++)
        {
            _bench.Press(1).Press(Return).Press(A1, Key.Cash);
            Assert.Equal(-160, _bench.Till.LastTicketCents);
        }

        Assert.Equal(450, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void An_amount_given_back_of_a_whole_ticket_goes_pro_rata_over_its_rates_and_then_is_frozen()
    {
        _bench.Press(2, Key.Multiply, A1, A2, Key.Cash).Press(1).Press(Return).Type(109).Press(Key.Price);
        Assert.Equal(-109, _bench.Till.TotalCents);
        _bench.Press(Key.Cash);
        Record first = _bench.Records().Last(r => r.Kind == RecordKind.Ticket);
        Assert.Equal([210L, 550L], Lines(first).Select(l => l.Rate));
        _bench.Press(1).Press(Return).Type(982).Press(Key.Price);
        Assert.StartsWith("DÉJÀ TOUT RENDU", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal(-981, _bench.Till.LastTicketCents);
        Assert.Equal(0, _bench.Chain.State.DayPeriod.Rates.SumFirst);
        Assert.Equal(0, _bench.Chain.State.DayPeriod.Rates.SumSecond);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void The_display_shows_how_many_units_a_return_gives_back()
    {
        _bench.Press(3, Key.Multiply, A1, Key.Cash, 1).Press(Return);
        Assert.StartsWith("-3 x ", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(2, Key.Multiply);
        Assert.StartsWith("-2 x ", _bench.Line(0), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    [Trait("Requirement", "R38")]
    public void What_a_return_does_not_give_back_is_no_discount_of_the_day_nor_on_its_paper()
    {
        _bench.Press(A2, 1, 0, Key.Markdown, A1, Key.Cash).Press(1).Press(Return).Press(A1).Type(100).Press(Key.Price);
        _bench.Press(Key.Cash, Key.Ticket);
        _bench.Print();
        Assert.Equal(-100, _bench.Till.LastTicketCents);
        Assert.Equal([1, 45], Discounts());
        Assert.Contains("Non rendu", _bench.Paper(), StringComparison.Ordinal);
        Assert.DoesNotContain("Remise", _bench.Paper(), StringComparison.Ordinal);
        _bench.Press(1).Press(Return).Press(Key.Cash);
        Assert.Equal([1, 45], Discounts());
    }

    [Fact]
    [Trait("Requirement", "R14")]
    [Trait("Requirement", "R19")]
    public void A_discounted_sale_paid_otherwise_counts_its_discount_once()
    {
        _bench.Press(A2, 1, 0, Key.Markdown, A1, Key.Cash).Press(1).Press(Correct).Press(Key.Card);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
        Assert.Equal([1, 45], Discounts());
    }

    [Fact]
    [Trait("Requirement", "R14")]
    public void A_wrong_tender_is_corrected_by_a_cancellation_and_the_same_sale_again()
    {
        _bench.Press(A1, A2, Key.Note10).Press(1).Press(Correct);
        Assert.StartsWith("NOUVEAU PAIEMENT", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(Key.Card);
        Record[] tickets = [.. _bench.Records().Where(r => r.Kind == RecordKind.Ticket)];
        Assert.Equal([TicketLayout.OperationSale, TicketLayout.OperationCancel, TicketLayout.OperationSale],
            tickets.Select(t => (int)t.Values[TicketLayout.Operation]));
        Assert.Equal(-770, tickets[1].Values[TicketLayout.Tenders + 1]);
        Assert.Equal(TicketLayout.TenderCardByHand, tickets[2].Values[TicketLayout.Tenders]);
        Assert.Equal(770, _bench.Chain.State.PerpetualSigned);
        Assert.Equal(0, _bench.Chain.State.DayPeriod.Figures[PeriodTotals.CashExpected]);
        Record detail = _bench.Records().Last(r => r.Kind == RecordKind.TicketDetail);
        Assert.Contains((DetailItem.Replaces, 1L, 0L), TillTenderTests.Items(detail));
        _bench.Press(1).Press(Correct);
        Assert.StartsWith("DÉJÀ CORRIGÉ", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R14")]
    public void A_power_cut_between_cancellation_and_new_sale_brings_the_sale_back_as_a_basket()
    {
        for (int cut = 0; cut < 12; cut++)
        {
            TillBench bench = new();
            bench.Press(A1, A2, Key.Cash).Press(1).Press(Correct);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Card);
            bench.Drive.CutAt = -1;
            bench.PowerOn();
            long last = bench.Till.LastTicketNumber;
            Assert.InRange(last, 1, 3);
            Assert.Equal(last == 2 ? 770 : 0, bench.Till.TotalCents);
            if (last == 2)
            {
                bench.Press(Key.Card);
                last = 3;
            }

            Assert.Equal(770, bench.Chain.State.PerpetualSigned);
            Assert.Equal(last, bench.Till.LastTicketNumber);
        }
    }

    [Fact]
    [Trait("Requirement", "R17")]
    public void A_provisional_note_moves_no_total_and_its_ticket_names_it()
    {
        _bench.Press(A1, A2, Key.Function, 2, 4);
        Assert.StartsWith("note provisoire 1", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Chain.State.PerpetualSigned);
        _bench.Press(Key.Cash);
        Record detail = _bench.Records().Single(r => r.Kind == RecordKind.TicketDetail);
        Assert.Contains((DetailItem.FromNote, 1L, 0L), TillTenderTests.Items(detail));
        Assert.Equal(1, _bench.Chain.State.DayPeriod.Figures[PeriodTotals.NotesFollowed]);
    }

    [Fact]
    [Trait("Requirement", "R16")]
    public void A_copy_is_sealed_with_its_rank_and_reason_only_once_it_is_printed()
    {
        _bench.Press(A1, Key.Cash, Key.Ticket);
        _bench.Print();
        _bench.Printer.PaperLeft = 100;
        _bench.Press(Key.Function, 2, 3, 2);
        _bench.Print();
        Assert.DoesNotContain(_bench.Records(), r => r.Kind == RecordKind.Duplicate);
        _bench.Printer.PaperLeft = -1;
        _bench.Print();
        Record copy = _bench.Records().Single(r => r.Kind == RecordKind.Duplicate);
        Assert.Equal([1L, RecordKind.Ticket, 1L, 1L, ReasonCode.PaperUnreadable, 0L],
            copy.Values[..DuplicateLayout.Count]);
    }

    [Fact]
    [Trait("Requirement", "R3")]
    public void What_returns_and_corrections_sealed_verifies_from_the_records_alone()
    {
        _bench.Press(A1, A2, 1, 0, Key.Markdown, Key.Cash).Press(1).Press(Return).Press(Key.Cash);
        _bench.Press(A1, Key.Function, 5, 1, Key.Cash).Press(3).Press(Correct).Press(Key.Card);
        ChainVerifier verifier = new(FiscalSamples.NewChain());
        List<Record> before = [];
        foreach (Record record in _bench.Records())
        {
            if (RecordKind.PrecedesTicket(record.Kind))
            {
                before.Add(record);
                continue;
            }

            Assert.Equal(FiscalOutcome.Sealed,
                verifier.Check(record, [.. before], before.Count, _bench.Catalogue, _bench.Settings));
            before.Clear();
        }
    }

    private long[] Discounts() =>
        _bench.Chain.State.DayPeriod.Figures[PeriodTotals.Discounts..(PeriodTotals.DiscountCents + 1)];

    private static IEnumerable<(long Quantity, long Rate)> Lines(Record ticket)
    {
        int first = TicketLayout.Tenders + 2 * (int)ticket.Values[TicketLayout.TenderCount];
        return Enumerable.Range(0, (int)ticket.Values[TicketLayout.LineCount])
            .Select(i => first + i * TicketLayout.LineWidth)
            .Select(at => (ticket.Values[at + TicketLayout.LineQuantity], ticket.Values[at + TicketLayout.LineRate]));
    }
}
