namespace Kiosk.Ledger.Aggregate;

/// <summary>
/// Europe/Paris by its stored rule (in force since 1996): UTC+1, and UTC+2 from the last Sunday of March 01:00 UTC to
/// the last Sunday of October 01:00 UTC. Kept here so that a machine without a time zone database counts the same
/// days. Stateless; any thread.
/// </summary>
internal static class CivilCalendar
{
    public const long QuarterSeconds = 900;

    public const long HourSeconds = 3600;

    private const long DaySeconds = 86400;

    /// <summary>Start of the step that holds an instant; both in UTC seconds.</summary>
    public static long Start(AggregateStep step, long utc) => step switch
    {
        AggregateStep.Quarter => utc - (utc % QuarterSeconds),
        AggregateStep.Hour => utc - (utc % HourSeconds),
        AggregateStep.Day => ToUtc(Local(utc) / DaySeconds * DaySeconds),
        _ => ToUtc(Days(MonthOf(utc)) * DaySeconds),
    };

    /// <summary>End (excluded) of the step that starts at an instant; both in UTC seconds.</summary>
    public static long End(AggregateStep step, long start) => step switch
    {
        AggregateStep.Quarter => start + QuarterSeconds,
        AggregateStep.Hour => start + HourSeconds,
        AggregateStep.Day => ToUtc(((Local(start) / DaySeconds) + 1) * DaySeconds),
        _ => ToUtc(Days(MonthOf(start).AddMonths(1)) * DaySeconds),
    };

    /// <summary>Offset of local civil time from UTC in seconds at an instant.</summary>
    public static long Offset(long utc)
    {
        int year = DateTime.UnixEpoch.AddSeconds(utc).Year;
        return utc >= LastSunday(year, 3) && utc < LastSunday(year, 10) ? 7200 : 3600;
    }

    private static long Local(long utc) => utc + Offset(utc);

    // Midnight is never inside a change: both happen at 01:00 UTC.
    private static long ToUtc(long local) => local - Offset(local - 3600);

    private static DateOnly MonthOf(long utc)
    {
        DateTime local = DateTime.UnixEpoch.AddSeconds(Local(utc));
        return new DateOnly(local.Year, local.Month, 1);
    }

    private static long Days(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static long LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return (long)(last.AddDays(-(int)last.DayOfWeek) - DateTime.UnixEpoch).TotalSeconds;
    }
}
