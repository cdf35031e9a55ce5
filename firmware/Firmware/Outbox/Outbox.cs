using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Outbox;

/// <summary>
/// Sends what the gateway does not have yet, one frame in flight, resent byte for byte until an authenticated
/// acknowledgement answers it (F-SYNC-1..6). Backlog goes oldest first; sales and faults jump it in a frame of their
/// own.
/// Never touches the till, never asks for a restart. One thread; nothing is allocated after construction.
/// </summary>
public sealed class Outbox
{
    /// <summary>Events that make a frame worth sending at once.</summary>
    public const int FlushEvents = 20;

    /// <summary>Wait for company before a sale or a fault goes out.</summary>
    public const int CoalesceMs = 500;

    /// <summary>Wait for an acknowledgement before the same frame goes out again; longest such wait.</summary>
    public const int AckWaitMs = 30_000, BackOffMaxMs = 300_000;

    /// <summary>How long the gateway's pause holds before the device asks again.</summary>
    public const int PauseMs = 60_000;

    /// <summary>Longest sleep while an answer or a connection is awaited, or a network timeout runs.</summary>
    public const int PollMs = 1_000;

    /// <summary>
    /// Reads of the drive in one step, each at most 6 KB: about 65 ms on the board's flash. With
    /// <see cref="BusyMs"/> a step that works at a frame stays below 100 ms, so that a key never waits longer for it
    /// (F-SYNC-3).
    /// </summary>
    public const int ReadsPerStep = 1;

    /// <summary>
    /// A step that has taken so long for other work leaves the frame to the next one, at most so many times in a row.
    /// </summary>
    public const int BusyMs = 20, LeftMax = 10;

    /// <summary>How long the records behind a refused one go first before it is tried again.</summary>
    public const int RefusedAgainMs = 3_600_000;

    private readonly Uplink _uplink;
    private readonly RecordJournal _journal;
    private readonly TimeKeeper _time;
    private readonly BatchWriter _writer;
    private readonly Record _record;
    private readonly BackOff _sendBackOff;
    private readonly BackOff _ackBackOff;
    private readonly byte[] _frame;
    private int _length;
    private long _first;
    private long _next;
    private int _boot;
    private long _end;
    private bool _building;
    private int _left;
    private bool _hello;
    private bool _sent;
    private bool _helloDue = true;
    private bool _connected;
    private long _netMs;
    private long _resendAt;
    private long _notBefore;
    private long _from;
    private long _limit = long.MaxValue;
    private int _eventsMax = Limits.FrameEventsMax;
    private int _events;
    private long _refusedAgainAt;
    private long _pendingSince = -1;
    private long _liveKnown;
    private long _liveSince;

    /// <summary>Seconds that telemetry may wait for company.</summary>
    public int FlushSeconds = 60;

    /// <summary>Frames built, sent again, acknowledged, since start.</summary>
    public int Built, Resent, Answered;

    /// <summary>Acknowledgements that answered no frame in flight and told nothing new; frames answered without
    /// progress.</summary>
    public int Ignored, Stalled;

    /// <summary>Sequence of a record that the city does not take even alone, 0 none. It stays in the journal; those
    /// behind it are sent.</summary>
    public long RefusedSequence;

    /// <summary>Records given up because no frame could carry them; 0 unless limits are broken.</summary>
    public int Unsendable;

    /// <summary>Outbox of a device over its journal, with frames of at most so many bytes.</summary>
    public Outbox(Uplink uplink, RecordJournal journal, TimeKeeper time, BatchWriter writer, Record scratch,
        long device, int frameBytes)
    {
        _frame = new byte[frameBytes];
        _uplink = uplink;
        _journal = journal;
        _time = time;
        _writer = writer;
        _record = scratch;
        _sendBackOff = new BackOff(device, 1_000, BackOffMaxMs);
        _ackBackOff = new BackOff(device + 1, AckWaitMs, BackOffMaxMs);
        _from = journal.Cursor.Acknowledged + 1;
    }

    /// <summary>True while a frame is put together, over several steps.</summary>
    public bool Building => _building;

    /// <summary>True while a frame waits for its acknowledgement.</summary>
    public bool InFlight => _length > 0;

