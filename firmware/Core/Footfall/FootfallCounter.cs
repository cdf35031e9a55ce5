using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Counts people through a pair of beams into 15-minute slots and writes one record per slot, also when nobody passed
/// (F-FOOT-1, 3, 4, 6); at night one record stands for up to eight quarters in which nobody did. Edges carry their own
/// time, so a late <see cref="Step"/> changes no number: a slot boundary between two edges is honoured. Slots follow
/// UTC quarters when the wall time is known, else the monotonic clock.
/// One thread (the loop); no allocation after construction.
/// </summary>
public sealed class FootfallCounter
{
    /// <summary>
    /// Silence within opening hours after which the beams are called dead, in milliseconds (F-FOOT-4).
    /// </summary>
    public const long DeadMs = 3L * 3600 * 1000;

    /// <summary>
    /// The same while the time is unknown, when nobody knows what is opening hours: longer than any night, ms.
    /// </summary>
    public const long DeadUntimedMs = 14L * 3600 * 1000;

    /// <summary>
    /// A change of the wall offset from this on ends the slot early, in seconds; a smaller one moves its end.
    /// </summary>
    public const int StepSeconds = 30;

    private const long SlotMs = FootfallLayout.SlotSeconds * 1000L;
    private const int BusyStepMs = 1000, RetryMs = 10000;

    // A beam that is broken when somebody looks again is so within as many samples as the vote takes.
    private const int LeftoverMs = 5 * BeamSampler.SampleMs;

    private readonly Beams _beams;
    private readonly BeamFilter _filter = new BeamFilter();
    private readonly PassageTracker _tracker = new PassageTracker();
    private readonly PulseReader _pulses = new PulseReader();
    private readonly FlowEstimate _flow = new FlowEstimate();
    private readonly FootfallSlot _slot = new FootfallSlot();
    private readonly ClosedSlots _closed = new ClosedSlots();
    private readonly SiteCalibration _site = new SiteCalibration();
    private readonly WholeHour _hour = new WholeHour();
    private bool _started;
    private bool _blind, _leftover;
    private bool _wallKnown;
    private long _offset;
    private long _doneMs;
    private long _lastEdgeMs;
    private long _sightMs = long.MinValue / 2;
    private long _silentMs;
    private int _lostSeen;

    /// <summary>Counter over a pair of beams.</summary>
    public FootfallCounter(Beams beams)
    {
        _beams = beams;
    }

    /// <summary>Opening hours used for the dead-beam rule, UTC hours, from inclusive to exclusive.</summary>
    public int OpenFromUtcHour = 7, OpenToUtcHour = 18;

    /// <summary>Factor of the site and its standard error, permille (F-FOOT-5).</summary>
    public int Factor = FlowEstimate.FactorOne, FactorError;

    /// <summary>Passages of both directions since start, and periods that could not be read.</summary>
    public long Passages, AmbiguousPeriods;

    /// <summary>The running slot, for displays and tests.</summary>
    public FootfallSlot Slot
    {
        get { return _slot; }
    }

    /// <summary>The last calibration of the site, running or not.</summary>
    public SiteCalibration Site
    {
        get { return _site; }
    }

    /// <summary>The last whole hour, for the residents' display.</summary>
    public WholeHour Hour
    {
        get { return _hour; }
    }

    /// <summary>Staff begin to press once per person (F-FOOT-5).</summary>
    public void BeginCalibration(long nowMs)
    {
        _site.Begin(_slot, nowMs);
    }

    /// <summary>Slots stored and lost since start.</summary>
    public ClosedSlots Closed
    {
        get { return _closed; }
    }

    /// <summary>Edges lost by the beams' queue since start.</summary>
    public int EdgesLost
    {
        get { return _beams.Lost; }
    }

    /// <summary>After a boot: what a power cut left of the slot that was open then goes out as a partial one.</summary>
    public void Resume(SlotCheckpoint open, RecordJournal journal, Record scratch)
    {
        if (open.Restore(journal, scratch, _slot))
        {
            _slot.JudgeTimes();
            _slot.Estimate(_flow, Factor, FactorError);
            _closed.Add(_slot, false);
        }
    }

