using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Who works at the till: sessions, new operators, PINs asked before a function (R26: signing in and out are technical
/// events). One thread.
/// </summary>
public sealed class PeopleDesk
{
    private readonly TillDesk _desk;
    private readonly EventWriter _events;
    private readonly TillFacts _facts;
    private readonly SignIn? _signIn;
    private readonly TicketDesk _tickets;
    private readonly FiscalChain _chain;
    private int _newPin, _stage, _newRole;

    /// <summary>Desk without operators when there is no sign-in.</summary>
    public PeopleDesk(TillDesk desk, FiscalChain chain, EventWriter events, TillFacts facts, SignIn? signIn,
        TicketDesk tickets)
    {
        _desk = desk;
        _chain = chain;
        _events = events;
        _facts = facts;
        _signIn = signIn;
        _tickets = tickets;
    }

    /// <summary>True while nobody may sell because nobody is signed in.</summary>
    public bool Locked
    {
        get { return _signIn != null && _signIn.Needed; }
    }

    /// <summary>True when PINs can be asked.</summary>
    public bool HasOperators
    {
        get { return _signIn != null && _facts.OperatorCount > 0; }
    }

    private TillMenu Menu
    {
        get { return _desk.Menu; }
    }

    private TillFunctions Functions
    {
        get { return _desk.Functions; }
    }

    /// <summary>After a start.</summary>
    public void Begin(long nowMs)
    {
        if (_signIn != null)
        {
            _signIn.Begin(nowMs);
        }
    }

    /// <summary>The operator leaves what was asked.</summary>
    public void Leave()
    {
        _stage = 0;
    }

    /// <summary>A PIN was typed for a function.</summary>
    public void TakePin(int function, int pin, long nowMs)
    {
        SignIn signIn = _signIn!;
        if (_stage > 0)
        {
            TakeNewPin(function, pin, nowMs);
            return;
        }

        int code = signIn.Match(pin, nowMs);
        bool manages = code > 0 && signIn.IsManager(code, _chain.Merchant);
        if (_tickets.Waits && !manages)
        {
            _tickets.GiveUp();
        }

        bool own = function == FunctionCode.SignIn || function == FunctionCode.Shift || function == FunctionCode.NewPin;
        if (code == 0 || (!own && !manages))
        {
            _desk.Entry.Clear();
        }

        if (code == 0)
        {
            int locked = signIn.LockedSeconds(nowMs);
            _desk.Refuse(locked > 0 ? TillMessage.PinLocked : TillMessage.WrongPin);
            _desk.MessageValue = locked;
            _events.Write(JetCode.SignInRefused, 0, _facts.WrongPins, function, nowMs);
            return;
        }

        if (function == FunctionCode.SignIn)
        {
            SignInto(code, nowMs);
        }
        else if (function == FunctionCode.NewPin)
        {
            AskNewPin(function, code);
        }
        else if (function == FunctionCode.Shift && MayHandOver(code, manages))
        {
            ChangeShift(code, nowMs);
        }
        else if (!manages || function == FunctionCode.Shift)
        {
            _desk.Refuse(TillMessage.ManagerOnly);
        }
        else
        {
            _events.Write(JetCode.ManagerOverride, code, function, 0, nowMs);
            if (_tickets.Waits)
            {
                _tickets.Resume(Menu, code);
            }
            else
            {
                Functions.Run(function, code, nowMs);
            }
        }
    }

    // The till goes to a merchant by its own people; to one who has no manager yet by the other's.
    private bool MayHandOver(int code, bool manages)
    {
        int incoming = _desk.Shifts.Incoming;
        return _signIn!.WorksFor(code, incoming) || (manages && !_signIn.HasManager(incoming));
    }

    /// <summary>Runs a function of people; false when there is none of this number.</summary>
    public bool Run(int function, long nowMs)
    {
        switch (function)
        {
            case FunctionCode.SignOut:
                SignOut(nowMs);
                _desk.Say(TillMessage.SignedOut);
                return true;
            case FunctionCode.NewCashier:
                if (_facts.OperatorCount == 0)
                {
                    _desk.Refuse(TillMessage.NoPinHere);
                }
                else
                {
                    AskNewPin(function, TillFacts.Cashier);
                }

                return true;
            case FunctionCode.RemoveOperator:
                if (_facts.OperatorCount == 0)
                {
                    _desk.Refuse(TillMessage.NoPinHere);
                }
                else
                {
                    Menu.Ask(TillMenu.Number, function, TillMessage.AskOperator);
                }

                return true;
            case FunctionCode.NewManager:
                Menu.Ask(TillMenu.Number, function, TillMessage.AskSetup);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Asks for a PIN before a function.</summary>
    public void AskPin(int function, int prompt)
    {
        if (_signIn == null || _facts.OperatorCount == 0)
        {
            _desk.Refuse(TillMessage.NoPinHere);
            return;
        }

        _stage = 0;
        Menu.Ask(TillMenu.Pin, function, prompt);
    }

    private void AskNewPin(int function, int role)
    {
        _stage = 1;
        _newRole = role;
        Menu.Ask(TillMenu.Pin, function, TillMessage.AskNewPin);
    }

    private void TakeNewPin(int function, int pin, long nowMs)
    {
        if (_stage == 1)
        {
            _newPin = pin;
            _stage = 2;
            Menu.Ask(TillMenu.Pin, function, TillMessage.AskPinAgain);
            return;
        }

        _stage = 0;
        if (pin != _newPin)
        {
            _desk.Refuse(TillMessage.PinDiffers);
            return;
        }

        bool own = function == FunctionCode.NewPin;
        if (_signIn!.IsTaken(pin, nowMs))
        {
            _desk.Refuse(TillMessage.PinTaken);
            _events.Write(JetCode.SignInRefused, own ? _newRole : _desk.Operator, _facts.WrongPins, function, nowMs);
            return;
        }

        if (own)
        {
            TakeOwnPin(_newRole, pin, nowMs);
            return;
        }

        int code = _signIn.Add(_newRole, pin, _chain.Merchant);
        if (code == 0)
        {
            _desk.Refuse(_facts.OperatorCount == TillFacts.OperatorsMax || _signIn.CodesUsedUp
                ? TillMessage.NoPlaceForMore : TillMessage.StorageFailed);
            return;
        }

        _events.Write(JetCode.MasterChange, _desk.Operator, code, _newRole, nowMs);
        _desk.Say(TillMessage.PinSet);
        _desk.MessageValue = code;
        if (_facts.Operator == 0)
        {
            BeginSession(code, nowMs);
        }
    }

    private void TakeOwnPin(int code, int pin, long nowMs)
    {
        if (!_signIn!.Change(code, pin))
        {
            _desk.Refuse(TillMessage.StorageFailed);
            return;
        }

        _events.Write(JetCode.MasterChange, code, code, _facts.Role[_facts.Find(code)] % TillFacts.MerchantUnit, nowMs);
        _desk.Say(TillMessage.PinSet);
        _desk.MessageValue = code;
    }

    /// <summary>Takes the one-time code of the city for the first manager.</summary>
    public void TakeSetup(int typed, long nowMs)
    {
        if (_signIn != null && _signIn.IsSetup(typed, _desk.Settings, nowMs))
        {
            AskNewPin(FunctionCode.NewManager, TillFacts.Manager);
            return;
        }

        int locked = _signIn == null ? 0 : _signIn.LockedSeconds(nowMs);
        _desk.Refuse(locked > 0 ? TillMessage.PinLocked : TillMessage.WrongSetup);
        _desk.MessageValue = locked;
        _events.Write(JetCode.SignInRefused, 0, _facts.WrongPins, FunctionCode.NewManager, nowMs);
    }

    /// <summary>
    /// Takes away an operator who left (journaled as a master change to role 0); one who is signed in is signed out.
    /// </summary>
    public void Remove(int code, long nowMs)
    {
        int merchant = _chain.Merchant;
        if (!_signIn!.WorksFor(code, merchant) || !_signIn.Remove(code, merchant))
        {
            _desk.Refuse(_signIn.WorksFor(code, merchant) ? TillMessage.LastManager : TillMessage.NoOperator);
            return;
        }

        _events.Write(JetCode.MasterChange, _desk.Operator, code, 0, nowMs);
        if (_facts.Operator == code)
        {
            SignOut(nowMs);
        }

        _desk.Say(TillMessage.OperatorGone);
        _desk.MessageValue = code;
    }

    private void SignOut(long nowMs)
    {
        if (_facts.Operator > 0)
        {
            _events.Write(JetCode.Stop, _facts.Operator, 0, 0, nowMs);
            _facts.Operator = 0;
            _facts.Save();
        }
    }

    private void SignInto(int code, long nowMs)
    {
        if (_signIn!.WorksFor(code, _chain.Merchant))
        {
            BeginSession(code, nowMs);
        }
        else
        {
            _desk.Refuse(TillMessage.OtherShift);
        }
    }

    // Who changed the shift is signed in for the merchant who came, if he is of that merchant.
    private void ChangeShift(int code, long nowMs)
    {
        int changes = _desk.Shifts.Changes;
        _desk.Shifts.Change(code, nowMs);
        if (_desk.Shifts.Changes != changes)
        {
            if (_signIn!.WorksFor(code, _chain.Merchant))
            {
                BeginSession(code, nowMs);
            }

            _desk.Say(TillMessage.ShiftChanges);
        }
    }

    private void BeginSession(int code, long nowMs)
    {
        if (_facts.Operator > 0 && _facts.Operator != code)
        {
            _events.Write(JetCode.Stop, _facts.Operator, 0, 0, nowMs);
        }

        _facts.Operator = code;
        _facts.Save();
        _events.Write(JetCode.Start, code, 0, 0, nowMs);
        _desk.Say(TillMessage.SignedIn);
        _desk.MessageValue = code;
        if (!_chain.State.DayPeriod.Active)
        {
            Functions.Wish = TillWish.SelfTest;
        }
    }
}
