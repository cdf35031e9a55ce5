using Kiosk.Ledger.Aggregate;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>What one frame came to inside the open transaction.</summary>
internal readonly record struct Verdict(
    IngestOutcome Outcome, QuarantineReason Reason, int NewEvents, DeviceState? AnswerTo, int Boot, long First);

/// <summary>
/// Verify, order, drop repeats, store, follow the chain, aggregate: one frame at a time inside the transaction of
/// <see cref="Committer"/>. Used under the gate; keeps nothing that a rollback would leave wrong but what
/// <see cref="Forget"/> drops.
/// </summary>
internal sealed class Ingestor : IDisposable
{
    private readonly LedgerOptions _options;
    private readonly Tally _tally;
    private readonly FrameReader _reader = new();
    private readonly DecodedFrame _frame = new();
    private readonly VersionStore _versions;
    private readonly FrameTable _frames;
    private readonly QuarantineTable _quarantine;
    private readonly AlarmTable _alarms;
    private readonly FaultTable _faults;
    private readonly UnknownScans _scans;
    private readonly CounterSlots _stops;
    private readonly AggregateBuffer _aggregates;
    private readonly Overlap _overlap;
    private readonly Losses _losses;
    private long _now;

    public Ingestor(Database database, SecretBox box, LedgerOptions options, Tally tally)
    {
        _options = options;
        _tally = tally;
        _versions = new(database.Writer);
        _frames = new(database.Writer);
        _quarantine = new(database.Writer, options);
        _alarms = new(database.Writer);
        _faults = new(database.Writer);
        _scans = new(database.Writer);
        _stops = new(database.Writer, tally);
        _aggregates = new(database.Writer);
        Devices = new(database, box, _versions);
        _overlap = new(_frames, _reader);
        _losses = new(_frames, _alarms, _overlap, tally, options);
    }

    public DeviceTable Devices { get; }

    /// <summary>Takes one frame; <paramref name="now"/> is our time in UTC seconds.</summary>
    public Verdict Take(InboundFrame inbound, long now)
    {
        _now = now;
        _tally.Add(LedgerCounter.Frames);
        DeviceState? state = Devices.Find(inbound.Device);
        if (state == null)
        {
            return Refuse(inbound, QuarantineReason.UnknownDevice, null);
        }

        if (state.Revoked)
        {
            return Refuse(inbound, QuarantineReason.RevokedDevice, null);
        }

        if (inbound.Bytes.Length > Limits.FrameBytesMax)
        {
            return Refuse(inbound, QuarantineReason.TooLong, null);
        }

        Devices.Touch(state);
        FrameError error = _reader.Read(
            inbound.Bytes, state.Keys.Frame, inbound.Device, state.Catalogues, _frame, state.Mac);
        if (error != FrameError.None)
        {
            return Refuse(inbound, Reasons.Of(error), error > FrameError.WrongDevice ? state : null);
        }

        state.LastSeen = Math.Max(state.LastSeen, now);
        return _frame.Count == 0 ? Greet(state) : Sort(inbound, state);
    }

    /// <summary>Writes aggregates and progress into the open transaction.</summary>
    public void Flush()
    {
        _aggregates.Flush();
        Devices.Flush();
    }

    /// <summary>After a rollback: nothing of the failed transaction stays in memory.</summary>
    public void Forget()
    {
        _aggregates.Clear();
        Devices.Forget();
        _quarantine.Measure();
    }

    public void Dispose()
    {
        Devices.Dispose();
        _versions.Dispose();
        _frames.Dispose();
        _quarantine.Dispose();
        _alarms.Dispose();
        _faults.Dispose();
        _scans.Dispose();
        _stops.Dispose();
        _aggregates.Dispose();
    }

    private Verdict Greet(DeviceState state)
    {
        _tally.Add(LedgerCounter.Hellos);
        return new(IngestOutcome.Hello, QuarantineReason.None, 0, state, _frame.Boot, _frame.FirstSequence);
    }

    private Verdict Sort(InboundFrame inbound, DeviceState state)
    {
        long first = _frame.FirstSequence;
        long last = _frame.NextSequence - 1;
        Progress progress = state.Progress;
        if (first > progress.Highest + _options.SequenceAheadMax
            || (first > progress.Contiguous + 1 && progress.RangeCount >= _options.RangesMax))
        {
            return Refuse(inbound, QuarantineReason.FutureSequence, state);
        }

        if (!progress.Touches(first, last))
        {
            return KnowsVersions(state)
                ? Store(inbound, state, [], [(first, last)], 0)
                : Refuse(inbound, QuarantineReason.UnknownCatalogue, state);
        }

        return Compare(inbound, state, first, last);
    }

