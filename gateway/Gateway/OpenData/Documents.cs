using System.Globalization;
using Kiosk.Gateway.City;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Gateway.OpenData;

/// <summary>
/// A kiosk as open data. There is no field of its sales (R74, GRD-1) and none that moves when it sells: state is
/// <c>live</c>, <c>vacant</c> (both in touch), <c>silent</c> or <c>waiting</c>; measuredUntil is the end of the last
/// published quarter of an hour with a measurement, null when there is none within a day.
/// </summary>
public sealed record KioskDocument(
    string Id, string Name, string Address, int? Arrondissement, string Trade, bool Occupied, bool Invented,
        string State,
    DateTimeOffset? MeasuredUntil, FigureDocument PassagesToday, AirDocument Air);

/// <summary>
/// Indicative class of a micro-sensor, not an official index: 1 to 6, null when nothing was measured.
/// </summary>
public sealed record AirDocument(int? IndicativeClass, string Scale, IReadOnlyList<string> Measured);

/// <summary>
/// A figure: state is <c>value</c>, <c>missing</c>, <c>withheld</c>, <c>pending</c> or <c>invalid</c>; value and
/// standard error are null unless it is <c>value</c>; the error is 0 for a figure that is no estimate.
/// </summary>
public sealed record FigureDocument(string State, long? Value, DateTimeOffset? Until, double? StandardError);

/// <summary>
/// Passages in one slot, both directions together; passages, never persons. An estimate with its standard error, over
/// the quarters of an hour that have a valid number (quartersCounted of quartersExpected).
/// </summary>
public sealed record SlotDocument(
    DateTimeOffset Start, DateTimeOffset End, string State, long? Passages, bool Provisional, double? StandardError,
    int QuartersCounted, int QuartersExpected);

/// <summary>
/// Factor of the site that the passages are multiplied with, as counted by staff for ten minutes, with its 95 %
/// interval.
/// </summary>
public sealed record CalibrationDocument(double Factor, double Low, double High);

/// <summary>
/// What the figures of a site that was not calibrated hold beside their own error: that of the model, which is off in
/// all hours and at all such sites alike, so it grows with a sum. Version changes with the estimate or with this error.
/// </summary>
public sealed record FootfallModelDocument(string Id, int Version, double StandardErrorPercent, string Reason);

/// <summary>
/// Passages of one kiosk in the hours of one civil day of the city; calibration is the one in force now, null when the
/// site was not calibrated: then their error holds that of the model, which is null otherwise.
/// </summary>
public sealed record FootfallDocument(
    string Kiosk, DateOnly Day, IReadOnlyList<SlotDocument> Hours, FigureDocument Total,
    CalibrationDocument? Calibration, FootfallModelDocument? Model);

/// <summary>One climate value; null when there was no valid reading (readings = 0).</summary>
public sealed record ValueDocument(string Channel, string Unit, double? Mean, double? Min, double? Max, long Readings);

/// <summary>
/// Climate of one kiosk in one hour; curves: names of those its readings were corrected by, empty without a reading.
/// </summary>
public sealed record ClimateHourDocument(
    DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<ValueDocument> Values, IReadOnlyList<string> Curves);

/// <summary>
/// How what is read in the ventilated shield of a model becomes the value of the air. The name is id and version; where
/// a channel has no points nothing is corrected. Each point: what is read, and what is added then, straight in between
/// and even beyond; corrected channels are warming for settleMinutes after power comes.
/// </summary>
public sealed record CurveDocument(
    string Name, string Id, int Version, int SettleMinutes, IReadOnlyList<CurvePointDocument> Temperature,
    IReadOnlyList<CurvePointDocument> Humidity);

/// <summary>A point of a curve, degrees C or percent.</summary>
public sealed record CurvePointDocument(double Read, double Add);

/// <summary>
/// How good the last reading of a channel is: its code, one of ok, warming, stale, stuck, range, rate, crc, bus,
/// disagree, disabled, humid, unknown; when it was taken, how long ago, and the curve it was corrected by. For sound
/// also how many windows of 3 seconds the level was taken over, and half of the 95 % interval of their mean in dB.
/// </summary>
public sealed record ValidityDocument(
    string Channel, string Code, DateTimeOffset At, long AgeSeconds, string Curve, int? Windows = null,
    double? HalfWidth = null);

/// <summary>
/// Climate of one kiosk in the hours of one civil day of the city; latest is of now, whatever the day, and empty when
/// there is no recent reading.
/// </summary>
public sealed record ClimateDocument(
    string Kiosk, DateOnly Day, IReadOnlyList<ClimateHourDocument> Hours,
    IReadOnlyList<ValidityDocument>? Latest = null);

