using Kiosk.Firmware.Journal;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What the functions behind FONCTION do (<see cref="FunctionCode"/>), and what they ask for on the way. Digits typed
/// before FONCTION are the function's number (a ticket, an amount, percents). One thread.
/// </summary>
public sealed class TillFunctions
{
    private const int Euro = 100;
    private readonly TillDesk _desk;
    private readonly FiscalChain _chain;
    private readonly EventWriter _events;
    private readonly TillFacts _facts;
    private readonly PeopleDesk _people;
    private readonly ClosingDesk _closings;
    private readonly TicketDesk _tickets;
    private int _copyNumber;

    /// <summary>The menu that asks; set by it.</summary>
    public TillMenu Menu = null!;

    /// <summary>Cash beside sales.</summary>
    public readonly CashOffice Cash;

    /// <summary>
    /// What the till is asked to do outside the desk, taken and cleared by it: print (<see cref="TillWish"/>).
    /// </summary>
    public int Wish;

    /// <summary>Number typed before the function that was wished, 0 none.</summary>
    public int WishNumber;

    /// <summary>Functions of a desk.</summary>
    public TillFunctions(TillDesk desk, FiscalChain chain, EventWriter events, TillFacts facts,
        ClosingDesk closings, TicketDesk tickets, CashOffice cash, PeopleDesk people)
    {
        _desk = desk;
        _chain = chain;
        _events = events;
        _facts = facts;
        _people = people;
        _closings = closings;
        _tickets = tickets;
        Cash = cash;
    }

    /// <summary>True while nobody may sell because nobody is signed in.</summary>
    public bool Locked => _people.Locked;

    /// <summary>
    /// True while the basket is not the customer's: a search runs or a correction waits for its tender.
    /// </summary>
    public bool BasketIsLent => Menu.Mode == TillMenu.Searching || Menu.Mode == TillMenu.Correcting || _tickets.Waits
        || (Menu.Mode == TillMenu.Tenders && Menu.Function == FunctionCode.Correct);

    /// <summary>Starts a function; false when there is none of this number.</summary>
    public bool Start(int function, long nowMs)
    {
        if (Locked && !FunctionRule.IsOpenToAll(function))
        {
            _people.AskPin(FunctionCode.SignIn, TillMessage.SignInFirst);
            _desk.Refuse(TillMessage.SignInFirst);
            return true;
        }

        if (_desk.InTraining && FunctionRule.IsProduction(function))
        {
            _desk.Refuse(TillMessage.TrainingOn);
            return true;
        }

        if (FunctionRule.NeedsEmptyBasket(function) && !_desk.Basket.Sale.IsEmpty)
        {
            _desk.Refuse(TillMessage.SaleOpen);
            return true;
        }

        if (function == FunctionCode.SignIn || function == FunctionCode.NewPin)
        {
            _people.AskPin(function, TillMessage.AskPin);
            return true;
        }

        if (function == FunctionCode.Shift && _people.HasOperators && _desk.Shifts.Refusal() == TillMessage.None)
        {
            _people.AskPin(function, TillMessage.AskPin);
            return true;
        }

        if (FunctionRule.NeedsManager(function) && _people.HasOperators)
        {
            _people.AskPin(function, TillMessage.AskManager);
            return true;
        }

        return Run(function, 0, nowMs);
    }

    /// <summary>A search goes on; true when it ended.</summary>
    public bool Step(long nowMs)
    {
        if (Menu.Mode == TillMenu.Searching && FunctionRule.IsLastClosing(Menu.Function))
        {
            return _desk.LastClosing.Step(Menu);
        }

        bool ended = Menu.Mode == TillMenu.Searching && _tickets.Step(Menu, nowMs);
        if (_tickets.CopyReady)
        {
            _tickets.CopyReady = false;
            Wish = TillWish.FoundCopy;
        }

        return ended;
    }

    /// <summary>The operator leaves what was asked.</summary>
    public void Leave()
    {
        if (BasketIsLent)
        {
            _tickets.GiveUp();
        }

        _people.Leave();
        _desk.Entry.Clear();
    }

    /// <summary>A number was typed for a function.</summary>
    public void TakeNumber(int function, int number, long nowMs)
    {
        switch (function)
        {
            case FunctionCode.NewManager: _people.TakeSetup(number, nowMs); break;
            case FunctionCode.RemoveOperator: _people.Remove(number, nowMs); break;
            case FunctionCode.Return:
            case FunctionCode.Correct: _tickets.Search(Menu, function, number); break;
            case FunctionCode.Discount: Discount(number, nowMs); break;
            case FunctionCode.Float: Cash.Move(CashLayout.TypeFloat, number, nowMs); break;
            case FunctionCode.Skim: Cash.Move(CashLayout.TypeSkim, -number, nowMs); break;
            case FunctionCode.PayIn: Cash.Move(CashLayout.TypePayIn, number, nowMs); break;
            case FunctionCode.Expense: Cash.Move(CashLayout.TypeExpense, -number, nowMs); break;
            default: AddNonSale(function, number, nowMs); break;
        }
    }