    private Verdict Compare(InboundFrame inbound, DeviceState state, long first, long last)
    {
        if (_frames.Holds(inbound.Device, first, last, inbound.Bytes.Span))
        {
            return Repeat(state, last - first + 1);
        }

        List<(long First, long Last)> unknown = state.Progress.Unknown(first, last);
        List<(long First, long Last)> found = [];
        bool same = _overlap.Same(state, _frame, first, last, found);
        long added = unknown.Concat(found).Sum(part => part.Last - part.First + 1);
        long known = last - first + 1 - added;
        if (same && added == 0)
        {
            return Repeat(state, known);
        }

        if (added > 0 && !KnowsVersions(state))
        {
            return Refuse(inbound, QuarantineReason.UnknownCatalogue, state);
        }

        Verdict stored = Store(inbound, state, found, unknown, same ? known : 0);
        return same ? stored : Refuse(inbound, QuarantineReason.Conflict, state) with { NewEvents = stored.NewEvents };
    }

    private Verdict Repeat(DeviceState state, long sequences)
    {
        _tally.Add(LedgerCounter.Duplicates, sequences);
        state.Duplicates += sequences;
        return new(IngestOutcome.Duplicate, QuarantineReason.None, 0, state, _frame.Boot, _frame.FirstSequence);
    }

    private Verdict Store(
        InboundFrame inbound, DeviceState state, List<(long First, long Last)> found,
        List<(long First, long Last)> parts, long duplicates)
    {
        long added = Find(inbound, state, found);
        foreach ((long first, long last) in parts)
        {
            if (first > state.Progress.Highest + 1)
            {
                Alarm(inbound.Device, AlarmKind.Gap,
                    $"sequences {state.Progress.Highest + 1} to {first - 1} are missing");
            }

            Keep(inbound, first, last);
            state.Progress.Add(first, last);
            added += last - first + 1;
            Follow(state, first, last);
        }

        CatchUp(state);
        _tally.Add(LedgerCounter.EventsStored, added);
        _tally.Add(LedgerCounter.Duplicates, duplicates);
        state.Duplicates += duplicates;
        IngestOutcome outcome = duplicates > 0 ? IngestOutcome.PartlyStored : IngestOutcome.Stored;
        return new(outcome, QuarantineReason.None, checked((int)added), state, _frame.Boot, _frame.FirstSequence);
    }

    // What the device had declared lost and now is there after all: the declaration gives way.
    private long Find(InboundFrame inbound, DeviceState state, List<(long First, long Last)> found)
    {
        long added = 0;
        bool isBehind = false;
        foreach ((long first, long last) in found)
        {
            _losses.GiveUp(state, first, last);
            Keep(inbound, first, last);
            added += last - first + 1;
            isBehind |= first <= state.Chain.Fed;
            Alarm(inbound.Device, AlarmKind.DeclaredLoss,
                $"sequences {first} to {last}, which the device had declared lost, came after all");
        }

        if (isBehind && Array.Exists(_frame.Records[.._frame.Count], record => RecordKind.IsOfChain(record.Kind)))
        {
            FollowAgain(state);
        }

        return added;
    }

    private void Keep(InboundFrame inbound, long first, long last)
    {
        int marks = Count(inbound.Device, first, last);
        _frames.Add(inbound.Device, _frame, new(first, last, _now, marks, []), inbound.Bytes.Span);
    }

    /// <summary>Aggregates the events of first..last; returns the marks of their row.</summary>
    private int Count(long device, long first, long last)
    {
        int marks = 0;
        for (int i = 0; i < _frame.Count; i++)
        {
            Record record = _frame.Records[i];
            if (Events.Last(record) < first || Events.First(record) > last)
            {
                continue;
            }

            if (record.Kind == RecordKind.Gap)
            {
                Alarm(device, AlarmKind.DeclaredLoss, _losses.Declare(device, record, first, last));
            }

            marks |= CountOne(device, record);
        }

        if ((marks & RowMarks.Clock) != 0)
        {
            Alarm(device, AlarmKind.Clock, $"the clock of sequences {first} to {last} is ahead of ours or before 2020");
        }

        return marks;
    }

    private int CountOne(long device, Record record)
    {
        CountFault(device, record);
        _scans.Take(device, record, _now);
        if (SiteCounts.Of(record) is { } counted)
        {
            Alarm(device, AlarmKind.SiteCounted, $"{counted}");
        }

        if (record.Kind is < RecordKind.Ticket or > RecordKind.Last)
        {
            _tally.Add(LedgerCounter.UnknownKinds);
        }

        int marks = RowMarks.Of(record, _now, _options);
        _tally.Add(marks);
        if (marks is 0 or RowMarks.Historical)
        {
            _aggregates.Add(device, record, Events.Wall(record));
            if (_stops.Take(device, record) is { } wrong)
            {
                Alarm(device, AlarmKind.CounterHour, $"{wrong}");
            }
        }

        return marks;
    }

