using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// How the basket is paid (R41 to R45): tenders in any order, change from cash only, and the closing of the sale in
/// the order of R10. One thread.
/// </summary>
public sealed class Checkout
{
    private const int SecondsPerDay = 86_400, ThursdayFirst = 4, DaysPerWeek = 7;
    private readonly TillDesk _desk;
    private readonly KioskParts _parts;
    private readonly TicketWriter _tickets;
    private readonly ClosingDesk _closings;
    private readonly TillFacts _facts;
    private int _shortCents;

    /// <summary>Checkout of a desk.</summary>
    public Checkout(TillDesk desk, KioskParts parts, TicketWriter tickets, ClosingDesk closings, TillFacts facts)
    {
        _desk = desk;
        _parts = parts;
        _tickets = tickets;
        _closings = closings;
        _facts = facts;
    }

    /// <summary>Cents that are still to be paid; below 0 when the customer gets money.</summary>
    public int DueCents
    {
        get { return Basket.PayableCents - Basket.GivenCents; }
    }

    /// <summary>Amount that the operator was told to be short of and may confirm as a part; 0 none.</summary>
    public int ShortCents
    {
        get { return _shortCents; }
    }

    private Sale Basket
    {
        get { return _desk.Basket.Sale; }
    }

    /// <summary>Another key was pressed: a short amount is no longer about to be confirmed.</summary>
    public void ForgetShort()
    {
        _shortCents = 0;
    }

    /// <summary>CASH or a note key.</summary>
    public void PressMoney(int key, long nowMs)
    {
        KeyEntry entry = _desk.Entry;
        if (!IsReady(key != Key.Cash && entry.DigitCount > 0))
        {
            return;
        }

        int due = DueCents;
        if (IsPaid(due))
        {
            entry.Clear();
            Close(nowMs);
            return;
        }

        int given = key != Key.Cash ? NoteCents(key) : entry.DigitCount > 0 ? entry.TakeDigits() : due;
        if (due < 0)
        {
            PayOut(TicketLayout.TenderCash, given, nowMs);
        }
        else if (given >= due)
        {
            Pay(TicketLayout.TenderCash, given, nowMs);
        }
        else if (given > 0 && (given == _shortCents || Basket.TenderCount > 0))
        {
            // A part in cash: after another tender, or when the same short amount is pressed again.
            _shortCents = 0;
            Pay(TicketLayout.TenderCash, given, nowMs);
        }
        else
        {
            _shortCents = given;
            _desk.Refuse(TillMessage.AmountShort);
            _desk.MessageValue = due - given;
        }
    }

    /// <summary>Any tender but cash: the typed amount, or as much as it may pay (R41, R43, R45).</summary>
    public void PressTender(int type, long nowMs)
    {
        if (!IsReady(false))
        {
            return;
        }

        KeyEntry entry = _desk.Entry;
        int typed = entry.DigitCount > 0 ? entry.TakeDigits() : 0;
        int due = DueCents;
        if (IsPaid(due))
        {
            Close(nowMs);
            return;
        }

        if (due < 0)
        {
            PayOut(type, typed > 0 ? -typed : due, nowMs);
            return;
        }

        int used = Basket.PaidWith(TicketLayout.TenderMealCard) + Basket.PaidWith(TicketLayout.TenderMealPaper);
        int cap = CapOf(type, due, used, _facts.SuspendedCents);
        int cents = typed > 0 ? typed : cap;
        if (cents > cap && TenderRule.MayExceedDue(type) && !TenderRule.GivesChange(type))
        {
            // Paper of a fixed value: it counts what it may pay, the rest gives no change.
            cents = cap;
        }

        if (cap == 0 && due > 0)
        {
            _desk.Refuse(NothingOf(type));
        }
        else if (cents > cap)
        {
            _desk.Refuse(TillMessage.TenderMax);
            _desk.MessageValue = cap;
        }
        else
        {
            Pay(type, cents, nowMs);
            if (TenderRule.IsMeal(type) && IsSunday(nowMs))
            {
                _desk.Say(TillMessage.MealOnSunday);
            }
        }
    }

