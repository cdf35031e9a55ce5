using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What the till asks for when a function needs more than its two digits: a menu, a PIN, an amount, a reason, a place.
/// Keys go here while <see cref="Mode"/> is not closed; CLEAR leaves. What the function then does is in
/// <see cref="TillFunctions"/>. One thread.
/// </summary>
public sealed class TillMenu
{
    /// <summary>
    /// Modes: nothing is asked; first digit of a function; second digit; which tender; PIN; number typed and CASH;
    /// one digit; which place of a basket put aside; tender of a correction; a search runs; count of the drawer;
    /// the customer pays by card; the operator declares whether it was paid; people who pass are counted; the number
    /// of the terminal's slip.
    /// </summary>
    public const int Closed = 0, Groups = 1, Group = 2, Tenders = 3, Pin = 4, Number = 5, Digit = 6, Places = 7,
        Correcting = 8, Searching = 9, Count = 10, CardWait = 11, CardDeclare = 12,
        Walkers = 13, CardSlip = 14;

    private readonly TillDesk _desk;
    private readonly TillFunctions _functions;
    private readonly PeopleDesk _people;
    private readonly HeldBaskets _held;
    private int _pin;

    /// <summary>One of the modes, the group or function that runs, what is asked (<see cref="TillMessage"/>).</summary>
    public int Mode, Function, Prompt;

    /// <summary>Digits of the PIN typed so far.</summary>
    public int PinCount;

    /// <summary>Menu of a desk.</summary>
    public TillMenu(TillDesk desk, TillFunctions functions, PeopleDesk people, HeldBaskets held)
    {
        _desk = desk;
        _people = people;
        _held = held;
        _functions = functions;
        functions.Menu = this;
    }

    /// <summary>Leaves the menu.</summary>
    public void Close()
    {
        Mode = Closed;
        Function = 0;
        Prompt = TillMessage.None;
        PinCount = 0;
        _pin = 0;
    }

    /// <summary>Asks for something for a function.</summary>
    public void Ask(int mode, int function, int prompt)
    {
        Mode = mode;
        Function = function;
        Prompt = prompt;
        PinCount = 0;
        _pin = 0;
    }

    /// <summary>Opens what a key of the closed menu opens; false when the key is none of these.</summary>
    public bool Opens(int key, long nowMs)
    {
        switch (key)
        {
            case Key.Function:
                Ask(Groups, 0, TillMessage.None);
                return true;
            case Key.Tender:
                PressTenders(nowMs);
                return true;
            case Key.Hold:
                _held.Press(this, nowMs);
                return true;
            default:
                return false;
        }
    }

    // With nothing to be paid and nothing typed it closes the day: one key, the counted digits, one key (R68).
    private void PressTenders(long nowMs)
    {
        if (_desk.Basket.Sale.IsEmpty && !_desk.Entry.Any && _desk.Cards.Owed == 0)
        {
            _functions.Start(FunctionCode.Closing, nowMs);
        }
        else
        {
            Ask(Tenders, 0, TillMessage.None);
        }
    }

    /// <summary>Nobody is signed in: a digit begins the PIN, other keys are refused.</summary>
    public void PressLocked(int key, long nowMs)
    {
        Ask(Pin, FunctionCode.SignIn, TillMessage.SignInFirst);
        if (IsDigit(key))
        {
            PressPin(key, nowMs);
        }
        else
        {
            _desk.Refuse(TillMessage.SignInFirst);
        }
    }

    /// <summary>A key while the menu is open.</summary>
    public void Press(int key, long nowMs)
    {
        if (key == Key.Clear && _desk.Entry.DigitCount > 0 && (Mode == Number || Mode == Count))
        {
            _desk.Entry.Clear();
            return;
        }

        if (Mode == CardWait || Mode == CardDeclare || Mode == CardSlip)
        {
            PressCard(key, nowMs);
            return;
        }

        if (Mode == Walkers)
        {
            _desk.Site.Press(key, nowMs);
            return;
        }

        if (key == Key.Clear)
        {
            _functions.Leave();
            Close();
            return;
        }

        switch (Mode)
        {
            case Groups: PressGroup(key); break;
            case Group: PressFunction(key, nowMs); break;
            case Tenders: PressTender(key, nowMs); break;
            case Pin: PressPin(key, nowMs); break;
            case Digit: PressDigit(key, nowMs); break;
            case Places: PressPlace(key, nowMs); break;
            case Correcting: PressCorrection(key, nowMs); break;
            case Searching: _desk.Refuse(TillMessage.Searching); break;
            default: PressNumber(key, nowMs); break;
        }
    }

    private static bool IsDigit(int key)
    {
        return key >= Key.Digit0 && key <= Key.Digit9;
    }

    private void Unknown()
    {
        Close();
        _desk.Refuse(TillMessage.FunctionUnknown);
    }

