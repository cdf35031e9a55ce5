using System;
using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// All that the chain of one terminal carries from record to record: counters and last seals per kind, last seal of
/// the terminal journal (pos.md R1, R2), perpetual and day totals (R20). Owned by one thread.
/// </summary>
public sealed class ChainState
{
    /// <summary>Bytes that <see cref="Write"/> needs at most.</summary>
    public const int BytesMax = 384;

    /// <summary>Perpetual totals in cents: sales minus refunds, and sales plus absolute refunds. Never reset.</summary>
    public long PerpetualSigned, PerpetualAbsolute;

    /// <summary>
    /// Last ticket number (also that of its grand-total line), last event number, last cash movement number; 0 when
    /// none.
    /// </summary>
    public long Tickets, Events, CashMovements;

    /// <summary>
    /// Wall time of the last sealed record, UTC seconds; 0 when none. The next one is not below it (R24).
    /// </summary>
    public long LastWall;

    /// <summary>Wall time of the last ticket, UTC seconds; 0 when none.</summary>
    public long LastTicketWall;

    /// <summary>Total of the last ticket in cents; 0 when none.</summary>
    public long LastTicketCents;

    /// <summary>Software version that seals (<see cref="FiscalVersion.Number"/>), entered by events.</summary>
    public int Software = FiscalVersion.First;

    /// <summary>
    /// Last seals: ticket, grand-total line, event, cash movement, and of the whole terminal journal.
    /// </summary>
    public readonly byte[] TicketSeal = new byte[Mac.Length], TotalSeal = new byte[Mac.Length],
        EventSeal = new byte[Mac.Length], CashSeal = new byte[Mac.Length], JournalSeal = new byte[Mac.Length];

    /// <summary>Business day of the last ticket (yyyymmdd, 0 none) and what was sold in it, per VAT rate.</summary>
    public int Day;

    /// <summary>See <see cref="Day"/>.</summary>
    public readonly RateTotals DayTotals = new RateTotals();

    /// <summary>True when a record was sealed before, so that its seal is carried over (R2, R5).</summary>
    public bool HasTicket, HasTotal, HasEvent, HasCash, HasJournal;

    private const int Magic = 0x4B, Layout = 1, HeaderBytes = 4, CheckBytes = 4, RateBytes = 10;
    private const int FixedBytes = HeaderBytes + 8 * 8 + 3 * 4 + 5 * Mac.Length + 1;

    /// <summary>Takes over another state, for example the one to return to when a commit failed.</summary>
    public void CopyFrom(ChainState other)
    {
        PerpetualSigned = other.PerpetualSigned;
        PerpetualAbsolute = other.PerpetualAbsolute;
        Tickets = other.Tickets;
        Events = other.Events;
        CashMovements = other.CashMovements;
        LastWall = other.LastWall;
        LastTicketWall = other.LastTicketWall;
        LastTicketCents = other.LastTicketCents;
        Software = other.Software;
        Day = other.Day;
        DayTotals.CopyFrom(other.DayTotals);
        HasTicket = other.HasTicket;
        HasTotal = other.HasTotal;
        HasEvent = other.HasEvent;
        HasCash = other.HasCash;
        HasJournal = other.HasJournal;
        Array.Copy(other.TicketSeal, TicketSeal, Mac.Length);
        Array.Copy(other.TotalSeal, TotalSeal, Mac.Length);
        Array.Copy(other.EventSeal, EventSeal, Mac.Length);
        Array.Copy(other.CashSeal, CashSeal, Mac.Length);
        Array.Copy(other.JournalSeal, JournalSeal, Mac.Length);
    }

