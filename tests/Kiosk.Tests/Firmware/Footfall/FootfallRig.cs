using Kiosk.Firmware;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Footfall;

/// <summary>A counter over a queue of edges, with a clock that the test owns.</summary>
internal sealed class FootfallRig
{
    public const long Quarter = 1_760_000_400;

    private readonly RecordJournal _journal = SensesJournal.Make();

    public FootfallRig(long utcAtZero = Quarter, int quality = 3)
    {
        Time = SensesJournal.Time(utcAtZero);
        Time.Quality = quality;
        Counter = new FootfallCounter(Beams);
        Step(0);
    }

    public QueuedBeams Beams { get; } = new();

    public TimeKeeper Time { get; }

    public FootfallCounter Counter { get; }

    /// <summary>The record of the last slot that was closed.</summary>
    public Record Last { get; } = new();

    public long Due { get; private set; }

    public long Step(long nowMs)
    {
        Beams.NowMs = nowMs;
        Due = Counter.Step(nowMs, Time, _journal, Last);
        return Due;
    }

    /// <summary>
    /// Plays states, each held for the given time, from an instant on; returns the instant after the last.
    /// </summary>
    public long Play(long atMs, params (int State, int HeldMs)[] steps)
    {
        foreach ((int state, int heldMs) in steps)
        {
            Beams.Add(atMs, state);
            atMs += heldMs;
        }

        return atMs;
    }
}

/// <summary>Beams that hand out what a test put in, each edge once its time has come.</summary>
internal sealed class QueuedBeams : Beams
{
    private readonly Queue<(long AtMs, int State)> _edges = new();

    public int LostEdges { get; set; }

    public long NowMs { get; set; }

    public override int Lost => LostEdges;

    public void Add(long atMs, int state) => _edges.Enqueue((atMs, state));

    public override bool Read(out long atMs, out int state)
    {
        (atMs, state) = (0, 0);
        if (!_edges.TryPeek(out (long AtMs, int State) edge) || edge.AtMs > NowMs)
        {
            return false;
        }

        (atMs, state) = _edges.Dequeue();
        return true;
    }
}
