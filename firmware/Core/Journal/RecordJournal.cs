using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Append-only store of records in segment files (F-JRN-1..5, 8, 9). One writer and one thread: the loop. Nothing is
/// allocated after <see cref="Recover"/>.
/// </summary>
public sealed class RecordJournal
{
    /// <summary>
    /// Outcomes of an append: durable; telemetry refused by quota; no room even for sales; the drive failed; the next
    /// sequence is not known yet (a blank drive waits for the gateway's word).
    /// </summary>
    public const int Stored = 0, Refused = 1, Full = 2, Failed = 3, NoSequence = 4;

    /// <summary>Sales and faults remembered as waiting for a frame of their own; older ones go with the
    /// backlog.</summary>
    public const int LiveMax = 32;

    /// <summary>Records in one append at most: a ticket with what precedes it.</summary>
    public const int BatchMax = 3;

    /// <summary>Bytes of one append that always fit: more than the longest ticket takes with its details.</summary>
    public const int BatchBytes = 2_304;

    private readonly SegmentMap _map;
    private readonly SegmentWindow _window;
    private readonly HeadMarker _marker;
    private readonly FiscalChain _chain;
    private readonly SealKeys? _keys;
    private readonly TimeKeeper _time;
    private readonly Record[] _single = new Record[1];
    private bool _rotate, _turning;
    private long _accountNext;

    /// <summary>Next sequence to be given; 0 while unknown (blank drive, no acknowledgement yet).</summary>
    public long NextSequence;

    /// <summary>Percent of the journal area that the gateway does not have yet, 0..100. From 80 on the till
    /// warns.</summary>
    public int UsedPercent;

    /// <summary>Boot number that records get, 0..65535.</summary>
    public int Boot;

    /// <summary>True when the last stamp of a sealed kind was held at that of the sealed record before it.</summary>
    public bool StampHeld;

    /// <summary>Since start: telemetry refused by quota, appends refused as full, appends the drive failed.</summary>
    public int RefusedCount, FullCount, FailedCount;

    /// <summary>Saves of the head marker that the drive did not take, since start (pos.md R8).</summary>
    public int MarkerFailures => _marker.Failures;

    /// <summary>Sequence of the oldest stored record that jumps the queue and nobody has sent yet; 0 none.</summary>
    public long LiveFirst => _live.First;

    private readonly LiveQueue _live = new LiveQueue();

    /// <summary>Records for whoever makes an append of several: recovery, then the till. Nobody keeps what is in
    /// them.</summary>
    public readonly Record[] Batch = new Record[BatchMax];

    /// <summary>Reader for the outbox.</summary>
    public readonly JournalReader Reader;

    /// <summary>Who may write at which fill.</summary>
    public readonly JournalQuota Quota;

    /// <summary>What the gateway has.</summary>
    public readonly AckCursor Cursor;

    /// <summary>What recovery found.</summary>
    public readonly JournalRecovery Recovery;

    /// <summary>Journal on a drive for the chain of this kiosk, of one merchant or two at most, and the keys that its
    /// chain may rotate to; null when it never rotates.</summary>
    public RecordJournal(Drive drive, FiscalChain chain, TimeKeeper time, int segmentBytes, int segmentCount,
        SealKeys? keys = null, int merchantsMax = Limits.MerchantsMax)
    {
        _map = new SegmentMap(drive, segmentBytes, segmentCount);
        _window = new SegmentWindow(_map, chain.Text, merchantsMax > 1);
        _marker = new HeadMarker(drive, _window);
        Quota = new JournalQuota(segmentBytes * segmentCount);
        _chain = chain;
        _keys = keys;
        _time = time;
        for (int i = 0; i < BatchMax; i++)
        {
            Batch[i] = new Record(_map.ValuesMax);
        }

        Reader = new JournalReader(_map, _window);
        Cursor = new AckCursor(drive);
        Recovery = new JournalRecovery(_map, _window, _marker, chain, keys, Batch);
    }

