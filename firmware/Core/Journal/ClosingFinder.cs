using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Finds the last closing of a level of the merchant who sells (pos.md R19), from the newest segment back. A caller
/// gives it a few records at a time, so that a search of the whole drive never holds the till up. One thread.
/// </summary>
public sealed class ClosingFinder
{
    private readonly SegmentMap _map;
    private readonly JournalReader _reader;
    private readonly FiscalChain _chain;
    private int _level;
    private long _segment;
    private bool _seen;

    /// <summary>True once <see cref="Step"/> has come to an end.</summary>
    public bool Done;

    /// <summary>True when the record given to <see cref="Step"/> last is the closing.</summary>
    public bool Found;

    /// <summary>Highest rank of the copies made of it so far (R16), 0 none.</summary>
    public int CopyRank;

    internal ClosingFinder(SegmentMap map, SegmentWindow window, FiscalChain chain)
    {
        _map = map;
        _chain = chain;
        _reader = new JournalReader(map, window);
    }

    /// <summary>Starts a search for the last closing of a level, of which there is one.</summary>
    public void Start(int level)
    {
        _level = level;
        Found = false;
        CopyRank = 0;
        _seen = false;
        Enter(_map.Newest);
    }

    /// <summary>Goes on by at most so many records.</summary>
    public void Step(Record scratch, int records)
    {
        for (int i = 0; i < records && !Done; i++)
        {
            bool more = _reader.ReadHeld(scratch) && _reader.Number == _segment;
            if (!more)
            {
                Enter(_seen ? _segment : _segment - 1);
            }
            else if (IsIt(scratch))
            {
                // Its copies come after it: its segment is read to the end for them, then once more for itself.
                Found = _seen;
                Done = Found;
                _seen = true;
            }
            else
            {
                TakeCopy(scratch);
            }
        }
    }

    private void TakeCopy(Record record)
    {
        if (record.Kind == RecordKind.Duplicate && record.Merchant == _chain.Merchant
            && record.Values[DuplicateLayout.OriginalKind] == DuplicateLayout.OfLevel(_level)
            && record.Values[DuplicateLayout.OriginalNumber] == _chain.State.Numbers[ChainKind.OfLevel(_level)]
            && record.Values[DuplicateLayout.Rank] > CopyRank)
        {
            CopyRank = (int)record.Values[DuplicateLayout.Rank];
        }
    }

    private void Enter(long segment)
    {
        _segment = segment;
        Done = segment < _map.Oldest || segment < 1;
        if (!Done)
        {
            _reader.Start(segment);
        }
    }

    private bool IsIt(Record record)
    {
        ChainState state = _chain.State;
        int chain = ChainKind.OfLevel(_level);
        bool same = record.Kind == RecordKind.Closing && record.Merchant == _chain.Merchant
            && record.Values[ClosingLayout.Level] == _level
            && record.Values[ClosingLayout.Number] == state.Numbers[chain];
        for (int i = 0; i < Limits.HeadSealBytes && same; i++)
        {
            same = record.Seal[i] == state.Seals[chain][i];
        }

        return same;
    }
}