    /// <summary>A digit was typed for a function: a reason.</summary>
    public void TakeDigit(int function, int digit, long nowMs)
    {
        if (function == FunctionCode.OpenDrawer)
        {
            Cash.OpenDrawer(digit, nowMs);
        }
        else if (function == FunctionCode.Copy)
        {
            _desk.CopyReason = ReasonCode.OfDigit(digit);
            CopyFound();
        }
        else if (FunctionRule.IsLastClosing(function))
        {
            _desk.LastClosing.Start(Menu, function, ReasonCode.OfDigit(digit));
        }
    }

    /// <summary>The slip of a deposit was scanned: its ticket is searched for what is to be given back (R45).</summary>
    public void ReturnDeposit(int ticket)
    {
        _tickets.Search(Menu, FunctionCode.DepositBack, ticket);
    }

    // The last sale is still in memory: its first paper is the original.
    private void CopyFound()
    {
        if (_copyNumber == 0 || (_copyNumber == _desk.Last.Number && !_desk.Last.Training))
        {
            Wish = TillWish.Copy;
        }
        else
        {
            _tickets.Search(Menu, FunctionCode.Copy, _copyNumber);
        }
    }

    /// <summary>CASH in a count of the drawer; at a closing without a count it closes at once.</summary>
    public void EndCount(long nowMs)
    {
        bool closing = Menu.Function == FunctionCode.Closing;
        bool counted = _desk.Entry.DigitCount > 0 || Cash.Counting;
        if (!counted && (!closing || Cash.Differs))
        {
            _desk.Refuse(TillMessage.AskCount);
            return;
        }

        if (counted && !Cash.EndCount(nowMs))
        {
            return;
        }

        Menu.Close();
        if (closing)
        {
            CloseDay(nowMs);
        }
    }

    /// <summary>Another tender for a ticket found before (R14).</summary>
    public void Correct(int type, int key, long nowMs)
    {
        _tickets.Correct(type, key, nowMs);
    }

    /// <summary>Runs a function that a manager allowed (0 when none was asked).</summary>
    public bool Run(int function, int manager, long nowMs)
    {
        switch (function / 10)
        {
            case 1: return _people.Run(function, nowMs);
            case 2: return RunTicket(function, manager, nowMs);
            case 3: return RunCash(function, nowMs);
            case 4: return RunClosing(function, nowMs);
            case 5: return RunNonSale(function, nowMs);
            default: return RunMode(function, manager, nowMs);
        }
    }

    private bool RunTicket(int function, int manager, long nowMs)
    {
        switch (function)
        {
            case FunctionCode.Return:
            case FunctionCode.Correct:
                _tickets.Manager = manager;
                Numbered(function, TillMessage.AskTicket, nowMs);
                return true;
            case FunctionCode.Copy:
                _copyNumber = _desk.Entry.DigitCount > 0 ? _desk.Entry.TakeDigits() : 0;
                Menu.Ask(TillMenu.Digit, function, TillMessage.AskReason);
                return true;
            case FunctionCode.Note:
                if (_tickets.SealNote(nowMs))
                {
                    Wish = TillWish.Note;
                }

                return true;
            case FunctionCode.Discount:
                Numbered(function, TillMessage.AskPercent, nowMs);
                return true;
            default:
                return false;
        }
    }

    private bool RunCash(int function, long nowMs)
    {
        switch (function)
        {
            case FunctionCode.Count:
                Cash.BeginCount();
                Menu.Ask(TillMenu.Count, function, TillMessage.AskCount);
                return true;
            case FunctionCode.OpenDrawer:
                Menu.Ask(TillMenu.Digit, function, TillMessage.AskReason);
                return true;
            case FunctionCode.Float:
            case FunctionCode.Skim:
            case FunctionCode.PayIn:
            case FunctionCode.Expense:
                Numbered(function, TillMessage.AskAmount, nowMs);
                return true;
            default:
                return false;
        }
    }

    private bool RunClosing(int function, long nowMs)
    {
        switch (function)
        {
            case FunctionCode.Reading:
                _events.Write(JetCode.Reading, _desk.Operator, _chain.State.OpenDay, 0, nowMs);
                _desk.Say(TillMessage.Reading);
                _desk.MessageValue = (int)_chain.State.DayPeriod.TotalCents;
                Wish = TillWish.Reading;
                return true;
            case FunctionCode.Closing:
                Cash.BeginCount();
                Menu.Ask(TillMenu.Count, function, TillMessage.AskCount);
                return true;
            case FunctionCode.LastDay:
            case FunctionCode.LastMonth:
            case FunctionCode.LastYear:
                _desk.LastClosing.Ask(Menu, function);
                return true;
            case FunctionCode.SelfTest:
                Wish = TillWish.SelfTest;
                return true;
            case FunctionCode.Inspect:
            case FunctionCode.InspectPaper:
            case FunctionCode.InspectCard:
                WishNumber = _desk.Entry.DigitCount > 0 ? _desk.Entry.TakeDigits() : 0;
                Wish = TillWish.OfExport(function);
                return true;
            default:
                return false;
        }
    }

