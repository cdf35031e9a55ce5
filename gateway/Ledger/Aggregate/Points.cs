namespace Kiosk.Ledger;

/// <summary>
/// Length of an aggregate (AGG-1). Quarters and hours are aligned in UTC, days and months in Europe/Paris.
/// </summary>
public enum AggregateStep
{
    /// <summary>15 minutes.</summary>
    Quarter = 1,

    /// <summary>One hour.</summary>
    Hour = 2,

    /// <summary>One civil day of Europe/Paris: 23, 24 or 25 hours.</summary>
    Day = 3,

    /// <summary>One civil month of Europe/Paris.</summary>
    Month = 4,
}

/// <summary>Passages (never persons, AGG-5) of one kiosk in one step.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="End">End of the step, excluded, UTC.</param>
/// <param name="Measured">False: nothing was measured, which is not the same as 0 passages (ING-6).</param>
/// <param name="AToB">Passages in direction A to B.</param>
/// <param name="BToA">Passages in direction B to A.</param>
/// <param name="Ambiguous">Passages whose direction is unknown.</param>
/// <param name="BusyPeriods">Periods with a beam broken.</param>
/// <param name="IdleSeconds">Seconds with both beams free.</param>
/// <param name="ValidSlots">15-minute slots measured without a fault.</param>
/// <param name="InvalidSlots">15-minute slots measured with a fault or in part.</param>
/// <param name="ExpectedSlots">15-minute slots the step has (92 or 100 on the days of the clock change).</param>
/// <param name="Provisional">True while an open hole or the running time may still change the step (ING-3).</param>
/// <param name="People">People who passed as the devices estimate it (F-FOOT-1), both directions.</param>
/// <param name="StandardError">Standard error of <paramref name="People"/>.</param>
/// <param name="NumberedSlots">
/// 15-minute slots that have a number: not blocked, flapping, dead or saturated (F-FOOT-4).
/// </param>
public sealed record FootfallPoint(
    DateTimeOffset Start, DateTimeOffset End, bool Measured, long AToB, long BToA, long Ambiguous, long BusyPeriods,
    long IdleSeconds, int ValidSlots, int InvalidSlots, int ExpectedSlots, bool Provisional, double People,
    double StandardError, int NumberedSlots);

/// <summary>One climate channel in one step, in the unit of <see cref="Protocol.ClimateLayout"/>.</summary>
/// <param name="Count">Readings with code ok; 0 = missing, the other values mean nothing then.</param>
/// <param name="Mean">Mean; for sound the energy mean (AGG-3).</param>
/// <param name="Min">Lowest reading.</param>
/// <param name="Max">Highest reading.</param>
public readonly record struct ClimateValue(long Count, double Mean, long Min, long Max);

/// <summary>Climate of one kiosk in one step.</summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="End">End of the step, excluded, UTC.</param>
/// <param name="Channels">One value per channel, index as in <see cref="Protocol.ClimateLayout"/>.</param>
/// <param name="Curves">
/// Lowest and highest number of the curves that its readings were corrected by (<see cref="Protocol.ClimateCurve"/>),
/// one when they are the same; empty without a reading.
/// </param>
public sealed record ClimatePoint(
    DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<ClimateValue> Channels, IReadOnlyList<int> Curves);

/// <summary>
/// Tickets of all kiosks together in one step; no figure of one merchant can be asked for (R74, GRD-1).
/// </summary>
/// <param name="Start">Start of the step, UTC.</param>
/// <param name="End">End of the step, excluded, UTC.</param>
/// <param name="Withheld">True when too few kiosks stand behind the count (GRD-4); the count is 0 then.</param>
/// <param name="Tickets">Number of tickets.</param>
public sealed record TicketPoint(DateTimeOffset Start, DateTimeOffset End, bool Withheld, long Tickets);
