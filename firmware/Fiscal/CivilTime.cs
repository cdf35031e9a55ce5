namespace Kiosk.Fiscal;

/// <summary>
/// Civil time of Europe/Paris computed from UTC seconds since 1970 with the rule of the European Union (clocks change
/// at
/// 01:00 UTC on the last Sunday of March and of October). No time zone data on the board. Pure functions.
/// </summary>
public static class CivilTime
{
    /// <summary>Digits of a stamp: YYYYMMDDHHMMSS.</summary>
    public const int StampDigits = 14;

    /// <summary>Latest hour at which a business day may begin.</summary>
    public const int CutHourMax = 23;

    private const int DaySeconds = 86400, Hour = 3600;

    /// <summary>Seconds by which Paris is ahead of UTC at an instant: 3600 or 7200.</summary>
    public static int OffsetSeconds(long utcSeconds)
    {
        int year = Year(utcSeconds);
        long summer = LastSunday(year, 3) * DaySeconds + Hour;
        long winter = LastSunday(year, 10) * DaySeconds + Hour;
        return utcSeconds >= summer && utcSeconds < winter ? 2 * Hour : Hour;
    }

    /// <summary>Writes local civil time as 14 ASCII digits, YYYYMMDDHHMMSS.</summary>
    public static void WriteStamp(long utcSeconds, byte[] buffer, int offset)
    {
        long local = utcSeconds + OffsetSeconds(utcSeconds);
        Digits.WriteFixed(buffer, offset, DateOf(local / DaySeconds), 8);
        int second = (int)(local % DaySeconds);
        int clock = second / Hour * 10000 + second / 60 % 60 * 100 + second % 60;
        Digits.WriteFixed(buffer, offset + 8, clock, 6);
    }

    /// <summary>
    /// Business day as the number yyyymmdd: the local date, where a day begins at <paramref name="cutHour"/> (0..23,
    /// R21).
    /// </summary>
    public static int BusinessDay(long utcSeconds, int cutHour)
    {
        long local = utcSeconds + OffsetSeconds(utcSeconds);
        return DateOf((local - cutHour * Hour) / DaySeconds);
    }

    /// <summary>
    /// Seconds until the local clock shows the cut hour next, 1..86400, if clocks do not change before.
    /// </summary>
    public static int SecondsToCut(long utcSeconds, int cutHour)
    {
        long local = utcSeconds + OffsetSeconds(utcSeconds) - cutHour * Hour;
        return DaySeconds - (int)(local % DaySeconds);
    }

    /// <summary>Date yyyymmdd of a number of days since 1970-01-01 (0 or more).</summary>
    public static int DateOf(long days)
    {
        int year = YearOfDay(days);
        int left = (int)(days - DaysTo(year));
        int month = 1;
        while (left >= MonthDays(year, month))
        {
            left -= MonthDays(year, month);
            month++;
        }

        return year * 10000 + month * 100 + left + 1;
    }

    private static int Year(long utcSeconds)
    {
        return YearOfDay(utcSeconds / DaySeconds);
    }

    private static int YearOfDay(long days)
    {
        int year = 1970 + (int)(days / 366);
        while (DaysTo(year + 1) <= days)
        {
            year++;
        }

        return year;
    }

    // Days from 1970-01-01 to 1 January of a year.
    private static long DaysTo(int year)
    {
        int past = year - 1;
        return (year - 1970) * 365L + (past / 4 - past / 100 + past / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
    }

    private static int MonthDays(int year, int month)
    {
        if (month == 2)
        {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }

        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    // Day number of the last Sunday of a month; 1970-01-01 was a Thursday, so day 3 was a Sunday.
    private static long LastSunday(int year, int month)
    {
        long day = DaysTo(year) - 1;
        for (int m = 1; m <= month; m++)
        {
            day += MonthDays(year, m);
        }

        return day - (day + 4) % 7;
    }
}
