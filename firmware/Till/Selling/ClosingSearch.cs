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
    private int _reason;

    /// <summary>Search of a desk; the record is used within one call only.</summary>
    public ClosingSearch(TillDesk desk, FiscalChain chain, RecordJournal journal, Record scratch)
    {
        _desk = desk;
        _chain = chain;
        _record = scratch;
        _finder = journal.NewClosingFinder();
    }

    /// <summary>Asks why the closing of a function's level is printed once more (R16), or says why not.</summary>
    public void Ask(TillMenu menu, int function)
    {
        if (CanPrint(function))
        {
            menu.Ask(TillMenu.Digit, function, TillMessage.AskReason);
        }
    }

    /// <summary>Starts to look for it, to be copied for a <see cref="ReasonCode"/>.</summary>
    public void Start(TillMenu menu, int function, int reason)
    {
        if (CanPrint(function))
        {
            _reason = reason;
            _finder.Start(LevelOf(function));
            menu.Ask(TillMenu.Searching, function, TillMessage.Searching);
        }
    }

    private static int LevelOf(int function)
    {
        return function - FunctionCode.LastDay + ClosingLayout.Day;
    }

    private bool CanPrint(int function)
    {
        int refusal = _desk.Paper.Report == null ? TillMessage.NoPrinter
            : _desk.Paper.Busy ? TillMessage.Printing
            : _chain.State.Numbers[ChainKind.OfLevel(LevelOf(function))] == 0 ? TillMessage.NoClosing
            : TillMessage.None;
        _desk.Answer(refusal);
        return refusal == TillMessage.None;
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
        report.CopyRank = _finder.CopyRank + 1;
        report.CopyReason = _reason;
        _desk.Functions.Wish = TillWish.LastClosing;
        return true;
    }
}
