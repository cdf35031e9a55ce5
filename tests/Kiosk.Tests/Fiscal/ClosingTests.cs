using CsCheck;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.ClosingRig;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

public class ClosingTests
{
    private readonly ClosingRig _rig = new();

    [Fact]
    [Trait("Requirement", "R21")]
    public void Five_days_off_over_a_month_end_give_late_closings_dated_and_in_order()
    {
        _rig.Sell(At("2026-10-30 11:00"), 500);
        long wake = At("2026-11-04 08:00");
        Assert.Equal(2, _rig.CloseDue(wake));
        Assert.Equal(["J20261030L", "M202610L"], _rig.Names());
        Record day = _rig.Closings[0];
        Assert.Equal(At("2026-10-30 11:00"), day.Values[ClosingLayout.Figures + PeriodTotals.LastSale]);
        Assert.Equal(wake, day.WallSeconds);
        _rig.Sell(wake, 300);
        Assert.Equal(0, _rig.CloseDue(wake + 60));
        Assert.Equal(1, _rig.CloseDue(At("2026-11-05 00:01")));
        Assert.Equal("J20261104", _rig.Names().Last());
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void A_year_away_closes_day_month_and_year_each_once_and_empty_months_too()
    {
        _rig.Sell(At("2026-11-20 11:00"), 500);
        _rig.CloseDue(At("2027-02-03 09:00"));
        Assert.Equal(["J20261120L", "M202611L", "M202612L", "A202612L", "M202701L"], _rig.Names());
        Assert.Equal([500, 500, 0, 500, 0], _rig.Closings.Select(Cents));
        Assert.Equal([1, 2, 3], _rig.Of(ClosingLayout.Month).Select(c => c.Values[ClosingLayout.Number]));
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public void A_sale_is_never_refused_for_a_missing_closing_which_then_says_that_it_spans_days()
    {
        _rig.Sell(At("2026-11-29 11:00"), 500);
        _rig.Sell(At("2026-12-01 09:00"), 300);
        _rig.CloseDue(At("2026-12-01 09:01"));
        Assert.Equal(["J20261129S", "M202611L"], _rig.Names());
        Assert.Equal(800, Cents(_rig.Closings[0]));
        Assert.Equal(0, _rig.Chain.State.DayPeriod.Figures[PeriodTotals.Sales]);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public void A_day_of_the_new_month_waits_for_the_month_before_it()
    {
        _rig.Sell(At("2026-11-30 11:00"), 500);
        Assert.Equal(FiscalOutcome.Sealed, _rig.Close(ClosingLayout.Day, At("2026-11-30 20:00")));
        _rig.Sell(At("2026-12-01 09:00"), 300);
        Assert.Equal(FiscalOutcome.OutOfOrder, _rig.Close(ClosingLayout.Day, At("2026-12-01 20:00")));
        Assert.Equal(FiscalOutcome.OutOfOrder, _rig.Close(ClosingLayout.Year, At("2026-12-01 20:00")));
        Assert.Equal(1, _rig.CloseDue(At("2026-12-01 20:00")));
        Assert.Equal(FiscalOutcome.Sealed, _rig.Close(ClosingLayout.Day, At("2026-12-01 20:00")));
        Assert.Equal(["J20261130", "M202611L", "J20261201"], _rig.Names());
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void A_day_may_be_closed_at_will_and_sold_into_again()
    {
        _rig.Sell(At("2026-11-20 11:00"), 500);
        Assert.Equal(FiscalOutcome.Sealed, _rig.Close(ClosingLayout.Day, At("2026-11-20 12:00")));
        Assert.Equal(FiscalOutcome.OutOfOrder, _rig.Close(ClosingLayout.Day, At("2026-11-20 12:00")));
        _rig.Sell(At("2026-11-20 18:00"), 300);
        _rig.CloseDue(At("2026-12-01 00:05"));
        Assert.Equal(["J20261120", "J20261120L", "M202611"], _rig.Names());
        Assert.Equal([500, 300, 800], _rig.Closings.Select(Cents));
    }

    [Theory]
    [Trait("Requirement", "R24")]
    [InlineData("2026-03-28 23:30", "2026-03-29 03:30", 4, 0)]
    [InlineData("2026-03-28 23:30", "2026-03-29 04:00", 4, 1)]
    [InlineData("2026-10-24 23:30", "2026-10-25 02:30", 3, 0)]
    [InlineData("2026-10-24 23:30", "2026-10-25 03:00", 3, 1)]
    [InlineData("2026-03-28 23:30", "2026-03-29 00:00", 0, 1)]
    public void In_the_nights_when_clocks_change_a_day_ends_at_its_civil_hour(
        string sold, string asked, int cut, int closings)
    {
        _rig.Chain.CutHour = cut;
        _rig.Sell(At(sold), 100);
        Assert.Equal(closings, _rig.CloseDue(At(asked)));
        Assert.InRange(ClosingCalendar.SecondsToNext(_rig.Chain.State, At(asked)), 1, ClosingCalendar.LateSeconds);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void Over_any_calendar_the_days_make_the_months_and_the_months_the_years()
    {
        Gen.Select(Gen.Int[0, 23], Gen.Int[1, 12], Gen.Long[At("2026-02-20 00:00"), At("2026-11-30 00:00")],
            Gen.Select(Gen.Frequency((6, Gen.Int[0, 9_000]), (2, Gen.Int[0, 90_000]), (1, Gen.Int[0, 5_000_000])),
                Gen.Int[1, 999], Gen.Bool).Array[1, 60])
            .Sample((cut, yearEnd, start, steps) =>
            {
                ClosingRig rig = new();
                rig.Chain.CutHour = cut;
                rig.Chain.State.YearEndMonth = yearEnd;
                long wall = start;
                foreach ((int wait, int cents, bool restart) in steps)
                {
                    wall += wait;
                    rig.CloseDue(wall);
                    rig.Sell(wall, cents);
                    if (restart)
                    {
                        Restart(rig.Chain.State);
                    }
                }

                rig.CloseDue(wall + 800L * 86400);
                Judge(rig);
            }, iter: 150);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void A_closing_with_any_other_figure_is_refused_by_who_has_the_same_records()
    {
        _rig.Sell(At("2026-11-20 11:00"), 500);
        Record record = FiscalCorpus.Fill(RecordKind.Closing, At("2026-11-20 12:00"));
        Assert.True(_rig.Chain.Figures.Fill(record, _rig.Chain.State, ClosingLayout.Day, 7, 0));
        for (int i = ClosingLayout.Period; i < record.Count; i++)
        {
            Record other = Copy(record);
            other.Values[i] += i == ClosingLayout.Operator ? 200 : 1;
            Assert.NotEqual(FiscalOutcome.Sealed, _rig.Chain.SealClosing(other));
        }

        Record shorter = Copy(record);
        shorter.Count--;
        Assert.Equal(FiscalOutcome.Different, _rig.Chain.SealClosing(shorter));
        Assert.Equal(FiscalOutcome.Sealed, _rig.Chain.SealClosing(record));
    }

    [Fact]
    [Trait("Requirement", "R24")]
    public void A_clock_that_was_never_set_opens_no_period_and_closes_none()
    {
        _rig.Sell(3_600, 500);
        Assert.Equal(0, _rig.CloseDue(7_200));
        Assert.Equal(FiscalOutcome.OutOfOrder, _rig.Close(ClosingLayout.Day, 7_200));
        _rig.Sell(At("2026-11-20 11:00"), 300);
        Assert.Equal(0, _rig.CloseDue(At("2026-11-20 11:01")));
        _rig.CloseDue(At("2026-11-21 00:01"));
        Assert.Equal(["J20261120"], _rig.Names());
        Assert.Equal(800, Cents(_rig.Closings[0]));
    }

    private static void Judge(ClosingRig rig)
    {
        Assert.Equal(rig.Sales.GroupBy(s => rig.DayOf(s.Wall)).Select(g => ((long)g.Key, g.Sum(s => s.Cents))),
            rig.Of(ClosingLayout.Day).Select(c => (c.Values[ClosingLayout.Period], Cents(c))));
        foreach (Record month in rig.Of(ClosingLayout.Month))
        {
            Assert.Equal(rig.Of(ClosingLayout.Day)
                .Where(d => d.Values[ClosingLayout.Period] / 100 == month.Values[ClosingLayout.Period])
                .Sum(Cents), Cents(month));
        }

        Assert.Equal(rig.Of(ClosingLayout.Month).Sum(Cents), rig.Sales.Sum(s => s.Cents));
        foreach (Record year in rig.Of(ClosingLayout.Year))
        {
            Assert.Equal(rig.Of(ClosingLayout.Month).Where(m => ClosingCalendar.YearOf(
                (int)m.Values[ClosingLayout.Period], rig.Chain.State.YearEndMonth)
                    == year.Values[ClosingLayout.Period]).Sum(Cents), Cents(year));
        }

        Assert.All(rig.Closings, c => Assert.Equal(0, c.Values[ClosingLayout.Flags] & ClosingLayout.Spanning));
        foreach (int level in new[] { ClosingLayout.Day, ClosingLayout.Month, ClosingLayout.Year })
        {
            long[] periods = [.. rig.Of(level).Select(c => c.Values[ClosingLayout.Period])];
            Assert.Equal(periods.Distinct().Order(), periods);
        }

        Assert.Equal(rig.Sales.Sum(s => s.Cents), rig.Chain.State.PerpetualSigned);
    }

    private static void Restart(ChainState state)
    {
        byte[] bytes = new byte[ChainState.BytesMax];
        int length = state.Write(bytes, 0);
        state.CopyFrom(new ChainState());
        Assert.True(state.Read(bytes, 0, length));
    }
}
