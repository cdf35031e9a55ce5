using CsCheck;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using static Kiosk.Tests.Fiscal.ClosingRig;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

/// <summary>Another hour at which the day begins, another end of the year, while the shop lives (R19, R21).</summary>
[Trait("Requirement", "R21")]
public class CutHourTests
{
    private readonly ClosingRig _rig = new();

    [Fact]
    public void A_change_in_an_open_day_or_between_two_dates_is_refused_by_till_and_ledger_alike()
    {
        _rig.Sell(At("2026-11-20 11:00"), 500);
        Assert.Equal(FiscalOutcome.OutOfOrder, Change(_rig, At("2026-11-20 12:00"), JetCode.CutHourChange, 4));
        Assert.Equal(FiscalOutcome.Sealed, _rig.Close(ClosingLayout.Day, At("2026-11-20 20:00")));
        Assert.Equal(FiscalOutcome.OutOfOrder, Change(_rig, At("2026-11-21 02:00"), JetCode.CutHourChange, 4));
        Assert.Equal(FiscalOutcome.Sealed, Change(_rig, At("2026-11-21 04:00"), JetCode.CutHourChange, 4));
        Assert.Equal((4, 1L), (_rig.Chain.CutHour, _rig.Chain.State.Events));
    }

    [Fact]
    public void A_change_over_a_month_end_waits_for_its_closings_and_opens_no_month_again()
    {
        _rig.Sell(At("2026-11-30 23:00"), 500);
        Assert.Equal(FiscalOutcome.OutOfOrder, Change(_rig, At("2026-12-01 00:10"), JetCode.CutHourChange, 5));
        Assert.Equal(2, _rig.CloseDue(At("2026-12-01 00:11")));
        Assert.Equal(FiscalOutcome.OutOfOrder, Change(_rig, At("2026-12-01 00:12"), JetCode.CutHourChange, 5));
        Assert.Equal(FiscalOutcome.Sealed, Change(_rig, At("2026-12-01 05:00"), JetCode.CutHourChange, 5));
        _rig.Sell(At("2026-12-02 04:59"), 300);
        Assert.Equal(0, _rig.CloseDue(At("2026-12-02 04:59")));
        Assert.Equal(1, _rig.CloseDue(At("2026-12-02 05:00")));
        Assert.Equal(["J20261130", "M202611", "J20261201"], _rig.Names());
    }

    [Theory]
    [Trait("Requirement", "R24")]
    [InlineData("2026-03-29 00:30", 3, FiscalOutcome.OutOfOrder)]
    [InlineData("2026-03-29 03:00", 3, FiscalOutcome.Sealed)]
    [InlineData("2026-03-29 03:30", 4, FiscalOutcome.OutOfOrder)]
    [InlineData("2026-10-25 02:30", 2, FiscalOutcome.Sealed)]
    [InlineData("2026-10-25 02:30", 3, FiscalOutcome.OutOfOrder)]
    [InlineData("2026-10-25 03:00", 3, FiscalOutcome.Sealed)]
    public void In_the_nights_when_clocks_change_both_hours_must_give_the_same_civil_date(
        string asked, int hour, int outcome) =>
        Assert.Equal(outcome, Change(_rig, At(asked), JetCode.CutHourChange, hour));

    [Fact]
    [Trait("Requirement", "R19")]
    public void Another_year_end_holds_after_the_open_year_and_no_year_has_more_than_twelve_months()
    {
        _rig.Sell(At("2026-11-20 11:00"), 500);
        Assert.Equal(FiscalOutcome.Sealed, Change(_rig, At("2026-11-20 11:01"), JetCode.YearEndChange, 6));
        _rig.CloseDue(At("2027-08-01 09:00"));
        Assert.Equal([202_612L, 202_706L],
            _rig.Of(ClosingLayout.Year).Select(year => year.Values[ClosingLayout.Period]));
        for (int from = 1; from <= 12; from++)
        {
            for (int to = 1; to <= 12; to++)
            {
                int first = ClosingCalendar.NextMonth(202_600 + from);
                int last = ClosingCalendar.YearOf(first, to);
                Assert.InRange((last / 100 * 12) + (last % 100) - (first / 100 * 12) - (first % 100) + 1, 1, 12);
            }
        }
    }

    // The two nights of 2026 in which clocks change lie in it.
    [Fact]
    [Trait("Requirement", "R24")]
    public void Whenever_hours_are_changed_days_never_go_back_double_or_split_and_months_are_their_sums()
    {
        Gen.Select(Gen.Long[At("2026-03-27 00:00"), At("2026-10-24 00:00")],
            Gen.Select(Gen.Frequency((6, Gen.Int[0, 9_000]), (3, Gen.Int[0, 90_000]), (1, Gen.Int[0, 3_000_000])),
                Gen.Int[0, 3], Gen.Int[0, 23]).Array[1, 60])
            .Sample((start, steps) =>
            {
                ClosingRig rig = new();
                List<(int Day, int Cents)> sold = [];
                long wall = start;
                foreach ((int wait, int what, int hour) in steps)
                {
                    wall += wait;
                    rig.CloseDue(wall);
                    if (what == 0)
                    {
                        bool admitted = ClosingCalendar.AdmitsCutHour(rig.Chain.State, hour, wall);
                        Assert.Equal(admitted ? FiscalOutcome.Sealed : FiscalOutcome.OutOfOrder,
                            Change(rig, wall, JetCode.CutHourChange, hour));
                    }
                    else if (what == 1)
                    {
                        rig.Close(ClosingLayout.Day, wall);
                    }
                    else
                    {
                        rig.Sell(wall, hour + 1);
                        sold.Add((CivilTime.BusinessDay(wall, rig.Chain.CutHour), hour + 1));
                    }
                }

                rig.CloseDue(wall + (100L * 86400));
                Judge(rig, sold);
            }, iter: 400);
    }

    private static void Judge(ClosingRig rig, List<(int Day, int Cents)> sold)
    {
        Assert.Equal(sold.Select(sale => sale.Day).Order(), sold.Select(sale => sale.Day));
        Assert.Equal(sold.GroupBy(sale => sale.Day).Select(day => ((long)day.Key, (long)day.Sum(sale => sale.Cents))),
            rig.Of(ClosingLayout.Day).GroupBy(day => day.Values[ClosingLayout.Period])
                .Select(day => (day.Key, day.Sum(Cents))).Where(day => day.Item2 > 0));
        Assert.All(rig.Closings, closing =>
            Assert.Equal(0, closing.Values[ClosingLayout.Flags] & ClosingLayout.Spanning));
        long[] months = [.. rig.Of(ClosingLayout.Month).Select(month => month.Values[ClosingLayout.Period])];
        Assert.Equal(months.Distinct().Order(), months);
        Assert.All(rig.Of(ClosingLayout.Month), month => Assert.Equal(
            sold.Where(sale => sale.Day / 100 == month.Values[ClosingLayout.Period]).Sum(sale => sale.Cents),
            Cents(month)));
    }

    private static int Change(ClosingRig rig, long wall, int code, int value)
    {
        Record change = Event(rig.Chain.State.Events + 1, wall, code, "");
        change.Values[EventLayout.Argument1] = value;
        return rig.Chain.SealEvent(change);
    }
}