    private bool RunNonSale(int function, long nowMs)
    {
        if (function < FunctionCode.RoundUp || function > FunctionCode.Gift)
        {
            return false;
        }

        if (function == FunctionCode.RoundUp && _desk.Entry.DigitCount == 0)
        {
            int over = _desk.Basket.Sale.PayableCents % Euro;
            AddNonSale(function, over > 0 ? Euro - over : Euro, nowMs);
            return true;
        }

        Numbered(function, TillMessage.AskAmount, nowMs);
        return true;
    }

    private bool RunMode(int function, int manager, long nowMs)
    {
        if (function == FunctionCode.Shift)
        {
            _desk.Shifts.Change(_desk.Operator, nowMs);
            return true;
        }

        if (function == FunctionCode.About)
        {
            _desk.AboutShown = true;
            return true;
        }

        if (function == FunctionCode.Walkers)
        {
            _desk.Site.Start(manager, nowMs);
            return true;
        }

        if (function != FunctionCode.Training)
        {
            return false;
        }

        if (manager == 0)
        {
            _desk.Refuse(TillMessage.NoPinHere);
            return true;
        }

        bool begins = _facts.TrainingManager == 0;
        if (begins && !_desk.Cards.AtRest)
        {
            _desk.Refuse(TillMessage.CardPaidAlready);
            return true;
        }

        int code = begins ? JetCode.TrainingBegin : JetCode.TrainingEnd;
        int outcome = _events.Write(code, _desk.Operator, _desk.Operator, manager, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
            return true;
        }

        _facts.TrainingManager = begins ? manager : 0;
        _facts.Save();
        _desk.Say(begins ? TillMessage.TrainingOn : TillMessage.TrainingOff);
        return true;
    }

    private void AddNonSale(int function, int cents, long nowMs)
    {
        int type = NonSaleTypeOf(function);
        if (IsSettled(_desk.Basket.Sale))
        {
            _desk.Refuse(TillMessage.Paying);
            return;
        }

        int signed = function == FunctionCode.DepositBack ? -cents : cents;
        int message = _desk.Basket.AddNonSale(type, signed);
        _desk.Changed(message);
        if (message == TillMessage.None)
        {
            _desk.Journal(JetCode.NonSale, type, signed, nowMs);
        }
    }

    // Nothing is added to or taken off what is being paid, given back or sold again for another tender.
    private static bool IsSettled(Sale sale)
    {
        return sale.TenderCount > 0 || sale.Operation != TicketLayout.OperationSale || sale.Replaces > 0;
    }

    private static int NonSaleTypeOf(int function)
    {
        switch (function)
        {
            case FunctionCode.RoundUp: return NonSaleType.Donation;
            case FunctionCode.Suspended: return NonSaleType.Suspended;
            case FunctionCode.Voucher: return NonSaleType.Voucher;
            case FunctionCode.LocalMoney: return NonSaleType.LocalCurrency;
            case FunctionCode.Gift: return NonSaleType.Gift;
            default: return NonSaleType.Deposit;
        }
    }

    private void Discount(int percent, long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        if (IsSettled(sale))
        {
            _desk.Refuse(TillMessage.Paying);
            return;
        }

        int cents = percent >= 1 && percent <= 100 ? Money.Part(sale.TotalCents, percent * 100) : 0;
        int message = _desk.Basket.DiscountAll(cents, ReasonCode.Gesture);
        _desk.Changed(message);
        if (message == TillMessage.None)
        {
            _desk.Journal(JetCode.DiscountGiven, cents, ReasonCode.Gesture, nowMs);
        }
    }

    private void Numbered(int function, int prompt, long nowMs)
    {
        if (_desk.Entry.DigitCount > 0)
        {
            TakeNumber(function, _desk.Entry.TakeDigits(), nowMs);
        }
        else
        {
            Menu.Ask(TillMenu.Number, function, prompt);
        }
    }

    private void CloseDay(long nowMs)
    {
        int outcome = _closings.CloseDay(nowMs);
        if (outcome == TicketWriter.NotSealed)
        {
            _desk.Refuse(TillMessage.NothingToClose);
        }
        else if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
        }
        else
        {
            _desk.Say(TillMessage.DayClosed);
            _desk.MessageValue = (int)_chain.State.Numbers[ChainKind.J];
            Wish = TillWish.Closing;
        }
    }
}