    /// <summary>Bytes of the area in segments that the gateway does not wholly have.</summary>
    public int UsedBytes => _map.UsedBytes();

    /// <summary>Merchant whose chain is in force (<see cref="Record.Merchant"/>).</summary>
    public int Merchant => _chain.Merchant;

    /// <summary>Records not acknowledged yet.</summary>
    public long Waiting => NextSequence == 0 ? 0 : NextSequence - 1 - Cursor.Acknowledged;

    /// <summary>Sequence of the oldest record held, 1 when none is.</summary>
    public long OldestSequence => _map.Newest == 0 ? 1 : _map.First[_map.Slot(_map.Oldest)];

    /// <summary>A further reader with a place of its own, for searches. Allocates.</summary>
    public JournalReader NewReader()
    {
        return new JournalReader(_map, _window);
    }

    /// <summary>A search for tickets with a place of its own. Allocates.</summary>
    public TicketFinder NewFinder()
    {
        return new TicketFinder(_map, _window, _chain);
    }

    /// <summary>What finds the last closing of a level. Allocates.</summary>
    public ClosingFinder NewClosingFinder() => new ClosingFinder(_map, _window, _chain);

    /// <summary>What gets full seals of earlier tickets back, in a chain of its own with its own keys.
    /// Allocates.</summary>
    public PastSeal NewPastSeal(FiscalChain past, SealKeys? keys)
    {
        return new PastSeal(_map, _window, _marker, _chain, past, keys, Batch);
    }

    /// <summary>Bytes of a quota class (<see cref="RecordClass"/>) among <see cref="UsedBytes"/>, as far as
    /// accounted.</summary>
    public int ClassBytes(int recordClass)
    {
        int sum = 0;
        for (long number = _map.Owed; number <= _map.Newest; number++)
        {
            sum += _map.ClassBytes[_map.Slot(number) * SegmentMap.Classes + recordClass];
        }

        return sum;
    }

    /// <summary>
    /// Finds out at boot what the drive holds, puts the chain where it stopped and decides the next sequence
    /// (<paramref name="firstSequence"/> on a blank drive; 0 asks the gateway). Allocates.
    /// </summary>
    public void Recover(int boot, long firstSequence, SealedVersions versions)
    {
        Renumber(boot & 0xFFFF);
        Cursor.Load();
        NextSequence = Recovery.Run(versions, Cursor, firstSequence);
        _rotate = Recovery.NeedsNewSegment;
        _map.Settle(Cursor.Acknowledged);
        _accountNext = _map.Newest - 1;
        UsedPercent = Quota.Percent(_map.UsedBytes());
    }

    /// <summary>Sets the boot number of the records to come, 0..65535, when it turned out to be used.</summary>
    public void Renumber(int boot)
    {
        Boot = boot;
        Reader.Boot = boot;
    }

    /// <summary>Takes the next sequence from the gateway's word; never lowers it.</summary>
    public void Adopt(long nextSequence)
    {
        if (nextSequence > NextSequence && nextSequence <= 0xFFFFFFFFL)
        {
            NextSequence = nextSequence;
            _rotate = true;
        }
    }

    /// <summary>
    /// Sets boot, monotonic and wall time of a record. Sealed kinds are stamped by their writer BEFORE sealing (the
    /// time
    /// is a sealed field; it never goes back from one sealed record to the next, pos.md R24); unsealed ones by the
    /// append.
    /// </summary>
    public void Stamp(Record record, long nowMs)
    {
        record.Boot = Boot;
        record.MonoSeconds = nowMs / 1000;
        record.WallSeconds = _time.RecordSeconds(nowMs);
        if (RecordKind.IsSealed(record.Kind))
        {
            StampHeld = record.WallSeconds < _chain.State.LastWall;
            if (StampHeld)
            {
                record.WallSeconds = _chain.State.LastWall;
            }
        }
    }

    /// <summary>Notes that the records from..next-1 are in a frame: they wait no longer for one of their own.</summary>
    public void LiveSent(long from, long next)
    {
        _live.Sent(from, next);
    }

