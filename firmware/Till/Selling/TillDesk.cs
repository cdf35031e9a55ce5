using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What each key and each scan does: the rules of the till, without display and printer. One thread.
/// </summary>
public sealed class TillDesk
{
    /// <summary>The open basket; what is typed; the last sale.</summary>
    public readonly Basket Basket;

    /// <summary>See <see cref="Basket"/>.</summary>
    public readonly KeyEntry Entry = new KeyEntry();

    /// <summary>See <see cref="Basket"/>.</summary>
    public readonly Sale Last;

    /// <summary>Catalogue and settings in force; set by the till before the first key.</summary>
    public Catalogue Catalogue = null!;

    /// <summary>See <see cref="Catalogue"/>.</summary>
    public Settings Settings = null!;

    /// <summary>Message until the next key, and its number.</summary>
    public int Message, MessageValue;

    /// <summary>True until the next key: the change of the last sale, the pages of help and of the software.</summary>
    public bool ChangeShown, HelpShown, AboutShown;

    /// <summary>True while the city refuses a record of this kiosk: told between two sales.</summary>
    public bool CityRefuses;

    /// <summary>True while the time is unknown; while a fault stands on the display, until the next key.</summary>
    public bool Clockless, FaultShown;

    /// <summary>Times that the till opened the drawer since start.</summary>
    public int DrawerPulses;

    /// <summary>True when the basket's last change was that it was sealed.</summary>
    public bool JustSealed;

    /// <summary>Keys and scans refused, codes not in the catalogue, tickets sealed, since start.</summary>
    public int Refused, UnknownCodes, TicketsSealed;

    /// <summary>Keys and scans taken in hand since start, those that were refused among them.</summary>
    public int Inputs;

    /// <summary>Codes for the merchant's review list (R59); null without a scanner.</summary>
    public UnknownScans? Unknown;

    /// <summary>Reason of the copy that is printed next (<see cref="ReasonCode"/>).</summary>
    public int CopyReason = ReasonCode.AskedLater;

    /// <summary>How the basket is paid; what functions ask; set by the till before the first key.</summary>
    public Checkout Checkout = null!;

    /// <inheritdoc cref="Checkout"/>
    public TillMenu Menu = null!;

    /// <inheritdoc cref="Checkout"/>
    public TillFunctions Functions = null!;

    /// <inheritdoc cref="Checkout"/>
    public RefundDesk Refunds = null!;

    /// <inheritdoc cref="Checkout"/>
    public OwedEvents Owed = null!;

    /// <inheritdoc cref="Checkout"/>
    public CardDesk Cards = null!;

    /// <inheritdoc cref="Checkout"/>
    public DrawerDesk Drawers = null!;

    /// <inheritdoc cref="Checkout"/>
    public ShiftDesk Shifts = null!;

    /// <inheritdoc cref="Checkout"/>
    public PaperDesk Paper = null!;

    /// <inheritdoc cref="Checkout"/>
    public ClosingSearch LastClosing = null!;

    /// <inheritdoc cref="Checkout"/>
    public readonly SiteDesk Site;

    private readonly FiscalChain _chain;
    private readonly EventWriter _events;
    private readonly TillFacts _facts;
    private readonly FaultCounts _faults;
    private readonly LineKeys _lines;

    /// <summary>Desk over the chain, for baskets of a number of lines; refusals are counted.</summary>
    public TillDesk(FiscalChain chain, EventWriter events, TillFacts facts, FaultCounts faults, int linesMax)
    {
        Basket = new Basket(linesMax);
        Last = new Sale(linesMax);
        _faults = faults;
        _chain = chain;
        _events = events;
        _facts = facts;
        _lines = new LineKeys(this, events);
        Site = new SiteDesk(this, events, facts);
    }

    /// <summary>What the scanner does; null without one.</summary>
    internal ScanDesk? NewScans(Scanner? scanner)
    {
        Unknown = scanner == null ? null : new UnknownScans(this, _events);
        return scanner == null ? null : new ScanDesk(scanner, this, _chain, _lines);
    }

    /// <summary>Operator signed in, 0 when there are none; number that the open basket's ticket will get.</summary>
    public int Operator
    {
        get { return _facts.Operator; }
    }

    /// <summary>
    /// True while a cashier works who is no manager: the drawer is counted blind, without the sum expected (R53).
    /// </summary>
    public bool CountsBlind
    {
        get
        {
            int at = _facts.Operator == 0 ? -1 : _facts.Find(_facts.Operator);
            return at >= 0 && _facts.Role[at] % TillFacts.MerchantUnit != TillFacts.Manager;
        }
    }

