using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>The card key with a terminal on a line (pos.md R49).</summary>
[Trait("Requirement", "R49")]
public class TillCardTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private readonly TillBench _bench = new() { CardTerminal = new InMemoryCardTerminal() };

    public TillCardTests()
    {
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash);
    }

    [Fact]
    public void One_key_asks_the_terminal_and_its_yes_closes_the_sale()
    {
        _bench.Press(A2, Key.Card);
        Assert.StartsWith("PRÉSENTER LA CARTE", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(A1);
        Wait();
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        Assert.Equal([TicketLayout.TenderCard, 450L], Tenders());
        Assert.Equal(1, _bench.CardTerminal!.Requests);
    }

    [Fact]
    public void A_refused_card_leaves_the_basket_and_cash_pays_it()
    {
        _bench.CardTerminal!.Answers = CardOutcome.Refused;
        _bench.Press(A2, Key.Card);
        Wait();
        Assert.StartsWith("CARTE REFUSÉE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal([TicketLayout.TenderCash, 450L], Tenders());
    }

    [Fact]
    public void An_unknown_outcome_locks_the_sale_until_it_is_declared_and_no_second_request_goes_out()
    {
        _bench.CardTerminal!.Answers = CardOutcome.Unknown;
        _bench.Press(A2, Key.Card);
        Wait();
        Assert.StartsWith("TPE: 1 PAYÉ 2 NON", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(Key.Clear, Key.Card, Key.Cash, Key.Abandon);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Equal(1, _bench.CardTerminal.Requests);
        _bench.Press(1);
        Assert.StartsWith("N° DU TICKET TPE ?", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(Key.Clear);
        Assert.StartsWith("TPE: 1 PAYÉ 2 NON", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(1, Key.Abandon).Type(4_711).Press(Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        Record declared = _bench.Records().Single(r => r.Kind == RecordKind.TechnicalEvent
            && r.Values[EventLayout.Code] == CardEvent.DeclaredPaid);
        Assert.EndsWith("/4711", System.Text.Encoding.Latin1.GetString(declared.Text, 0, declared.TextLength),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_paid_by_card_cannot_be_taken_back_by_undo_and_giving_up_wants_two_keys()
    {
        _bench.Press(A2, 2, 0, 0, Key.Card);
        Wait();
        _bench.Press(Key.Undo);
        Assert.StartsWith("CARTE DÉJÀ PAYÉE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Abandon);
        Assert.Equal(1, _bench.Till.LineCount);
        _bench.Press(Key.Abandon);
        Assert.Equal(0, _bench.Till.LineCount);
        Assert.Contains(CardEvent.GivenBack, _bench.EventCodes());
    }

    [Fact]
    public void Giving_up_is_confirmed_by_the_very_next_key_only_and_never_for_a_later_sale()
    {
        _bench.Press(A2, 2, 0, 0, Key.Card);
        Wait();
        _bench.Press(Key.Abandon, Key.Cash, A2, 2, 0, 0, Key.Card);
        Wait();
        _bench.Press(Key.Abandon);
        Assert.StartsWith("CARTE DÉJÀ PAYÉE", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Till.LineCount);
        Assert.DoesNotContain(CardEvent.GivenBack, _bench.EventCodes());
    }

    [Theory]
    [InlineData(CardReason.Silent, "TPE MUET")]
    [InlineData(CardReason.LineLost, "TPE DÉBRANCHÉ")]
    [InlineData(CardReason.Busy, "TPE OCCUPÉ")]
    [InlineData(CardReason.Abandoned, "ABANDON AU TPE")]
    [InlineData(CardReason.NotUnderstood, "TPE MAL RÉGLÉ")]
    [InlineData(CardReason.Refused, "CARTE REFUSÉE")]
    public void A_payment_that_was_not_made_says_why_and_only_a_refused_card_is_called_refused(int reason, string told)
    {
        _bench.CardTerminal!.Answers = CardOutcome.Refused;
        _bench.CardTerminal.AnswersWhy = reason;
        _bench.Press(A2, Key.Card);
        Wait();
        Assert.StartsWith(told, _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal([TicketLayout.TenderCash, 450L], Tenders());
    }

    [Fact]
    public void A_power_cut_at_any_operation_of_a_card_payment_neither_charges_twice_nor_loses_the_money()
    {
        for (int cut = 0; cut < 16; cut++)
        {
            TillBench bench = new() { CardTerminal = new InMemoryCardTerminal() };
            bench.PowerOn();
            bench.Press(A1, Key.Cash, A2);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Card);
            for (int i = 0; i < 80; i++)
            {
                bench.Pass(100);
            }

            bench.Drive.CutAt = -1;
            bool charged = bench.CardTerminal.Debits == 1;
            bench.PowerOn();
            if (bench.Line(0).StartsWith("TPE", StringComparison.Ordinal))
            {
                bench.Press(charged ? [1, Key.Cash] : [2]);
            }

            if (bench.Till.LastTicketNumber == 1)
            {
                bench.Press(charged ? Key.Clear : Key.Cash);
            }

            Assert.True(bench.Till.LastTicketNumber == 2, $"cut {cut}\n{bench.Screen()}");
            Assert.True(bench.CardTerminal.Debits <= 1, $"cut {cut}");
            long tender = bench.Records().Last(r => r.Kind == RecordKind.Ticket).Values[TicketLayout.Tenders];
            Assert.True(tender == (charged ? TicketLayout.TenderCard : TicketLayout.TenderCash), $"cut {cut}");
        }
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_return_goes_back_to_the_card_through_the_terminal_and_is_a_tender_of_the_card()
    {
        _bench.Press(A2, Key.Card);
        Wait();
        _bench.Press(2, Key.Function, 2, 1, Key.Card);
        Assert.StartsWith("PRÉSENTER LA CARTE", _bench.Line(0), StringComparison.Ordinal);
        Wait();
        Assert.Equal(3, _bench.Till.LastTicketNumber);
        Assert.Equal([TicketLayout.TenderCard, -450L], Tenders());
        Assert.Equal((1, 1, 0), (_bench.CardTerminal!.Debits, _bench.CardTerminal.Credits,
            _bench.CardTerminal.DebitedCents));
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_power_cut_at_any_operation_of_a_credit_neither_pays_twice_nor_forgets_it()
    {
        for (int cut = 0; cut < 16; cut++)
        {
            TillBench bench = new() { CardTerminal = new InMemoryCardTerminal() };
            bench.PowerOn();
            bench.Press(A2, Key.Cash, 1, Key.Function, 2, 1);
            bench.Step();
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Card);
            for (int i = 0; i < 80; i++)
            {
                bench.Pass(100);
            }

            bench.Drive.CutAt = -1;
            bool given = bench.CardTerminal.Credits == 1;
            bench.PowerOn();
            if (bench.Line(0).StartsWith("TPE", StringComparison.Ordinal))
            {
                bench.Press(given ? [1, Key.Cash] : [2]);
            }

            if (bench.Till.LastTicketNumber == 1 && !given)
            {
                bench.Press(bench.Till.LineCount > 0 ? [Key.Cash] : [1, Key.Function, 2, 1, Key.Cash]);
            }

            Assert.True(bench.Till.LastTicketNumber == 2, $"cut {cut}\n{bench.Screen()}");
            Assert.True(bench.CardTerminal.Credits <= 1, $"cut {cut}");
            long tender = bench.Records().Last(r => r.Kind == RecordKind.Ticket).Values[TicketLayout.Tenders];
            Assert.True(tender == (given ? TicketLayout.TenderCard : TicketLayout.TenderCash), $"cut {cut}");
            Assert.Equal(0, bench.Chain.State.PerpetualSigned);
        }
    }

    [Fact]
    [Trait("Requirement", "R52")]
    public void A_terminal_off_its_line_is_paid_by_hand_the_card_key_twice_and_the_attempt_is_kept()
    {
        _bench.CardTerminal!.Plugged = false;
        _bench.Press(A2, Key.Card);
        Assert.StartsWith("TPE: 1 PAYÉ 2 NON", _bench.Line(0), StringComparison.Ordinal);
        _bench.PowerOn();
        Assert.StartsWith("TPE: 1 PAYÉ 2 NON", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(Key.Card);
        Assert.Equal([TicketLayout.TenderCardByHand, 450L], Tenders());
        Assert.Equal(0, _bench.CardTerminal.Requests);
        _bench.Press(A2, Key.Card, 2, Key.Cash);
        Assert.Equal([TicketLayout.TenderCash, 450L], Tenders());
    }

    [Fact]
    public void A_late_answer_is_told_while_the_operator_is_asked_and_decides_nothing()
    {
        _bench.CardTerminal!.Answers = CardOutcome.Unknown;
        _bench.Press(A2, Key.Card);
        Wait();
        _bench.CardTerminal.SayLate(CardOutcome.Paid);
        Wait();
        Assert.StartsWith("TPE: 1 PAYÉ 2 NON", _bench.Line(0), StringComparison.Ordinal);
        Assert.StartsWith("LE TPE DIT : PAYÉ", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        _bench.Press(1, Key.Cash);
        Assert.Equal([TicketLayout.TenderCard, 450L], Tenders());
    }

    private void Wait()
    {
        for (int i = 0; i < 80; i++)
        {
            _bench.Pass(100);
        }
    }

    private long[] Tenders()
    {
        long[] ticket = _bench.Records().Last(r => r.Kind == RecordKind.Ticket).Values;
        return ticket[TicketLayout.Tenders..(TicketLayout.Tenders + 2)];
    }
}
