using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// What a kiosk writes about itself: the events of a boot, faults, clock steps, health, the totals of each business
/// day,
/// heartbeats of the boot record. One thread.
/// </summary>
public sealed class HouseKeeper
{
    /// <summary>Heartbeat of the boot record; the run is confirmed after the same time.</summary>
    public const int HeartbeatMs = 60_000;

    /// <summary>Wait before an event that could not be stored is tried again.</summary>
    public const int RetryMs = 5_000;

    private const int StageDone = 5;
    private readonly RecordJournal _journal;
    private readonly FiscalChain _chain;
    private readonly TimeKeeper _time;
    private readonly BootRecord _boot;
    private readonly EventWriter _events;
    private readonly FaultLog _faults;
    private readonly FaultCounts _counts;
    private readonly Record _scratch;
    private int _stage;
    private long _heartbeatAt;
    private long _healthAt;
    private readonly int[] _days = new int[Limits.MerchantsMax + 1];
    private bool _dayLook = true;
    private bool _confirmed;
    private bool _warned;
    private int _gapsTold;

    /// <summary>Reason of this boot (<see cref="BootRecord"/>).</summary>
    public int BootReason;

    /// <summary>Values of the next health record that this class can't know; filled by the loop.</summary>
    public readonly long[] Health = new long[HealthLayout.Count];

    /// <summary>The counter whose open slot rides in the heartbeat; null without beams.</summary>
    public FootfallCounter? Footfall;

    /// <summary>Tells the free heap of the board; null where nobody can.</summary>
    public Memory? Memory;

    /// <summary>Seconds between health records.</summary>
    public int HealthSeconds = 900;

    /// <summary>Keeper over the parts of the loop.</summary>
    public HouseKeeper(RecordJournal journal, FiscalChain chain, TimeKeeper time, BootRecord boot, EventWriter events,
        FaultLog faults, FaultCounts counts, Record scratch)
    {
        _journal = journal;
        _chain = chain;
        _time = time;
        _boot = boot;
        _events = events;
        _faults = faults;
        _counts = counts;
        _scratch = scratch;
    }

    /// <summary>True once every event of this boot is in the journal.</summary>
    public bool Announced => _stage == StageDone;

    /// <summary>
    /// Starts the clocks of a run. One whose predecessor was confirmed notes the time of a clock that ran on, so that a
    /// power cut before its first heartbeat is known as one; the next ones note none: a board that ends in every first
    /// minute does not pass for one without power (F-BOOT-2).
    /// </summary>
    public void Start(long nowMs)
    {
        if (_boot.Attempts == 1 && _time.Quality >= TimeKeeper.Battery)
        {
            _boot.Heartbeat(nowMs, _time.RecordSeconds(nowMs));
        }

        _heartbeatAt = nowMs + HeartbeatMs;
        _healthAt = nowMs + HeartbeatMs;
    }

    /// <summary>Writes what is due; returns when it is next due.</summary>
    public long Step(long nowMs)
    {
        _time.Refresh(nowMs);
        if (nowMs >= _heartbeatAt)
        {
            Beat(nowMs);
        }

        if (_journal.NextSequence == 0)
        {
            return Sooner(_heartbeatAt, nowMs + RetryMs);
        }

        bool told = Announce(nowMs) && TellClockStep(nowMs) && TellFaults(nowMs) && TellFill(nowMs)
            && TellGaps(nowMs) && TellCounts(nowMs);
        if (told && _dayLook)
        {
            _dayLook = false;
            TellTotal(nowMs);
        }

        if (nowMs >= _healthAt)
        {
            TellHealth(nowMs);
        }

        long due = Sooner(_heartbeatAt, _healthAt);
        bool more = _journal.AccountStep();
        return told && !more ? due : Sooner(due, nowMs + (more ? 1_000 : RetryMs));
    }

    private static long Sooner(long one, long other)
    {
        return one < other ? one : other;
    }

    /// <summary>Notes now what a heartbeat notes: the times and the open slot of the counter.</summary>
    public void Beat(long nowMs)
    {
        _heartbeatAt = nowMs + HeartbeatMs;
        _dayLook = true;
        if (!_confirmed)
        {
            _confirmed = true;
            _boot.Attempts = 0;
        }

        if (Footfall != null)
        {
            _boot.OpenSlot.Take(Footfall.Slot, _journal.NextSequence);
        }

        _boot.Heartbeat(nowMs, _time.RecordSeconds(nowMs));
    }

    /// <summary>The events of this boot, in order, each once; false while one could not be stored.</summary>
    private bool Announce(long nowMs)
    {
        while (_stage < StageDone)
        {
            if (!Tell(_stage, nowMs))
            {
                return false;
            }

            _stage++;
        }

        return true;
    }