    /// <summary>Takes waiting edges, closes due slots. Returns the monotonic ms when it is next due.</summary>
    public long Step(long nowMs, TimeKeeper time, RecordJournal journal, Record scratch)
    {
        if (!_started)
        {
            Start(nowMs, time);
        }

        NoteLost();
        while (_beams.Read(out long atMs, out int state))
        {
            atMs = atMs < _lastEdgeMs ? _lastEdgeMs : atMs;
            atMs = atMs > nowMs ? nowMs : atMs;
            Advance(atMs - BeamFilter.HoldMs, time, journal, scratch, nowMs);
            Look(atMs, state);
        }

        NoteLost();
        Advance(nowMs - BeamFilter.HoldMs, time, journal, scratch, nowMs);
        FollowWall(nowMs, time);
        _site.Step(_slot, _flow, nowMs);
        return NextDue(nowMs, journal, scratch);
    }

    /// <summary>
    /// Closes the running slot early as a partial one (planned stop) and puts the slot that waits longest, as a rule
    /// this one, into a record for the caller's append, after which <see cref="Closed"/> leaves it. False when none
    /// waits. The next step begins a new slot.
    /// </summary>
    public bool Close(long nowMs, Record record)
    {
        if (_started)
        {
            CloseSlot(nowMs, true);
            _started = false;
        }

        if (_closed.Count > 0)
        {
            _closed.Write(record);
        }

        return _closed.Count > 0;
    }

    private void Start(long nowMs, TimeKeeper time)
    {
        _started = true;
        _doneMs = nowMs;
        _lastEdgeMs = nowMs < _lastEdgeMs ? _lastEdgeMs : nowMs - BeamFilter.HoldMs;
        _lostSeen = _beams.Lost;
        BeginSlot(nowMs, time, 0);
    }

    private long NextDue(long nowMs, RecordJournal journal, Record scratch)
    {
        long due = _slot.EndMs + BeamFilter.HoldMs;
        if (_closed.Count > 0)
        {
            _closed.Flush(journal, scratch, nowMs);
            due = _closed.Count > 0 && nowMs + RetryMs < due ? nowMs + RetryMs : due;
        }

        bool moving = _tracker.IsBusy || _filter.IsPending;
        return moving && nowMs + BusyStepMs < due ? nowMs + BusyStepMs : due;
    }

    /// <summary>Applies settled changes and slot ends in the order of their times, up to the horizon.</summary>
    private void Advance(long horizonMs, TimeKeeper time, RecordJournal journal, Record scratch, long nowMs)
    {
        while (true)
        {
            long limit = horizonMs < _slot.EndMs ? horizonMs : _slot.EndMs - 1;
            long at = _filter.Settle(limit);
            if (at >= 0)
            {
                Apply(at < _doneMs ? _doneMs : at);
            }
            else if (horizonMs >= _slot.EndMs)
            {
                long end = _slot.EndMs;
                CloseSlot(end, false);
                BeginSlot(end, time, StepSeconds);
                _closed.Flush(journal, scratch, nowMs);
            }
            else
            {
                Pass(horizonMs);
                return;
            }
        }
    }

    /// <summary>Takes a change of the beams, or that nobody looks at them from now on.</summary>
    private void Look(long atMs, int state)
    {
        bool flapping = (state & Beams.Flapping) != 0;
        _sightMs = _blind && (state & Beams.Blind) == 0 ? atMs : _sightMs;
        _blind = (state & Beams.Blind) != 0;
        if (!_blind)
        {
            _lastEdgeMs = atMs;
            flapping |= _filter.Accept(atMs, state & 3);
        }
        else
        {
            _slot.Ambiguous += _tracker.IsBusy ? 1 : 0;
            _filter.Forget();
            _tracker.Abandon();
            _pulses.Abandon();
        }

        _slot.Quality |= flapping ? FootfallLayout.Flapping : 0;
    }

    /// <summary>Lets time pass up to an instant in the present state.</summary>
    private void Pass(long toMs)
    {
        if (toMs <= _doneMs)
        {
            return;
        }

        long passed = toMs - _doneMs;
        _doneMs = toMs;
        if (_blind)
        {
            _slot.BlindMs += passed;
        }
        else if (_tracker.IsBusy)
        {
            _slot.BusyMs += passed;
        }
        else
        {
            _slot.IdleMs += passed;
        }
    }

