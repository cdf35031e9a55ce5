namespace Kiosk.Fleet.Footfall;

/// <summary>How many walk, and how: shares are 0..1 of those who begin to cross the beams.</summary>
/// <param name="PerMinute">People who pass, per minute.</param>
/// <param name="Pairs">Share that has a companion, 0.15 to 0.75 m further back and as fast.</param>
/// <param name="Turns">Share that turns round between or just behind the beams, and does not pass.</param>
/// <param name="Abreast">Share that has a companion exactly abreast, whom no beam can tell apart.</param>
/// <param name="Calibrated">True when staff have counted at the site for ten minutes before (F-FOOT-5).</param>
public readonly record struct Crowd(
    double PerMinute, double Pairs, double Turns, double Abreast = 0, bool Calibrated = false);

/// <summary>A beam that becomes broken by one body more (+1) or less (-1) at an instant.</summary>
public readonly record struct BodyEdge(long AtMs, int Beam, int Change);

/// <summary>
/// Invented people on the pavement before two beams 0.15 m apart: they come at random times from either side, at 1.1
/// +/- 0.25 m/s (0.4 at least), 0.25 to 0.45 m deep; bodies hide one another. Somebody exactly abreast of another walks
/// without an edge of his own.
/// </summary>
public sealed class Pavement(int seed)
{
    private const double GapMetres = Firmware.Footfall.PulseReader.BeamGapMm / 1000.0;
    private const double LeastFollow = 0.15, MostFollow = 0.75;
    private const int HourMs = 3_600_000, QuietMs = 5_000;
    private readonly Random _random = new(seed);
    private readonly List<BodyEdge> _edges = [];
    private readonly List<(double AtMs, bool AToB)> _people = [];

    /// <summary>People of the last hour who passed from A to B, and from B to A.</summary>
    public int AToB { get; private set; }

    /// <inheritdoc cref="AToB"/>
    public int BToA { get; private set; }

    /// <summary>Everyone of the last hour who passed: when he came to the beams, and which way.</summary>
    public IReadOnlyList<(double AtMs, bool AToB)> People => _people;

    /// <summary>
    /// Walks an hour from an instant on; its last 5 s are left free. Returns the edges in order of time; valid until
    /// the next hour.
    /// </summary>
    public IReadOnlyList<BodyEdge> Walk(Crowd crowd, long startMs)
    {
        _edges.Clear();
        _people.Clear();
        (AToB, BToA) = (0, 0);
        var share = 0.3 + (0.4 * _random.NextDouble());
        var mean = HourMs * (1 + crowd.Pairs + crowd.Abreast - crowd.Turns) / (crowd.PerMinute * 60);
        for (var at = Wait(mean); at < HourMs - QuietMs; at += Wait(mean))
        {
            var first = _random.NextDouble() < share ? 0 : 1;
            var kind = _random.NextDouble();
            if (kind < crowd.Turns)
            {
                TurnRound(startMs + at, first);
                continue;
            }

            var speed = Math.Max(0.4, 1.1 + (0.25 * Gauss()));
            Pass(startMs + at, first, speed);
            if (kind < crowd.Turns + crowd.Pairs)
            {
                var follow = LeastFollow + ((MostFollow - LeastFollow) * _random.NextDouble());
                Pass(startMs + at + (1000 * follow / speed), first, speed * (1 + (0.03 * Gauss())));
            }
            else if (kind < crowd.Turns + crowd.Pairs + crowd.Abreast)
            {
                Count(startMs + at, first);
            }
        }

        _edges.Sort(static (x, y) => x.AtMs.CompareTo(y.AtMs));
        return _edges;
    }

    private void Pass(double at, int first, double speed)
    {
        var body = Body();
        Break(first, at, at + (1000 * body / speed));
        var second = at + (1000 * GapMetres / speed);
        Break(1 - first, second, second + (1000 * body / speed));
        Count(at, first);
    }

    private void Count(double at, int first)
    {
        AToB += first == 0 ? 1 : 0;
        BToA += first;
        _people.Add((at, first == 0));
    }

    // Somebody steps in, stops for up to a second and steps back, at about the same speed.
    private void TurnRound(double at, int first)
    {
        var speed = Math.Max(0.4, 1.1 + (0.25 * Gauss()));
        var back = speed * (1 + (0.08 * Math.Clamp(Gauss(), -3, 3)));
        var body = Body();
        var depth = 0.05 + ((GapMetres + body - 0.05) * _random.NextDouble());
        var end = at + (1000 * depth / speed) + (1000 * _random.NextDouble()) + (1000 * depth / back);
        if (depth > body)
        {
            Break(first, at, at + (1000 * body / speed));
            Break(first, end - (1000 * body / back), end);
        }
        else
        {
            Break(first, at, end);
        }

        if (depth > GapMetres)
        {
            Break(1 - first, at + (1000 * GapMetres / speed), end - (1000 * GapMetres / back));
        }
    }

    private void Break(int beam, double from, double to)
    {
        _edges.Add(new BodyEdge((long)from, beam, 1));
        _edges.Add(new BodyEdge((long)to, beam, -1));
    }

    private double Body() => 0.25 + (0.2 * _random.NextDouble());

    private double Wait(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    private double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
