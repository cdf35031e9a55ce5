using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// When a day, a month or a fiscal year is to be closed (pos.md R19, R21). Everything follows from the chain state and
/// the wall time, so it survives any power cut: after days off the closings that are due come one by one, in order. A
/// sale is never refused because a closing is missing; the till writes those that are due before the first sale of a
/// new day, in the same step. Pure functions.
/// </summary>
public static class ClosingCalendar
{
    /// <summary>First day that a clock can show that was set.</summary>
    public const int DayMin = 20200101;

    /// <summary>A closing this long after the end of its period is late.</summary>
    public const int LateSeconds = 900;

    /// <summary>
    /// Level of the closing that is due now (<see cref="ClosingLayout.Day"/>, Month, Year), 0 when none is. Write it,
    /// then ask again: at most one per open day, month and year.
    /// </summary>
    public static int Due(ChainState state, long wallSeconds)
    {
        int today = CivilTime.BusinessDay(wallSeconds, state.CutHour);
        if (state.OpenMonth == 0 || today < DayMin)
        {
            return 0;
        }

        if (state.OpenMonth > state.OpenYear)
        {
            return ClosingLayout.Year;
        }

        // A day of a later month waits for its month to open; one of the open month is closed before the month.
        if (state.DayPeriod.Active && state.OpenDay / 100 <= state.OpenMonth)
        {
            return state.OpenDay != 0 && today > state.OpenDay ? ClosingLayout.Day : 0;
        }

        return today / 100 > state.OpenMonth ? ClosingLayout.Month : 0;
    }

    /// <summary>
    /// True when a closing of this level may be sealed at this time: the one that is due, or a day's at will while
    /// something was counted in it.
    /// </summary>
    public static bool Admits(ChainState state, int level, long wallSeconds)
    {
        int due = Due(state, wallSeconds);
        return (due != 0 && level == due) || (level == ClosingLayout.Day && due == 0 && state.OpenDay != 0);
    }

    /// <summary>
    /// True when the business day may begin at another hour from now on: nothing was counted since the last closing,
    /// none is due, and by both hours it is the same day. So nothing that is counted together is measured by two rules,
    /// no day comes twice and none is passed over.
    /// </summary>
    public static bool AdmitsCutHour(ChainState state, int cutHour, long wallSeconds)
    {
        int today = CivilTime.BusinessDay(wallSeconds, state.CutHour);
        return !state.DayPeriod.Active && Due(state, wallSeconds) == 0 && today >= DayMin
            && CivilTime.BusinessDay(wallSeconds, cutHour) == today;
    }

    /// <summary>Period that a closing of a level closes: yyyymmdd, or yyyymm for a month and a year.</summary>
    public static int PeriodOf(ChainState state, int level)
    {
        return level == ClosingLayout.Day ? state.OpenDay
            : level == ClosingLayout.Month ? state.OpenMonth : state.OpenYear;
    }

    /// <summary>What a level's closing sums up.</summary>
    public static PeriodTotals TotalsOf(ChainState state, int level)
    {
        return level == ClosingLayout.Day ? state.DayPeriod
            : level == ClosingLayout.Month ? state.MonthPeriod : state.YearPeriod;
    }

    /// <summary>Flags that follow from state and time: late, spanning (<see cref="ClosingLayout"/>).</summary>
    public static int FlagsOf(ChainState state, int level, long wallSeconds)
    {
        int before = CivilTime.BusinessDay(wallSeconds - LateSeconds, state.CutHour);
        bool late = level == ClosingLayout.Day ? state.LatestDay != 0 && before > state.LatestDay
            : before / 100 > PeriodOf(state, level);
        bool spanning = level == ClosingLayout.Day && state.LatestDay != state.OpenDay;
        return (late ? ClosingLayout.Late : 0) | (spanning ? ClosingLayout.Spanning : 0);
    }

    /// <summary>
    /// Seconds after which to ask again, at most a quarter of an hour (so that a night in which clocks change, or a
    /// clock that is set, needs no rule of its own).
    /// </summary>
    public static int SecondsToNext(ChainState state, long wallSeconds)
    {
        int day = CivilTime.BusinessDay(wallSeconds, state.CutHour);
        return CivilTime.BusinessDay(wallSeconds + LateSeconds, state.CutHour) == day ? LateSeconds
            : CivilTime.SecondsToCut(wallSeconds, state.CutHour);
    }

    /// <summary>Month (yyyymm) after a month.</summary>
    public static int NextMonth(int month)
    {
        return month % 100 == 12 ? month + 89 : month + 1;
    }

    /// <summary>Last month (yyyymm) of the fiscal year that a month belongs to.</summary>
    public static int YearOf(int month, int yearEndMonth)
    {
        int year = month / 100 + (month % 100 > yearEndMonth ? 1 : 0);
        return year * 100 + yearEndMonth;
    }

    /// <summary>Closes a period: its sums go to the next level, the next period opens.</summary>
    internal static void Close(ChainState state, int level)
    {
        if (level == ClosingLayout.Day)
        {
            state.MonthPeriod.Add(state.DayPeriod);
            state.DayPeriod.Clear();
            state.OpenDay = 0;
            state.LatestDay = 0;
        }
        else if (level == ClosingLayout.Month)
        {
            state.YearPeriod.Add(state.MonthPeriod);
            state.MonthPeriod.Clear();
            state.OpenMonth = NextMonth(state.OpenMonth);
        }
        else
        {
            state.YearPeriod.Clear();
            state.OpenYear = YearOf(state.OpenMonth, state.YearEndMonth);
        }
    }
}
