using System;
using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// All that the chain of one terminal carries from record to record: counters and last seals per kind, last seal of
/// the terminal journal (pos.md R1, R2), perpetual totals (R20), the open periods (R19). Owned by one thread. Stored as
/// bytes in segment headers, in the head marker and in the ledger (<see cref="Write"/>).
/// </summary>
public sealed class ChainState
{
    /// <summary>
    /// Bytes that <see cref="Write"/> needs at most, with every table full and periods of 20 million EUR; a usual
    /// state takes a third of it.
    /// </summary>
    public const int BytesMax = 2048;

    /// <summary>Perpetual totals in cents: sales minus refunds, and sales plus absolute refunds. Never reset.</summary>
    public long PerpetualSigned, PerpetualAbsolute;

    /// <summary>
    /// Wall time of the last sealed record, UTC seconds; 0 when none. The next one is not below it (R24).
    /// </summary>
    public long LastWall;

    /// <summary>The same for the chains that stand apart (training, archives).</summary>
    public long LastWallApart;

    /// <summary>Wall time of the last ticket, UTC seconds; 0 when none.</summary>
    public long LastTicketWall;

    /// <summary>Total of the last ticket in cents; 0 when none.</summary>
    public long LastTicketCents;

    /// <summary>Software version that seals (<see cref="FiscalVersion.Number"/>), entered by events.</summary>
    public int Software = FiscalVersion.First;

    /// <summary>Number of the seal key, 1 until it is rotated by an event (R6).</summary>
    public int KeyNumber = 1;

    /// <summary>
    /// Events sealed that the city told: archives made, purged, put back (R28, R30), another key (R6); the next note is
    /// one above.
    /// </summary>
    public long ArchiveNotes;

    /// <summary>
    /// True between the events that tell that the gateway no longer answers and that it answers again (R26).
    /// </summary>
    public bool Offline;

    /// <summary>
    /// Number of the core that the chain was told last (<see cref="FiscalVersion.DigestNumber"/>), 0 none.
    /// </summary>
    public long Core;

    /// <summary>
    /// Technical events that a ticket still owes: one for each line that it gives back, one for a sale that it cancels
    /// (R13, R14, R25). Each such event takes one away; 0 none.
    /// </summary>
    public int Owed;

    /// <summary>Number of the ticket that owes them.</summary>
    public long OwedTicket;

    /// <summary>Bit k: operator k, k + <see cref="OperatorsHalf"/> has sealed something in this chain.</summary>
    public long OperatorsLow, OperatorsHigh;

    /// <summary>Operators of one half of the codes 0..99.</summary>
    public const int OperatorsHalf = 50;

    /// <summary>Local hour at which a business day begins, 0..23 (R21), changed by an event.</summary>
    public int CutHour;

    /// <summary>Last month of the fiscal year, 1..12, changed by an event for the years after the open one.</summary>
    public int YearEndMonth = 12;

    /// <summary>Business day of the last ticket (yyyymmdd, 0 none) and what was sold in it, per VAT rate.</summary>
    public int Day;

    /// <summary>See <see cref="Day"/>.</summary>
    public readonly RateTotals DayTotals = new RateTotals();

    /// <summary>
    /// Open periods: business day of the first and of the last record since the last day closing (yyyymmdd, 0 none),
    /// month (yyyymm) and fiscal year (its last month, yyyymm) that are not closed yet; 0 before the first sale.
    /// </summary>
    public int OpenDay, LatestDay, OpenMonth, OpenYear;

    /// <summary>
    /// What was counted since the last closing of a day; of the closed days since the last closing of a month; of the
    /// closed months since the last closing of a year.
    /// </summary>
    public readonly PeriodTotals DayPeriod = new PeriodTotals(), MonthPeriod = new PeriodTotals(),
        YearPeriod = new PeriodTotals();

    /// <summary>Last number and last seal of each chain, by <see cref="ChainKind"/>.</summary>
    public readonly long[] Numbers = new long[ChainKind.Count];

    /// <summary>See <see cref="Numbers"/>; meaningful where <see cref="Has"/>.</summary>
    public readonly byte[][] Seals = new byte[ChainKind.Count][];

    /// <summary>Last seal of the terminal journal (training and archives apart).</summary>
    public readonly byte[] JournalSeal = new byte[Mac.Length];

    /// <summary>Bit k: chain k has a seal; bit <see cref="ChainKind.Count"/>: the journal has.</summary>
    public int Present;

    /// <summary>State of a terminal that has sealed nothing.</summary>
    public ChainState()
    {
        for (int i = 0; i < Seals.Length; i++)
        {
            Seals[i] = new byte[Mac.Length];
        }
    }

    /// <summary>Last ticket number (also that of its grand-total line); 0 when none.</summary>
    public long Tickets
    {
        get { return Numbers[ChainKind.T]; }
        set { Numbers[ChainKind.T] = value; }
    }

    /// <summary>Last event number; 0 when none.</summary>
    public long Events
    {
        get { return Numbers[ChainKind.E]; }
        set { Numbers[ChainKind.E] = value; }
    }

    /// <summary>Last cash movement number; 0 when none.</summary>
    public long CashMovements
    {
        get { return Numbers[ChainKind.C]; }
        set { Numbers[ChainKind.C] = value; }
    }