    /// <summary>True while training is on (R18).</summary>
    public bool InTraining
    {
        get { return _facts.TrainingManager > 0; }
    }

    /// <inheritdoc cref="Operator"/>
    public long NextTicket
    {
        get { return _chain.State.Tickets + 1; }
    }

    /// <summary>Shows a message until the next key.</summary>
    public void Say(int message)
    {
        Message = message;
        MessageValue = 0;
    }

    /// <summary>Shows why a key or scan was refused, and counts it.</summary>
    public void Refuse(int message)
    {
        Refuse(message, TillMessage.Counted(message));
    }

    /// <summary>True while the display shows neither change nor typed digits nor a question.</summary>
    public bool IsIdle => !Entry.Any && !ChangeShown && Menu.Mode == TillMenu.Closed;

    /// <summary>A receipt is out: says so unless something else is on the display.</summary>
    public void Printed(int message)
    {
        if (Message == TillMessage.Printing || (Message == TillMessage.None && IsIdle))
        {
            Say(message);
        }
    }

    /// <summary>A key was pressed (any but TICKET).</summary>
    public void Press(int key, long nowMs)
    {
        WipePage();
        if (!Settings.Sells)
        {
            Refuse(TillMessage.NotSelling);
            return;
        }

        if (key != Key.Abandon)
        {
            _lines.ForgetGiveUp();
        }

        if (key > Key.DoubleZero && (key < Key.Cash || key > Key.Note50))
        {
            Checkout.ForgetShort();
        }

        if (Menu.Mode != TillMenu.Closed)
        {
            Menu.Press(key, nowMs);
        }
        else if (Functions.Locked && key != Key.Function && key != Key.Help)
        {
            Menu.PressLocked(key, nowMs);
        }
        else if (!Menu.Opens(key, nowMs))
        {
            PressPlain(key, nowMs);
        }
    }

    private void PressPlain(int key, long nowMs)
    {
        if (key >= Key.Digit0 && key <= Key.Digit9)
        {
            Answer(Entry.Type(key, 1));
        }
        else if (key == Key.DoubleZero)
        {
            Answer(Entry.Type(0, 2));
        }
        else if (key >= Key.Article1 && key <= Key.Article15)
        {
            PressArticle(key - Key.Article1 + 1, nowMs);
        }
        else if (key >= Key.Department1 && key <= Key.Department8)
        {
            PressDepartment(key - Key.Department1 + 1, nowMs);
        }
        else if (key >= Key.Cash && key <= Key.Note50)
        {
            Checkout.PressMoney(key, nowMs);
        }
        else
        {
            PressFunction(key, nowMs);
        }
    }

    private void Refuse(int message, int fault)
    {
        Say(message);
        Refused++;
        _faults.Raise(fault);
    }

    /// <summary>Another key or scan: what the display told until then is over.</summary>
    internal void WipePage()
    {
        Inputs++;
        Say(TillMessage.None);
        ChangeShown = false;
        HelpShown = false;
        AboutShown = false;
        _faults.Unseen = FaultShown ? FaultCode.None : _faults.Unseen;
        FaultShown = false;
    }

    /// <summary>Refuses when the message is not <see cref="TillMessage.None"/>.</summary>
    public void Answer(int message)
    {
        if (message != TillMessage.None)
        {
            Refuse(message);
        }
    }

    private void PressFunction(int key, long nowMs)
    {
        switch (key)
        {
            case Key.Multiply: _lines.Multiply(nowMs); break;
            case Key.Price: _lines.Price(nowMs); break;
            case Key.Article: PressCode(nowMs); break;
            case Key.Card: Cards.Press(nowMs); break;
            case Key.Meal: Checkout.PressTender(TicketLayout.TenderMealCard, nowMs); break;
            case Key.Markdown: _lines.Markdown(nowMs); break;
            case Key.Undo: _lines.Undo(nowMs); break;
            case Key.Abandon: _lines.Abandon(nowMs); break;
            case Key.Clear: Entry.Clear(); break;
            case Key.Repeat: _lines.Repeat(); break;
            case Key.Help: HelpShown = true; break;
            default: Refuse(TillMessage.None, FaultCode.KeyRefused); break;
        }
    }

