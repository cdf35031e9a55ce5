using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The card key with a terminal on a line (R49): money is asked once, an outcome nobody knows locks the sale until it
/// is declared, and what was paid is never asked again, not after a power cut either. Without a terminal the key notes
/// the payment by hand (R52). One thread.
/// </summary>
public sealed class CardDesk
{
    private readonly TillDesk _desk;
    private readonly CardPayment? _cards;
    private readonly BasketSlots _slots;
    private int _state;

    /// <summary>Desk over the payments of a board; null when it has none.</summary>
    public CardDesk(TillDesk desk, CardPayment? cards, BasketSlots slots, EventWriter events)
    {
        _desk = desk;
        _cards = cards;
        _slots = slots;
        if (cards != null)
        {
            cards.Events = events;
        }
    }

    /// <summary>True while no line may be sold, no ticket sealed, no basket given up.</summary>
    public bool Blocks
    {
        get { return _cards != null && _cards.Blocks; }
    }

    /// <summary>True when no payment is asked, counted or still to be told of: the merchants may change.</summary>
    public bool AtRest
    {
        get { return _cards == null || _cards.AtRest; }
    }

    /// <summary>
    /// After a start, once the basket is back: money that was paid for it counts, and what is not known is asked.
    /// </summary>
    public void Begin(long nowMs)
    {
        if (_cards == null)
        {
            return;
        }

        _cards.Load();
        // Money asked for in the other merchant's shift was settled before the shift could change.
        Settings settings = _desk.Settings;
        bool others = settings.HasTwoMerchants && _cards.Register == settings.OtherCardRegister;
        _cards.Begin(others ? long.MaxValue : _desk.NextTicket);
        _state = CardPayment.Idle;
        Follow(nowMs);
    }

    /// <summary>The card key.</summary>
    public void Press(long nowMs)
    {
        Checkout checkout = _desk.Checkout;
        checkout.GiveToSuspended();
        int due = checkout.DueCents;
        if (_cards == null || _desk.Basket.Sale.IsEmpty || due == 0 || _desk.InTraining)
        {
            // A trainee never asks the terminal: no card is charged for what is no sale (R18).
            checkout.PressTender(TicketLayout.TenderCardByHand, nowMs);
            return;
        }

        int owed = Owed;
        if (owed != 0 && (due > 0 ? owed > 0 && owed <= due : owed < 0 && owed >= due))
        {
            checkout.TakeCard(owed, _cards.IsManual, nowMs);
            return;
        }

        if (owed != 0)
        {
            _desk.Refuse(TillMessage.CardPaidAlready);
            return;
        }

        int typed = _desk.Entry.DigitCount > 0 ? _desk.Entry.TakeDigits() : 0;
        int cents = typed == 0 ? due : due < 0 ? -typed : typed;
        if (_desk.Entry.Any)
        {
            _desk.Refuse(TillMessage.Pending);
        }
        else if (due > 0 ? cents > due : cents < due)
        {
            _desk.Refuse(due > 0 ? TillMessage.TenderMax : TillMessage.RefundExact);
            _desk.MessageValue = due;
        }
        else
        {
            Ask(cents, nowMs);
        }
    }

    /// <summary>Moves the payment on; returns when it is next due.</summary>
    public long Step(long nowMs)
    {
        if (_cards == null)
        {
            return long.MaxValue;
        }

        long due = _cards.Step(nowMs);
        Follow(nowMs);
        TellLate();
        return due;
    }

    /// <summary>CLEAR while the customer is asked: only the terminal itself can cancel by then.</summary>
    public void Cancel(long nowMs)
    {
        if (_cards != null)
        {
            _cards.Cancel(nowMs);
        }
    }

    /// <summary>
    /// The operator declares what the terminal shows: 1 paid, and the number of its slip is asked; 2 not paid. Where he
    /// typed the amount himself the card key again says paid (R52).
    /// </summary>
    public void Declare(int key, long nowMs)
    {
        bool paid = key == Key.Card && _cards != null && _cards.State == CardPayment.Declaring;
        if (_cards != null && key == 1)
        {
            _desk.Menu.Ask(TillMenu.CardSlip, 0, TillMessage.AskSlip);
        }
        else if (_cards == null || (!paid && key != 2))
        {
            _desk.Refuse(TillMessage.CardUnknown);
        }
        else
        {
            Declare(paid, 0, nowMs);
        }
    }

    /// <summary>Paid, with the number of the terminal's slip; 0 when there is none (R49).</summary>
    public void DeclarePaid(long slip, long nowMs)
    {
        Declare(true, slip, nowMs);
    }

    /// <summary>The number of the slip is not wanted: paid or not is asked again.</summary>
    public void AskAgain()
    {
        _desk.Menu.Ask(TillMenu.CardDeclare, 0, TillMessage.CardUnknown);
    }

