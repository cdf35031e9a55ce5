using System;
using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Seals records of one terminal and advances its <see cref="ChainState"/>. The till and the ledger run the same code
/// and so compute the same bytes. One instance is used by one thread; nothing is allocated after construction.
/// </summary>
public sealed class FiscalChain
{
    /// <summary>State after the last sealed record.</summary>
    public readonly ChainState State = new ChainState();

    /// <summary>The last canonical text built, for documents, archives and tests.</summary>
    public readonly CanonicalText Text = new CanonicalText();

    /// <summary>The full seal of the record sealed last (of a ticket, not of its grand-total line).</summary>
    public readonly byte[] LastSeal = new byte[Mac.Length];

    /// <summary>Lines and totals per VAT rate of the ticket sealed last.</summary>
    public readonly TicketReader Ticket = new TicketReader();

    /// <summary>Local hour at which a business day begins (R21), 0..23; part of the grand-total line.</summary>
    public int CutHour;

    /// <summary>Number of the seal key in use, 1 until it is rotated (R6).</summary>
    public int KeyNumber = 1;

    private readonly Mac _mac;
    private readonly byte[] _sealKey;
    private readonly string _terminal;
    private readonly RecordDigests _digests;

    /// <summary>Chain of a terminal ("K07"), with its seal key (32 bytes), starting from an empty state.</summary>
    public FiscalChain(Mac mac, byte[] sealKey, string terminal)
    {
        _mac = mac;
        _sealKey = sealKey;
        _terminal = terminal;
        _digests = new RecordDigests(mac, Text);
    }

    /// <summary>Identity of the terminal, as sealed and printed.</summary>
    public string Terminal
    {
        get { return _terminal; }
    }

    /// <summary>
    /// Seals a complete ticket (its line groups first, 0 or more), with labels from the catalogue of the ticket's
    /// version
    /// and the merchant identity of its settings version; sets <see cref="Record.Seal"/> of the ticket, advances the
    /// state
    /// (T, then GT). Number and <see cref="Record.WallSeconds"/> must be set. Returns the ticket's total in cents;
    /// <paramref name="outcome"/> is one of <see cref="FiscalOutcome"/>, and other than Sealed leaves the state
    /// unchanged.
    /// </summary>
    public int SealTicket(Record ticket, Record[]? groups, int groupCount, Catalogue catalogue, Settings settings,
        out int outcome)
    {
        outcome = Ticket.Open(ticket, groups, groupCount);
        if (outcome != FiscalOutcome.Sealed)
        {
            return 0;
        }

        outcome = Admit(ticket, State.Tickets + 1);
        if (outcome == FiscalOutcome.Sealed)
        {
            outcome = Digest(ticket, catalogue, settings);
        }

        if (outcome != FiscalOutcome.Sealed)
        {
            return 0;
        }

        WriteTicket(ticket);
        Close(ticket, State.TicketSeal);
        State.HasTicket = true;
        State.Tickets++;
        State.LastTicketWall = ticket.WallSeconds;
        State.LastTicketCents = Ticket.TotalCents;
        SealTotal(ticket);
        return Ticket.TotalCents;
    }

    /// <summary>
    /// Seals a technical event (JET); wall time and number must be set. Returns a <see cref="FiscalOutcome"/>.
    /// </summary>
    public int SealEvent(Record record)
    {
        if (record.Kind != RecordKind.TechnicalEvent || record.Count != EventLayout.Count
            || !OperatorFits(record, EventLayout.Operator))
        {
            return FiscalOutcome.Malformed;
        }

        int outcome = Admit(record, State.Events + 1);
        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        if (record.Values[EventLayout.Code] == JetCode.SoftwareChange)
        {
            State.Software = (int)record.Values[EventLayout.Argument1];
        }

        WriteEvent(record);
        Close(record, State.EventSeal);
        State.HasEvent = true;
        State.Events++;
        return FiscalOutcome.Sealed;
    }

