using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Paper;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Brings the last closing of a day, a month or a fiscal year back from the journal for its paper: most are made while
/// nobody stands at the till (R19, R21). One thread.
/// </summary>
public sealed class ClosingSearch
{
    private readonly TillDesk _desk;
    private readonly FiscalChain _chain;
    private readonly ClosingFinder _finder;
    private readonly Record _record;

    /// <summary>Search of a desk; the record is used within one call only.</summary>
    public ClosingSearch(TillDesk desk, FiscalChain chain, RecordJournal journal, Record scratch)
    {
        _desk = desk;
        _chain = chain;
        _record = scratch;
        _finder = journal.NewClosingFinder();
    }

    /// <summary>Starts to look for the closing of a function's level, or says why not.</summary>
    public void Start(TillMenu menu, int function)
    {
        int level = function - FunctionCode.LastDay + ClosingLayout.Day;
        int refusal = _desk.Paper.Report == null ? TillMessage.NoPrinter
            : _desk.Paper.Busy ? TillMessage.Printing
            : _chain.State.Numbers[ChainKind.OfLevel(level)] == 0 ? TillMessage.NoClosing : TillMessage.None;
        if (refusal != TillMessage.None)
        {
            _desk.Refuse(refusal);
            return;
        }

        _finder.Start(level);
        menu.Ask(TillMenu.Searching, function, TillMessage.Searching);
    }

    /// <summary>Reads on, a few records; true when the search ended. What was found is the paper's report.</summary>
    public bool Step(TillMenu menu)
    {
        _finder.Step(_record, TicketSearch.RecordsPerStep);
        if (!_finder.Done)
        {
            return false;
        }

        menu.Close();
        if (!_finder.Found)
        {
            _desk.Refuse(TillMessage.TicketGone);
            return true;
        }

        ZReport report = _desk.Paper.Report!;
        report.Take(_record, _chain.State);
        report.HeadTicket = report.Totals.Figures[PeriodTotals.LastTicket];
        report.HeadEvent = -1;
        _desk.Functions.Wish = TillWish.LastClosing;
        return true;
    }
}
