using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// What a period came to (pos.md R19): sums of sealed records, never computed again from totals (R37). The same class
/// for a day, a month and a fiscal year: a month is the sum of its days, a year that of its months. One thread.
/// </summary>
public sealed class PeriodTotals
{
    /// <summary>
    /// Indices of <see cref="Figures"/>: first and last ticket number (0 none), the first 6 bytes of their seals as a
    /// number, wall time of the last ticket (UTC seconds).
    /// </summary>
    public const int FirstTicket = 0, LastTicket = 1, FirstSeal = 2, LastSeal = 3, LastSale = 4;

    /// <summary>
    /// Sales and refunds, each times and cents with VAT (refunds 0 or less); lines discounted and cents taken off;
    /// cancelled lines and their cents.
    /// </summary>
    public const int Sales = 5, SalesCents = 6, Refunds = 7, RefundCents = 8, Discounts = 9, DiscountCents = 10,
        Voids = 11, VoidCents = 12;

    /// <summary>
    /// Copies, drawer openings without sale, provisional notes and those followed by a ticket; cash put in or taken
    /// out beside sales, cash that should be in the drawer, cash counted last and moved by what came since (0 without
    /// a count; in a month and a year a day without a count adds what it expected), counts made. Counted less expected
    /// is the difference found, whenever it was counted (R53).
    /// </summary>
    public const int Copies = 13, DrawerOpenings = 14, Notes = 15, NotesFollowed = 16, CashMoved = 17,
        CashExpected = 18, CashCounted = 19, CashCounts = 20;

    /// <summary>Number of figures.</summary>
    public const int FigureCount = ClosingLayout.FigureCount;

    /// <summary>
    /// Rows of the four tables at most: one for every tender type and for every amount that is no sale,
    /// so that none counts under another name. Only rows in use are kept in segments and sent.
    /// </summary>
    public const int RatesMax = 8, TendersMax = 13, OperatorsMax = 8, NonSalesMax = 6;

    /// <summary>
    /// Key of the last row of operators once there are more than <see cref="OperatorsMax"/>: the sum of all that have
    /// no row of their own.
    /// </summary>
    public const int OtherOperators = 100;

    /// <summary>The figures, by the indices above.</summary>
    public readonly long[] Figures = new long[FigureCount];

    /// <summary>
    /// Per VAT rate code: cents with VAT, cents without (the sums of what each ticket came to).
    /// </summary>
    public readonly AmountTable Rates = new AmountTable(RatesMax);

    /// <summary>Per tender type: times and cents, cash after change.</summary>
    public readonly AmountTable Tenders = new AmountTable(TendersMax);

    /// <summary>Per operator code: tickets and cents with VAT.</summary>
    public readonly AmountTable Operators = new AmountTable(OperatorsMax, OtherOperators);

    /// <summary>Per <see cref="NonSaleType"/>: times and cents; no turnover (R23).</summary>
    public readonly AmountTable NonSales = new AmountTable(NonSalesMax);

    /// <summary>True when anything was counted.</summary>
    public bool Active;

    /// <summary>Turnover with VAT: sales plus (negative) refunds.</summary>
    public long TotalCents
    {
        get { return Figures[SalesCents] + Figures[RefundCents]; }
    }

    /// <summary>Empties the period.</summary>
    public void Clear()
    {
        Active = false;
        for (int i = 0; i < FigureCount; i++)
        {
            Figures[i] = 0;
        }

        Rates.Clear();
        Tenders.Clear();
        Operators.Clear();
        NonSales.Clear();
    }

    /// <summary>Adds a period that comes after what was added so far.</summary>
    public void Add(PeriodTotals later)
    {
        AddAsItIs(later);
        Figures[CashCounted] += later.Figures[CashCounts] > 0 ? 0 : later.Figures[CashExpected]
            - later.Figures[CashCounted];
    }

    /// <summary>Takes over another period.</summary>
    public void CopyFrom(PeriodTotals other)
    {
        Clear();
        AddAsItIs(other);
    }

    private void AddAsItIs(PeriodTotals later)
    {
        Active |= later.Active;
        for (int i = Sales; i < FigureCount; i++)
        {
            Figures[i] += later.Figures[i];
        }

        if (later.Figures[FirstTicket] != 0)
        {
            if (Figures[FirstTicket] == 0)
            {
                Figures[FirstTicket] = later.Figures[FirstTicket];
                Figures[FirstSeal] = later.Figures[FirstSeal];
            }

            Figures[LastTicket] = later.Figures[LastTicket];
            Figures[LastSeal] = later.Figures[LastSeal];
            Figures[LastSale] = later.Figures[LastSale];
        }

        Rates.AddAll(later.Rates);
        Tenders.AddAll(later.Tenders);
        Operators.AddAll(later.Operators);
        NonSales.AddAll(later.NonSales);
    }
}
