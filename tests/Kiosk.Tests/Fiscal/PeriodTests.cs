using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalCorpus;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

public class PeriodTests
{
    private readonly FiscalChain _chain = NewChain();
    private long _wall = VectorWall;

    private long[] Figures => _chain.State.DayPeriod.Figures;

    [Fact]
    [Trait("Requirement", "R19")]
    public void A_day_counts_sales_refunds_discounts_voids_copies_notes_drawer_and_cash()
    {
        Seal(Sale(1, 2, 1250, TicketLayout.TenderCash, given: 3000, change: 500));
        Seal(Sale(2, 1, 999, TicketLayout.TenderCard, given: 999, change: 0));
        Seal(Ticket(3, ++_wall, TicketLayout.OperationRefund, (1, -1, 1250, 2000)), Refunds(3));
        Seal(Event(1, ++_wall, JetCode.LineVoided, ""), argument2: 320);
        Seal(Event(2, ++_wall, JetCode.BasketAbandoned, ""), argument1: 900, argument2: 3);
        Seal(Event(3, ++_wall, JetCode.DrawerOpened, ""));
        Seal(Fill(RecordKind.Duplicate, ++_wall, 1, RecordKind.Ticket, 2, 1, ReasonCode.PaperLost, 7));
        Seal(Fill(RecordKind.ProvisionalNote, ++_wall, 1, 7, 3, 640, 1, 1, 2, 320));
        Seal(Cash(1, ++_wall, CashLayout.TypeFloat, 10_000));
        Seal(Cash(2, ++_wall, CashLayout.TypeSkim, 5_000));
        Seal(Cash(3, ++_wall, CashLayout.TypeExpense, -200));
        Seal(Cash(4, ++_wall, CashLayout.TypeCount, 6_045));
        Assert.Equal([1, 3], Figures[PeriodTotals.FirstTicket..PeriodTotals.FirstSeal]);
        Assert.Equal([2L, 3499, 1, -1250, 0, 0, 4, 1220, 1, 1, 1, 0, 4_800, 6_050, 6_045, 1],
            Figures[PeriodTotals.Sales..]);
        AmountTable tenders = _chain.State.DayPeriod.Tenders;
        Assert.Equal((2, 1250L, 999L), (tenders.Count, tenders.Second[0], tenders.Second[1]));
        AmountTable operators = _chain.State.DayPeriod.Operators;
        Assert.Equal((3L, 2249L), (operators.SumFirst, operators.SumSecond));
    }