    /// <summary>
    /// Seals a cash movement; wall time and number must be set. Returns a <see cref="FiscalOutcome"/>.
    /// </summary>
    public int SealCash(Record record)
    {
        if (record.Kind != RecordKind.CashMovement || record.Count != CashLayout.Count
            || !OperatorFits(record, CashLayout.Operator))
        {
            return FiscalOutcome.Malformed;
        }

        int outcome = Admit(record, State.CashMovements + 1);
        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        WriteCash(record);
        Close(record, State.CashSeal);
        State.HasCash = true;
        State.CashMovements++;
        return FiscalOutcome.Sealed;
    }

    private static bool OperatorFits(Record record, int index)
    {
        return record.Values[index] >= 0 && record.Values[index] <= 99;
    }

    // The number is value 0 in every sealed kind.
    private int Admit(Record record, long next)
    {
        if (record.Values[0] != next)
        {
            return record.Values[0] > next ? FiscalOutcome.Missing : FiscalOutcome.Replayed;
        }

        return record.WallSeconds < State.LastWall ? FiscalOutcome.TimeBackwards : FiscalOutcome.Sealed;
    }

    private int Digest(Record ticket, Catalogue catalogue, Settings settings)
    {
        if (ticket.Values[TicketLayout.Catalogue] != catalogue.Version
            || ticket.Values[TicketLayout.Settings] != settings.Version)
        {
            return FiscalOutcome.WrongVersion;
        }

        int day = CivilTime.BusinessDay(ticket.WallSeconds, CutHour);
        bool fits = day != State.Day || DayAdmits();
        return fits && _digests.DigestLines(Ticket, catalogue) && _digests.DigestTenders(ticket)
            && _digests.DigestMerchant(settings)
            ? FiscalOutcome.Sealed : FiscalOutcome.Malformed;
    }

    private bool DayAdmits()
    {
        int fresh = 0;
        for (int i = 0; i < Ticket.Totals.Count; i++)
        {
            fresh += State.DayTotals.Find(Ticket.Totals.Rate[i]) < 0 ? 1 : 0;
        }

        return State.DayTotals.Count + fresh <= RateTotals.Max;
    }

    private void WriteTicket(Record ticket)
    {
        Text.Clear();
        WriteRates(Ticket.Totals);
        Text.Next();
        Text.Number(Ticket.TotalCents);
        Text.Next();
        Text.Stamp(ticket.WallSeconds);
        WriteNumber("-T-", ticket.Values[TicketLayout.Number]);
        Text.Next();
        Text.Constant(OperationName((int)ticket.Values[TicketLayout.Operation]));
        WriteLink(State.HasTicket, State.TicketSeal);
        Text.Next();
        Text.Seal(_digests.Lines);
        Text.Next();
        Text.Seal(_digests.Tenders);
        Text.Next();
        Text.Fixed(ticket.Values[TicketLayout.Operator], 2);
        Text.Next();
        Text.Seal(_digests.Merchant);
        WriteTail(ticket.WallSeconds, ticket.Values[TicketLayout.ClockQuality]);
    }

    private void SealTotal(Record ticket)
    {
        int day = CivilTime.BusinessDay(ticket.WallSeconds, CutHour);
        if (day != State.Day)
        {
            State.Day = day;
            State.DayTotals.Clear();
        }

        for (int i = 0; i < Ticket.Totals.Count; i++)
        {
            State.DayTotals.Add(Ticket.Totals.Rate[i], Ticket.Totals.Cents[i]);
        }

        State.PerpetualSigned += Ticket.TotalCents;
        State.PerpetualAbsolute += Ticket.TotalCents < 0 ? -Ticket.TotalCents : Ticket.TotalCents;
        WriteTotal(ticket);
        _mac.Compute(_sealKey, Text.Buffer, 0, Text.Length, State.TotalSeal, 0);
        Array.Copy(State.TotalSeal, State.JournalSeal, Mac.Length);
        State.HasTotal = true;
    }

