namespace Kiosk.Fleet.Footfall;

/// <summary>How many walk, and how: shares are 0..1 of those who begin to cross the beams.</summary>
/// <param name="PerMinute">People who pass, per minute.</param>
/// <param name="Pairs">Share that has a companion, 0.15 to 0.75 m further back and as fast.</param>
/// <param name="Turns">Share that turns round between or just behind the beams, and does not pass.</param>
/// <param name="Outside">Who else crosses, whom the estimate was not made for; null = nobody.</param>
/// <param name="Calibrated">True when staff have counted at the site for ten minutes before (F-FOOT-5).</param>
public readonly record struct Crowd(
    double PerMinute, double Pairs, double Turns, Outside? Outside = null, bool Calibrated = false);

/// <summary>
/// What crosses two beams in a street and is not in the model of <see cref="Firmware.Footfall.FlowEstimate"/>; shares
/// are 0..1 of those who begin to cross.
/// </summary>
/// <param name="Name">What the table calls it.</param>
public sealed record Outside(string Name)
{
    /// <summary>Least, most and mean people of a platoon.</summary>
    public const int PlatoonLeast = 4, PlatoonMost = 12, PlatoonMean = 8;

    /// <summary>Nobody of that kind.</summary>
    public static Outside None { get; } = new("none");

    /// <summary>
    /// Has a companion exactly abreast, step for step, whom no beam across the pavement can tell apart.
    /// </summary>
    public double Abreast { get; init; }

    /// <summary>Pushes a pushchair of 0.7 to 1.0 m at arm's length: one passage, two bodies.</summary>
    public double Pushchairs { get; init; }

    /// <summary>Carries a rucksack or bags: 0.5 to 0.9 m deep, one passage as long as two people.</summary>
    public double Laden { get; init; }

    /// <summary>
    /// Comes with a bicycle, every other one riding it: no passage on foot, but a body in the beams; the others push
    /// it, 1.6 to 1.8 m long.
    /// </summary>
    public double Bicycles { get; init; }

    /// <summary>
    /// Is the first of a platoon of 4 to 12 people, 0.8 s apart in the mean, whom a tram or a light let go together:
    /// nobody begins to cross in the idle time as evenly as the estimate supposes.
    /// </summary>
    public double Platoons { get; init; }

    /// <summary>Share of all those who are of this kind.</summary>
    public double Share => Abreast + Pushchairs + Laden + Bicycles + Platoons;

    /// <summary>Passages beyond one for each who begins to cross.</summary>
    public double PeopleMore => Abreast - (Bicycles / 2) + (Platoons * (PlatoonMean - 1));
}