    private void PressArticle(int articleKey, long nowMs)
    {
        if (Entry.DigitCount > 0)
        {
            Refuse(TillMessage.AmbiguousDigits);
            return;
        }

        int index = Catalogue.FindKey(articleKey);
        if (index < 0)
        {
            Refuse(TillMessage.NoArticle);
            return;
        }

        AddArticle(index, true, 0, nowMs);
    }

    private void PressCode(long nowMs)
    {
        if (Entry.DigitCount == 0)
        {
            Refuse(TillMessage.CodeNeeded);
            return;
        }

        int index = Catalogue.FindCode(Entry.TakeDigits());
        if (index < 0)
        {
            UnknownCodes++;
            Refuse(TillMessage.UnknownCode, FaultCode.UnknownArticle);
            return;
        }

        AddArticle(index, true, 0, nowMs);
    }

    // Lines stand still while the basket is paid, and those sold again for another tender always (R14); in a return an
    // article key keeps that article only.
    internal bool IsFrozen(int article)
    {
        if (Basket.Sale.TenderCount > 0 || Basket.Sale.Replaces > 0 || Cards.Blocks)
        {
            Refuse(Cards.Blocks ? TillMessage.CardUnknown : TillMessage.Paying);
            return true;
        }

        if (Basket.Sale.Operation == TicketLayout.OperationSale)
        {
            return false;
        }

        Entry.Clear();
        if (article == 0 || !Refunds.KeepOnly(article))
        {
            Refuse(TillMessage.NothingToReturn);
        }

        return true;
    }

    internal void AddArticle(int index, bool typed, int grams, long nowMs)
    {
        if (IsFrozen(Catalogue.Code[index]))
        {
            return;
        }

        int price = Entry.Price;
        int quantity = Entry.QuantityOrOne;
        int message = Basket.AddArticle(Catalogue, index, quantity, price);
        Entry.Clear();
        Changed(message);
        Unknown?.Leave();
        if (message == TillMessage.None && grams > 0)
        {
            Basket.NoteWeight(grams, Catalogue.Price[index]);
        }

        if (message == TillMessage.None && typed && price >= 0 && price != Catalogue.Price[index])
        {
            _lines.JournalPrice(Catalogue.Code[index], Catalogue.Price[index], price, nowMs);
        }
    }

    private void PressDepartment(int department, long nowMs)
    {
        if (IsFrozen(-department))
        {
            return;
        }

        if (Entry.DigitCount == 0 && Entry.Price < 0)
        {
            Refuse(TillMessage.AmountNeeded);
            return;
        }

        int price = Entry.DigitCount > 0 ? Entry.TakeDigits() : Entry.Price;
        int quantity = Entry.QuantityOrOne;
        Entry.Clear();
        int message = price < 1 ? TillMessage.AmountNeeded
            : Basket.AddDepartment(Catalogue, department, quantity, price);
        Changed(message);
        if (message == TillMessage.None)
        {
            Unknown?.Sold(department, price, nowMs);
        }
    }

    /// <summary>The basket was changed, or was not and says why.</summary>
    public void Changed(int message)
    {
        JustSealed = false;
        Answer(message);
    }

    /// <summary>The basket was sealed: it is the last sale now, and a new one begins.</summary>
    public void Sealed(long nowMs)
    {
        Sale sale = Basket.Sale;
        Last.CopyFrom(sale);
        Basket.Clear();
        Entry.Clear();
        TicketsSealed++;
        Unknown?.Leave();
        JustSealed = true;
        ChangeShown = true;
        Paper.Follow(PaperRule.IsAlwaysPrinted(Last, Catalogue, Settings), nowMs);
        Cards.Settle();
        Owed.Pay(Last, nowMs);
    }

    /// <summary>
    /// Journals what was done to the open basket; nothing of it in training, where it is no sale (R18).
    /// </summary>
    public void Journal(int code, long argument1, long argument2, long nowMs)
    {
        if (InTraining)
        {
            _events.TextLength = 0;
        }
        else
        {
            _events.Write(code, Operator, argument1, argument2, nowMs);
        }
    }

    /// <summary>Says why nothing was stored.</summary>
    public void RefuseCommit(int outcome)
    {
        switch (outcome)
        {
            case RecordJournal.Full: Refuse(TillMessage.StorageFull); break;
            case RecordJournal.NoSequence: Refuse(TillMessage.NoSequence); break;
            case TicketWriter.NotSealed: Refuse(TillMessage.SealRefused); break;
            default: Refuse(TillMessage.StorageFailed); break;
        }
    }
}
