using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Tenders (pos.md R41 to R45) and amounts that are no sale (R23).</summary>
public class TillTenderTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1, A3 = Key.Article1 + 2;
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R52")]
    public void A_card_is_one_key_as_cash_is_and_leaves_the_drawer_shut()
    {
        _bench.Press(A1, Key.Card);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Equal([(TicketLayout.TenderCardByHand, 320L)], Tenders());
        Assert.Equal(0, _bench.Drawer.Pulses);
        Assert.Contains("Carte", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public void Tenders_come_in_any_order_and_only_cash_gives_change()
    {
        _bench.Press(A1, A2, A3);
        _bench.Press(5, 0, 0, Key.Card);
        Assert.StartsWith("RESTE", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(3, 0, 0, Key.Tender, 1);
        _bench.Press(Key.Note20);
        Assert.Equal(1769, _bench.Till.LastTicketCents);
        Assert.Equal([(TicketLayout.TenderCardByHand, 500L), (TicketLayout.TenderCheque, 300L),
            (TicketLayout.TenderCash, 2000L)], Tenders());
        Assert.Equal(1031, Last()[TicketLayout.Change]);
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public void A_card_may_not_be_more_than_what_is_due()
    {
        _bench.Press(A1, 4, 0, 0, Key.Card);
        Assert.StartsWith("AU PLUS 3,20 €", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public void Short_cash_is_refused_once_and_taken_as_a_part_when_pressed_again()
    {
        _bench.Press(A3, Key.Note5);
        Assert.StartsWith("MANQUE 4,99", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Note5);
        Assert.StartsWith("RESTE", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(Key.Card);
        Assert.Equal([(TicketLayout.TenderCash, 500L), (TicketLayout.TenderCardByHand, 499L)], Tenders());
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public void Lines_stand_still_while_the_basket_is_paid_and_undo_takes_the_tender_back()
    {
        _bench.Press(A3, 2, 0, 0, Key.Card, A1);
        Assert.StartsWith("PAIEMENT EN COURS", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Undo, A1, Key.Cash);
        Assert.Equal(1319, _bench.Till.LastTicketCents);
        Assert.Single(Tenders());
    }

    [Fact]
    [Trait("Requirement", "R43")]
    public void A_meal_voucher_pays_eligible_lines_only_up_to_25_euros_and_warns_on_a_sunday()
    {
        Meals();
        _bench.Press(A1, Key.Meal);
        Assert.StartsWith("RIEN D'ÉLIGIBLE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A2, Key.Meal);
        Assert.Equal(0, _bench.Till.LastTicketNumber);
        Assert.Contains("3,20€", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal([(TicketLayout.TenderMealCard, 450L), (TicketLayout.TenderCash, 320L)], Tenders());
        _bench.Press(9, Key.Multiply, A2, 3, 0, 0, 0, Key.Meal);
        Assert.StartsWith("AU PLUS 25,00", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Meal, Key.Meal);
        Assert.StartsWith("RIEN D'ÉLIGIBLE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal([(TicketLayout.TenderMealCard, 2500L), (TicketLayout.TenderCash, 1550L)], Tenders());
        _bench.Clock.NowMs += 2 * 86_400_000L;
        _bench.Press(A2, Key.Meal);
        Assert.StartsWith("TITRE : DIMANCHE", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R43")]
    public void A_paper_voucher_worth_more_counts_what_is_due_and_gives_no_change()
    {
        Meals();
        _bench.Press(A2, 9, 0, 0, Key.Tender, 2);
        Assert.Equal([(TicketLayout.TenderMealPaper, 450L)], Tenders());
        Assert.Equal(0, Last()[TicketLayout.Change]);
    }

    [Fact]
    [Trait("Requirement", "R44")]
    public void Local_currency_is_taken_one_for_one_and_has_totals_of_its_own()
    {
        _bench.Press(A1, Key.Tender, 3, A2, Key.Tender, 4);
        AmountTable tenders = _bench.Chain.State.DayPeriod.Tenders;
        Assert.Equal(320, tenders.Second[tenders.Find(TicketLayout.TenderLocalNotes)]);
        Assert.Equal(450, tenders.Second[tenders.Find(TicketLayout.TenderLocalDigital)]);
        Assert.Equal(0, _bench.Chain.State.DayPeriod.Figures[PeriodTotals.CashExpected]);
    }

    [Fact]
    [Trait("Requirement", "R45")]
    public void A_deposit_is_no_turnover_and_comes_back_as_a_negative_amount()
    {
        _bench.Press(A2, 1, 0, 0, Key.Function, 5, 4, Key.Cash);
        Assert.Equal(450, _bench.Till.LastTicketCents);
        Assert.Equal(450, _bench.Chain.State.PerpetualSigned);
        Assert.Equal(550, Tenders()[0].Cents);
        _bench.Press(1, 0, 0, Key.Function, 5, 5);
        Assert.StartsWith("RENDRE", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal(-100, Tenders()[0].Cents);
        Assert.Equal(450, _bench.Chain.State.PerpetualAbsolute);
        AmountTable nonSales = _bench.Chain.State.DayPeriod.NonSales;
        Assert.Equal(0, nonSales.Second[nonSales.Find(NonSaleType.Deposit)]);
    }

    [Fact]
    [Trait("Requirement", "R45")]
    public void A_suspended_item_is_funded_then_redeemed_never_beyond_its_balance()
    {
        _bench.Press(A1, Key.Tender, 7);
        Assert.StartsWith("AUCUN SUSPENDU", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Abandon, 4, 0, 0, Key.Function, 5, 2, Key.Cash);
        Assert.Equal(400, _bench.Till.SuspendedCents);
        Assert.Equal(0, _bench.Chain.State.PerpetualSigned);
        _bench.PowerOn();
        Assert.Equal(400, _bench.Till.SuspendedCents);
        _bench.Press(A2, Key.Tender, 7);
        Assert.StartsWith("RESTE", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal(0, _bench.Till.SuspendedCents);
        Assert.Equal([(TicketLayout.TenderSuspended, 400L), (TicketLayout.TenderCash, 50L)], Tenders());
        Assert.Equal(450, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "R23")]
    public void A_round_up_for_a_cause_is_outside_turnover_and_VAT()
    {
        _bench.Press(A1, Key.Function, 5, 1, Key.Cash);
        Assert.Equal(320, _bench.Till.LastTicketCents);
        Assert.Equal([(TicketLayout.TenderCash, 400L)], Tenders());
        Assert.Equal(320, _bench.Chain.State.DayPeriod.Rates.SumFirst);
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public void The_wilting_price_takes_its_percents_off_what_wilts_only()
    {
        _bench.Catalogue.Flags[1] = Catalogue.WiltsFlag;
        _bench.Press(A1, Key.Markdown);
        Assert.StartsWith("PAS DE PRIX DU SOIR", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A2, Key.Markdown, Key.Cash);
        Assert.Equal(320 + 315, _bench.Till.LastTicketCents);
        Assert.Contains(JetCode.DiscountGiven, _bench.EventCodes());
        Assert.Equal(135, _bench.Chain.State.DayPeriod.Figures[PeriodTotals.DiscountCents]);
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public void A_discount_on_the_whole_basket_is_spread_by_largest_remainder()
    {
        _bench.Press(A1, A2, A3, 1, 0, Key.Function, 2, 5, Key.Cash);
        Assert.Equal(1769 - 177, _bench.Till.LastTicketCents);
        Record detail = _bench.Records().Single(r => r.Kind == RecordKind.TicketDetail);
        long[] off = [.. Items(detail).Where(i => i.What == DetailItem.LineDiscount).Select(i => i.Second)];
        Assert.Equal([32L, 45L, 100L], off);
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public void A_discount_on_the_whole_basket_comes_on_top_of_what_a_line_has_lost_already()
    {
        _bench.Press(A1, 5, 0, Key.Markdown);
        Assert.Equal(160, _bench.Till.TotalCents);
        _bench.Press(1, 0, Key.Function, 2, 5, Key.Cash);
        Assert.Equal(144, _bench.Till.LastTicketCents);
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public void No_discount_in_whatever_order_makes_a_line_dearer_and_each_is_exactly_its_percents()
    {
        const int Seed = 20_261_201;
        for (int run = 0; run < 2_000; run++)
        {
            Random random = new(Seed + run);
            Basket basket = new(Sale.LinesWithDetailMax) { Day = 20_261_120 };
            for (int line = random.Next(1, 8); line > 0; line--)
            {
                basket.AddArticle(_bench.Catalogue, random.Next(3), random.Next(1, 5), random.Next(1, 900));
                if (random.Next(2) == 0)
                {
                    basket.DiscountLast(random.Next(1, 101), ReasonCode.Perishable);
                }
            }

            for (int times = random.Next(1, 4); times > 0; times--)
            {
                int[] before = [.. Enumerable.Range(0, basket.Sale.LineCount).Select(basket.Sale.LineCents)];
                int cents = random.Next(0, before.Sum() + 3);
                int outcome = basket.DiscountAll(cents, ReasonCode.Gesture);
                int[] after = [.. Enumerable.Range(0, basket.Sale.LineCount).Select(basket.Sale.LineCents)];
                string log = $"seed {Seed}, run {run}: {cents} off {string.Join(' ', before)}";
                bool possible = cents >= 1 && cents <= before.Sum();
                Assert.True((outcome == TillMessage.None) == possible, log);
                Assert.True(after.Sum() == before.Sum() - (possible ? cents : 0), log);
                Assert.True(after.Zip(before).All(pair => pair.First <= pair.Second && pair.First >= 0), log);
                Assert.True(basket.Sale.TotalCents == after.Sum(), log);
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R15")]
    [Trait("Requirement", "R23")]
    public void An_amount_that_is_no_sale_taken_back_leaves_its_counterpart_and_an_abandoned_one_its_cents()
    {
        _bench.Type(5_000).Press(Key.Function, 5, 3).Press(Key.Undo);
        Assert.Equal([(NonSaleType.Voucher, 5_000L), (NonSaleType.Voucher, -5_000L)], Events(JetCode.NonSale));
        _bench.Press(A1).Type(200).Press(Key.Function, 5, 3).Press(Key.Abandon);
        Assert.Equal([(520L, 2L)], Events(JetCode.BasketAbandoned));
        Assert.Equal([2, 520], _bench.Chain.State.DayPeriod.Figures[PeriodTotals.Voids..(PeriodTotals.VoidCents + 1)]);
    }

    [Theory]
    [InlineData(Key.Cash)]
    [InlineData(Key.Note5)]
    [InlineData(Key.Card)]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R23")]
    public void What_suspended_items_have_paid_gives_no_money_back_it_goes_back_to_them(int key)
    {
        _bench.Type(400).Press(Key.Function, 5, 2).Press(Key.Cash, A1, Key.Tender, 7);
        Assert.Equal((2, 80), ((int)_bench.Till.LastTicketNumber, _bench.Till.SuspendedCents));
        _bench.Press(2, Key.Function, 2, 1);
        _bench.PowerOn();
        int pulses = _bench.Drawer.Pulses;
        _bench.Press(key);
        Assert.StartsWith("SUSPENDU NON RENDU", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal((3, 400), ((int)_bench.Till.LastTicketNumber, _bench.Till.SuspendedCents));
        Assert.Equal([(TicketLayout.TenderSuspended, -320L)], Tenders());
        Assert.Equal(pulses, _bench.Drawer.Pulses);
        Assert.Equal(0, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R23")]
    public void Returns_of_a_sale_that_suspended_items_paid_in_part_give_the_money_first_and_never_more_of_it()
    {
        _bench.Type(400).Press(Key.Function, 5, 2).Press(Key.Cash, A1, A2, Key.Tender, 7, Key.Cash);
        Assert.Equal([(TicketLayout.TenderSuspended, 400L), (TicketLayout.TenderCash, 370L)], Tenders());
        _bench.Press(2, Key.Function, 2, 1).Press(A1, Key.Cash);
        Assert.Equal([(TicketLayout.TenderCash, -320L)], Tenders());
        Assert.Equal(0, _bench.Till.SuspendedCents);
        _bench.Press(2, Key.Function, 2, 1).Press(Key.Cash);
        Assert.Equal([(TicketLayout.TenderSuspended, -400L), (TicketLayout.TenderCash, -50L)], Tenders());
        Assert.Equal(400, _bench.Till.SuspendedCents);
        Assert.Equal(400, _bench.Chain.State.DayPeriod.Figures[PeriodTotals.CashExpected]);
        _bench.Press(2, Key.Function, 2, 1).Press(Key.Cash);
        Assert.Equal(4, _bench.Till.LastTicketNumber);
    }

    [Theory]
    [InlineData(Key.Cash)]
    [InlineData(Key.Note5)]
    [InlineData(Key.Card)]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R43")]
    public void What_paper_vouchers_have_paid_gives_no_money_back_they_are_given_back_themselves(int key)
    {
        Meals();
        _bench.Press(A2, Key.Tender, 2);
        Assert.Equal([(TicketLayout.TenderMealPaper, 450L)], Tenders());
        _bench.Press(1, Key.Function, 2, 1);
        _bench.PowerOn();
        int pulses = _bench.Drawer.Pulses;
        _bench.Press(key);
        Assert.StartsWith("TITRES À RENDRE", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal([(TicketLayout.TenderMealPaper, -450L)], Tenders());

        // The drawer opens, as the vouchers lie in it; of its cash nothing is missing.
        Assert.Equal((2, pulses + 1), ((int)_bench.Till.LastTicketNumber, _bench.Drawer.Pulses));
        Assert.Equal(0, _bench.Chain.State.DayPeriod.Figures[PeriodTotals.CashExpected]);
        Assert.Equal(0, _bench.Chain.State.PerpetualSigned);
        _bench.Press(1, Key.Function, 2, 1).Press(Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R43")]
    public void Returns_of_a_sale_that_vouchers_paid_in_part_give_its_money_first_and_never_more_of_it()
    {
        Meals();
        _bench.Press(A1, A2, Key.Tender, 2).Press(Key.Cash);
        Assert.Equal([(TicketLayout.TenderMealPaper, 450L), (TicketLayout.TenderCash, 320L)], Tenders());
        _bench.Press(1, Key.Function, 2, 1).Press(A2, Key.Cash);
        Assert.Equal([(TicketLayout.TenderMealPaper, -130L), (TicketLayout.TenderCash, -320L)], Tenders());
        _bench.Press(1, Key.Function, 2, 1).Press(Key.Cash);
        Assert.Equal([(TicketLayout.TenderMealPaper, -320L)], Tenders());
        Assert.Equal(0, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    [Trait("Requirement", "R23")]
    public void A_cut_at_any_operation_of_such_a_return_leaves_the_balance_as_its_ticket_says()
    {
        for (int cut = 0; cut < 14; cut++)
        {
            TillBench bench = new();
            bench.Type(400).Press(Key.Function, 5, 2).Press(Key.Cash, A1, Key.Tender, 7).Press(2, Key.Function, 2, 1);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Cash);
            bench.PowerOn();
            long last = bench.Till.LastTicketNumber;
            Assert.True(bench.Till.SuspendedCents == (last == 3 ? 400 : 80), $"cut {cut}, ticket {last}");
        }
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void Tenders_taken_before_a_power_cut_come_back_with_the_basket()
    {
        _bench.Press(A3, 5, 0, 0, Key.Card);
        _bench.PowerOn();
        Assert.StartsWith("RESTE", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Assert.Equal([(TicketLayout.TenderCardByHand, 500L), (TicketLayout.TenderCash, 499L)], Tenders());
    }

    private void Meals()
    {
        _bench.Catalogue.Flags[1] = Catalogue.MealFlag;
    }

    private (long, long)[] Events(int code) => [.. _bench.Records()
        .Where(r => r.Kind == RecordKind.TechnicalEvent && r.Values[EventLayout.Code] == code)
        .Select(r => (r.Values[EventLayout.Argument1], r.Values[EventLayout.Argument2]))];

    private long[] Last() => _bench.Records().Last(r => r.Kind == RecordKind.Ticket).Values;

    private (int Type, long Cents)[] Tenders() => [.. Enumerable.Range(0, (int)Last()[TicketLayout.TenderCount])
        .Select(i => ((int)Last()[TicketLayout.Tenders + 2 * i], Last()[TicketLayout.Tenders + 2 * i + 1]))];

    internal static IEnumerable<(int What, long First, long Second)> Items(Record detail) =>
        Enumerable.Range(0, (int)detail.Values[DetailLayout.ItemCount]).Select(i => DetailLayout.Items + 3 * i)
            .Select(at => ((int)detail.Values[at], detail.Values[at + 1], detail.Values[at + 2]));
}