    /// <summary>The next append starts a new segment: the catalogue or the settings changed
    /// (<see cref="SealedVersions"/>).</summary>
    public void Rotate()
    {
        _rotate = true;
    }

    /// <summary>True when two merchants may share the kiosk by shift: there is room for both chains.</summary>
    public bool IsShared => _window.IsShared;

    /// <summary>
    /// Within the batch of a change of merchants, once the last event of the chain in force is sealed: the chain goes
    /// on as that of another merchant, and what is sealed then belongs to it. The next append makes both durable, or
    /// takes both back. Only when the journal <see cref="IsShared"/>.
    /// </summary>
    public void TurnTo(int merchant)
    {
        _marker.Turn(_chain, merchant);
        _turning = true;
        _keys?.Follow(_chain);
    }

    /// <summary>Takes back what was sealed and turned since the last append.</summary>
    public void TakeBack()
    {
        _marker.TakeInto(_chain);
        _turning = false;
        _keys?.Follow(_chain);
    }

    /// <summary>Same as <see cref="Append(Record[], int, long)"/> for one record.</summary>
    public int Append(Record record, long nowMs)
    {
        _single[0] = record;
        return Append(_single, 1, nowMs);
    }

    /// <summary>
    /// Gives the records their sequence and stores them in one append (one commit, all or nothing); records that are
    /// not
    /// sealed are stamped too. Returns an outcome; when it is not <see cref="Stored"/> the chain state is put back to
    /// the
    /// last durable record, so that the same numbers are given again.
    /// </summary>
    public int Append(Record[] records, int count, long nowMs)
    {
        int outcome = Admit(records, count, nowMs);
        if (outcome == Stored)
        {
            int length = Encode(records, count, nowMs);
            outcome = length < 0 ? Failed : Store(records, count, length);
            _window.Invalidate();
        }

        if (outcome == Stored)
        {
            Settle(records, count, nowMs);
        }
        else
        {
            CountRefusal(outcome);
            if (AnySealed(records, count))
            {
                _marker.TakeInto(_chain);
            }
        }

        _turning = false;
        _keys?.Follow(_chain);
        return outcome;
    }

    /// <summary>
    /// Takes the gateway's word that all up to a sequence is durable there: segments that hold nothing else count as
    /// free from now on, and stay until their place is needed. False when the drive did not take the cursor.
    /// </summary>
    public bool Acknowledge(long sequence)
    {
        long bounded = sequence < NextSequence ? sequence : NextSequence - 1;
        if (!Cursor.Raise(bounded))
        {
            return false;
        }

        _map.Settle(bounded);
        UsedPercent = Quota.Percent(_map.UsedBytes());
        return true;
    }

    /// <summary>
    /// Accounts the classes of one older segment after a boot (F-JRN-8) without holding up the till. True while
    /// segments are
    /// left.
    /// </summary>
    public bool AccountStep()
    {
        if (_accountNext < _map.Owed)
        {
            return false;
        }

        int slot = _map.Slot(_accountNext);
        int position = _map.HeaderLength[slot];
        int length = _window.Check(_accountNext, position, _map.Used[slot]);
        while (length > 0)
        {
            _map.ClassBytes[slot * SegmentMap.Classes + RecordKind.ClassOf(_window.Kind)] += length;
            position += length;
            length = _window.Check(_accountNext, position, _map.Used[slot]);
        }

        _accountNext--;
        return _accountNext >= _map.Owed;
    }

    private static bool AnySealed(Record[] records, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (RecordKind.IsSealed(records[i].Kind))
            {
                return true;
            }
        }