    private bool Tell(int stage, long nowMs)
    {
        JournalRecovery found = _journal.Recovery;
        switch (stage)
        {
            case 0:
                return !StartsChain(found) || Event(JetCode.Initialisation, _journal.NextSequence, 0, nowMs);
            case 1:
                return Event(JetCode.Start, BootReason, _boot.Attempts, nowMs);
            case 2:
                return found.Problem == JournalRecovery.Intact
                    || Event(JetCode.IntegrityFailure, found.Problem, found.ProblemRecords, nowMs);
            case 3:
                return TellVersion(nowMs);
            default:
                return _events.TellCore(nowMs);
        }
    }

    /// <summary>A blank drive, or one on which a power cut kept the first event from being written.</summary>
    private bool StartsChain(JournalRecovery found)
    {
        return found.Blank || (found.Problem == JournalRecovery.Intact && _chain.State.Events == 0);
    }

    /// <summary>
    /// Another version than in the run before, of the product or of the fiscal core, enters the chain.
    /// </summary>
    private bool TellVersion(long nowMs)
    {
        if (!_boot.VersionChanged && _chain.State.Software == FiscalVersion.Number)
        {
            return true;
        }

        bool told = Event(JetCode.SoftwareChange, FiscalVersion.Number, _boot.AppVersion, nowMs);
        if (told && _boot.VersionChanged)
        {
            _boot.VersionTold();
        }

        return told;
    }

    private bool TellClockStep(long nowMs)
    {
        if (_time.StepWaits && Event(EventCode.ClockStep, _time.StepOld, _time.StepNew, nowMs))
        {
            _time.StepNew = 0;
            _counts.Count(FaultCode.ClockStep);
        }

        return !_time.StepWaits;
    }

    private bool TellFaults(long nowMs)
    {
        while (_faults.Reported < _faults.Total)
        {
            int oldestKept = _faults.Total - FaultLog.Kept;
            int next = _faults.Reported > oldestKept ? _faults.Reported : oldestKept;
            if (!Event(EventCode.TaskFailed, _faults.TaskOf(next), _faults.HashOf(next), nowMs))
            {
                return false;
            }

            _faults.Reported = next + 1;
        }

        return true;
    }

    private bool TellGaps(long nowMs)
    {
        JournalReader reader = _journal.Reader;
        if (reader.Gaps != _gapsTold && Event(EventCode.GapFound, reader.LastGapFirst, reader.LastGapSequences, nowMs))
        {
            _gapsTold = reader.Gaps;
        }

        return reader.Gaps == _gapsTold;
    }

    private bool TellCounts(long nowMs)
    {
        int code = _counts.NextToTell(nowMs);
        while (code != FaultCode.None)
        {
            if (!Event(EventCode.FaultMet, code, _counts.Of(code), nowMs))
            {
                return false;
            }

            _counts.WasTold(code);
            code = _counts.NextToTell(nowMs);
        }

        return true;
    }

    private bool TellFill(long nowMs)
    {
        bool filling = _journal.UsedPercent >= JournalQuota.WarnPercent;
        if (filling && !_warned)
        {
            _warned = Event(EventCode.JournalFilling, _journal.UsedPercent, _journal.Waiting, nowMs);
            _counts.Count(_warned ? FaultCode.DriveNearlyFull : FaultCode.None);
            return _warned;
        }

        _warned = filling;
        return true;
    }

    private void TellTotal(long nowMs)
    {
        long wall = _time.RecordSeconds(nowMs);
        int day = wall == 0 ? 0 : CivilTime.BusinessDay(wall, _chain.CutHour);
        if (day == 0 || day == _days[_chain.Merchant])
        {
            return;
        }

        ChainState state = _chain.State;
        _scratch.Reset(RecordKind.Total);
        _scratch.Add(state.Tickets);
        _scratch.Add(state.PerpetualSigned);
        _scratch.Add(state.PerpetualAbsolute);
        _scratch.Add(state.Events);
        _scratch.Add(day);
        if (_journal.Append(_scratch, nowMs) == RecordJournal.Stored)
        {
            _days[_chain.Merchant] = day;
        }
    }

    private void TellHealth(long nowMs)
    {
        _healthAt = nowMs + HealthSeconds * 1_000L;
        if (!_journal.Quota.IsDue(RecordKind.Health, _journal.UsedBytes, _journal.Waiting, nowMs))
        {
            return;
        }

        Health[HealthLayout.Uptime] = nowMs / 1_000;
        Health[HealthLayout.JournalBytes] = _journal.UsedBytes;
        Health[HealthLayout.Waiting] = _journal.Waiting;
        Health[HealthLayout.TelemetryRefused] = _journal.RefusedCount;
        Health[HealthLayout.Faults] = _counts.Total;
        Health[HealthLayout.FreeHeap] = Memory == null ? 0 : Memory.FreeBytes;
        _scratch.Reset(RecordKind.Health);
        for (int i = 0; i < HealthLayout.Count; i++)
        {
            _scratch.Add(Health[i]);
        }

        _journal.Append(_scratch, nowMs);
    }

    private bool Event(int code, long argument1, long argument2, long nowMs)
    {
        return _events.Write(code, 0, argument1, argument2, nowMs) == RecordJournal.Stored;
    }
}
