namespace Kiosk.Firmware.Notices;

/// <summary>
/// Marseille's calendar from UTC by the European summer time rule: last Sunday of March to last Sunday of October,
/// both at 01:00 UTC.
/// </summary>
public static class ParisDay
{
    private const int DaySeconds = 86400;

    /// <summary>Local seconds since 1970 (UTC seconds plus one or two hours); UTC seconds from 1970 to 2199.</summary>
    public static long LocalSeconds(long utcSeconds)
    {
        return utcSeconds + (IsSummer(utcSeconds) ? 7200 : 3600);
    }

    /// <summary>Number of the local day since 1970-01-01.</summary>
    public static long Number(long utcSeconds)
    {
        return LocalSeconds(utcSeconds) / DaySeconds;
    }

    private static bool IsSummer(long utcSeconds)
    {
        long day = utcSeconds / DaySeconds;
        int year = 1970;
        long first = 0;
        while (year < 2200 && day >= first + YearDays(year))
        {
            first += YearDays(year);
            year++;
        }

        int leap = YearDays(year) - 365;
        long begin = (SundayUpTo(first + 89 + leap) * DaySeconds) + 3600;
        long end = (SundayUpTo(first + 303 + leap) * DaySeconds) + 3600;
        return utcSeconds >= begin && utcSeconds < end;
    }

    private static int YearDays(int year)
    {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return leap ? 366 : 365;
    }

    /// <summary>The Sunday on or before a day number; day 3 (1970-01-04) was one.</summary>
    private static long SundayUpTo(long day)
    {
        return day - ((day + 4) % 7);
    }
}
