using System.Globalization;
using Kiosk.Ledger;

namespace Kiosk.Fleet.Footfall;

/// <summary>What many hours of one crowd gave: one row of the table.</summary>
public sealed record FootfallRow
{
    private const double Normal95 = 1.96;

    /// <summary>Sums up hours.</summary>
    /// <param name="crowd">Who walked.</param>
    /// <param name="hours">The hours.</param>
    public static FootfallRow Of(Crowd crowd, IReadOnlyList<HourFigure> hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        var limit = crowd.PerMinute <= 15 ? 5 : 8;
        return new FootfallRow
        {
            PeoplePerMinute = crowd.PerMinute, PairsAndTurns = crowd.Pairs > 0,
            Outside = crowd.Outside?.Name, Calibrated = crowd.Calibrated, Hours = hours.Count,
            Walked = hours.Sum(hour => hour.Walked), Estimated = Math.Round(hours.Sum(hour => hour.People), 1),
            ErrorPercent = Percent(hours.Average(hour => hour.Off)),
            RmsPercent = Percent(Math.Sqrt(hours.Average(hour => hour.Off * hour.Off))),
            WorstPercent = Percent(hours.Max(hour => Math.Abs(hour.Off))),
            LimitPercent = limit, Within = hours.Count(hour => Math.Abs(hour.Off) * 100 <= limit),
            StandardErrorPercent = Percent(hours.Average(hour => hour.Error / Math.Max(1, hour.Walked))),
            Covered95 = hours.Count(hour => Math.Abs(hour.People - hour.Walked) <= Normal95 * hour.Error),
            Published95 = hours.Count(
                hour => Math.Abs(hour.People - hour.Walked) <= Normal95 * Published(crowd, hour)),
            DirectionWorstPoints = Math.Round(hours.Max(hour => hour.ShareOff), 1),
            PathTrackingPercent = Percent(1 + hours.Average(hour => hour.PathOff)),
            PathTrackingWithin = hours.Count(hour => Math.Abs(hour.PathOff) * 100 <= limit),
            InvalidSlots = hours.Sum(hour => hour.Invalid),
        };
    }

    /// <summary>Head of the table.</summary>
    public static string Head =>
        "people/min  crowd                   hours  error %  rms %  worst %  within        std err %  covered  "
        + "published  direction  path tracking";

    /// <summary>The crowd.</summary>
    public double PeoplePerMinute { get; init; }

    /// <inheritdoc cref="PeoplePerMinute"/>
    public bool PairsAndTurns { get; init; }

    /// <summary>
    /// What of the crowd is outside the model, null when nothing is; whether the site was calibrated (F-FOOT-5).
    /// </summary>
    public string? Outside { get; init; }

    /// <inheritdoc cref="Outside"/>
    public bool Calibrated { get; init; }

    /// <summary>Hours; people who passed in them; people the firmware estimates.</summary>
    public int Hours { get; init; }

    /// <inheritdoc cref="Hours"/>
    public long Walked { get; init; }

    /// <inheritdoc cref="Hours"/>
    public double Estimated { get; init; }

    /// <summary>Error of an hour: mean, root of the mean square, worst.</summary>
    public double ErrorPercent { get; init; }

    /// <inheritdoc cref="ErrorPercent"/>
    public double RmsPercent { get; init; }

    /// <inheritdoc cref="ErrorPercent"/>
    public double WorstPercent { get; init; }

    /// <summary>Most that an hour may be off, and hours that are not.</summary>
    public int LimitPercent { get; init; }

    /// <inheritdoc cref="LimitPercent"/>
    public int Within { get; init; }

    /// <summary>Mean standard error that the firmware states; hours whose error is within 1.96 of it.</summary>
    public double StandardErrorPercent { get; init; }

    /// <inheritdoc cref="StandardErrorPercent"/>
    public int Covered95 { get; init; }

    /// <summary>
    /// Hours whose error is within 1.96 of what is published: at a site that was not calibrated the standard error and
    /// that of the model (<see cref="FootfallModel"/>).
    /// </summary>
    public int Published95 { get; init; }

    /// <summary>How far the share of directions was off at worst.</summary>
    public double DirectionWorstPoints { get; init; }

    /// <summary>What path tracking counts of all, and its hours within the limit.</summary>
    public double PathTrackingPercent { get; init; }

    /// <inheritdoc cref="PathTrackingPercent"/>
    public int PathTrackingWithin { get; init; }

    /// <summary>Slots that were marked invalid and gave no number.</summary>
    public int InvalidSlots { get; init; }

    /// <summary>
    /// True when at least 95 of 100 hours are within the limit and no direction is 10 points off; of a crowd outside
    /// the model, when what is published holds as many hours as <see cref="Held95"/> asks for.
    /// </summary>
    public bool Sound => Outside is not null
        ? Published95 >= Held95(Hours)
        : Within * 100 >= Hours * 95 && DirectionWorstPoints <= 10;

    /// <summary>The row as text.</summary>
    public override string ToString()
    {
        var crowd = Outside is not null ? Outside + (Calibrated ? ", calibr." : "")
            : PairsAndTurns ? "pairs, U-turns" : "single";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PeoplePerMinute,10}  {crowd,-22}  {Hours,5}  {ErrorPercent,7:+0.0;-0.0;0.0}  {RmsPercent,5:0.0}  "
            + $"{WorstPercent,7:0.0}  {Within,4} (<= {LimitPercent} %)  {StandardErrorPercent,9:0.0}  "
            + $"{Covered95,7}  {Published95,9}  {DirectionWorstPoints,6:0.0} pt  {PathTrackingPercent,5:0.0} %, "
            + $"{PathTrackingWithin} within");
    }

    /// <summary>
    /// Hours that an interval must hold to pass for one of 95 %: one that holds 95 of 100 in the long run holds fewer
    /// by chance less than once in 10,000 times; of 100 hours 85. Hours are 1..1000, as the command takes them.
    /// </summary>
    public static int Held95(int hours)
    {
        const double outside = 0.05, chance = 1e-4;
        double term = Math.Pow(1 - outside, hours), more = 1 - term;
        var missed = 0;
        for (; more >= chance && missed < hours; missed++)
        {
            term *= (hours - missed) * outside / ((missed + 1) * (1 - outside));
            more -= term;
        }

        return hours - missed;
    }

    private static double Published(Crowd crowd, HourFigure hour) =>
        crowd.Calibrated ? hour.Error : FootfallModel.Shipped.Widen(hour.Error, hour.People);

    private static double Percent(double part) => Math.Round(100 * part, 2);
}