    /// <summary>Records sealed in all chains, grand-total lines not counted.</summary>
    public long SealedRecords
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < ChainKind.Count; i++)
            {
                sum += i == ChainKind.GT ? 0 : Numbers[i];
            }

            return sum;
        }
    }

    /// <summary>Last seal of the tickets, and of their grand-total lines.</summary>
    public byte[] TicketSeal
    {
        get { return Seals[ChainKind.T]; }
    }

    /// <summary>See <see cref="TicketSeal"/>.</summary>
    public byte[] TotalSeal
    {
        get { return Seals[ChainKind.GT]; }
    }

    /// <summary>True when a record of any kind was sealed before.</summary>
    public bool HasJournal
    {
        get { return Has(ChainKind.Count); }
    }

    /// <summary>True when a record of a chain was sealed before, so that its seal is carried over (R2, R5).</summary>
    public bool Has(int chain)
    {
        return (Present >> chain & 1) != 0;
    }

    /// <summary>
    /// True when an operator (0..99) has sold or signed in within this chain: its code stands in sealed records and is
    /// never another person's (R4, R27).
    /// </summary>
    public bool HasWorked(int operatorCode)
    {
        long half = operatorCode < OperatorsHalf ? OperatorsLow : OperatorsHigh;
        return (half >> (operatorCode % OperatorsHalf) & 1) != 0;
    }

    /// <summary>Notes an operator of a record that was just sealed.</summary>
    internal void NoteOperator(int operatorCode)
    {
        long bit = 1L << (operatorCode % OperatorsHalf);
        OperatorsLow |= operatorCode < OperatorsHalf ? bit : 0;
        OperatorsHigh |= operatorCode < OperatorsHalf ? 0 : bit;
    }

    /// <summary>
    /// Moves the counter of a record's chain to its number although it could not be sealed, so that what follows a
    /// break is still followed (for the ledger). Other kinds change nothing.
    /// </summary>
    public void MoveOn(Record record)
    {
        int chain = ChainKind.Of(record);
        if (chain >= 0)
        {
            Numbers[chain] = record.Values[0];
        }
    }

    /// <summary>Makes it the state of a terminal that has sealed nothing.</summary>
    public void Clear()
    {
        PerpetualSigned = 0;
        PerpetualAbsolute = 0;
        LastWall = 0;
        LastWallApart = 0;
        LastTicketWall = 0;
        LastTicketCents = 0;
        Software = FiscalVersion.First;
        KeyNumber = 1;
        ArchiveNotes = 0;
        Offline = false;
        Core = 0;
        Owed = 0;
        OwedTicket = 0;
        OperatorsLow = 0;
        OperatorsHigh = 0;
        CutHour = 0;
        YearEndMonth = 12;
        Day = 0;
        DayTotals.Clear();
        OpenDay = 0;
        LatestDay = 0;
        OpenMonth = 0;
        OpenYear = 0;
        DayPeriod.Clear();
        MonthPeriod.Clear();
        YearPeriod.Clear();
        Present = 0;
        for (int i = 0; i < ChainKind.Count; i++)
        {
            Numbers[i] = 0;
        }
    }

    /// <summary>Takes over another state, for example the one to return to when a commit failed.</summary>
    public void CopyFrom(ChainState other)
    {
        PerpetualSigned = other.PerpetualSigned;
        PerpetualAbsolute = other.PerpetualAbsolute;
        LastWall = other.LastWall;
        LastWallApart = other.LastWallApart;
        LastTicketWall = other.LastTicketWall;
        LastTicketCents = other.LastTicketCents;
        Software = other.Software;
        KeyNumber = other.KeyNumber;
        ArchiveNotes = other.ArchiveNotes;
        Offline = other.Offline;
        Core = other.Core;
        Owed = other.Owed;
        OwedTicket = other.OwedTicket;
        OperatorsLow = other.OperatorsLow;
        OperatorsHigh = other.OperatorsHigh;
        CutHour = other.CutHour;
        YearEndMonth = other.YearEndMonth;
        Day = other.Day;
        DayTotals.CopyFrom(other.DayTotals);
        OpenDay = other.OpenDay;
        LatestDay = other.LatestDay;
        OpenMonth = other.OpenMonth;
        OpenYear = other.OpenYear;
        DayPeriod.CopyFrom(other.DayPeriod);
        MonthPeriod.CopyFrom(other.MonthPeriod);
        YearPeriod.CopyFrom(other.YearPeriod);
        Present = other.Present;
        Array.Copy(other.JournalSeal, JournalSeal, Mac.Length);
        for (int i = 0; i < ChainKind.Count; i++)
        {
            Numbers[i] = other.Numbers[i];
            Array.Copy(other.Seals[i], Seals[i], Mac.Length);
        }
    }

    /// <summary>
    /// Writes the state (versioned, self-delimiting, with its own check) into the buffer; returns its length or -1 when
    /// it does not fit.
    /// </summary>
    public int Write(byte[] buffer, int offset)
    {
        return StateCodec.Write(this, buffer, offset);
    }

    /// <summary>Reads a state written by <see cref="Write"/>; false (and unchanged) when it is not one.</summary>
    public bool Read(byte[] buffer, int offset, int length)
    {
        return StateCodec.Read(this, buffer, offset, length);
    }
}
