using System;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// Figures of an X reading or of a closing, as the till hands them to the printer: filled from the open period or from
/// the closing just sealed, and held until the paper is out, so that the next sale may begin. One thread.
/// </summary>
public sealed class ZReport
{
    /// <summary>Level of an X reading, beside those of <see cref="ClosingLayout"/>.</summary>
    public const int Reading = 0;

    /// <summary>Level; number of the closing (0 for a reading); period (yyyymmdd or yyyymm).</summary>
    public int Level, Period;

    /// <summary>See <see cref="Level"/>.</summary>
    public long Number;

    /// <summary>Flags of <see cref="ClosingLayout"/>; operator code; wall time it was made (UTC seconds).</summary>
    public int Flags, Operator;

    /// <summary>See <see cref="Flags"/>.</summary>
    public long WallSeconds;

    /// <summary>
    /// Wall time at which a stored closing was read back and printed (UTC seconds); 0 on the first paper of a closing
    /// and on a reading.
    /// </summary>
    public long PrintedWall;

    /// <summary>Rank of this paper as a copy of a stored closing (R16), else 0; why it was asked for.</summary>
    public int CopyRank, CopyReason;

    /// <summary>Perpetual totals in cents (R20), printed on X and Z.</summary>
    public long PerpetualSigned, PerpetualAbsolute;

    /// <summary>
    /// Head of the journal (R8): highest ticket and event number (below 0 not known); the full seal that stands last,
    /// which is a closing's own.
    /// </summary>
    public long HeadTicket, HeadEvent;

    /// <summary>See <see cref="HeadTicket"/>.</summary>
    public readonly byte[] Seal = new byte[Mac.Length];

    /// <summary>True when a reading leaves out what should be in the drawer: its operator counts blind (R53).</summary>
    public bool Blind;

    /// <summary>True in training mode (R18).</summary>
    public bool Training;

    /// <summary>The figures.</summary>
    public readonly PeriodTotals Totals = new PeriodTotals();

    /// <summary>
    /// Takes a closing that was sealed last in its chain, with its head of the journal: the event that tells of it
    /// comes after.
    /// </summary>
    public void Take(Record closing, ChainState state)
    {
        Level = (int)closing.Values[ClosingLayout.Level];
        Number = closing.Values[ClosingLayout.Number];
        Period = (int)closing.Values[ClosingLayout.Period];
        Flags = (int)closing.Values[ClosingLayout.Flags];
        Operator = (int)closing.Values[ClosingLayout.Operator];
        WallSeconds = closing.WallSeconds;
        PerpetualSigned = closing.Values[ClosingLayout.PerpetualSigned];
        PerpetualAbsolute = closing.Values[ClosingLayout.PerpetualAbsolute];
        HeadTicket = state.Tickets;
        HeadEvent = state.Events;
        Array.Copy(state.Seals[ChainKind.OfLevel(Level)], Seal, Mac.Length);
        Blind = false;
        PrintedWall = 0;
        CopyRank = 0;
        Totals.Clear();
        Totals.Active = true;
        Array.Copy(closing.Values, ClosingLayout.Figures, Totals.Figures, 0, PeriodTotals.FigureCount);
        int at = ClosingLayout.Rows;
        at = TakeRows(closing, at, ClosingLayout.RateCount, Totals.Rates);
        at = TakeRows(closing, at, ClosingLayout.TenderCount, Totals.Tenders);
        at = TakeRows(closing, at, ClosingLayout.OperatorCount, Totals.Operators);
        TakeRows(closing, at, ClosingLayout.NonSaleCount, Totals.NonSales);
    }

    private static int TakeRows(Record closing, int at, int count, AmountTable table)
    {
        for (int i = 0; i < closing.Values[count]; i++)
        {
            table.Add((int)closing.Values[at], closing.Values[at + 1], closing.Values[at + 2]);
            at += ClosingLayout.RowWidth;
        }

        return at;
    }

    /// <summary>True when nothing was sold, refunded nor moved.</summary>
    public bool IsEmpty
    {
        get { return !Totals.Active; }
    }
}
