using System;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Paper of the till: receipts on request (R34), copies with rank and reason that count only once the printer has
/// confirmed them (R16). Nothing is allocated for it when there is no printer. One thread.
/// </summary>
public sealed class PaperDesk
{
    /// <summary>A first paper asked within so many seconds of the sale is its original, later a duplicate.</summary>
    public const int OriginalSeconds = 600;

    private readonly KioskParts _parts;
    private readonly FiscalChain _chain;
    private readonly TillDesk _desk;
    private readonly TicketWriter _writer;
    private readonly EventWriter _events;
    private readonly ReceiptPrinter? _receipt;
    private bool _counts, _owes, _unasked;
    private long _owed;
    private int _closing, _closingReason;

    /// <summary>Figures of the reading or closing to print; null without a printer.</summary>
    public readonly ZReport? Report;

    /// <summary>Receipts given up because the printer stayed stopped or silent.</summary>
    public int Failed;

    /// <summary>Receipts that had to be printed unasked (R34) and were not: no printer, or the next sale came
    /// first.</summary>
    public int Owing;

    /// <summary>Paper of a desk.</summary>
    public PaperDesk(KioskParts parts, FiscalChain chain, TillDesk desk, TicketWriter writer, EventWriter events)
    {
        _parts = parts;
        _chain = chain;
        _desk = desk;
        _writer = writer;
        _events = events;
        if (parts.Printer != null)
        {
            _receipt = new ReceiptPrinter(chain.Terminal);
            Report = new ZReport();
        }
    }

    /// <summary>Terminal of the papers to come: another one when the merchants change.</summary>
    public string Terminal
    {
        set
        {
            if (_receipt != null)
            {
                _receipt.Terminal = value;
            }
        }
    }

    /// <summary>True while a paper is under way.</summary>
    public bool Busy
    {
        get { return _receipt != null && _receipt.Busy; }
    }

    /// <summary>True when the printer said with its last paper that its roll ends soon (R58).</summary>
    public bool RunsLow
    {
        get { return _receipt != null && _receipt.PaperLow; }
    }

    /// <summary>Status bits of the printer that matter now: those of a stop while a paper is under way.</summary>
    public int Status
    {
        get { return Busy ? _parts.Printer!.Status : Printer.Ready; }
    }

    /// <summary>
    /// A sale was sealed. One whose receipt is always printed (R34) is, once the printer is free, and says nothing: the
    /// change stays on the display. One that was still waiting is given up, which is counted and journaled.
    /// </summary>
    public void Follow(bool always, long nowMs)
    {
        if (_owes || (always && _receipt == null))
        {
            Owing++;
            long number = _owes ? _owed : _desk.Last.Number;
            _events.Write(EventCode.PaperFailed, _desk.Operator, number, 0, nowMs);
        }

        _owes = always && _receipt != null;
        _owed = _desk.Last.Number;
    }

    private void PrintOwed(long nowMs)
    {
        _owes = false;
        if (_desk.Last.Papers == 0)
        {
            _unasked = true;
            Start(_desk.Last, _desk.Last.WallSeconds, nowMs);
        }
    }

    /// <summary>Prints the last sale: the original, later copies for the reason of the desk.</summary>
    public void PrintLast(long wallSeconds, long nowMs)
    {
        Sale last = _desk.Last;
        if (!CanPrint(!_desk.Basket.Sale.IsEmpty ? TillMessage.SaleOpen
            : last.Number == 0 ? TillMessage.NoSale : TillMessage.None))
        {
            return;
        }

        if (last.Papers == 0 && !last.Training && wallSeconds - last.WallSeconds > OriginalSeconds)
        {
            // The customer left without a paper: what is asked later is a duplicate (R16).
            last.Papers = 1;
        }

        _owes = false;
        _unasked = false;
        Start(last, wallSeconds, nowMs);
        _desk.Say(TillMessage.Printing);
    }

    private void Start(Sale last, long wallSeconds, long nowMs)
    {
        ReceiptFacts facts = _receipt!.Facts;
        Describe(facts, last);
        facts.Kind = last.Training ? ReceiptFacts.Training : ReceiptFacts.Ticket;
        facts.CopyReason = last.Papers > 0 ? TakeReason() : 0;
        _counts = true;
        _receipt.Start(last, facts, _desk.Settings, _chain.State.Software, wallSeconds, nowMs);
    }

