using System.Globalization;

namespace Kiosk.Gateway.City;

/// <summary>
/// Every sentence of the pages in one language. All are required, so a sentence missing in one language does not
/// compile. "{0}" stands for a figure or name.
/// </summary>
public sealed record Texts
{
    /// <summary>Language code for <c>lang</c>, path prefix, culture of figures and dates.</summary>
    public required string Code { get; init; }
    public required string Prefix { get; init; }
    public required CultureInfo Culture { get; init; }
    public required string OtherCode { get; init; }
    public required string OtherPrefix { get; init; }
    public required string OtherName { get; init; }

    public required string SiteTitle { get; init; }
    public required string SkipToContent { get; init; }
    public required string BackToCity { get; init; }
    public required string PageAt { get; init; }
    public required string Disconnected { get; init; }
    public required string LiveHint { get; init; }
    public required string FooterSales { get; init; }
    public required string FooterPrivacy { get; init; }
    public required string FooterData { get; init; }
    public required string FooterAir { get; init; }
    public required string FooterAirName { get; init; }

    public required string CityTitle { get; init; }
    public required string CityLead { get; init; }
    public required string PassagesToday { get; init; }
    public required string PassagesNote { get; init; }
    public required string TicketsToday { get; init; }
    public required string TicketsNote { get; init; }
    public required string TicketsWithheld { get; init; }
    public required string KiosksInTouch { get; init; }
    public required string KiosksNote { get; init; }
    public required string AirToday { get; init; }
    public required string AirNote { get; init; }
    public required string AirNone { get; init; }

    public required string MapTitle { get; init; }
    public required string MapText { get; init; }
    public required string MapSea { get; init; }
    public required string MapPort { get; init; }
    public required string MapNoPlace { get; init; }
    public required string StateLive { get; init; }
    public required string StateVacant { get; init; }
    public required string StateSilent { get; init; }
    public required string StateWaiting { get; init; }
    public required string Invented { get; init; }
    public required string Real { get; init; }
    public required string RealTitle { get; init; }
    public required string RealText { get; init; }

    public required string ChartTitle { get; init; }
    public required string ChartText { get; init; }
    public required string ChartEmpty { get; init; }
    public required string ChartTable { get; init; }
    public required string Hour { get; init; }
    public required string Passages { get; init; }
    public required string Withheld { get; init; }
    public required string WithheldMark { get; init; }
    public required string Missing { get; init; }
    public required string Pending { get; init; }
    public required string Invalid { get; init; }
    public required string Interval { get; init; }
    public required string Provisional { get; init; }

    public required string TableTitle { get; init; }
    public required string TableText { get; init; }
    public required string NoDistrict { get; init; }
    public required string ColumnKiosk { get; init; }
    public required string ColumnState { get; init; }
    public required string ColumnAir { get; init; }
    public required string ColumnAirShort { get; init; }
    public required string Arrondissement { get; init; }
    public required string FirstArrondissement { get; init; }

    public required string EmptyTitle { get; init; }
    public required string EmptyWhy { get; init; }
    public required string EmptyNext { get; init; }

    public required string NotFoundTitle { get; init; }
    public required string NotFoundText { get; init; }

    public required string KioskLast { get; init; }
    public required string KioskNever { get; init; }
    public required string KioskLong { get; init; }
    public required string KioskSoon { get; init; }
    public required string KioskNeverNext { get; init; }
    public required string QuarterTitle { get; init; }
    public required string ClimateTitle { get; init; }
    public required string ClimateNone { get; init; }
    public required string ClimateText { get; init; }

    /// <summary>How passages are counted, and who is misread.</summary>
    public required string CountMethod { get; init; }

    /// <summary>Factor of the site and its interval; site without one, error of the model (F-FOOT-5).</summary>
    public required string SiteCalibrated { get; init; }

    /// <inheritdoc cref="SiteCalibrated"/>
    public required string SiteNotCalibrated { get; init; }
    public required string ColumnChannel { get; init; }
    public required string ColumnLatest { get; init; }
    public required string ColumnAt { get; init; }
    public required string ColumnRange { get; init; }
    public required string ColumnValid { get; init; }
    public required string NoValid { get; init; }
    public required string ColumnCode { get; init; }
    public required string NoticeTitle { get; init; }
    public required string NoticeFrom { get; init; }
    public required string NoticeUntil { get; init; }
    public required string NoticeOpen { get; init; }
    public required string NoticeOver { get; init; }
    public required string NoticeNone { get; init; }
    public required string NoticeOwn { get; init; }
    public required string Pm25 { get; init; }
    public required string GapsTitle { get; init; }
    public required string GapsNone { get; init; }
    public required string GapsHours { get; init; }
    public required string GapsLost { get; init; }
    public required string NoSales { get; init; }

