using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// What a boot finds on the drive (F-JRN-3, 4, pos.md R8): the live segments, the next sequence, the chain's state
/// checked
/// seal by seal from the newest good segment header on. Older segments are read when their records are sent.
/// </summary>
public sealed class JournalRecovery
{
    /// <summary>Problems (argument of the integrity event): none; seals do not match; sealed records missing; journal
    /// lost.</summary>
    public const int Intact = 0, SealMismatch = 1, RecordsMissing = 2, JournalLost = 3;

    private readonly SegmentMap _map;
    private readonly SegmentWindow _window;
    private readonly HeadMarker _marker;
    private readonly FiscalChain _chain;
    private readonly SealKeys? _keys;
    private readonly Record[] _records;
    private long _last;
    private long _lastSealed;
    private int _tail;
    private long _orphan;
    private int _orphanAt;

    /// <summary>Problem found, and how many records it concerns.</summary>
    public int Problem;

    /// <summary>See <see cref="Problem"/>.</summary>
    public long ProblemRecords;

    /// <summary>Sealed records checked, and those that could not be (their catalogue is not held).</summary>
    public int Checked, Unchecked;

    /// <summary>True when the drive held nothing of the journal, its cursor and its marker.</summary>
    public bool Blank;

    /// <summary>True when the newest segment ends in a torn tail that is cut by starting a new one.</summary>
    public bool NeedsNewSegment;

    /// <summary>Wall time of the newest record that has one, UTC seconds, 0 none; boot number of the newest record, -1
    /// none.</summary>
    public long NewestWall;

    /// <summary>See <see cref="NewestWall"/>.</summary>
    public int NewestBoot = -1;

    internal JournalRecovery(SegmentMap map, SegmentWindow window, HeadMarker marker, FiscalChain chain,
        SealKeys? keys, Record[] records)
    {
        _map = map;
        _window = window;
        _marker = marker;
        _chain = chain;
        _keys = keys;
        _records = records;
    }

    /// <summary>Runs the recovery; returns the next sequence, 0 when only the gateway knows it.</summary>
    internal long Run(SealedVersions versions, AckCursor cursor, long firstSequence)
    {
        SegmentSurvey survey = new SegmentSurvey(_map, _window);
        survey.Run();
        if (_map.Newest != 0)
        {
            _last = Walk(survey, versions);
            CutTail();
        }

        long next = CompareWithMarker(_last + 1);
        if (_map.Newest == 0)
        {
            Blank = next == 1 && cursor.Acknowledged == 0 && !survey.FoundBytes;
            next = Blank ? firstSequence : next;
            if (!Blank)
            {
                Problem = JournalLost;
                next = next == 1 && cursor.Acknowledged == 0 ? 0 : next;
            }
        }

        if (cursor.Acknowledged >= next && cursor.Acknowledged > 0)
        {
            NoteProblem(RecordsMissing, cursor.Acknowledged + 1 - next);
            next = cursor.Acknowledged + 1;
            NeedsNewSegment = true;
        }

        _keys?.Follow(_chain);
        _marker.Keep(_chain);
        _window.Invalidate();
        return next;
    }

    /// <summary>Reads from the newest good header on, re-sealing; returns the last sequence held.</summary>
    private long Walk(SegmentSurvey survey, SealedVersions versions)
    {
        long start = _map.Newest;
        while (start > _map.Oldest && _map.HeaderLength[_map.Slot(start)] == 0)
        {
            start--;
        }

        survey.ReadState(start, _marker, _chain);
        _keys?.Follow(_chain);
        JournalReader reader = new JournalReader(_map, _window);
        reader.Start(start);
        _tail = _map.HeaderLength[_map.Slot(_map.Newest)];
        long last = _map.First[_map.Slot(start)] - 1;
        ChainReplay replay = new ChainReplay(_chain, _keys, versions, _records, _marker, _window);
        Record record = replay.Next();
        while (reader.ReadHeld(record))
        {
            if (record.Sequence <= last)
            {
                continue;
            }

            last = record.Sequence;
            NoteRecord(record, reader);
            bool good = replay.Take();
            NoteOrphan(record, replay, reader);
            if (!good)
            {
                NoteProblem(SealMismatch, 1);
            }

            record = replay.Next();
        }

        Checked = replay.Checked;
        Unchecked = replay.Unchecked;
        return last;
    }

    private void NoteRecord(Record record, JournalReader reader)
    {
        NewestBoot = record.Boot;
        if (record.WallSeconds > 0)
        {
            NewestWall = record.WallSeconds;
        }

        if (record.Sealed)
        {
            _lastSealed = record.Sequence;
        }

        if (reader.Number == _map.Newest)
        {
            int slot = _map.Slot(_map.Newest);
            _map.ClassBytes[slot * SegmentMap.Classes + RecordKind.ClassOf(record.Kind)] += reader.Position - _tail;
            _tail = reader.Position;
        }
    }

    /// <summary>What precedes a ticket, or a change of merchants, that did not reach the drive whole is no record: it
    /// is cut like a torn tail.</summary>
    private void NoteOrphan(Record record, ChainReplay replay, JournalReader reader)
    {
        if (!replay.Holds)
        {
            _orphan = 0;
        }
        else if (_orphan == 0)
        {
            _orphan = record.Sequence;
            _orphanAt = reader.LastPosition;
        }
    }

    private void CutTail()
    {
        int slot = _map.Slot(_map.Newest);
        if (_orphan != 0)
        {
            _last = _orphan - 1;
            _tail = _orphanAt;
        }

        if (_tail < _map.Used[slot])
        {
            NeedsNewSegment = true;
            _map.Used[slot] = _tail;
        }
    }

    private long CompareWithMarker(long next)
    {
        byte[]? rest = _marker.CopyRest();
        ChainState state = new ChainState();
        long marked = _marker.Load(state);
        if (marked == 0)
        {
            _marker.PutRest(rest);
            return next;
        }

        long first = _map.Newest == 0 ? 0 : _map.First[_map.Slot(_map.Newest)];
        bool ahead = marked > _lastSealed && (marked >= first || marked >= next);
        if (ahead)
        {
            NoteProblem(RecordsMissing, _marker.Merchant == _chain.Merchant ? Count(state) - Count(_chain.State) : 1);
            _marker.TakeInto(_chain);
            NeedsNewSegment = true;
        }
        else if (marked == _lastSealed && (Problem != Intact || Unchecked > 0 || Count(state) != Count(_chain.State)))
        {
            NoteProblem(SealMismatch, 1);
            _marker.TakeInto(_chain);
        }
        else
        {
            _marker.PutRest(rest);
        }

        return marked >= next ? marked + 1 : next;
    }

    private static long Count(ChainState state)
    {
        return state.Tickets + state.Events + state.CashMovements;
    }

    private void NoteProblem(int problem, long records)
    {
        if (Problem == Intact)
        {
            Problem = problem;
        }

        ProblemRecords += records > 0 ? records : 1;
    }
}