    private void WriteTotal(Record ticket)
    {
        Text.Clear();
        WriteRates(State.DayTotals);
        Text.Next();
        Text.Number(State.DayTotals.Total);
        Text.Next();
        Text.Number(State.PerpetualSigned);
        Text.Next();
        Text.Number(State.PerpetualAbsolute);
        Text.Next();
        Text.Stamp(ticket.WallSeconds);
        WriteNumber("-GT-", ticket.Values[TicketLayout.Number]);
        Text.Next();
        Text.Number(State.Day);
        WriteLink(State.HasTotal, State.TotalSeal);
        WriteTail(ticket.WallSeconds, ticket.Values[TicketLayout.ClockQuality]);
    }

    private void WriteEvent(Record record)
    {
        Text.Clear();
        Text.Constant(_terminal);
        Text.Constant("-E-");
        Text.Fixed(record.Values[EventLayout.Number], 6);
        Text.Next();
        Text.Number(record.Values[EventLayout.Code]);
        Text.Next();
        Text.Text(record.Text, 0, record.TextLength);
        Text.Next();
        Text.Stamp(record.WallSeconds);
        Text.Next();
        Text.Fixed(record.Values[EventLayout.Operator], 2);
        Text.Next();
        Text.Constant(_terminal);
        WriteLink(State.HasEvent, State.EventSeal);
        Text.Next();
        Text.Number(record.Values[EventLayout.Argument1]);
        Text.Next();
        Text.Number(record.Values[EventLayout.Argument2]);
        WriteTail(record.WallSeconds, 0);
    }

    private void WriteCash(Record record)
    {
        Text.Clear();
        Text.Number(record.Values[CashLayout.Cents]);
        Text.Next();
        Text.Stamp(record.WallSeconds);
        WriteNumber("-C-", record.Values[CashLayout.Number]);
        Text.Next();
        Text.Number(record.Values[CashLayout.Type]);
        Text.Next();
        Text.Fixed(record.Values[CashLayout.Operator], 2);
        WriteLink(State.HasCash, State.CashSeal);
        WriteTail(record.WallSeconds, 0);
    }

    private void WriteRates(RateTotals totals)
    {
        for (int i = 0; i < totals.Count; i++)
        {
            if (i > 0)
            {
                Text.Byte('|');
            }

            Text.Fixed(totals.Rate[i], 4);
            Text.Byte(':');
            Text.Number(totals.Cents[i]);
        }
    }

    private void WriteNumber(string letters, long number)
    {
        Text.Next();
        Text.Constant(_terminal);
        Text.Constant(letters);
        Text.Fixed(number, 6);
    }

    // First flag and previous seal of the same kind; one space when there is none.
    private void WriteLink(bool present, byte[] previous)
    {
        Text.Next();
        Text.Byte(FirstFlag.Letter(present, FirstFlag.PreviousNo));
        Text.Next();
        WritePrevious(present, previous);
    }

    private void WritePrevious(bool present, byte[] previous)
    {
        if (present)
        {
            Text.Seal(previous);
        }
        else
        {
            Text.Byte(' ');
        }
    }

    private void WriteTail(long wallSeconds, long clockQuality)
    {
        Text.Next();
        Text.Number(State.Software);
        Text.Next();
        Text.Number(KeyNumber);
        Text.Next();
        Text.Offset(wallSeconds);
        Text.Next();
        Text.Number(clockQuality);
        Text.Next();
        WritePrevious(State.HasJournal, State.JournalSeal);
        Text.Constant(",fmt=1");
    }

    private void Close(Record record, byte[] kindSeal)
    {
        _mac.Compute(_sealKey, Text.Buffer, 0, Text.Length, LastSeal, 0);
        Array.Copy(LastSeal, kindSeal, Mac.Length);
        Array.Copy(LastSeal, State.JournalSeal, Mac.Length);
        Array.Copy(LastSeal, record.Seal, Limits.HeadSealBytes);
        State.HasJournal = true;
        State.LastWall = record.WallSeconds;
        record.Sealed = true;
    }

    private static string OperationName(int operation)
    {
        if (operation == TicketLayout.OperationRefund)
        {
            return "RETOUR";
        }

        return operation == TicketLayout.OperationCancel ? "ANNULATION" : "VENTE";
    }
}