    /// <summary>
    /// Writes the state (versioned, self-delimiting, with its own check) into the buffer; returns its length or -1 when
    /// it does not fit.
    /// </summary>
    public int Write(byte[] buffer, int offset)
    {
        int length = FixedBytes + DayTotals.Count * RateBytes + CheckBytes;
        if (offset < 0 || buffer.Length - offset < length)
        {
            return -1;
        }

        StateBytes bytes = new StateBytes(buffer, offset);
        bytes.Put(Magic, 1);
        bytes.Put(Layout, 1);
        bytes.Put(length, 2);
        bytes.Put(PerpetualSigned, 8);
        bytes.Put(PerpetualAbsolute, 8);
        bytes.Put(Tickets, 8);
        bytes.Put(Events, 8);
        bytes.Put(CashMovements, 8);
        bytes.Put(LastWall, 8);
        bytes.Put(LastTicketWall, 8);
        bytes.Put(LastTicketCents, 8);
        bytes.Put(Software, 4);
        bytes.Put(Day, 4);
        bytes.Put(Flags(), 4);
        PutSeals(ref bytes);
        bytes.Put(DayTotals.Count, 1);
        for (int i = 0; i < DayTotals.Count; i++)
        {
            bytes.Put(DayTotals.Rate[i], 2);
            bytes.Put(DayTotals.Cents[i], 8);
        }

        bytes.Put(Crc32.Compute(buffer, offset, length - CheckBytes), 4);
        return length;
    }

    /// <summary>Reads a state written by <see cref="Write"/>; false (and unchanged) when it is not one.</summary>
    public bool Read(byte[] buffer, int offset, int length)
    {
        if (offset < 0 || length < FixedBytes + CheckBytes || buffer.Length - offset < length)
        {
            return false;
        }

        StateBytes bytes = new StateBytes(buffer, offset);
        if (bytes.Take(1) != Magic || bytes.Take(1) != Layout || !IsWhole(buffer, offset, length, (int)bytes.Take(2)))
        {
            return false;
        }

        PerpetualSigned = bytes.Take(8);
        PerpetualAbsolute = bytes.Take(8);
        Tickets = bytes.Take(8);
        Events = bytes.Take(8);
        CashMovements = bytes.Take(8);
        LastWall = bytes.Take(8);
        LastTicketWall = bytes.Take(8);
        LastTicketCents = bytes.Take(8);
        Software = (int)bytes.Take(4);
        Day = (int)bytes.Take(4);
        SetFlags((int)bytes.Take(4));
        TakeSeals(ref bytes);
        DayTotals.Count = (int)bytes.Take(1);
        for (int i = 0; i < DayTotals.Count; i++)
        {
            DayTotals.Rate[i] = (int)bytes.Take(2);
            DayTotals.Cents[i] = bytes.Take(8);
        }

        return true;
    }

    private static bool IsWhole(byte[] buffer, int offset, int length, int stated)
    {
        if (stated < FixedBytes + CheckBytes || stated > length || stated > BytesMax)
        {
            return false;
        }

        int rates = buffer[offset + FixedBytes - 1];
        if (rates > RateTotals.Max || stated != FixedBytes + rates * RateBytes + CheckBytes)
        {
            return false;
        }

        StateBytes check = new StateBytes(buffer, offset + stated - CheckBytes);
        return check.Take(4) == Crc32.Compute(buffer, offset, stated - CheckBytes);
    }

    private void PutSeals(ref StateBytes bytes)
    {
        bytes.PutBytes(TicketSeal);
        bytes.PutBytes(TotalSeal);
        bytes.PutBytes(EventSeal);
        bytes.PutBytes(CashSeal);
        bytes.PutBytes(JournalSeal);
    }

    private void TakeSeals(ref StateBytes bytes)
    {
        bytes.TakeBytes(TicketSeal);
        bytes.TakeBytes(TotalSeal);
        bytes.TakeBytes(EventSeal);
        bytes.TakeBytes(CashSeal);
        bytes.TakeBytes(JournalSeal);
    }

    private int Flags()
    {
        return (HasTicket ? 1 : 0) | (HasTotal ? 2 : 0) | (HasEvent ? 4 : 0)
            | (HasCash ? 8 : 0) | (HasJournal ? 16 : 0);
    }

    private void SetFlags(int flags)
    {
        HasTicket = (flags & 1) != 0;
        HasTotal = (flags & 2) != 0;
        HasEvent = (flags & 4) != 0;
        HasCash = (flags & 8) != 0;
        HasJournal = (flags & 16) != 0;
    }
}