    // Whatever its time says: a fault of a device without a clock is one all the same.
    private void CountFault(long device, Record record)
    {
        (int code, long count) = FaultEvents.Of(record);
        if (code == FaultCode.None)
        {
            return;
        }

        long more = 1;
        if (count == 0)
        {
            _faults.AddOne(device, record.Boot, code, _now);
        }
        else
        {
            more = _faults.Reach(device, record.Boot, code, count, _now);
        }

        _tally.AddFault(code, more);
    }

    // The frame at hand, when it is the next part of the contiguous run: no row is read back.
    private void Follow(DeviceState state, long first, long last)
    {
        if (state.Chain.Fed + 1 == first)
        {
            Feed(state, _frame, first, last);
        }
    }

    // Rows that came out of order and whose turn has come.
    private void CatchUp(DeviceState state, int known = 0)
    {
        while (state.Chain.Fed < state.Progress.Contiguous)
        {
            long next = state.Chain.Fed + 1;
            FrameRow row = _frames.Covering(state.Keys.Device, next)
                ?? throw new LedgerException(Texts.Of($"Sequence {next} of device {state.Keys.Device} has no row."));
            Feed(state, _overlap.Read(state, row), next, row.Last, known);
        }
    }

    // The chain has gone past events that came only now. Without its first row (purged) it cannot begin again, and what
    // it found stands.
    private void FollowAgain(DeviceState state)
    {
        if (_frames.Covering(state.Keys.Device, 1) is null)
        {
            return;
        }

        int broken = state.Chain.BrokenChains;
        state.Chain = state.Chain.Afresh();
        CatchUp(state, broken);
    }

    // A chain that is known as broken breaks without a word.
    private void Feed(DeviceState state, DecodedFrame frame, long first, long last, int known = 0)
    {
        int before = state.Chain.BrokenChains | known;
        string? fault = state.Chain.Feed(frame, first, last);
        state.ContiguousWall = Math.Max(state.ContiguousWall, frame.Records[frame.Count - 1].WallSeconds);
        if (fault != null && (state.Chain.BrokenChains & ~before) != 0)
        {
            _tally.Add(LedgerCounter.ChainBreaks);
            Alarm(state.Keys.Device, AlarmKind.ChainBreak, $"{fault}");
        }

        foreach (string over in state.Chain.OverRefunds)
        {
            Alarm(state.Keys.Device, AlarmKind.OverRefund, $"{over}");
        }

        foreach (string other in state.Chain.OtherSales)
        {
            Alarm(state.Keys.Device, AlarmKind.OtherSale, $"{other}");
        }

        foreach (string other in state.Chain.OtherMerchants)
        {
            Alarm(state.Keys.Device, AlarmKind.OtherMerchant, $"{other}");
        }
    }

    private bool KnowsVersions(DeviceState state)
    {
        for (int i = 0; i < _frame.Count; i++)
        {
            Record record = _frame.Records[i];
            if (record.Kind is RecordKind.Ticket or RecordKind.Training
                && (_versions.Catalogue(state.Keys, record.Values[TicketLayout.Catalogue]) == null
                    || _versions.Settings(state.Keys, record.Values[TicketLayout.Settings]) == null))
            {
                return false;
            }
        }

        return true;
    }

    private Verdict Refuse(InboundFrame inbound, QuarantineReason reason, DeviceState? answerTo)
    {
        _tally.AddQuarantined(reason);
        _tally.Add(LedgerCounter.QuarantineEvicted,
            _quarantine.Add(inbound.Device, reason, _now, inbound.Bytes.Span));
        // A stranger's number must not grow the table of alarms.
        long device = reason == QuarantineReason.UnknownDevice ? 0 : inbound.Device;
        Alarm(device, Reasons.Alarm(reason), $"a frame of {inbound.Bytes.Length} bytes is kept apart: {reason}");
        return answerTo == null
            ? new(IngestOutcome.Quarantined, reason, 0, null, 0, 0)
            : new(IngestOutcome.Quarantined, reason, 0, answerTo, _frame.Boot, _frame.FirstSequence);
    }

    private void Alarm(long device, AlarmKind kind, FormattableString detail) =>
        _alarms.Raise(device, kind, _now, Texts.Of(detail));
}
