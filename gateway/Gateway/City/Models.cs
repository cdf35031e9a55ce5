namespace Kiosk.Gateway.City;

/// <summary>
/// What a kiosk looks like from outside. Each has its own shape, colour and words (AIR-5, "colour is never alone").
/// </summary>
public enum KioskState
{
    /// <summary>Let to a merchant and in touch: connected, or measuring until a short while ago.</summary>
    Live,

    /// <summary>Vacant and in touch: it only measures.</summary>
    Vacant,

    /// <summary>Not connected, and nothing measured for a while.</summary>
    Silent,

    /// <summary>Not connected, and never measured anything.</summary>
    Waiting,
}

/// <summary>Indicative air class of one kiosk for today (AIR-1 to AIR-5).</summary>
/// <param name="Class">0 none, 1 good to 6 extremely bad.</param>
/// <param name="HasPm25">True when PM2.5 was measured.</param>
/// <param name="HasPm10">True when PM10 was measured.</param>
public readonly record struct Air(int Class, bool HasPm25, bool HasPm10);

/// <summary>
/// A kiosk in the map and the table. There is no figure of its sales anywhere in it (R74, GRD-1), nor the time of its
/// last frame, which would tell each sale as it is made: <c>MeasuredUntil</c> is the end of the last quarter of an hour
/// that is published and was measured; null when there is none within a day.
/// </summary>
public sealed record KioskCard(
    string Id, string Name, string Address, int Arrondissement, string Trade, bool Occupied, bool Invented,
    KioskState State, DateTimeOffset? MeasuredUntil, Figure PassagesToday, Air Air, GeoPoint? Spot = null);

/// <summary>A spot on earth, WGS 84, in degrees north and east.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude);

/// <summary>The message of the city on a kiosk's display; null <c>Until</c> = until it is replaced.</summary>
public sealed record NoticeCard(string Text, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>The city page.</summary>
/// <param name="Now">Time of the page.</param>
/// <param name="Kiosks">All kiosks by id.</param>
/// <param name="Hours">Passages of all kiosks per hour of the civil day, withheld cells left out.</param>
/// <param name="Passages">Passages of all kiosks today.</param>
/// <param name="Tickets">Tickets of all kiosks together today; withheld when too few kiosks stand behind it.</param>
/// <param name="Measuring">Kiosks with footfall today.</param>
public sealed record CityModel(
    DateTimeOffset Now, IReadOnlyList<KioskCard> Kiosks, IReadOnlyList<Cell> Hours, Figure Passages, Figure Tickets,
    int Measuring);

/// <summary>One climate channel on a kiosk page.</summary>
/// <param name="Channel">Index as in <see cref="Protocol.ClimateLayout"/>.</param>
/// <param name="Latest">Mean of the latest slot with a valid reading, in the unit of the page; null when there is
/// none today.</param>
/// <param name="At">End of that slot.</param>
/// <param name="Min">Lowest valid reading today.</param>
/// <param name="Max">Highest valid reading today.</param>
/// <param name="Valid">Valid readings today.</param>
/// <param name="Code">Validity code of the very last reading (<see cref="Protocol.ReadingCode"/>); null when there is
/// none.</param>
/// <param name="CodeAt">When that reading was taken.</param>
public sealed record ChannelRow(
    int Channel, double? Latest, DateTimeOffset? At, double Min, double Max, long Valid, int? Code = null,
    DateTimeOffset? CodeAt = null);

/// <summary>The page of one kiosk.</summary>
/// <param name="Now">Time of the page.</param>
/// <param name="Kiosk">The kiosk.</param>
/// <param name="Hours">Passages per hour of the civil day.</param>
/// <param name="Quarters">Passages per 15 minutes of the last three hours; withheld at night.</param>
/// <param name="Channels">The climate channels.</param>
/// <param name="HoursMissing">
/// Hours of today that are due and have no passages, although the kiosk has measured today.
/// </param>
/// <param name="LostSequences">Records the device declared lost.</param>
/// <param name="Notice">The message it was given last, also when its time is over; null when there was none.</param>
/// <param name="Site">Factor of its footfall in force (F-FOOT-5); error 0 when the site was not calibrated.</param>
public sealed record KioskModel(
    DateTimeOffset Now, KioskCard Kiosk, IReadOnlyList<Cell> Hours, IReadOnlyList<Cell> Quarters,
    IReadOnlyList<ChannelRow> Channels, int HoursMissing, long LostSequences, NoticeCard? Notice = null,
    Ledger.SiteFactor Site = default);
