namespace Kiosk.Protocol;

/// <summary>
/// How what a probe reads in the ventilated shield of a model becomes the value of the air around it (F-SEN-5): a
/// measured curve, as data with an id and a version. Every reading names the curve that was applied by its number
/// (<see cref="ClimateLayout.CurveShift"/>), so that each value can be computed anew. Numbers are frozen: a curve that
/// changes gets the next number and version, and the old one stays here. Immutable, any thread.
/// </summary>
public sealed class ClimateCurve
{
    /// <summary>No curve of the shield has been measured yet: nothing is corrected, values are as the parts give.
    /// Readings of firmware before curves say the same.</summary>
    public const int Unmeasured = 0;

    /// <summary>Curve that this firmware applies; curves are below <see cref="Count"/>.</summary>
    public const int InForce = Unmeasured, Count = 1;

    private static readonly int[] None = new int[0];

    private readonly int[] _temperature, _humidity;

    /// <summary>
    /// A curve: pairs of what is read and what is added then, in the unit of <see cref="ClimateLayout"/>, with rising
    /// readings; straight between them, even beyond them. Corrected channels are warming for so many minutes after the
    /// power comes, while the box heats up to what was measured.
    /// </summary>
    public ClimateCurve(int number, string id, int version, int settleMinutes, int[] temperature, int[] humidity)
    {
        Number = number;
        Id = id;
        Version = version;
        SettleMinutes = settleMinutes;
        _temperature = temperature;
        _humidity = humidity;
    }

    /// <summary>Number in the readings; version of the model's curve, 0 before the first measurement.</summary>
    public readonly int Number, Version;

    /// <summary>Model of the shield, lower case with a dash.</summary>
    public readonly string Id;

    /// <summary>Minutes after power comes in which corrected channels are warming.</summary>
    public readonly int SettleMinutes;

    /// <summary>The curve of a number, or null for a number that is not known here.</summary>
    public static ClimateCurve? Of(int number)
    {
        switch (number)
        {
            case Unmeasured:
                return new ClimateCurve(number, "shield-a", 0, 0, None, None);
            default:
                return null;
        }
    }

    /// <summary>Pairs of a channel: what is read, what is added; empty when it is not corrected.</summary>
    public int[] Points(int channel)
    {
        return channel == ClimateLayout.Temperature ? _temperature
            : channel == ClimateLayout.Humidity ? _humidity : None;
    }

    /// <summary>Value of the air for what a channel (0..6) reads, rounded to the unit.</summary>
    public int Corrected(int channel, int value)
    {
        int[] points = Points(channel);
        if (points.Length == 0)
        {
            return value;
        }

        int at = 0;
        while (at < points.Length && value > points[at])
        {
            at += 2;
        }

        if (at == 0 || at == points.Length)
        {
            return value + points[at == 0 ? 1 : points.Length - 1];
        }

        long span = points[at] - points[at - 2], from = value - points[at - 2];
        long more = from * (points[at + 1] - points[at - 1]);
        return value + points[at - 1] + (int)((more + (more < 0 ? -span / 2 : span / 2)) / span);
    }
}
