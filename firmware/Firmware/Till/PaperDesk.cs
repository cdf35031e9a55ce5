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
    private readonly KioskParts _parts;
    private readonly FiscalChain _chain;
    private readonly TillDesk _desk;
    private readonly TicketWriter _writer;
    private readonly EventWriter _events;
    private readonly ReceiptPrinter? _receipt;

    /// <summary>Receipts given up because the printer stayed stopped or silent.</summary>
    public int Failed;

    /// <summary>Paper of a desk.</summary>
    public PaperDesk(KioskParts parts, FiscalChain chain, TillDesk desk, TicketWriter writer, EventWriter events)
    {
        _parts = parts;
        _chain = chain;
        _desk = desk;
        _writer = writer;
        _events = events;
        _receipt = parts.Printer == null ? null : new ReceiptPrinter(chain.Terminal, desk.Settings);
    }

    /// <summary>True while a paper is under way.</summary>
    public bool Busy
    {
        get { return _receipt != null && _receipt.Busy; }
    }

    /// <summary>Status bits of the printer that matter now: those of a stop while a paper is under way.</summary>
    public int Status
    {
        get { return Busy ? _parts.Printer!.Status : Printer.Ready; }
    }

    /// <summary>Prints the last sale: the original, later copies for the reason of the desk.</summary>
    public void PrintLast(long wallSeconds, long nowMs)
    {
        int refusal = TillMessage.None;
        if (_receipt == null)
        {
            refusal = TillMessage.NoPrinter;
        }
        else if (_receipt.Busy)
        {
            refusal = TillMessage.Printing;
        }
        else if (!_desk.Basket.Sale.IsEmpty)
        {
            refusal = TillMessage.SaleOpen;
        }
        else if (_desk.Last.Number == 0)
        {
            refusal = TillMessage.NoSale;
        }

        if (refusal != TillMessage.None)
        {
            _desk.Refuse(refusal);
            return;
        }

        _receipt!.Start(_desk.Last, _desk.Settings, _chain.State.Software, wallSeconds, nowMs);
        _desk.Say(TillMessage.Printing);
    }

    /// <summary>Prints on; returns when it is next due (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        if (_receipt == null)
        {
            return long.MaxValue;
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
            _desk.Say(TillMessage.PrinterSilent);
        }

        return due;
    }

    // A paper counts only now that the printer has taken all of it (R16).
    private void Printed(ReceiptPrinter receipt, long nowMs)
    {
        bool last = _desk.Last.Number == receipt.Number;
        if (last)
        {
            _desk.Last.Papers++;
        }

        if (receipt.Copy > 0)
        {
            int kind = last && _desk.Last.Training ? RecordKind.Training : RecordKind.Ticket;
            _writer.WriteDuplicate(kind, receipt.Number, receipt.Copy, _desk.CopyReason, _desk.Operator, nowMs);
            _events.Write(JetCode.CopyPrinted, _desk.Operator, receipt.Number, receipt.Copy, nowMs);
            _desk.CopyReason = ReasonCode.AskedLater;
        }

        _desk.Printed(receipt.Copy > 0 ? TillMessage.CopyPrinted : TillMessage.Printed);
    }
}