    /// <summary>
    /// Sends what is due; returns when it is next due. <paramref name="elapsedMs"/> is what this step has taken so far.
    /// </summary>
    public long Step(long nowMs, long elapsedMs)
    {
        if (!_uplink.Connected)
        {
            _connected = false;
            return nowMs + PollMs;
        }

        _netMs = _uplink.NetworkMs(nowMs);
        if (!_connected)
        {
            Connect();
        }

        NoteWaiting(nowMs);
        if (elapsedMs >= BusyMs && _left < LeftMax)
        {
            _left++;
            return nowMs + 1;
        }

        _left = 0;
        if (_length == 0 && _netMs >= _notBefore)
        {
            Build(nowMs);
        }

        if (_length == 0)
        {
            return NextBuild(nowMs);
        }

        if (_netMs >= _resendAt)
        {
            Transmit();
        }

        return nowMs + Bounded(_resendAt - _netMs);
    }

    private static long Bounded(long waitMs)
    {
        return waitMs > PollMs ? PollMs : waitMs < 1 ? 1 : waitMs;
    }

    /// <summary>Takes an authenticated acknowledgement.</summary>
    public void Take(Acknowledgement ack, long nowMs)
    {
        _netMs = _uplink.NetworkMs(nowMs);
        bool matches = _length > 0 && ack.EchoBoot == _boot && ack.EchoFirstSequence == _first;
        if (matches)
        {
            TakeAnswer(ack, nowMs);
            return;
        }

        long before = _journal.Cursor.Acknowledged;
        if (ack.Contiguous <= before || _journal.NextSequence == 0)
        {
            Ignored++;
            return;
        }

        _journal.Acknowledge(ack.Contiguous);
        long held = _journal.Cursor.Acknowledged;
        _from = held + 1 > _from ? held + 1 : _from;
        if (_length > 0 && !_hello && held >= _next - 1)
        {
            Finish();
        }
    }

    private void TakeAnswer(Acknowledgement ack, long nowMs)
    {
        Answered++;
        _time.Synchronise(ack.UtcSeconds, nowMs);
        if (ack.NextSequence > _journal.NextSequence)
        {
            _journal.Adopt(ack.NextSequence);
        }

        bool progress = _hello || Covers(ack);
        _journal.Acknowledge(ack.Contiguous);
        NoteRefused(ack, !progress && ack.Window != 0);
        Aim(ack);
        Finish();
        if (ack.Window == 0)
        {
            _notBefore = _netMs + PauseMs;
            _helloDue = true;
        }
        else if (!progress || _journal.NextSequence == 0)
        {
            Stalled++;
            _notBefore = _netMs + _sendBackOff.Next();
        }
        else
        {
            _sendBackOff.Reset();
            _eventsMax = _eventsMax < Limits.FrameEventsMax ? _eventsMax * 2 : _eventsMax;
        }
    }

    /// <summary>
    /// A frame that the city keeps apart is halved until its good records pass; one that is refused alone is passed
    /// over, and tried again each hour. Sales that went ahead of the backlog come back with it and do not count.
    /// </summary>
    private void NoteRefused(Acknowledgement ack, bool refused)
    {
        if (refused)
        {
            _eventsMax = _events > 1 ? _events / 2 : 1;
        }

        if (refused && _events == 1 && _first == _from)
        {
            RefusedSequence = _next - 1;
            _refusedAgainAt = _netMs + RefusedAgainMs;
        }
        else if (ack.Contiguous >= RefusedSequence || _netMs >= _refusedAgainAt)
        {
            RefusedSequence = 0;
        }
    }

    /// <summary>What goes next: the first range that the city lacks, behind what it refuses.</summary>
    private void Aim(Acknowledgement ack)
    {
        _from = ack.Contiguous + 1;
        _limit = long.MaxValue;
        for (int i = 0; i < ack.MissingCount; i++)
        {
            _from = ack.MissingFirst[i] > RefusedSequence ? ack.MissingFirst[i] : RefusedSequence + 1;
            if (_from <= ack.MissingLast[i])
            {
                _limit = ack.MissingLast[i] + 1;
                return;
            }

            _from = ack.NextSequence;
        }

        _from = _from > RefusedSequence ? _from : RefusedSequence + 1;
    }

    private bool Covers(Acknowledgement ack)
    {
        if (ack.Contiguous >= _next - 1)
        {
            return true;
        }

        for (int i = 0; i < ack.MissingCount; i++)
        {
            if (_first <= ack.MissingLast[i] && _next - 1 >= ack.MissingFirst[i])
            {
                return false;
            }
        }

        return ack.MissingCount > 0 && _first > ack.Contiguous && ack.NextSequence >= _next;
    }

    private void Finish()
    {
        _length = 0;
        _sent = false;
        _hello = false;
        _notBefore = _netMs;
        _pendingSince = -1;
        _ackBackOff.Reset();
    }