        return false;
    }

    private int Admit(Record[] records, int count, long nowMs)
    {
        if (count < 1 || count > BatchMax)
        {
            return Failed;
        }

        if (NextSequence == 0 || NextSequence + count > 0xFFFFFFFFL)
        {
            return NoSequence;
        }

        int kind = records[count - 1].Kind;
        if (Quota.Admits(kind, _map.UsedBytes(), nowMs))
        {
            return Stored;
        }

        return kind == RecordKind.TechnicalEvent ? Full : Refused;
    }

    private int Encode(Record[] records, int count, long nowMs)
    {
        int at = _window.Head;
        for (int i = 0; i < count; i++)
        {
            Record record = records[i];
            if (!RecordKind.IsSealed(record.Kind))
            {
                Stamp(record, nowMs);
            }

            if (!record.Sealed && RecordKind.IsOfChain(record.Kind))
            {
                record.Merchant = _chain.Merchant;
            }

            record.Sequence = NextSequence + i;
            int length = JournalCodec.Write(record, _window.Buffer, at);
            if (length < 0)
            {
                return -1;
            }

            at += length;
        }

        return at - _window.Head;
    }

    private int Store(Record[] records, int count, int length)
    {
        int start = _window.Head;
        bool fits = _map.Newest != 0 && !_rotate && _map.Used[_map.Slot(_map.Newest)] + length <= _map.SegmentBytes;
        if (fits)
        {
            if (_map.Drive.Append(_map.File(_map.Newest), _window.Buffer, start, length) || Landed(records, count))
            {
                Account(records, count, length);
                return Stored;
            }

            _rotate = true;
            return Failed;
        }

        return StoreInNewSegment(records, count, length);
    }

    private int StoreInNewSegment(Record[] records, int count, int length)
    {
        if (!_map.HasRoomForSegment() && !_map.DropOldest())
        {
            return _map.Oldest < _map.Owed ? Failed : Full;
        }

        long number = _map.Newest + 1;
        int headLength = _window.Head;
        SegmentHeader.Write(_window.Buffer, _marker.StateLength, number, NextSequence, Boot);
        if (!_map.Drive.Replace(_map.File(number), _window.Buffer, 0, headLength + length))
        {
            return Failed;
        }

        if (_map.Newest == 0)
        {
            _map.Oldest = number;
            _map.Owed = number;
        }

        _map.Newest = number;
        int slot = _map.Slot(number);
        _map.First[slot] = NextSequence;
        _map.HeaderLength[slot] = (short)headLength;
        _map.Used[slot] = headLength;
        _rotate = false;
        Account(records, count, length);
        return Stored;
    }

    /// <summary>True when the records reached the drive although it reported a failure (F-JRN-4): they count.</summary>
    private bool Landed(Record[] records, int count)
    {
        long number = _map.Newest;
        int position = _map.Used[_map.Slot(number)];
        int end = _map.Drive.Length(_map.File(number));
        _window.Invalidate();
        for (int i = 0; i < count; i++)
        {
            int length = _window.Check(number, position, end);
            if (length <= 0 || _window.Sequence != NextSequence + i || _window.Kind != records[i].Kind)
            {
                return false;
            }

            position += length;
        }

        return position == end;
    }

    private void Account(Record[] records, int count, int length)
    {
        int slot = _map.Slot(_map.Newest);
        _map.Used[slot] += length;
        _map.ClassBytes[slot * SegmentMap.Classes + RecordKind.ClassOf(records[count - 1].Kind)] += length;
    }

    private void Settle(Record[] records, int count, long nowMs)
    {
        Record last = records[count - 1];
        if (JournalQuota.IsLive(last.Kind))
        {
            _live.Note(NextSequence);
        }

        NextSequence += count;
        UsedPercent = Quota.Percent(_map.UsedBytes());
        Quota.Stored(last.Kind, nowMs);
        if (RecordKind.IsSealed(last.Kind))
        {
            _marker.Keep(_chain, _turning);
            _marker.Save(last.Sequence);
        }
    }

    private void CountRefusal(int outcome)
    {
        switch (outcome)
        {
            case Refused:
                RefusedCount++;
                break;
            case Full:
                FullCount++;
                break;
            default:
                FailedCount++;
                break;
        }
    }
}
