using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>What a tender type allows (pos.md R41 to R45). Pure functions of the frozen type numbers.</summary>
public static class TenderRule
{
    /// <summary>Highest tender type this version knows.</summary>
    public const int TypeMax = TicketLayout.TenderCardByHand;

    /// <summary>Cents of meal vouchers that one bearer may use in a day (R43).</summary>
    public const int MealDayCentsMax = 2500;

    /// <summary>True when change may be given from it: cash only (R41).</summary>
    public static bool GivesChange(int type)
    {
        return type == TicketLayout.TenderCash;
    }

    /// <summary>
    /// True when it may be worth more than what is due: cash, against change; and paper of a fixed value that gives
    /// none back (meal voucher, local notes), where the rest is lost to the bearer and the tender counts what is due.
    /// </summary>
    public static bool MayExceedDue(int type)
    {
        return type == TicketLayout.TenderCash || type == TicketLayout.TenderMealPaper
            || type == TicketLayout.TenderLocalNotes;
    }

    /// <summary>True for meal vouchers and cards, which pay eligible food lines only (R43).</summary>
    public static bool IsMeal(int type)
    {
        return type == TicketLayout.TenderMealPaper || type == TicketLayout.TenderMealCard;
    }

    /// <summary>True for local currency, taken one for one, with totals of its own (R44).</summary>
    public static bool IsLocal(int type)
    {
        return type == TicketLayout.TenderLocalNotes || type == TicketLayout.TenderLocalDigital;
    }

    /// <summary>
    /// Cents that a tender may pay: what is due, for meal vouchers what is eligible and what the day leaves.
    /// </summary>
    public static int Cap(int type, int dueCents, int eligibleCents)
    {
        int cap = dueCents;
        if (IsMeal(type))
        {
            cap = eligibleCents < cap ? eligibleCents : cap;
            cap = MealDayCentsMax < cap ? MealDayCentsMax : cap;
        }

        return cap < 0 ? 0 : cap;
    }
}