/// <summary>
/// The fleet now. Tickets are those of all kiosks together, withheld when too few kiosks stand behind them.
/// </summary>
public sealed record FleetDocument(
    DateTimeOffset Now, int Kiosks, int InTouch, int Measuring, FigureDocument PassagesToday,
        FigureDocument TicketsToday,
    IReadOnlyList<SlotDocument> PassagesByHour);

/// <summary>Turns what pages show into documents, so that both say the same.</summary>
public static class Documents
{
    /// <summary>A kiosk.</summary>
    public static KioskDocument Of(KioskCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new KioskDocument(
            card.Id, card.Name, card.Address, card.Arrondissement == 0 ? null : card.Arrondissement, card.Trade,
            card.Occupied, card.Invented, Word(card.State.ToString()), card.MeasuredUntil, Of(card.PassagesToday),
                Of(card.Air));
    }

    private static readonly string[] ReadingCodes =
    [
        "ok", "warming", "stale", "stuck", "range", "rate", "crc", "bus", "disagree", "disabled", "humid", "unknown",
    ];

    /// <summary>Validity and age of a reading's channels; empty without a reading.</summary>
    public static IReadOnlyList<ValidityDocument> Of(ReadingView? reading, DateTimeOffset now) => reading is null
        ? []
        : [.. reading.Codes.Select((code, channel) => new ValidityDocument(
            Channels.Name(channel), ReadingCodes[Math.Min(code, ReadingCodes.Length - 1)], reading.At,
            Math.Max(0, (long)(now - reading.At).TotalSeconds), CurveName(reading.Curve),
            channel == ClimateLayout.Sound && reading.SoundWindows > 0 ? reading.SoundWindows : null,
            channel == ClimateLayout.Sound && reading.SoundWindows > 0
                ? reading.SoundHalfWidth / 10.0 : null))];

    /// <summary>Name of a curve; the bare number of one that this program does not know.</summary>
    public static string CurveName(int number) => ClimateCurve.Of(number) is { } curve
        ? string.Create(CultureInfo.InvariantCulture, $"{curve.Id}/{curve.Version}")
        : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>All curves of this program.</summary>
    public static IEnumerable<CurveDocument> Curves() =>
        Enumerable.Range(0, ClimateCurve.Count).Select(ClimateCurve.Of).OfType<ClimateCurve>().Select(Of);

    /// <summary>A curve.</summary>
    public static CurveDocument Of(ClimateCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return new CurveDocument(
            CurveName(curve.Number), curve.Id, curve.Version, curve.SettleMinutes,
            Points(curve, ClimateLayout.Temperature), Points(curve, ClimateLayout.Humidity));
    }

    private static IReadOnlyList<CurvePointDocument> Points(ClimateCurve curve, int channel) =>
    [
        .. curve.Points(channel).Chunk(2).Select(point => new CurvePointDocument(
            point[0] * Channels.Scale(channel), point[1] * Channels.Scale(channel))),
    ];

    /// <summary>A calibration; null when there was none.</summary>
    public static CalibrationDocument? Of(SiteFactor site)
    {
        double factor = site.Permille / 1000.0, half = 1.96 * site.ErrorPermille / 1000;
        return site.IsCalibrated
            ? new CalibrationDocument(factor, Math.Round(factor - half, 3), Math.Round(factor + half, 3))
            : null;
    }

    /// <summary>The model whose error the figures of a site hold; null at a calibrated one.</summary>
    public static FootfallModelDocument? ModelOf(SiteFactor site)
    {
        FootfallModel model = FootfallModel.Shipped;
        return site.IsCalibrated
            ? null
            : new FootfallModelDocument(model.Id, model.Version, model.ErrorPermille / 10.0, model.Reason);
    }

    /// <summary>A figure.</summary>
    public static FigureDocument Of(Figure figure) =>
        new(Word(figure.State.ToString()), figure.State == CellState.Value ? figure.Value : null, figure.Until,
            figure.State == CellState.Value ? Math.Round(figure.Error, 1) : null);

    /// <summary>A slot.</summary>
    public static SlotDocument Of(Cell cell) => new(
        cell.Start, cell.End, Word(cell.State.ToString()), cell.State == CellState.Value ? cell.Value : null,
        cell.Provisional, cell.State == CellState.Value ? Math.Round(cell.Error, 1) : null, cell.Quarters,
        cell.Expected);

    private static AirDocument Of(Air air)
    {
        string[] measured = [.. new[] { air.HasPm25 ? "pm25" : "", air.HasPm10 ? "pm10" : "" }.Where(name =>
            name.Length > 0)];
        return new AirDocument(air.Class == 0 ? null : air.Class, AirScale.Id, measured);
    }

    private static string Word(string name) => name.ToLowerInvariant();
}
