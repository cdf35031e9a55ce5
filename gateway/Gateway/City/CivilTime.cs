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

    private static DateTimeOffset Midnight(DateTime date) =>
        new DateTimeOffset(date, Zone.GetUtcOffset(date)).ToUniversalTime();
}
