using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Gets the full seal of an earlier ticket back, of which the journal keeps the first bytes only: seals its segment
/// again from the chain state in the header on, in a chain of its own. A match proves that catalogue and settings at
/// hand are those of the ticket too, so that a copy is an exact image (pos.md R16). A few records at a time. One
/// thread.
/// </summary>
public sealed class PastSeal
{
    private readonly SegmentMap _map;
    private readonly SegmentWindow _window;
    private readonly HeadMarker _marker;
    private readonly FiscalChain _live;
    private readonly FiscalChain _past;
    private readonly SealKeys? _keys;
    private readonly JournalReader _reader;
    private readonly ChainReplay _replay;
    private long _segment, _number, _last;

    /// <summary>True once <see cref="Step"/> has come to an end; then true when the ticket was sealed again with the
    /// seal that it has.</summary>
    public bool Done, Proven;

    internal PastSeal(SegmentMap map, SegmentWindow window, HeadMarker marker, FiscalChain live, FiscalChain past,
        SealKeys? keys, SealedVersions versions, Record[] records)
    {
        _map = map;
        _window = window;
        _marker = marker;
        _live = live;
        _past = past;
        _keys = keys;
        _reader = new JournalReader(map, window);
        _replay = new ChainReplay(past, keys, versions, records);
    }

    /// <summary>The full seal, when <see cref="Proven"/>.</summary>
    public byte[] Seal => _past.LastSeal;

    /// <summary>Software that sealed the ticket, when <see cref="Proven"/>.</summary>
    public int Software => _past.State.Software;

    /// <summary>Starts with the segment in which a ticket was found (<see cref="TicketFinder.Segment"/>).</summary>
    public void Start(long segment, long number)
    {
        _segment = segment;
        _number = number;
        _last = 0;
        Proven = false;
        Done = !Enter();
    }

    /// <summary>Goes on by so many records, and to the end of a ticket begun.</summary>
    public void Step(int records)
    {
        for (int i = 0; !Done && (i < records || _replay.InTicket); i++)
        {
            Record record = _replay.Next();
            if (_segment < _map.Oldest || !_reader.ReadHeld(record) || _reader.Number != _segment)
            {
                Done = true;
                return;
            }

            if (record.Sequence > _last)
            {
                _last = record.Sequence;
                Take(record);
            }
        }
    }

    private bool Enter()
    {
        if (_segment < _map.Oldest || _segment > _map.Newest || _map.HeaderLength[_map.Slot(_segment)] == 0)
        {
            return false;
        }

        // The work buffer's head holds the state after the last record: it is put back at once.
        _window.Invalidate();
        bool read = SegmentHeader.Read(_map.Drive, _map.File(_segment), _window.Buffer) > 0
            && _past.State.Read(_window.Buffer, SegmentHeader.FixedBytes, SegmentHeader.StateLength(_window.Buffer));
        _marker.Keep(_live.State);
        _keys?.Follow(_past);
        _replay.Begin();
        _reader.Start(_segment);
        return read;
    }

    private void Take(Record record)
    {
        bool wanted = record.Kind == RecordKind.Ticket && record.Values[TicketLayout.Number] == _number;
        int before = _replay.Checked;
        bool good = _replay.Take();
        if (wanted)
        {
            Done = true;
            Proven = good && _replay.Checked > before;
        }
    }
}