    public required string AgeNow { get; init; }
    public required string AgeMinutes { get; init; }
    public required string AgeHours { get; init; }
    public required string AgeDays { get; init; }

    /// <summary>Words of the air classes 0 to 6.</summary>
    public required IReadOnlyList<string> AirClasses { get; init; }
    public required string AirOnly { get; init; }
    public required string And { get; init; }

    /// <summary>Words of <see cref="Protocol.ReadingCode"/>, the last one for codes to come.</summary>
    public required IReadOnlyList<string> ReadingCodes { get; init; }

    /// <summary>Names of the climate channels in the order of the wire.</summary>
    public required IReadOnlyList<string> ChannelNames { get; init; }

    /// <summary>Words of a kiosk state.</summary>
    public string State(KioskState state) => state switch
    {
        KioskState.Live => StateLive,
        KioskState.Vacant => StateVacant,
        KioskState.Silent => StateSilent,
        _ => StateWaiting,
    };

    /// <summary>Whether a kiosk exists or is made up for the demonstration.</summary>
    public string Reality(KioskCard kiosk) => kiosk.Invented ? Invented : Real;

    /// <summary>A whole number with the separators of the language.</summary>
    public string Number(long value) => value.ToString("N0", Culture);

    /// <summary>A measured value with fixed decimals.</summary>
    public string Number(double value, int decimals) =>
        value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture);

    /// <summary>Hour and minute in the city's time.</summary>
    public string Clock(DateTimeOffset instant) => CivilTime.Local(instant).ToString(
        "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Date and time in words, in the city's time.</summary>
    public string Moment(DateTimeOffset instant) => CivilTime.Local(instant).ToString(
        "dddd d MMMM yyyy, HH:mm", Culture);

    /// <summary>Age in words: "à l'instant", "il y a 3 min".</summary>
    public string Age(DateTimeOffset instant, DateTimeOffset now)
    {
        TimeSpan age = now - instant;
        if (age < TimeSpan.FromMinutes(1))
        {
            return AgeNow;
        }

        if (age < TimeSpan.FromHours(1))
        {
            return Fill(AgeMinutes, (long)age.TotalMinutes);
        }

        return age < TimeSpan.FromDays(2) ? Fill(AgeHours, (long)age.TotalHours) : Fill(AgeDays, (long)age.TotalDays);
    }

    /// <summary>"15:00, il y a 3 min".</summary>
    public string ClockAndAge(DateTimeOffset instant, DateTimeOffset now) => $"{Clock(instant)}, {Age(instant, now)}";

    /// <summary>A figure in words.</summary>
    public string Figure(Figure figure) => figure.State switch
    {
        CellState.Value => Number(figure.Value),
        CellState.Withheld => WithheldMark,
        _ => "–",
    };

    /// <summary>The 95 % interval of an estimate, " ± 6"; nothing when there is none.</summary>
    private string Within(double error) =>
        error > 0 ? "\u00A0±\u00A0" + Number((long)Math.Ceiling(1.96 * error)) : "";

    /// <summary>A cell in words.</summary>
    public string Cell(Cell cell) => cell.State switch
    {
        CellState.Value => Number(cell.Value) + Within(cell.Error) + (cell.Provisional ? " *" : ""),
        CellState.Withheld => WithheldMark,
        CellState.Pending => Pending,
        CellState.Invalid => Invalid,
        _ => Missing,
    };

    /// <summary>An air class: number and word.</summary>
    public string AirClass(Air air) => air.Class == 0
        ? AirClasses[0]
        : air.Class.ToString(CultureInfo.InvariantCulture) + " " + AirClasses[air.Class];

    /// <summary>The pollutants behind a class (AIR-4).</summary>
    public string AirMeasured(Air air) => (air.HasPm25, air.HasPm10) switch
    {
        (true, true) => Fill(AirOnly, $"{Pm25} {And} PM10"),
        (true, false) => Fill(AirOnly, Pm25),
        (false, true) => Fill(AirOnly, "PM10"),
        _ => "",
    };

    /// <summary>"13e arrondissement" or "1er arrondissement"; empty when unknown.</summary>
    public string District(int number) => number switch
    {
        0 => "",
        1 => FirstArrondissement,
        _ => Fill(Arrondissement, number),
    };

    /// <summary>Puts figures into a sentence.</summary>
    public string Fill(string sentence, params object[] values) =>
        string.Format(Culture, sentence, values);

    /// <summary>The language of a path: English below /en, else French.</summary>
    public static Texts For(PathString path) =>
        path.StartsWithSegments("/en", StringComparison.OrdinalIgnoreCase) ? TextsEnglish.All : TextsFrench.All;
}
