namespace Kiosk.Fleet.Replay;

/// <summary>
/// A change of a beam: when (ms since start of the hour's calendar) and the new state (bit 0 A broken, bit 1 B broken).
/// </summary>
public readonly record struct BeamEdge(long AtMs, int State);

/// <summary>
/// People walking through a pair of beams 0.15 m apart: random times in the hour, speed 1.1 +/- 0.25 m/s (0.4 at
/// least), body 0.25 to 0.45 m, either direction. People side by side hide each other, as in the street.
/// </summary>
public sealed class Walkers(int seed)
{
    private const double BeamGapMetres = 0.15;
    private readonly Random _random = new(seed);
    private readonly List<(long AtMs, int Beam, int Change)> _changes = [];

    /// <summary>People walked so far.</summary>
    public long Walked { get; private set; }

    /// <summary>Draws how many of <paramref name="pedestrians"/> pass the beams at a share 0..1.</summary>
    public int Draw(int pedestrians, double share)
    {
        var exact = pedestrians * share;
        var whole = (int)exact;
        return whole + (_random.NextDouble() < exact - whole ? 1 : 0);
    }

    /// <summary>Walks people through the beams within an hour that starts at <paramref name="startMs"/>.</summary>
    public void Walk(int people, long startMs)
    {
        for (var i = 0; i < people; i++)
        {
            // The last 5 s are left free so that nobody stands in the beams when the hour ends.
            WalkAt(startMs + (long)(_random.NextDouble() * (3_600_000 - 5_000)));
        }

        Walked += people;
    }

    /// <summary>One person entering the beams at an instant.</summary>
    public void WalkAt(long atMs)
    {
        var speed = Math.Max(0.4, 1.1 + 0.25 * Gauss());
        var body = 0.25 + 0.2 * _random.NextDouble();
        var crossMs = Math.Max(20, (long)(1000 * body / speed));
        var gapMs = Math.Max(10, (long)(1000 * BeamGapMetres / speed));
        var first = _random.Next(2);
        _changes.Add((atMs, first, 1));
        _changes.Add((atMs + crossMs, first, -1));
        _changes.Add((atMs + gapMs, 1 - first, 1));
        _changes.Add((atMs + gapMs + crossMs, 1 - first, -1));
    }

    /// <summary>The edges of all who walked since the last call, in order of time.</summary>
    public IReadOnlyList<BeamEdge> TakeEdges()
    {
        _changes.Sort(static (x, y) => x.AtMs.CompareTo(y.AtMs));
        var edges = new List<BeamEdge>(_changes.Count);
        Span<int> bodies = stackalloc int[2];
        var state = 0;
        foreach (var (atMs, beam, change) in _changes)
        {
            bodies[beam] += change;
            var next = (bodies[0] > 0 ? 1 : 0) | (bodies[1] > 0 ? 2 : 0);
            if (next != state)
            {
                edges.Add(new BeamEdge(atMs, next));
                state = next;
            }
        }

        _changes.Clear();
        return edges;
    }

    private double Gauss()
    {
        var u = 1 - _random.NextDouble();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
