using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// How each sealed record counts in the open day (pos.md R19). Till and ledger run it on the same records and so have
/// the same figures. No state of its own.
/// </summary>
internal static class PeriodAccount
{
    /// <summary>
    /// Opens the day, month and year that a business day belongs to. A day before 2020 comes from a clock that was
    /// never set: what is counted then goes to the first day that is known.
    /// </summary>
    public static void Open(ChainState state, int day)
    {
        state.DayPeriod.Active = true;
        if (day < ClosingCalendar.DayMin)
        {
            return;
        }

        if (state.OpenDay == 0)
        {
            state.OpenDay = day;
        }

        if (day > state.LatestDay)
        {
            state.LatestDay = day;
        }

        if (state.OpenMonth == 0)
        {
            state.OpenMonth = day / 100;
            state.OpenYear = ClosingCalendar.YearOf(state.OpenMonth, state.YearEndMonth);
        }
    }

    /// <summary>Counts a ticket that was just sealed.</summary>
    public static void Ticket(ChainState state, Record ticket, TicketReader reader)
    {
        PeriodTotals day = state.DayPeriod;
        long[] figures = day.Figures;
        long seal = SealNumber(state.TicketSeal);
        if (figures[PeriodTotals.FirstTicket] == 0)
        {
            figures[PeriodTotals.FirstTicket] = ticket.Values[TicketLayout.Number];
            figures[PeriodTotals.FirstSeal] = seal;
        }

        figures[PeriodTotals.LastTicket] = ticket.Values[TicketLayout.Number];
        figures[PeriodTotals.LastSeal] = seal;
        figures[PeriodTotals.LastSale] = ticket.WallSeconds;
        bool sale = ticket.Values[TicketLayout.Operation] == TicketLayout.OperationSale;
        figures[sale ? PeriodTotals.Sales : PeriodTotals.Refunds]++;
        figures[sale ? PeriodTotals.SalesCents : PeriodTotals.RefundCents] += reader.TotalCents;
        TicketDetails details = reader.Details;
        Discounts(figures, (int)ticket.Values[TicketLayout.Operation], details);
        figures[PeriodTotals.NotesFollowed] += details.NoteNumber > 0 ? 1 : 0;
        for (int i = 0; i < reader.Totals.Count; i++)
        {
            int rate = reader.Totals.Rate[i];
            long cents = reader.Totals.Cents[i];
            day.Rates.Add(rate, cents, Money.WithoutVat(cents, rate));
        }

        for (int i = 0; i < details.NonSaleCount; i++)
        {
            day.NonSales.Add(details.NonSaleType[i], 1, details.NonSaleCents[i]);
        }

        day.Operators.Add((int)ticket.Values[TicketLayout.Operator], 1, reader.TotalCents);
        Tenders(day, ticket);
    }

    /// <summary>Counts a technical event; true when it is one that belongs to a day.</summary>
    public static bool Event(ChainState state, Record record)
    {
        long[] figures = state.DayPeriod.Figures;
        switch ((int)record.Values[EventLayout.Code])
        {
            case JetCode.LineVoided:
                figures[PeriodTotals.Voids]++;
                figures[PeriodTotals.VoidCents] += record.Values[EventLayout.Argument2];
                return true;
            case JetCode.BasketAbandoned:
                figures[PeriodTotals.Voids] += record.Values[EventLayout.Argument2];
                figures[PeriodTotals.VoidCents] += record.Values[EventLayout.Argument1];
                return true;
            case JetCode.DrawerOpened:
                figures[PeriodTotals.DrawerOpenings]++;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Counts a cash movement.</summary>
    public static void Cash(ChainState state, Record record)
    {
        long[] figures = state.DayPeriod.Figures;
        long cents = record.Values[CashLayout.Cents];
        long type = record.Values[CashLayout.Type];
        if (type == CashLayout.TypeCount)
        {
            figures[PeriodTotals.CashCounts]++;
            figures[PeriodTotals.CashCounted] = cents;
            return;
        }

        bool taken = type == CashLayout.TypeSkim || type == CashLayout.TypeExpense;
        long moved = taken && cents > 0 ? -cents : cents;
        figures[PeriodTotals.CashMoved] += moved;
        InDrawer(figures, moved);
    }

    // A cancellation takes back the discounts of its sale, whose signs it turns. What a return does not give back
    // stands on its lines in the same way and is no discount.
    private static void Discounts(long[] figures, int operation, TicketDetails details)
    {
        if (operation != TicketLayout.OperationRefund)
        {
            bool sale = operation == TicketLayout.OperationSale;
            figures[PeriodTotals.Discounts] += sale ? details.DiscountCount : -details.DiscountCount;
            figures[PeriodTotals.DiscountCents] += details.DiscountCents;
        }
    }

    private static void Tenders(PeriodTotals day, Record ticket)
    {
        for (int i = 0; i < ticket.Values[TicketLayout.TenderCount]; i++)
        {
            int at = TicketLayout.Tenders + i * TicketLayout.TenderWidth;
            int type = (int)ticket.Values[at];
            long cents = ticket.Values[at + 1];
            day.Tenders.Add(type, 1, cents);
            InDrawer(day.Figures, type == TicketLayout.TenderCash ? cents : 0);
        }

        long change = ticket.Values[TicketLayout.Change];
        if (change != 0)
        {
            day.Tenders.Add(TicketLayout.TenderCash, 0, -change);
            InDrawer(day.Figures, -change);
        }
    }

    // What comes after a count changes what was counted as it changes what is expected: their difference stays that of
    // the count.
    private static void InDrawer(long[] figures, long cents)
    {
        figures[PeriodTotals.CashExpected] += cents;
        figures[PeriodTotals.CashCounted] += figures[PeriodTotals.CashCounts] > 0 ? cents : 0;
    }

    // The first 6 bytes of a seal, high byte first: 0..2^48-1, exact in any language.
    private static long SealNumber(byte[] seal)
    {
        long number = 0;
        for (int i = 0; i < 6; i++)
        {
            number = number * 256 + seal[i];
        }

        return number;
    }
}