    /// <summary>
    /// Prints a copy of the earlier ticket in the basket, which is emptied; its rank stands there as papers and its
    /// seal has been proven.
    /// </summary>
    public void PrintFound(int software, long wallSeconds, long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        if (CanPrint(TillMessage.None))
        {
            ReceiptFacts facts = _receipt!.Facts;
            Describe(facts, sale);
            facts.CopyReason = TakeReason();
            _counts = true;
            _unasked = false;
            _receipt.Start(sale, facts, _desk.Settings, software, wallSeconds, nowMs);
            _desk.Say(TillMessage.Printing);
        }

        _desk.Basket.Clear();
    }

    /// <summary>Prints the provisional note just sealed of the open basket (R17).</summary>
    public void PrintNote(long wallSeconds, long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        if (_receipt == null || _receipt.Busy)
        {
            return;
        }

        Describe(_receipt.Facts, sale);
        _receipt.Facts.Kind = ReceiptFacts.Note;
        _counts = false;
        long number = sale.Number;
        sale.Number = sale.NoteNumber;
        sale.WallSeconds = wallSeconds;
        _receipt.Start(sale, _receipt.Facts, _desk.Settings, _chain.State.Software, wallSeconds, nowMs);
        sale.Number = number;
        sale.WallSeconds = 0;
    }

    /// <summary>Prints an X reading of the open day (R22).</summary>
    public void PrintReading(long wallSeconds, long nowMs)
    {
        if (_receipt == null || _receipt.Busy)
        {
            return;
        }

        ZReport report = Report!;
        ChainState state = _chain.State;
        report.Level = ZReport.Reading;
        report.Number = 0;
        report.Period = state.OpenDay;
        report.Flags = 0;
        report.Blind = _desk.CountsBlind;
        report.PrintedWall = 0;
        report.CopyRank = 0;
        report.Totals.CopyFrom(state.DayPeriod);
        report.Operator = _desk.Operator;
        report.WallSeconds = wallSeconds;
        report.PerpetualSigned = state.PerpetualSigned;
        report.PerpetualAbsolute = state.PerpetualAbsolute;
        report.HeadTicket = state.Tickets;
        report.HeadEvent = state.Events;
        Array.Copy(state.JournalSeal, report.Seal, Mac.Length);
        PrintReport(nowMs);
    }

    /// <summary>
    /// Prints <see cref="Report"/>, a closing read back from the journal, as a copy with its rank and reason (R16).
    /// </summary>
    public void PrintStored(long wallSeconds, long nowMs)
    {
        if (CanPrint(TillMessage.None))
        {
            Report!.PrintedWall = wallSeconds;
            _closing = DuplicateLayout.OfLevel(Report.Level);
            _closingReason = Report.CopyReason;
            PrintReport(nowMs);
            _desk.Say(TillMessage.Printing);
        }
    }

    /// <summary>Prints <see cref="Report"/>: a reading, or a closing taken when it was sealed.</summary>
    public void PrintReport(long nowMs)
    {
        if (_receipt == null || _receipt.Busy)
        {
            return;
        }

        _counts = false;
        _receipt.Start(Report!, _desk.Settings, _chain.State.Software, nowMs);
    }

    /// <summary>Prints the inspector's export as pages of QR codes (R31).</summary>
    public void PrintExport(long wallSeconds, long nowMs)
    {
        if (_receipt == null || _receipt.Busy)
        {
            _desk.Refuse(_receipt == null ? TillMessage.NoPrinter : TillMessage.Printing);
            return;
        }

        _counts = false;
        _receipt.Start(_parts.Drive, DriveFiles.Export, _desk.Settings, wallSeconds, nowMs);
    }

    /// <summary>Prints on; returns when it is next due (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        if (_receipt == null)
        {
            return long.MaxValue;
        }

        if (_owes && !_receipt.Busy)
        {
            PrintOwed(nowMs);
        }

        long due = _receipt.Step(_parts.Printer!, nowMs);
        if (_receipt.RanOut)
        {
            _receipt.RanOut = false;
            _events.Write(JetCode.PaperOut, _desk.Operator, _receipt.Number, 0, nowMs);
        }

        if (_receipt.Completed)
        {
            _receipt.Completed = false;
            Printed(_receipt, nowMs);
        }

