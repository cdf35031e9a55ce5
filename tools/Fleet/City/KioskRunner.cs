using Kiosk.Board.Virtual;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.Replay;

namespace Kiosk.Fleet.City;

/// <summary>
/// Runs one virtual kiosk along the calendar: keys of its merchant, beams broken by walkers, and its own loop when it
/// is due, all in order of time. Calendar times are ms since 1970 UTC. Owned by one thread at a time.
/// </summary>
public sealed class KioskRunner(Place place, VirtualKiosk kiosk, Merchant? merchant)
{
    private readonly Queue<BeamEdge> _edges = new();
    private readonly Queue<CounterSight> _sights = new();
    private bool _counts;
    private long _dueMs;
    private long _backAtMs = -1;

    /// <summary>The place.</summary>
    public Place Place => place;

    /// <summary>The board.</summary>
    public VirtualKiosk Kiosk => kiosk;

    /// <summary>The merchant, null at a vacant kiosk.</summary>
    public Merchant? Merchant => merchant;

    /// <summary>People at the counter; null when no sensor is fitted there.</summary>
    public Visits? Visits { get; init; }

    /// <summary>Power cuts so far, and edges that nobody saw because the power was off.</summary>
    public long PowerCuts { get; private set; }

    /// <inheritdoc cref="PowerCuts"/>
    public long EdgesInTheDark { get; private set; }

    /// <summary>
    /// Shortest calendar time between two runs of the loop when nothing comes from outside, in ms; a replay that skips
    /// idle weeks polls the network seldom. Default 1. Not while the sensor of the counter is plugged in.
    /// </summary>
    public int PauseMs { get; set; } = 1;

    /// <summary>How long the power stays off after a cut, in ms.</summary>
    public int OffMs { get; set; } = 5_000;

    /// <summary>Adds edges, in order of time and not before those already added.</summary>
    public void AddEdges(IEnumerable<BeamEdge> edges)
    {
        foreach (var edge in edges)
        {
            _edges.Enqueue(edge);
        }
    }

    /// <summary>Adds what the counter's sensor tells, in order of time and not before what was added.</summary>
    public void AddSights(IEnumerable<CounterSight> sights)
    {
        foreach (var sight in sights)
        {
            _sights.Enqueue(sight);
        }
    }

    /// <summary>Runs the kiosk until a calendar instant.</summary>
    public void RunTo(long toMs)
    {
        while (true)
        {
            var at = NextMs();
            if (at > toMs)
            {
                return;
            }

            StepAt(at);
        }
    }

    /// <summary>
    /// Runs the loop once at an instant, due or not: something came from outside. A kiosk without power gets it back.
    /// </summary>
    public void Poke(long atMs)
    {
        if (_backAtMs >= 0)
        {
            PowerOn(atMs);
        }

        if (_backAtMs < 0)
        {
            kiosk.Clock.SetCalendar(atMs);
            Loop(atMs);
        }
    }

    /// <summary>Nobody walks after an instant any more: the beams are free again.</summary>
    public void DropEdgesAfter(long atMs)
    {
        var kept = _edges.Where(e => e.AtMs <= atMs).ToList();
        _edges.Clear();
        AddEdges(kept);
        if (kept.Count > 0 && kept[^1].State != 0)
        {
            _edges.Enqueue(new BeamEdge(atMs + 200, 0));
        }
    }

    /// <summary>The power fails now and comes back after <see cref="OffMs"/>; what waits in memory is gone.</summary>
    public void CutPowerNow()
    {
        PowerCuts++;
        _backAtMs = kiosk.Clock.CalendarMs + OffMs;
    }

    private long NextMs()
    {
        var edge = _edges.TryPeek(out var e) ? e.AtMs : long.MaxValue;
        if (_backAtMs >= 0)
        {
            return Math.Min(_backAtMs, edge);
        }

        var sight = _sights.TryPeek(out var s) ? s.AtMs : long.MaxValue;
        return Math.Min(Math.Min(_dueMs, sight), Math.Min(edge, merchant?.NextAtMs ?? long.MaxValue));
    }

    private void StepAt(long at)
    {
        if (_backAtMs >= 0)
        {
            if (!DropEdges(at))
            {
                PowerOn(at);
            }

            return;
        }

        kiosk.Clock.SetCalendar(Math.Max(at, kiosk.Clock.CalendarMs));
        while (_edges.TryPeek(out var edge) && edge.AtMs <= at)
        {
            kiosk.SetBeams(_edges.Dequeue().State);
        }

        See(at);
        if (merchant is not null && merchant.NextAtMs <= at)
        {
            merchant.Act(kiosk, at);
        }

        Loop(at);
    }

    private void Loop(long at)
    {
        try
        {
            _dueMs = Math.Max(kiosk.Step(), at + (_counts ? 1 : PauseMs));
            merchant?.Look(kiosk, at);
        }
        catch (PowerCutException)
        {
            PowerCuts++;
            _backAtMs = at + OffMs;
        }
    }

    private void See(long at)
    {
        while (_sights.TryPeek(out var sight) && sight.AtMs <= at)
        {
            kiosk.SetCounter(_sights.Dequeue().State);
            _counts = sight.State != CounterSense.Absent;
        }
    }

    private bool DropEdges(long at)
    {
        var dropped = false;
        while (_edges.TryPeek(out var edge) && edge.AtMs <= at && edge.AtMs < _backAtMs)
        {
            _edges.Dequeue();
            EdgesInTheDark++;
            dropped = true;
        }

        return dropped;
    }

    private void PowerOn(long at)
    {
        kiosk.Clock.SetCalendar(at);
        try
        {
            kiosk.Restart();
            _backAtMs = -1;
            _dueMs = at;
            See(at);
            merchant?.LookAfterPowerCut(kiosk, at);
        }
        catch (PowerCutException)
        {
            PowerCuts++;
            _backAtMs = at + OffMs;
        }
    }
}
