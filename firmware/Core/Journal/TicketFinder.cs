using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Goes to the segment in which a ticket of a number stands, by halving: ticket numbers rise with the sequences. Of
/// each segment tried it reads up to the first ticket. A caller gives it a few records at a time, so that a search of
/// the whole drive never holds the till up. One thread.
/// </summary>
public sealed class TicketFinder
{
    private readonly SegmentMap _map;
    private readonly JournalReader _reader;
    private readonly FiscalChain _chain;
    private long _low, _high, _tried;

    /// <summary>Number searched for.</summary>
    public long Number;

    /// <summary>True once <see cref="Step"/> has come to an end.</summary>
    public bool Done;

    /// <summary>True when the drive reaches back to the ticket, so that <see cref="Read"/> begins before it.</summary>
    public bool Held;

    internal TicketFinder(SegmentMap map, SegmentWindow window, FiscalChain chain)
    {
        _chain = chain;
        _map = map;
        _reader = new JournalReader(map, window);
    }

    /// <summary>Segment of the record read last.</summary>
    public long Segment => _reader.Number;

    /// <summary>Starts a search for a ticket that was given, 1 or more.</summary>
    public void Start(long number)
    {
        Number = number;
        Done = false;
        Held = false;
        _tried = 0;
        _low = _map.Oldest - 1;
        _high = _map.Newest;
    }

    /// <summary>Goes on by at most so many records.</summary>
    public void Step(Record scratch, int records)
    {
        for (int i = 0; i < records && !Done; i++)
        {
            if (_tried != 0)
            {
                Look(scratch);
            }
            else if (_low < _map.Oldest - 1)
            {
                // The oldest segment made room for a new one.
                Start(Number);
            }
            else
            {
                Choose();
            }
        }
    }

    /// <summary>Next valid record from the segment found on; false at the end of the journal.</summary>
    public bool Read(Record into)
    {
        return _reader.ReadHeld(into);
    }

    /// <summary>True when a record is of the merchant who sells: each has ticket numbers of its own.</summary>
    public bool IsOurs(Record record)
    {
        return record.Merchant == _chain.Merchant;
    }

    private void Choose()
    {
        if (_low < _high)
        {
            _tried = _low + (_high - _low + 1) / 2;
            _reader.Start(_tried);
            return;
        }

        Done = true;
        Held = _low >= _map.Oldest;
        if (Held)
        {
            _reader.Start(_low);
        }
    }

    // The first ticket of the segment tried, or of one behind it.
    private void Look(Record scratch)
    {
        bool more = _reader.ReadHeld(scratch);
        if (more && (scratch.Kind != RecordKind.Ticket || !IsOurs(scratch)))
        {
            return;
        }

        if (more && scratch.Values[TicketLayout.Number] <= Number)
        {
            _low = _tried;
        }
        else
        {
            _high = _tried - 1;
        }

        _tried = 0;
    }
}