        if (_receipt.GivenUp)
        {
            _receipt.GivenUp = false;
            Failed++;
            GiveUp(_receipt, nowMs);
        }

        return due;
    }

    // A paper with a hole was never delivered (R16): TICKET prints it again with the same rank, no duplicate. That it
    // failed is sealed (R26).
    private void GiveUp(ReceiptPrinter receipt, long nowMs)
    {
        _desk.Say(receipt.Broken ? TillMessage.Reprint : TillMessage.PrinterSilent);
        _events.Write(EventCode.PaperFailed, _desk.Operator, receipt.Number, receipt.Copy, nowMs);
    }

    // A paper counts only now that the printer has taken all of it (R16).
    private void Printed(ReceiptPrinter receipt, long nowMs)
    {
        if (!_counts)
        {
            if (receipt.Copy > 0)
            {
                SealCopy(_closing, receipt, _closingReason, nowMs);
            }

            _desk.Printed(receipt.Copy > 0 ? TillMessage.CopyPrinted : TillMessage.Printed);
            return;
        }

        // Training counts for itself: its number may be that of a sale that came since.
        bool training = receipt.Facts.Kind == ReceiptFacts.Training;
        bool last = _desk.Last.Number == receipt.Number && _desk.Last.Training == training;
        if (receipt.Copy > 0 && !training)
        {
            // Copies of training count on their own paper only: the shop's journal knows nothing of it (R18).
            last &= SealCopy(RecordKind.Ticket, receipt, receipt.Facts.CopyReason, nowMs);
        }

        // A copy whose rank could not be sealed leaves it to the next one.
        if (last)
        {
            _desk.Last.Papers++;
        }

        if (!_unasked)
        {
            _desk.Printed(receipt.Copy > 0 ? TillMessage.CopyPrinted : TillMessage.Printed);
        }

        _unasked = false;
    }

    private bool SealCopy(int original, ReceiptPrinter receipt, int reason, long nowMs)
    {
        int outcome = _writer.WriteDuplicate(original, receipt.Number, receipt.Copy, reason, _desk.Operator, nowMs);
        _events.Write(JetCode.CopyPrinted, _desk.Operator, receipt.Number, receipt.Copy, nowMs);
        return outcome == RecordJournal.Stored;
    }

    // A reason counts for the copy that it was typed for.
    private int TakeReason()
    {
        int reason = _desk.CopyReason;
        _desk.CopyReason = ReasonCode.AskedLater;
        return reason;
    }

    private bool CanPrint(int refusal)
    {
        if (_receipt == null)
        {
            refusal = TillMessage.NoPrinter;
        }
        else if (_receipt.Busy)
        {
            refusal = TillMessage.Printing;
        }

        if (refusal != TillMessage.None)
        {
            TakeReason();
            _desk.Refuse(refusal);
        }

        return refusal == TillMessage.None;
    }

    private static void Describe(ReceiptFacts facts, Sale sale)
    {
        facts.Clear();
        facts.Operation = sale.Operation;
        facts.Operator = sale.Operator;
        facts.Manager = sale.Manager;
        facts.ChangeCents = sale.ChangeCents;
        facts.OriginalNumber = sale.OriginalNumber;
        facts.OriginalWall = sale.OriginalWall;
        facts.Reason = sale.Reason;
        facts.DiscountReason = sale.OffCount > 0 ? sale.DiscountReason : 0;
        facts.Replaces = sale.Replaces;
        facts.NoteNumber = sale.NoteNumber;
        facts.VoidCount = sale.VoidCount;
        facts.VoidCents = sale.VoidCents;
        for (int i = 0; i < sale.TenderCount; i++)
        {
            facts.AddTender(sale.TenderType[i], sale.TenderCents[i]);
        }

        facts.NonSaleCount = sale.NonSaleCount;
        for (int i = 0; i < sale.NonSaleCount; i++)
        {
            facts.NonSaleType[i] = sale.NonSaleKind[i];
            facts.NonSaleCents[i] = sale.NonSaleCents[i];
        }

        facts.Discounted = sale.OffCount > 0;
        for (int i = 0; i < Sale.LinesWithDetailMax && facts.Discounted; i++)
        {
            facts.Off[i] = sale.Off[i];
        }
    }
}
