using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Reads durable records in order of sequence, from any one on. What the drive no longer holds comes as a
/// <see cref="RecordKind.Gap"/> record that stands for the whole range (F-JRN-3, F-SYNC-5). One thread; keeps its
/// place, so
/// that reading on costs nothing twice.
/// </summary>
public sealed class JournalReader
{
    /// <summary>Reasons of a gap (frozen, <see cref="GapLayout.Reason"/>).</summary>
    public const int ReasonCorrupt = 1, ReasonLost = 2;

    private readonly SegmentMap _map;
    private readonly SegmentWindow _window;
    private long _number;
    private int _position;
    private bool _resync;

    /// <summary>Gap records made since start; first sequence and number of sequences of the last one.</summary>
    public int Gaps;

    /// <summary>See <see cref="Gaps"/>.</summary>
    public long LastGapFirst, LastGapSequences;

    /// <summary>Reason of the last gap (<see cref="GapLayout.Reason"/>).</summary>
    public int LastGapReason;

    /// <summary>
    /// Reads of the drive, of some kilobytes each, that the next records may take. A read that would need more
    /// <see cref="Waits"/>, and goes on where it stopped. Whoever sets a limit lifts it again: other readers share it.
    /// </summary>
    public int ReadsLeft
    {
        get { return _window.ReadsLeft; }
        set { _window.ReadsLeft = value; }
    }

    /// <summary>True when the last read gave nothing because <see cref="ReadsLeft"/> had come to 0.</summary>
    public bool Waits;

    /// <summary>Boot number of gaps that no record follows.</summary>
    internal int Boot;

    /// <summary>Sequence that the next read gives.</summary>
    public long Expected;

    internal JournalReader(SegmentMap map, SegmentWindow window)
    {
        _map = map;
        _window = window;
    }

    /// <summary>Segment and position behind the record read last.</summary>
    internal long Number => _number;

    /// <summary>See <see cref="Number"/>.</summary>
    internal int Position => _position;

    /// <summary>Position of the record read last.</summary>
    internal int LastPosition => _lastPosition;

    /// <summary>Goes to a sequence; the next read gives it or the gap that it lies in.</summary>
    public void Seek(long sequence)
    {
        bool ahead = _number >= _map.Oldest && _number <= _map.Newest && sequence >= Expected && !_resync;
        if (!ahead || sequence >= _map.FirstAfter(_number))
        {
            _number = _map.Oldest;
            for (long number = _map.Newest; number > _map.Oldest; number--)
            {
                int slot = _map.Slot(number);
                if (_map.HeaderLength[slot] > 0 && _map.First[slot] <= sequence)
                {
                    _number = number;
                    break;
                }
            }

            Enter();
        }

        Expected = sequence;
    }

    /// <summary>
    /// Reads the record <see cref="Expected"/>, or a gap up to the next one that is held, where all below
    /// <paramref name="next"/> exist. False at the end, and when it <see cref="Waits"/>.
    /// </summary>
    public bool Read(Record into, long next)
    {
        Waits = false;
        if (Expected >= next || _map.Newest == 0)
        {
            return false;
        }

        while (ReadHeld(into))
        {
            if (into.Sequence < Expected)
            {
                continue;
            }

            if (into.Sequence > Expected)
            {
                StepBack();
                MakeGap(into, into.Sequence - Expected);
                return true;
            }

            Expected++;
            return true;
        }

        if (Waits)
        {
            return false;
        }

        into.Reset(RecordKind.Gap);
        into.Boot = Boot;
        MakeGap(into, next - Expected);
        return true;
    }

    /// <summary>Gives the record read last again at the next read.</summary>
    public void PutBack(Record read)
    {
        Expected = read.Sequence;
        if (read.Kind != RecordKind.Gap)
        {
            StepBack();
        }
    }

    /// <summary>Next valid record of the segments in file order, without regard to what is expected.</summary>
    internal bool ReadHeld(Record into)
    {
        if (_number < _map.Oldest)
        {
            // What was being read made room for a new segment.
            Start(_map.Oldest, Expected);
        }

        while (_number <= _map.Newest && _map.Newest != 0)
        {
            int end = _map.Used[_map.Slot(_number)];
            long limit = _map.FirstAfter(_number);
            while (_position < end)
            {
                int length = _window.Read(_number, _position, end, into);
                if (length == SegmentWindow.Waits)
                {
                    Waits = true;
                    return false;
                }

                if (length > 0 && into.Sequence < limit)
                {
                    _lastPosition = _position;
                    _lastNumber = _number;
                    _position += length;
                    _resync = false;
                    return true;
                }

                _resync = length <= 0;
                _position += length > 0 ? length : 1;
            }

            if (_number == _map.Newest)
            {
                return false;
            }

            _number++;
            Enter();
        }

        return false;
    }

    internal void Start(long number)
    {
        Start(number, 0);
    }

    private void Start(long number, long expected)
    {
        _number = number;
        Expected = expected;
        Enter();
    }

    private int _lastPosition;
    private long _lastNumber;

    private void StepBack()
    {
        _number = _lastNumber;
        _position = _lastPosition;
    }

    private void Enter()
    {
        _position = _map.HeaderLength[_map.Slot(_number)];
        _resync = false;
    }

    private void MakeGap(Record into, long sequences)
    {
        long first = Expected;
        int boot = into.Boot;
        long mono = into.MonoSeconds;
        long wall = into.WallSeconds;
        bool older = _map.Newest == 0 || first < _map.First[_map.Slot(_map.Oldest)];
        into.Reset(RecordKind.Gap);
        into.Sequence = first;
        into.Boot = boot;
        into.MonoSeconds = mono;
        into.WallSeconds = wall;
        into.Add(first);
        into.Add(sequences);
        LastGapReason = older ? ReasonLost : ReasonCorrupt;
        into.Add(LastGapReason);
        Expected = first + sequences;
        Gaps++;
        LastGapFirst = first;
        LastGapSequences = sequences;
    }
}
