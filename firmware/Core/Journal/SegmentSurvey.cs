using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// First look at the segment files at boot: which are live and in which order. A file without a good header keeps its
/// place when it holds a valid record, else it is what a cut left of a new segment, and is deleted.
/// </summary>
internal sealed class SegmentSurvey
{
    private readonly SegmentMap _map;
    private readonly SegmentWindow _window;

    /// <summary>True when a segment file other than the very first held bytes: the drive was in use before.</summary>
    internal bool FoundBytes;

    internal SegmentSurvey(SegmentMap map, SegmentWindow window)
    {
        _map = map;
        _window = window;
    }

    internal void Run()
    {
        long oldest = long.MaxValue;
        for (int slot = 0; slot < _map.Count; slot++)
        {
            long number = ReadHeader(slot);
            if (number > 0)
            {
                oldest = number < oldest ? number : oldest;
                _map.Newest = number > _map.Newest ? number : _map.Newest;
            }
        }

        _map.Oldest = _map.Newest == 0 ? 1 : oldest;
        for (int slot = 0; slot < _map.Count; slot++)
        {
            if (_map.Used[slot] > 0 && _map.HeaderLength[slot] == 0)
            {
                PlaceHeadless(slot);
            }
        }
    }

    /// <summary>Puts a chain to what the header of a segment carries; left as it is when the header is
    /// bad.</summary>
    internal void ReadState(long number, HeadMarker marker, FiscalChain chain)
    {
        _window.Invalidate();
        if (SegmentHeader.Read(_map.Drive, _map.File(number), _window) > 0)
        {
            marker.Adopt(SegmentHeader.StateLength(_window.Buffer), chain);
        }
    }

    private long ReadHeader(int slot)
    {
        int file = DriveFiles.FirstSegment + slot;
        int length = _map.Drive.Length(file);
        if (length <= 0)
        {
            return 0;
        }

        FoundBytes |= slot != _map.Slot(1);
        _map.Used[slot] = length;
        int header = SegmentHeader.Read(_map.Drive, file, _window);
        long number = header > 0 ? SegmentHeader.Number(_window.Buffer) : 0;
        if (number <= 0 || _map.Slot(number) != slot)
        {
            return 0;
        }

        _map.HeaderLength[slot] = (short)header;
        _map.First[slot] = SegmentHeader.FirstSequence(_window.Buffer);
        return number;
    }

    private void PlaceHeadless(int slot)
    {
        long first = FirstSequenceIn(slot);
        if (first == 0)
        {
            _map.Drive.Delete(DriveFiles.FirstSegment + slot);
            _map.Used[slot] = 0;
            return;
        }

        _map.First[slot] = first;
        if (_map.Newest == 0)
        {
            _map.Newest = slot + _map.Count;
            _map.Oldest = _map.Newest;
            return;
        }

        long next = _map.Newest + 1;
        if (slot == _map.Slot(next) && first >= _map.First[_map.Slot(_map.Newest)] && _map.HasRoomForSegment())
        {
            _map.Newest = next;
            return;
        }

        long number = _map.Newest - (_map.Newest - slot) % _map.Count;
        _map.Oldest = number < _map.Oldest && number > 0 ? number : _map.Oldest;
    }

    private long FirstSequenceIn(int slot)
    {
        long number = slot + _map.Count;
        _window.Invalidate();
        for (int position = 0; position < _map.Used[slot]; position++)
        {
            if (_window.Check(number, position, _map.Used[slot]) > 0)
            {
                _window.Invalidate();
                return _window.Sequence;
            }
        }

        return 0;
    }
}