    private void PressGroup(int key)
    {
        if (key >= 1 && key <= FunctionCode.Groups)
        {
            Ask(Group, key, TillMessage.None);
        }
        else
        {
            Unknown();
        }
    }

    private void PressFunction(int key, long nowMs)
    {
        if (!IsDigit(key))
        {
            Unknown();
            return;
        }

        int function = Function * 10 + key;
        Close();
        if (!_functions.Start(function, nowMs))
        {
            Unknown();
        }
    }

    private void PressTender(int key, long nowMs)
    {
        int type = IsDigit(key) ? FunctionCode.TenderOf(key) : 0;
        bool correcting = Function == FunctionCode.Correct;
        Close();
        if (type == 0)
        {
            _desk.Refuse(TillMessage.FunctionUnknown);
        }
        else if (correcting)
        {
            _functions.Correct(type, Key.None, nowMs);
        }
        else
        {
            _desk.Checkout.PressTender(type, nowMs);
        }
    }

    private void PressPin(int key, long nowMs)
    {
        if (!IsDigit(key))
        {
            _desk.Refuse(Prompt);
            return;
        }

        _pin = _pin * 10 + key;
        PinCount++;
        if (PinCount == SignIn.PinDigits)
        {
            int pin = _pin;
            int function = Function;
            Close();
            _people.TakePin(function, pin, nowMs);
        }
    }

    private void PressDigit(int key, long nowMs)
    {
        if (key < 1 || key > FunctionCode.ReasonsMax)
        {
            _desk.Refuse(Prompt);
            return;
        }

        int function = Function;
        Close();
        _functions.TakeDigit(function, key, nowMs);
    }

    // A payment under way holds the till: CLEAR asks for its end, a declaration is 1 or 2.
    private void PressCard(int key, long nowMs)
    {
        if (Mode == CardDeclare)
        {
            _desk.Cards.Declare(key, nowMs);
        }
        else if (Mode == CardSlip)
        {
            PressSlip(key, nowMs);
        }
        else if (key == Key.Clear)
        {
            _desk.Cards.Cancel(nowMs);
        }
        else
        {
            _desk.Refuse(TillMessage.CardAsked);
        }
    }

    // Digits of the terminal's slip and CASH; CASH alone when it gave none.
    private void PressSlip(int key, long nowMs)
    {
        if (IsDigit(key))
        {
            _desk.Answer(_desk.Entry.Type(key, 1));
        }
        else if (key == Key.DoubleZero)
        {
            _desk.Answer(_desk.Entry.Type(0, 2));
        }
        else if (key == Key.Cash)
        {
            _desk.Cards.DeclarePaid(_desk.Entry.TakeDigits(), nowMs);
        }
        else if (key != Key.Clear)
        {
            _desk.Refuse(Prompt);
        }
        else if (_desk.Entry.DigitCount > 0)
        {
            _desk.Entry.Clear();
        }
        else
        {
            _desk.Cards.AskAgain();
        }
    }

    private void PressPlace(int key, long nowMs)
    {
        Close();
        if (key >= 1 && key <= BasketSlots.Places)
        {
            _held.Recall(key - 1, nowMs);
        }
        else
        {
            _desk.Refuse(TillMessage.NothingHeld);
        }
    }

    private void PressCorrection(int key, long nowMs)
    {
        switch (key)
        {
            case Key.Cash:
                Close();
                _functions.Correct(TicketLayout.TenderCash, key, nowMs);
                break;
            case Key.Card:
                Close();
                _functions.Correct(TicketLayout.TenderCardByHand, key, nowMs);
                break;
            case Key.Meal:
                Close();
                _functions.Correct(TicketLayout.TenderMealCard, key, nowMs);
                break;
            case Key.Tender:
                Ask(Tenders, FunctionCode.Correct, TillMessage.None);
                break;
            default:
                _desk.Refuse(TillMessage.ChooseTender);
                break;
        }
    }

    private void PressNumber(int key, long nowMs)
    {
        if (IsDigit(key))
        {
            _desk.Answer(_desk.Entry.Type(key, 1));
        }
        else if (key == Key.DoubleZero)
        {
            _desk.Answer(_desk.Entry.Type(0, 2));
        }
        else if (key == Key.Cash)
        {
            int function = Function;
            if (Mode == Count)
            {
                _functions.EndCount(nowMs);
            }
            else if (_desk.Entry.DigitCount == 0)
            {
                _desk.Refuse(Prompt);
            }
            else
            {
                Close();
                _functions.TakeNumber(function, _desk.Entry.TakeDigits(), nowMs);
            }
        }
        else if (Mode != Count || !_functions.Cash.PressDenomination(key))
        {
            _desk.Refuse(Prompt);
        }
    }
}
