using System;
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
    private readonly Record[] _records;
    private readonly byte[] _stored = new byte[Limits.HeadSealBytes];
    private Catalogue? _catalogue;
    private Settings? _settings;
    private int _groups;
    private long _segment, _number, _last;

    /// <summary>True once <see cref="Step"/> has come to an end; then true when the ticket was sealed again with the
    /// seal that it has.</summary>
    public bool Done, Proven;

    internal PastSeal(SegmentMap map, SegmentWindow window, HeadMarker marker, FiscalChain live, FiscalChain past,
        SealKeys? keys, Record[] records)
    {
        _map = map;
        _window = window;
        _marker = marker;
        _live = live;
        _past = past;
        _keys = keys;
        _reader = new JournalReader(map, window);
        _records = records;
    }

    /// <summary>The full seal, when <see cref="Proven"/>.</summary>
    public byte[] Seal => _past.LastSeal;

    /// <summary>Software that sealed the ticket, when <see cref="Proven"/>.</summary>
    public int Software => _past.State.Software;

    /// <summary>
    /// Starts with the segment in which a ticket was found (<see cref="TicketFinder.Segment"/>). All its tickets were
    /// sold under one catalogue and one settings: with others than those given nothing is proven.
    /// </summary>
    public void Start(long segment, long number, Catalogue catalogue, Settings settings)
    {
        _catalogue = catalogue;
        _settings = settings;
        _groups = 0;
        _segment = segment;
        _number = number;
        _last = 0;
        Proven = false;
        Done = !Enter();
    }

    /// <summary>Goes on by so many records, and to the end of a ticket begun.</summary>
    public void Step(int records)
    {
        for (int i = 0; !Done && (i < records || _groups > 0); i++)
        {
            Record record = _records[_groups];
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
        bool read = _marker.ReadPast(_map.File(_segment), _past, _live);
        _keys?.Follow(_past);
        _reader.Start(_segment);
        return read;
    }

    // The till's own records serve as room: a slice never ends within a ticket.
    private void Take(Record record)
    {
        if (record.Merchant != _past.Merchant)
        {
            return;
        }

        if (RecordKind.PrecedesTicket(record.Kind))
        {
            _groups = _groups + 1 < _records.Length ? _groups + 1 : _groups;
            return;
        }

        int groups = _groups;
        _groups = 0;
        if (!record.Sealed)
        {
            return;
        }

        Array.Copy(record.Seal, 0, _stored, 0, _stored.Length);
        int outcome = _past.Seal(record, _records, groups, _catalogue!, _settings!);
        _keys?.Follow(_past);
        bool wanted = record.Kind == RecordKind.Ticket && record.Values[TicketLayout.Number] == _number;
        Proven = wanted && outcome == FiscalOutcome.Sealed && Same(record.Seal);
        Done = wanted || outcome != FiscalOutcome.Sealed;
    }

    private bool Same(byte[] seal)
    {
        for (int i = 0; i < _stored.Length; i++)
        {
            if (seal[i] != _stored[i])
            {
                return false;
            }
        }

        return true;
    }
}