    /// <summary>Money that a card has paid, or below 0 got back (R49); by hand when the operator declared it.</summary>
    public void TakeCard(int cents, bool byHand, long nowMs)
    {
        Pay(byHand ? TicketLayout.TenderCardByHand : TicketLayout.TenderCard, cents, nowMs);
    }

    /// <summary>Takes the last tender back; false when there is none. What a card has paid stays.</summary>
    public bool UndoTender()
    {
        if (Basket.TenderCount == 0)
        {
            return false;
        }

        int type = Basket.TenderType[Basket.TenderCount - 1];
        if (type == TicketLayout.TenderCard || (type == TicketLayout.TenderCardByHand && _desk.Cards.Keeps))
        {
            _desk.Refuse(TillMessage.CardPaidAlready);
            return true;
        }

        _desk.Basket.RemoveTender();
        return true;
    }

    // False (and told why) when nothing is to be paid or something typed waits for another key.
    private bool IsReady(bool digitsWait)
    {
        KeyEntry entry = _desk.Entry;
        if (Basket.IsEmpty)
        {
            entry.Clear();
            _desk.Refuse(TillMessage.EmptyBasket);
            return false;
        }

        if (_desk.Cards.Owed != 0 && !_desk.InTraining)
        {
            _desk.Refuse(TillMessage.CardPaidAlready);
            return false;
        }

        if (entry.Quantity > 0 || entry.Price >= 0 || digitsWait)
        {
            _desk.Refuse(TillMessage.Pending);
            return false;
        }

        GiveToSuspended();
        return true;
    }

    /// <summary>
    /// Before anything of a return is given in money: what suspended items had paid goes back to them (R23), so that
    /// nobody turns a gift into money and the gift is there for another; paper vouchers are given back themselves, as
    /// they give neither change nor money (R43).
    /// </summary>
    public void GiveToSuspended()
    {
        bool vouchers = Basket.MoneyMax < -1;
        int back = -Basket.PayableCents - (vouchers ? -2 - Basket.MoneyMax : Basket.MoneyMax);
        if (Basket.MoneyMax != -1 && back > 0 && Basket.TenderCount == 0)
        {
            _desk.Basket.AddTender(vouchers ? TicketLayout.TenderMealPaper : TicketLayout.TenderSuspended, -back);
            _desk.Say(vouchers ? TillMessage.VouchersBack : TillMessage.SuspendedStays);
            _desk.MessageValue = back;
        }
    }

    // Paid before, but the ticket could not be stored: a further key tries again and adds nothing.
    private bool IsPaid(int due)
    {
        return due == 0 && Basket.TenderCount > 0;
    }

    /// <summary>
    /// Why a tender could pay nothing of the basket if nothing were paid of it yet and so many cents of suspended items
    /// were open; <see cref="TillMessage.None"/> when it can.
    /// </summary>
    public int RefusalOf(int type, int suspendedCents)
    {
        int due = Basket.PayableCents;
        return due > 0 && CapOf(type, due, 0, suspendedCents) < 1 ? NothingOf(type) : TillMessage.None;
    }

    private static int NothingOf(int type)
    {
        return TenderRule.IsMeal(type) ? TillMessage.NothingEligible
            : type == TicketLayout.TenderSuspended ? TillMessage.NothingSuspended : TillMessage.AmountTooLarge;
    }

    private int CapOf(int type, int due, int used, int suspendedCents)
    {
        if (TenderRule.IsMeal(type))
        {
            int eligible = _desk.Basket.EligibleCents(_desk.Catalogue) - used;
            int cap = TenderRule.Cap(type, due, eligible);
            int day = TenderRule.MealDayCentsMax - used;
            return cap < day ? cap : day > 0 ? day : 0;
        }

        int open = type == TicketLayout.TenderSuspended ? suspendedCents : due;
        return open < due ? open : due;
    }

