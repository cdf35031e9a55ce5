namespace Kiosk.Firmware.Drivers.Scales;

/// <summary>What a scale answered (<see cref="Dialog06"/>). Made once and filled again; one thread.</summary>
public sealed class ScaleAnswer
{
    /// <summary>
    /// Nothing yet; request taken; refused (no weight, moving, below zero or over its range); weighed; why refused.
    /// </summary>
    public const int None = 0, Taken = 1, Refused = 2, Weighed = 3, Cause = 4;

    /// <summary>One of the above.</summary>
    public int Kind;

    /// <summary>Of a weighing: grams, cents per kilogram as told, cents to pay as the scale computed them.</summary>
    public int WeightGrams, PriceCents, AmountCents;

    /// <summary>Two digits that say why the scale refused.</summary>
    public int CauseCode;
}
