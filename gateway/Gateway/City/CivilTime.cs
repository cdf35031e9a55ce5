namespace Kiosk.Gateway.City;

/// <summary>Civil time of the city, Europe/Paris, with its days of 23 and 25 hours.</summary>
public static class CivilTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The same instant with the offset of the city.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>Start of the civil day that holds the instant, and of the next one, both UTC.</summary>
    public static (DateTimeOffset Start, DateTimeOffset End) Day(DateTimeOffset instant)
    {
        DateTime date = Local(instant).Date;
        return (Midnight(date), Midnight(date.AddDays(1)));
    }

    /// <summary>Noon of a civil day: an instant that is surely inside it.</summary>
    public static DateTimeOffset Noon(DateOnly day)
    {
        DateTime noon = day.ToDateTime(new TimeOnly(12, 0));
        return new DateTimeOffset(noon, Zone.GetUtcOffset(noon)).ToUniversalTime();
    }

    private static DateTimeOffset Midnight(DateTime date) =>
        new DateTimeOffset(date, Zone.GetUtcOffset(date)).ToUniversalTime();
}