    private void Apply(long atMs)
    {
        Pass(atMs);
        if (!_tracker.IsBusy)
        {
            // What was there already when somebody looked again did not begin in idle time: the estimate has it in the
            // share of the time in which nobody looked.
            _leftover = atMs - _sightMs <= LeftoverMs;
            _slot.BusyPeriods += _leftover ? 0 : 1;
        }

        _pulses.Change(atMs, _filter.State);
        if (!_tracker.Change(atMs, _filter.State) || _leftover)
        {
            return;
        }

        _slot.Companions += _pulses.Companions;
        _slot.Turns += _pulses.Turned ? 1 : 0;
        _slot.AToB += _tracker.AToB;
        _slot.BToA += _tracker.BToA;
        Passages += _tracker.AToB + _tracker.BToA;
        if (_tracker.Ambiguous)
        {
            _slot.Ambiguous++;
            AmbiguousPeriods++;
        }

        if (_tracker.Blocked)
        {
            _slot.Quality |= FootfallLayout.Blocked;
        }
    }

    private void CloseSlot(long endMs, bool early)
    {
        Pass(endMs);
        if (early)
        {
            _slot.Quality |= FootfallLayout.Partial;
        }

        if (_tracker.IsBusy && endMs - _tracker.StartMs >= PassageTracker.BlockedMs)
        {
            _slot.Quality |= FootfallLayout.Blocked;
        }

        _slot.JudgeTimes();
        JudgeSilence(endMs);
        _slot.Estimate(_flow, Factor, FactorError);
        _site.TakeClosed(_slot);
        _hour.Take(_slot);
        _closed.Add(_slot, !IsOpen(_slot.StartUtc));
    }

    /// <summary>
    /// Adds the slot's silent time to the silence within opening hours; three hours of it mean dead beams.
    /// </summary>
    private void JudgeSilence(long endMs)
    {
        if (_lastEdgeMs >= _slot.StartMs)
        {
            _silentMs = 0;
        }

        bool untimed = _slot.StartUtc == 0;
        if (untimed || IsOpen(_slot.StartUtc))
        {
            long from = _lastEdgeMs > _slot.StartMs ? _lastEdgeMs : _slot.StartMs;
            _silentMs += endMs > from ? endMs - from : 0;
        }

        if (_silentMs >= (untimed ? DeadUntimedMs : DeadMs))
        {
            _slot.Quality |= FootfallLayout.Dead;
        }
    }

    private bool IsOpen(long startUtc)
    {
        int hour = (int)(startUtc / 3600 % 24);
        return hour >= OpenFromUtcHour && hour < OpenToUtcHour;
    }

    /// <summary>
    /// Begins the slot an instant lies in; it counts as whole when it starts at most the slack away from its quarter.
    /// </summary>
    private void BeginSlot(long startMs, TimeKeeper time, int slackSeconds)
    {
        bool known = time.Quality > 0;
        // Silence without a time may have been a night: it is no silence of opening hours.
        _silentMs = known == _wallKnown ? _silentMs : 0;
        _wallKnown = known;
        if (!_wallKnown)
        {
            _slot.Begin(startMs, ((startMs / SlotMs) + 1) * SlotMs, 0, startMs % SlotMs != 0);
            return;
        }

        long wall = time.WallSeconds(startMs);
        _offset = wall - (startMs / 1000);
        long startUtc = (wall + slackSeconds) / FootfallLayout.SlotSeconds * FootfallLayout.SlotSeconds;
        long late = wall - startUtc;
        long endMs = ((startMs / 1000) + FootfallLayout.SlotSeconds - late) * 1000;
        _slot.Begin(startMs, endMs, startUtc, late > slackSeconds || late < -slackSeconds);
    }

    /// <summary>
    /// A wall clock that became known or stepped ends the slot early; a small correction moves its end.
    /// </summary>
    private void FollowWall(long nowMs, TimeKeeper time)
    {
        bool known = time.Quality > 0;
        long offset = known ? time.WallSeconds(nowMs) - (nowMs / 1000) : _offset;
        long moved = offset - _offset;
        if (known == _wallKnown && moved > -2 && moved < 2)
        {
            return;
        }

        long horizon = nowMs - BeamFilter.HoldMs;
        if (horizon < _doneMs || horizon >= _slot.EndMs)
        {
            return;
        }

        if (known == _wallKnown && moved < StepSeconds && moved > -StepSeconds)
        {
            long end = _slot.EndMs - (moved * 1000);
            _slot.EndMs = end > horizon ? end : horizon + 1;
            _offset = offset;
            return;
        }

        CloseSlot(horizon, true);
        BeginSlot(horizon, time, 0);
        _slot.Quality |= FootfallLayout.Partial;
    }

    private void NoteLost()
    {
        int lost = _beams.Lost;
        if (lost != _lostSeen)
        {
            _lostSeen = lost;
            _slot.Quality |= FootfallLayout.EdgesLost;
        }
    }
}
