namespace Kiosk.Fleet.Footfall;

/// <summary>A beam that becomes broken by one body more (+1) or less (-1) at an instant.</summary>
public readonly record struct BodyEdge(long AtMs, int Beam, int Change);

/// <summary>
/// Invented people on the pavement before two beams 0.15 m apart: they come at random times from either side, at 1.1
/// +/- 0.25 m/s (0.4 at least), 0.25 to 0.45 m deep; bodies hide one another. What the estimate was not made for comes
/// on top when the crowd has it (<see cref="Outside"/>).
/// </summary>
public sealed class Pavement(int seed)
{
    private const double GapMetres = Firmware.Footfall.PulseReader.BeamGapMm / 1000.0;
    private const double LeastFollow = 0.15, MostFollow = 0.75, PlatoonGapMs = 800;
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
        var outside = crowd.Outside ?? Outside.None;
        var mean = HourMs * (1 + crowd.Pairs - crowd.Turns + outside.PeopleMore) / (crowd.PerMinute * 60);
        for (var at = Wait(mean); at < HourMs - QuietMs; at += Wait(mean))
        {
            var first = _random.NextDouble() < share ? 0 : 1;
            var kind = _random.NextDouble();
            var others = kind - crowd.Turns - crowd.Pairs;
            if (kind < crowd.Turns)
            {
                TurnRound(startMs + at, first);
            }
            else if (others < 0 || others >= outside.Share)
            {
                PassAsModelled(startMs + at, first, followed: others < 0);
            }
            else
            {
                PassOutside(startMs + at, first, outside, others, startMs + HourMs - QuietMs);
            }
        }

        _edges.Sort(static (x, y) => x.AtMs.CompareTo(y.AtMs));
        return _edges;
    }

    private void PassAsModelled(double at, int first, bool followed)
    {
        var speed = Speed();
        Pass(at, first, speed, Body());
        Count(at, first);
        if (followed)
        {
            var follow = LeastFollow + ((MostFollow - LeastFollow) * _random.NextDouble());
            var behind = at + (1000 * follow / speed);
            Pass(behind, first, speed * (1 + (0.03 * Gauss())), Body());
            Count(behind, first);
        }
    }

    private void PassOutside(double at, int first, Outside outside, double kind, double endMs)
    {
        if ((kind -= outside.Platoons) < 0)
        {
            var people = _random.Next(Outside.PlatoonLeast, Outside.PlatoonMost + 1);
            for (var one = 0; one < people && at < endMs; one++, at += Wait(PlatoonGapMs))
            {
                PassAsModelled(at, first, followed: false);
            }
        }
        else if ((kind -= outside.Bicycles) < 0)
        {
            PassBicycle(at, first, ridden: _random.Next(2) == 0);
        }
        else if ((kind -= outside.Pushchairs) < 0)
        {
            double speed = Speed(), chair = Between(0.7, 1.0);
            Pass(at, first, speed, chair);
            Pass(at + (1000 * (chair + Between(0.1, 0.3)) / speed), first, speed, Body());
            Count(at, first);
        }
        else if (kind - outside.Laden < 0)
        {
            Pass(at, first, Speed(), Between(0.5, 0.9));
            Count(at, first);
        }
        else
        {
            PassAsModelled(at, first, followed: false);
            Count(at, first);
        }
    }

    // Who rides does not pass on foot.
    private void PassBicycle(double at, int first, bool ridden)
    {
        if (ridden)
        {
            Pass(at, first, Math.Max(2, 4 + Gauss()), Between(0.6, 1.0));
            return;
        }

        Pass(at, first, Speed(), Between(1.6, 1.8));
        Count(at, first);
    }

    private void Pass(double at, int first, double speed, double length)
    {
        Break(first, at, at + (1000 * length / speed));
        var second = at + (1000 * GapMetres / speed);
        Break(1 - first, second, second + (1000 * length / speed));
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
        var speed = Speed();
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

    private double Speed() => Math.Max(0.4, 1.1 + (0.25 * Gauss()));

    private double Body() => Between(0.25, 0.45);

    private double Between(double least, double most) => least + ((most - least) * _random.NextDouble());

    private double Wait(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    private double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