    private void Connect()
    {
        _connected = true;
        long start = _netMs + _sendBackOff.Random(1_000);
        if (_length > 0)
        {
            _resendAt = start;
        }
        else
        {
            _helloDue = true;
            _notBefore = start > _notBefore ? start : _notBefore;
        }
    }

    private void NoteWaiting(long nowMs)
    {
        if (_journal.LiveFirst != 0 && _journal.LiveFirst < _from)
        {
            _journal.LiveSent(0, _from);
        }

        if (_journal.LiveFirst != _liveKnown)
        {
            _liveKnown = _journal.LiveFirst;
            _liveSince = nowMs;
        }

        if (_journal.NextSequence <= _from)
        {
            _pendingSince = -1;
        }
        else if (_pendingSince < 0)
        {
            _pendingSince = nowMs;
        }
    }

    private bool LiveWaits => _journal.LiveFirst != 0 && _journal.LiveFirst >= _from;

    private long NextBuild(long nowMs)
    {
        if (_netMs < _notBefore)
        {
            return nowMs + Bounded(_notBefore - _netMs);
        }

        long due = long.MaxValue;
        if (_building || _helloDue || _journal.NextSequence == 0 || _journal.NextSequence - _from >= FlushEvents)
        {
            due = nowMs;
        }
        else
        {
            if (LiveWaits)
            {
                due = _liveSince + CoalesceMs;
            }

            if (_pendingSince >= 0)
            {
                long flush = _pendingSince + FlushSeconds * 1_000L;
                due = flush < due ? flush : due;
            }
        }

        return due <= nowMs ? nowMs + 1 : due;
    }

    private void Build(long nowMs)
    {
        if (_helloDue || _journal.NextSequence == 0)
        {
            BuildHello(nowMs);
            return;
        }

        if (_building)
        {
            Fill();
        }
        else
        {
            BuildNext(nowMs);
        }

        if (_length > 0)
        {
            _resendAt = _netMs;
        }
    }

    private void BuildNext(long nowMs)
    {
        bool live = LiveWaits && nowMs >= _liveSince + CoalesceMs;
        long pending = _journal.NextSequence - _from;
        if (live && _journal.LiveFirst - _from >= Limits.FrameEventsMax)
        {
            BuildFrame(_journal.LiveFirst, long.MaxValue);
        }
        else if (pending > 0 && (live || pending >= FlushEvents || nowMs >= _pendingSince + FlushSeconds * 1_000L))
        {
            BuildFrame(_from, _limit);
        }
    }

    private void BuildHello(long nowMs)
    {
        _helloDue = false;
        _building = false;
        _hello = true;
        _boot = _journal.Boot;
        _first = _journal.NextSequence;
        _next = _first;
        _events = 0;
        _length = _writer.WriteHello(_frame, _boot, _first, nowMs / 1_000, _time.RecordSeconds(nowMs));
        _resendAt = _netMs;
        Built++;
    }

    private void BuildFrame(long from, long limit)
    {
        long end = limit < _journal.NextSequence ? limit : _journal.NextSequence;
        if (from >= end)
        {
            _limit = long.MaxValue;
            return;
        }

        _journal.Reader.Seek(from);
        _writer.Begin(_frame);
        _first = from;
        _next = from;
        _end = end;
        _building = true;
        Fill();
    }

    /// <summary>Goes on with the frame that is built, as far as one step may read; sends it on when it is
    /// full.</summary>
    private void Fill()
    {
        JournalReader reader = _journal.Reader;
        if (reader.Expected != _next)
        {
            reader.Seek(_next);
        }

        reader.ReadsLeft = ReadsPerStep;
        while (_writer.Count < _eventsMax && reader.Read(_record, _end))
        {
            if (!_writer.TryAdd(_record))
            {
                reader.PutBack(_record);
                break;
            }

            _boot = _writer.Count == 1 ? _record.Boot : _boot;
            _next = reader.Expected;
        }

        bool waits = _writer.Count < _eventsMax && reader.Waits;
        reader.ReadsLeft = int.MaxValue;
        if (waits)
        {
            return;
        }

        _building = false;
        _events = _writer.Count;
        _length = _writer.Finish();
        if (_length == 0)
        {
            Unsendable++;
            _from = _first + 1;
            return;
        }

        Built++;
        _journal.LiveSent(_first, _next);
    }

    private void Transmit()
    {
        if (_uplink.Send(_frame, 0, _length))
        {
            Resent += _sent ? 1 : 0;
            _resendAt = _netMs + (_sent ? _ackBackOff.Next() : AckWaitMs);
            _sent = true;
        }
        else
        {
            _resendAt = _netMs + _sendBackOff.Next();
        }
    }
}