    [Fact]
    [Trait("Requirement", "R23")]
    public void What_is_no_sale_is_paid_with_the_ticket_and_stands_in_no_turnover()
    {
        Record sale = Sale(1, 1, 320, TicketLayout.TenderCash, given: 820, change: 0);
        Record[] details = [Details(1, (DetailItem.NonSale, NonSaleType.Suspended, 300),
            (DetailItem.NonSale, NonSaleType.Donation, 200))];
        Seal(sale, details);
        Record alone = Sale(2, 0, 0, TicketLayout.TenderCash, given: 1000, change: 0);
        Seal(alone, [Details(2, (DetailItem.NonSale, NonSaleType.Voucher, 1000))]);
        Assert.Equal(320, _chain.State.PerpetualSigned);
        Assert.Equal(320, _chain.State.DayPeriod.TotalCents);
        Assert.Equal([1, 4, 5], _chain.State.DayPeriod.NonSales.Key[..3]);
        Assert.Equal(1500, _chain.State.DayPeriod.NonSales.SumSecond);
        Assert.Equal(1820, Figures[PeriodTotals.CashExpected]);
        Record without = Sale(3, 1, 320, TicketLayout.TenderCash, given: 820, change: 0);
        _chain.SealTicket(without, null, 0, Press(), Shop(), out int outcome);
        Assert.Equal(FiscalOutcome.Malformed, outcome);
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public void A_discount_lowers_the_line_its_rate_and_the_total_and_is_counted()
    {
        Record sale = Ticket(1, ++_wall, 0, (1, 3, 333, 550), (2, 1, 500, 2000));
        sale.Values[TicketLayout.Tenders + 1] = 1399;
        Seal(sale, [Details(1, (DetailItem.LineDiscount, 0, 100), (DetailItem.DiscountReason, ReasonCode.Regular, 0))]);
        Assert.Equal([899, 500], _chain.State.DayTotals.Cents[..2]);
        Assert.Equal([1, 100], Figures[PeriodTotals.Discounts..(PeriodTotals.DiscountCents + 1)]);
        Record tooMuch = Ticket(2, _wall, 0, (1, 1, 333, 550));
        tooMuch.Values[TicketLayout.Tenders + 1] = -1;
        (int, long, long)[][] wrong =
        [
            [(DetailItem.LineDiscount, 0, 334), (DetailItem.DiscountReason, ReasonCode.Regular, 0)],
            [(DetailItem.LineDiscount, 1, 3), (DetailItem.DiscountReason, ReasonCode.Regular, 0)],
            [(DetailItem.LineDiscount, 0, -3), (DetailItem.DiscountReason, ReasonCode.Regular, 0)],
            [(DetailItem.LineDiscount, 0, 3)], [(DetailItem.Reason, 99, 0)], [(77, 1, 1)],
        ];
        foreach ((int, long, long)[] items in wrong)
        {
            _chain.SealTicket(tooMuch, [Details(2, items)], 1, Press(), Shop(), out int outcome);
            Assert.Equal(FiscalOutcome.Malformed, outcome);
        }
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public void A_training_sale_changes_no_counter_total_or_period_of_production()
    {
        Seal(Sale(1, 1, 320, TicketLayout.TenderCash, given: 320, change: 0));
        byte[] before = Bytes(_chain.State), after;
        Record training = Ticket(1, ++_wall, 0, (1, 1, 999, 2000));
        training.Kind = RecordKind.Training;
        Assert.Equal(FiscalOutcome.Malformed, _chain.SealTraining(training, null, 0, Press(), Shop()));
        Seal(training, [Details(1, (DetailItem.Manager, 9, 0))]);
        Assert.Equal(1, _chain.State.Numbers[ChainKind.X]);
        _chain.State.Numbers[ChainKind.X] = 0;
        ChainState clean = new();
        clean.CopyFrom(_chain.State);
        clean.Present &= ~(1 << ChainKind.X);
        clean.LastWallApart = 0;
        after = Bytes(clean);
        Assert.Equal(before, after);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public void A_line_without_vat_says_so_or_is_refused()
    {
        Record silent = Ticket(1, ++_wall, 0, (1, 1, 320, 0));
        _chain.SealTicket(silent, null, 0, Press(), Shop(), out int outcome);
        Assert.Equal(FiscalOutcome.Malformed, outcome);
        silent.Values[TicketLayout.Tenders + 2 + TicketLayout.LineFlags] = TicketLayout.LineExempt;
        Seal(silent);
        Assert.Equal((0, 320L, 320L), (_chain.State.DayPeriod.Rates.Key[0], _chain.State.DayPeriod.Rates.First[0],
            _chain.State.DayPeriod.Rates.Second[0]));
    }

    [Fact]
    [Trait("Requirement", "R6")]
    public void A_rotated_key_is_sealed_by_the_one_before_and_asked_for_from_then_on()
    {
        Record rotation = Event(1, ++_wall, JetCode.KeyRotation, "");
        rotation.Values[EventLayout.Argument1] = 2;
        Seal(rotation);
        Assert.Equal(FiscalOutcome.WrongKey, _chain.SealEvent(Event(2, _wall, JetCode.Start, "")));
        _chain.UseKey([.. SealKey.Reverse()], 2);
        Seal(Event(2, _wall, JetCode.Start, ""));
        Assert.Equal(2, _chain.KeyNumber);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public void Cut_hour_and_year_end_are_changed_by_events_only_within_their_ranges()
    {
        foreach ((int code, long bad, long good) in new[]
        {
            (JetCode.CutHourChange, 24L, 4L), (JetCode.YearEndChange, 13L, 6L),
        })
        {
            Record change = Event(_chain.State.Events + 1, ++_wall, code, "");
            change.Values[EventLayout.Argument1] = bad;
            Assert.Equal(FiscalOutcome.Malformed, _chain.SealEvent(change));
            change.Values[EventLayout.Argument1] = good;
            Seal(change);
        }

        Assert.Equal((4, 6), (_chain.CutHour, _chain.State.YearEndMonth));
    }

    [Fact]
    [Trait("Requirement", "R8")]
    public void The_fullest_state_fits_and_a_full_table_lumps_without_losing_a_cent()
    {
        ChainState state = new();
        const long Large = 1L << 31;
        state.PerpetualSigned = state.PerpetualAbsolute = state.LastWall = state.LastTicketWall = Large;
        state.Present = (2 << ChainKind.Count) - 1;
        foreach (PeriodTotals period in new[] { state.DayPeriod, state.MonthPeriod, state.YearPeriod })
        {
            period.Active = true;
            Array.Fill(period.Figures, Large);
            foreach (AmountTable table in new[] { period.Rates, period.Tenders, period.Operators, period.NonSales })
            {
                for (int key = 0; key < table.Key.Length + 3; key++)
                {
                    table.Add(table == period.Rates ? 9000 + key : key + 1, 1 << 20, Large);
                }

                Assert.Equal((3, (table.Key.Length + 3) * Large), (table.Lumped, table.SumSecond));
            }
        }

        for (int rate = 0; rate < RateTotals.Max; rate++)
        {
            state.DayTotals.Add(9000 + rate, Large);
        }

        Array.Fill(state.Numbers, uint.MaxValue);
        Assert.InRange(state.Write(new byte[ChainState.BytesMax], 0), 1, ChainState.BytesMax);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void The_fullest_closing_fits_a_record_of_the_journal()
    {
        Assert.InRange(ClosingLayout.Rows + (ClosingLayout.RowWidth * (PeriodTotals.RatesMax
            + PeriodTotals.TendersMax + PeriodTotals.OperatorsMax + PeriodTotals.NonSalesMax)), 1,
            Limits.RecordValuesMax);
        Record record = Fill(RecordKind.Closing, _wall,
            [.. Enumerable.Repeat(1L << 40, Limits.RecordValuesMax)]);
        record.Sequence = 1;
        record.Sealed = true;
        byte[] bytes = new byte[Limits.RecordBytesMax];
        Assert.InRange(JournalCodec.Write(record, bytes, 0), 1, Limits.RecordBytesMax);
    }

    private Record Sale(long number, int quantity, int price, int tender, int given, int change)
    {
        Record ticket = quantity == 0 ? Ticket(number, ++_wall, 0)
            : Ticket(number, ++_wall, 0, (1, quantity, price, 2000));
        ticket.Values[TicketLayout.Change] = change;
        ticket.Values[TicketLayout.Tenders] = tender;
        ticket.Values[TicketLayout.Tenders + 1] = given;
        return ticket;
    }

    private void Seal(Record record, Record[]? before = null, long argument1 = 0, long argument2 = 0)
    {
        if (record.Kind == RecordKind.TechnicalEvent && argument1 + argument2 != 0)
        {
            record.Values[EventLayout.Argument1] = argument1;
            record.Values[EventLayout.Argument2] = argument2;
        }

        Assert.Equal(FiscalOutcome.Sealed, _chain.Seal(record, before, before?.Length ?? 0, Press(), Shop()));
    }

    private static byte[] Bytes(ChainState state)
    {
        byte[] bytes = new byte[ChainState.BytesMax];
        return bytes[..state.Write(bytes, 0)];
    }
}