    private void Declare(bool paid, long slip, long nowMs)
    {
        if (_cards!.Declare(paid, slip, _desk.Operator, nowMs) != CardPayment.Done)
        {
            _desk.Refuse(TillMessage.CardUnknown);
            return;
        }

        Follow(nowMs);
    }

    /// <summary>The ticket is sealed: its money is spent.</summary>
    public void Settle()
    {
        if (_cards != null)
        {
            _cards.Settle();
            _state = _cards.State;
        }
    }

    /// <summary>
    /// The basket is given up although a card has paid: the first key says so, the second says that the money was given
    /// back at the terminal. True when the basket may go.
    /// </summary>
    public bool GiveUp(bool confirmed, long nowMs)
    {
        if (Blocks)
        {
            _desk.Refuse(TillMessage.CardUnknown);
            return false;
        }

        if (_cards == null || _cards.State == CardPayment.Idle || _cards.PaidCents == 0)
        {
            return true;
        }

        if (!confirmed || _cards.GiveBack(_desk.Operator, nowMs) != CardPayment.Done)
        {
            _desk.Refuse(TillMessage.CardPaidAlready);
            return false;
        }

        _state = _cards.State;
        return true;
    }

    /// <summary>True when what a card pays is an attempt on the drive, that of the manual key too.</summary>
    public bool Keeps
    {
        get { return _cards != null && _cards.PaidCents != 0; }
    }

    /// <summary>
    /// Cents a card has paid for the next ticket and that the basket does not know of, since the drive lost it: the
    /// card key counts them, giving up gives them back.
    /// </summary>
    public int Owed
    {
        get { return _cards == null || _cards.State == CardPayment.Idle ? 0 : _cards.PaidCents - Counted; }
    }

    private int Counted
    {
        get
        {
            Sale sale = _desk.Basket.Sale;
            return sale.PaidWith(TicketLayout.TenderCard) + sale.PaidWith(TicketLayout.TenderCardByHand);
        }
    }

    // What the terminal says after its time is shown; the operator decides (R49).
    private void TellLate()
    {
        bool asked = _desk.Menu.Mode == TillMenu.CardDeclare || _desk.Menu.Mode == TillMenu.CardSlip;
        int hint = asked ? _cards!.Hint : CardOutcome.None;
        if (hint != CardOutcome.None && _desk.Message == TillMessage.None)
        {
            _desk.Say(hint == CardOutcome.Paid ? TillMessage.CardLatePaid : TillMessage.CardLateRefused);
        }
    }

    // The basket is durable before the terminal hears of it.
    private void Ask(int cents, long nowMs)
    {
        if (!_slots.Save(_desk.Basket.Sale, _desk.NextTicket))
        {
            _desk.Refuse(TillMessage.StorageFailed);
            return;
        }

        // Without its line the amount is typed at the terminal and declared here (R52).
        int register = _desk.Settings.CardRegister;
        int refusal = _cards!.HasTerminal ? _cards.Start(cents, register, _desk.NextTicket, nowMs)
            : _cards.StartManual(cents, register, _desk.NextTicket, nowMs);
        if (refusal != CardPayment.Done)
        {
            _desk.Refuse(refusal == CardPayment.StorageFailed ? TillMessage.StorageFailed
                : refusal == CardPayment.Full ? TillMessage.TooManyTenders
                : refusal == CardPayment.AmountRefused ? TillMessage.AmountTooLarge : TillMessage.CardBusy);
            return;
        }

        Follow(nowMs);
    }

    private void Follow(long nowMs)
    {
        int state = _cards!.State;
        if (state == _state)
        {
            return;
        }

        _state = state;
        TillMenu menu = _desk.Menu;
        switch (state)
        {
            case CardPayment.Asking:
                menu.Ask(TillMenu.CardWait, 0, TillMessage.CardAsked);
                break;
            case CardPayment.Unknown:
            case CardPayment.Declaring:
                menu.Ask(TillMenu.CardDeclare, 0, TillMessage.CardUnknown);
                break;
            default:
                Conclude(menu, state, nowMs);
                break;
        }
    }

    private void Conclude(TillMenu menu, int state, long nowMs)
    {
        if (menu.Mode == TillMenu.CardWait || menu.Mode == TillMenu.CardDeclare || menu.Mode == TillMenu.CardSlip)
        {
            menu.Close();
        }

        int more = _cards!.PaidCents - Counted;
        if (more != 0 && !_desk.Basket.Sale.IsEmpty)
        {
            _desk.Checkout.TakeCard(more, _cards.IsManual, nowMs);
        }
        else if (more != 0)
        {
            _desk.Refuse(TillMessage.CardPaidAlready);
        }
        else if (state == CardPayment.NotPaid)
        {
            _desk.Refuse(TillMessage.OfCard(_cards.Reason));
        }
    }
}
