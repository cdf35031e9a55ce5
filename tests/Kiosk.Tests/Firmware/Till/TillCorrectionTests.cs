using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>What a correction may not do: give back twice, move a balance twice, pay nothing as a tender.</summary>
public class TillCorrectionTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private static readonly int[] Return = [Key.Function, 2, 1];
    private static readonly int[] Correct = [Key.Function, 2, 2];
    private readonly TillBench _bench = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R14")]
    public void A_ticket_given_back_in_part_or_wholly_is_not_cancelled_for_another_tender(bool part)
    {
        _bench.Press(A1, A2, Key.Cash).Press(1).Press(Return).Press(part ? [A1, Key.Cash] : [Key.Cash]);
        _bench.Press(1).Press(Correct);
        Assert.StartsWith("DÉJÀ CORRIGÉ", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash, 1).Press(Return).Press(Key.Cash);
        Assert.Equal(0, _bench.Chain.State.PerpetualSigned);
        Assert.Equal(part ? 3 : 2, _bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R14")]
    [Trait("Requirement", "R23")]
    public void A_correction_moves_the_balance_of_suspended_items_with_its_two_tickets()
    {
        _bench.Press(4, 0, 0, Key.Function, 5, 2, Key.Cash).Press(1).Press(Correct).Press(Key.Card);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
        Assert.Equal(400, _bench.Till.SuspendedCents);
        _bench.Press(A1, Key.Tender, 7);
        Assert.Equal(80, _bench.Till.SuspendedCents);
        _bench.Press(3).Press(Correct);
        _bench.Press(Key.Cash);
        Assert.StartsWith("AUCUN SUSPENDU", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(4, _bench.Till.LastTicketNumber);
        _bench.Press(4).Press(Correct).Press(Key.Cash);
        Assert.Equal(6, _bench.Till.LastTicketNumber);
        Assert.Equal(400, _bench.Till.SuspendedCents);
    }

    [Fact]
    [Trait("Requirement", "R14")]
    [Trait("Requirement", "R10")]
    public void A_power_cut_at_any_operation_of_a_correction_leaves_the_balance_of_suspended_items_right()
    {
        for (int cut = 0; cut < 20; cut++)
        {
            TillBench bench = new();
            bench.Press(4, 0, 0, Key.Function, 5, 2, Key.Cash).Press(1).Press(Correct);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Card);
            bench.Drive.CutAt = -1;
            bench.PowerOn();
            long last = bench.Till.LastTicketNumber;
            Assert.True(bench.Till.SuspendedCents == (last == 2 ? 0 : 400), $"cut {cut}, ticket {last}");
            if (last == 2)
            {
                bench.Press(Key.Card);
            }

            Assert.True(bench.Till.SuspendedCents == 400, $"cut {cut}, ticket {last}");
        }
    }

    [Theory]
    [InlineData(19, 4, 19, "TROP DE LIGNES")]
    [InlineData(19, 4, 18, "jour")]
    [InlineData(32, 0, 0, "jour")]
    [InlineData(33, 0, 0, "TROP DE LIGNES")]
    [Trait("Requirement", "R14")]
    public void A_correction_is_refused_in_words_only_when_its_lines_and_discounts_fill_a_detail_record(int lines,
        int nonSales, int discounts, string said)
    {
        for (int line = 0; line < lines; line++)
        {
            _bench.Press(line < discounts ? [A1, 5, Key.Markdown] : [A1]);
        }

        for (int i = 0; i < nonSales; i++)
        {
            _bench.Press(1, Key.DoubleZero, Key.Function, 5, 3);
        }

        _bench.Press(Key.Cash);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        int cents = _bench.Till.LastTicketCents;
        _bench.Press(1).Press(Correct).Print();
        _bench.Press(Key.Card);
        bool made = said == "jour";
        Assert.Equal(made ? 3 : 1, _bench.Till.LastTicketNumber);
        Assert.Equal(cents, _bench.Till.LastTicketCents);
        Assert.Equal(cents, _bench.Chain.State.PerpetualSigned);
        _bench.Press(1).Press(Correct).Print();
        Assert.StartsWith(made ? "DÉJÀ CORRIGÉ" : said, _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R32")]
    public void The_corrections_of_a_basket_taken_back_line_by_line_do_not_stand_on_the_next_customer_s_paper()
    {
        _bench.Press(A1, A2, Key.Undo, Key.Undo, A1, Key.Cash, Key.Ticket);
        _bench.Print();
        Assert.DoesNotContain("Annulé avant paiement", _bench.Paper(), StringComparison.Ordinal);
        _bench.Press(A1, A2, Key.Undo, Key.Cash, Key.Ticket);
        _bench.Print();
        Assert.Contains("Annulé avant paiement", _bench.Paper(), StringComparison.Ordinal);
        Assert.Equal(3, _bench.Chain.State.DayPeriod.Figures[PeriodTotals.Voids]);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void A_paid_sale_that_the_drive_refused_is_tried_again_without_a_tender_of_nothing()
    {
        TillBench bench = WithTerminal();
        bench.Press(A1, Key.Cash, A2, Key.Card);
        bench.Drive.Dead = true;
        Wait(bench);
        Assert.Equal(1, bench.Till.LastTicketNumber);
        bench.Drive.PowerUp();
        bench.Press(Key.Card);
        Wait(bench);
        Record ticket = bench.Records().Last(r => r.Kind == RecordKind.Ticket);
        Assert.Equal(2, ticket.Values[TicketLayout.Number]);
        Assert.Equal(1, ticket.Values[TicketLayout.TenderCount]);
        Assert.Equal([TicketLayout.TenderCard, 450L],
            ticket.Values[TicketLayout.Tenders..(TicketLayout.Tenders + 2)]);
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Money_of_a_card_whose_basket_the_drive_lost_is_told_then_counted_or_given_back()
    {
        TillBench bench = LostBasket();
        Assert.StartsWith("CARTE DÉJÀ PAYÉE", bench.Line(1), StringComparison.Ordinal);
        bench.Press(A2, Key.Cash);
        Assert.StartsWith("CARTE DÉJÀ PAYÉE", bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(1, bench.Till.LastTicketNumber);
        bench.Press(Key.Card);
        Assert.Equal(1, bench.Till.LastTicketNumber);
        bench.Press(Key.Cash);
        Assert.Equal(2, bench.Till.LastTicketNumber);
        Assert.Equal(1, bench.CardTerminal!.Requests);

        bench = LostBasket();
        bench.Press(Key.Abandon, Key.Abandon, A2, Key.Cash);
        Assert.Equal(2, bench.Till.LastTicketNumber);
        Assert.Contains(CardEvent.GivenBack, bench.EventCodes());
    }

    private static TillBench LostBasket()
    {
        TillBench bench = WithTerminal();
        bench.Press(A1, Key.Cash, A2, 2, 0, 0, Key.Card);
        Wait(bench);
        Assert.Equal(1, bench.CardTerminal!.Debits);
        bench.Drive.Delete(DriveFiles.Basket);
        bench.Drive.Delete(DriveFiles.Basket + 1);
        bench.PowerOn();
        return bench;
    }

    private static TillBench WithTerminal()
    {
        TillBench bench = new() { CardTerminal = new InMemoryCardTerminal() };
        bench.PowerOn();
        return bench;
    }

    private static void Wait(TillBench bench)
    {
        for (int i = 0; i < 80; i++)
        {
            bench.Pass(100);
        }
    }
}