    // A paper voucher gives no credit note (R43), and nobody funded an item or a deposit that a refund would add.
    private static bool GoesBack(int type)
    {
        return type != TicketLayout.TenderMealPaper && type != TicketLayout.TenderSuspended
            && type != TicketLayout.TenderDeposit;
    }

    private void PayOut(int type, int cents, long nowMs)
    {
        int due = DueCents;
        if (!GoesBack(type))
        {
            _desk.Refuse(TillMessage.GiveOtherwise);
            return;
        }

        if (cents > 0 || cents < due)
        {
            _desk.Refuse(TillMessage.RefundExact);
            return;
        }

        Pay(type, cents, nowMs);
    }

    private void Pay(int type, int cents, long nowMs)
    {
        int due = DueCents;
        if (!_desk.Basket.AddTender(type, cents))
        {
            _desk.Refuse(TillMessage.TooManyTenders);
            return;
        }

        if (due < 0 ? cents <= due : cents >= due)
        {
            Basket.ChangeCents = due > 0 && cents > due ? cents - due : 0;
            Close(nowMs);
        }
    }

    // R10: durable first, then the drawer, then the display; a refused commit leaves the basket as it was.
    private void Close(long nowMs)
    {
        Sale sale = Basket;
        if (_desk.Cards.Blocks)
        {
            _desk.Refuse(TillMessage.CardUnknown);
            return;
        }

        sale.Operator = _desk.Operator;
        sale.Training = _desk.InTraining;
        if (sale.Training)
        {
            sale.Manager = _facts.TrainingManager;
        }
        else
        {
            _closings.Produce(nowMs);
        }

        int suspended = sale.Training ? 0 : SuspendedMove(sale);
        if (suspended != 0 && !_facts.Prepare(_desk.NextTicket, suspended))
        {
            UndoTender();
            _desk.Refuse(TillMessage.StorageFailed);
            return;
        }

        int outcome = _tickets.Write(sale, _desk.Catalogue, _desk.Settings, nowMs);
        if (suspended != 0)
        {
            _facts.Settle(outcome == RecordJournal.Stored);
        }

        if (outcome != RecordJournal.Stored)
        {
            UndoTender();
            _desk.RefuseCommit(outcome);
            return;
        }

        if (!sale.Training && OpensDrawer(sale))
        {
            _desk.Drawers.Open(nowMs);
        }

        _desk.Sealed(nowMs);
    }

    /// <summary>Cents by which a ticket of this basket moves the balance of suspended items.</summary>
    public static int SuspendedMove(Sale sale)
    {
        int move = -sale.PaidWith(TicketLayout.TenderSuspended);
        for (int i = 0; i < sale.NonSaleCount; i++)
        {
            move += sale.NonSaleKind[i] == NonSaleType.Suspended ? sale.NonSaleCents[i] : 0;
        }

        return move;
    }

    // Coins and paper need the drawer; a card does not.
    private static bool OpensDrawer(Sale sale)
    {
        for (int i = 0; i < sale.TenderCount; i++)
        {
            int type = sale.TenderType[i];
            if (type == TicketLayout.TenderCash || type == TicketLayout.TenderCheque
                || type == TicketLayout.TenderMealPaper || type == TicketLayout.TenderLocalNotes
                || type == TicketLayout.TenderVoucher)
            {
                return true;
            }
        }

        return false;
    }

    // 1 January 1970 was a Thursday.
    private bool IsSunday(long nowMs)
    {
        long wall = _tickets.WallSeconds(nowMs);
        long local = wall + CivilTime.OffsetSeconds(wall);
        return (local / SecondsPerDay + ThursdayFirst) % DaysPerWeek == 0;
    }

    private static int NoteCents(int key)
    {
        switch (key)
        {
            case Key.Note5: return 500;
            case Key.Note10: return 1000;
            case Key.Note20: return 2000;
            default: return 5000;
        }
    }
}
