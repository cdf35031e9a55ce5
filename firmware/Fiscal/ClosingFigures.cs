using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Writes the figures of a closing into its record, or compares a record with them: one walk, so that till and ledger
/// cannot differ. Layout: <see cref="ClosingLayout"/>. Reused; one thread.
/// </summary>
public sealed class ClosingFigures
{
    private Record? _record;
    private bool _writes, _same;
    private int _at;

    /// <summary>
    /// Fills the values of a closing of a level, given a record of the kind that is stamped and has no values yet. The
    /// flags that follow from the state are added to those given. False when this closing is not admitted now
    /// (<see cref="ClosingCalendar.Admits"/>).
    /// </summary>
    public bool Fill(Record record, ChainState state, int level, int operatorCode, int flags)
    {
        if (!ClosingCalendar.Admits(state, level, record.WallSeconds))
        {
            return false;
        }

        _record = record;
        _writes = true;
        record.Count = Walk(state, level, operatorCode, flags, record.WallSeconds);
        return true;
    }

    /// <summary>True when a closing has exactly the figures of the state.</summary>
    public bool Same(Record record, ChainState state)
    {
        if (record.Count < ClosingLayout.Rows)
        {
            return false;
        }

        _record = record;
        _writes = false;
        _same = true;
        int level = (int)record.Values[ClosingLayout.Level];
        int asked = (int)record.Values[ClosingLayout.Flags] & (ClosingLayout.Uncertain | ClosingLayout.Automatic);
        int end = Walk(state, level, (int)record.Values[ClosingLayout.Operator], asked, record.WallSeconds);
        return _same && end == record.Count;
    }

    private int Walk(ChainState state, int level, int operatorCode, int flags, long wall)
    {
        PeriodTotals totals = ClosingCalendar.TotalsOf(state, level);
        _at = 0;
        Next(state.Numbers[ChainKind.OfLevel(level)] + 1);
        Next(level);
        Next(ClosingCalendar.PeriodOf(state, level));
        Next(flags | ClosingCalendar.FlagsOf(state, level, wall));
        Next(operatorCode);
        Next(state.PerpetualSigned);
        Next(state.PerpetualAbsolute);
        for (int i = 0; i < PeriodTotals.FigureCount; i++)
        {
            Next(totals.Figures[i]);
        }

        Next(totals.Rates.Count);
        Next(totals.Tenders.Count);
        Next(totals.Operators.Count);
        Next(totals.NonSales.Count);
        Rows(totals.Rates);
        Rows(totals.Tenders);
        Rows(totals.Operators);
        Rows(totals.NonSales);
        return _at;
    }

    private void Rows(AmountTable table)
    {
        for (int i = 0; i < table.Count; i++)
        {
            Next(table.Key[i]);
            Next(table.First[i]);
            Next(table.Second[i]);
        }
    }

    private void Next(long value)
    {
        if (_writes)
        {
            _record!.Values[_at] = value;
        }
        else
        {
            _same = _same && _at < _record!.Count && _record.Values[_at] == value;
        }

        _at++;
    }
}
