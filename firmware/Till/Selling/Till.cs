using System;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The till: keys and scans become a basket, the basket a sealed ticket (R10: durable, then drawer, then display;
/// paper on request only). It never waits for network, time or printer. One thread: the loop. Nothing is allocated in
/// <see cref="Step"/>.
/// </summary>
public sealed class Till
{
    /// <summary>Percent of the journal in use from which the display warns (R62).</summary>
    public const int WarnPercent = 80;

    /// <summary>Keys taken in one step: as many as can wait.</summary>
    public const int KeysPerStep = Limits.KeysWaitingMax;

    private const int SaveRetryMs = 5_000;
    private readonly KioskParts _parts;
    private readonly FiscalChain _chain;
    private readonly RecordJournal _journal;
    private readonly TimeKeeper _time;
    private readonly BasketSlots _slots;
    private readonly EventWriter _events;
    private readonly TillDesk _desk;
    private readonly TillFace _face;
    private readonly PaperDesk _paper;
    private readonly ClosingDesk _closings;
    private readonly TillFacts _facts;
    private readonly PeopleDesk _people;
    private readonly OpeningCheck _check;
    private readonly InspectionDesk _inspection;
    private readonly TicketDesk _tickets;
    private readonly ScanDesk? _scans;
    private Catalogue? _nextCatalogue;
    private Settings? _nextSettings;
    private long _acknowledged;
    private long _saveAtMs, _savedFor;
    private int _savedChanges, _triedChanges, _shifts;
    private bool _started, _restored;

    /// <summary>
    /// Till over the parts of a board. <see cref="SetCatalogue"/> and <see cref="SetSettings"/> come before the first
    /// step. <paramref name="past"/> is a further chain of the same terminal, for copies of earlier tickets (R16), with
    /// the keys that it may need. Without <paramref name="pinKey"/> (32 bytes, <see cref="SignIn.KeyLabel"/>) nobody
    /// signs in: operator 00.
    /// </summary>
    public Till(KioskParts parts, FiscalChain chain, RecordJournal journal, TimeKeeper time, BasketSlots slots,
        EventWriter events, Mac? mac = null, byte[]? pinKey = null,
        FiscalChain? past = null, SealKeys? pastKeys = null)
    {
        _parts = parts;
        _chain = chain;
        _journal = journal;
        _time = time;
        _slots = slots;
        _events = events;
        _facts = new TillFacts(parts.Drive);
        TicketWriter writer = new TicketWriter(chain, journal, time, events);
        _desk = new TillDesk(chain, events, _facts, parts.Faults, parts.LinesMax);
        _scans = _desk.NewScans(parts.Scanner);
        _closings = new ClosingDesk(chain, writer, events, _facts);
        _desk.Checkout = new Checkout(_desk, parts, writer, _closings, _facts);
        _desk.Refunds = new RefundDesk(journal, _desk, writer.Scratch);
        _tickets = new TicketDesk(_desk, _desk.Refunds, chain, writer, _closings, slots, _facts,
            past == null ? null : journal.NewPastSeal(past, pastKeys));
        SignIn? signIn = mac == null || pinKey == null ? null : new SignIn(_facts, chain.State, mac, pinKey);
        _people = new PeopleDesk(_desk, chain, events, _facts, signIn, _tickets);
        CashOffice cash = new CashOffice(_desk, chain, writer, events);
        _desk.Functions = new TillFunctions(_desk, chain, events, _facts, _closings, _tickets, cash, _people);
        _desk.Menu = new TillMenu(_desk, _desk.Functions, _people, new HeldBaskets(_desk, slots, events));
        _desk.Owed = new OwedEvents(_desk, chain, events);
        _desk.Cards = new CardDesk(_desk, parts.Cards, slots, events);
        _desk.Drawers = new DrawerDesk(parts, _desk, events);
        _desk.Shifts = new ShiftDesk(_desk, chain, journal, events, _facts, _closings, slots);
        _check = new OpeningCheck(parts, journal, time, events, _facts, _desk);
        _inspection = new InspectionDesk(chain, journal, parts, _desk, events, writer.Scratch, slots.Scratch);
        _desk.Shifts.Inspection = _inspection;
        _paper = new PaperDesk(parts, chain, _desk, writer, events);
        _closings.Report = _paper.Report;
        _desk.LastClosing = new ClosingSearch(_desk, chain, journal, writer.Scratch);
        _desk.Paper = _paper;
        _face = new TillFace(parts, chain.Terminal, _desk, _facts, _paper, journal);
        LastTicketSequence = LastTicketNumber > 0 && journal.NextSequence > 0 ? journal.NextSequence - 1 : 0;
    }

    /// <summary>Lines and cents of the open basket.</summary>
    public int LineCount => _desk.Basket.Sale.LineCount;

    /// <summary>See <see cref="LineCount"/>.</summary>
    public int TotalCents => _desk.Basket.Sale.TotalCents;

    /// <summary>Tickets sealed since start.</summary>
    public int TicketsSealed => _desk.TicketsSealed;

    /// <summary>Number of the last ticket of this terminal, 0 none; its cents.</summary>
    public long LastTicketNumber => _chain.State.Tickets;

    /// <summary>See <see cref="LastTicketNumber"/>.</summary>
    public int LastTicketCents => (int)_chain.State.LastTicketCents;

    /// <summary>
    /// Sequence of the last ticket, 0 none. After a start it is not known which record was the last ticket: then the
    /// last
    /// one of the journal, so that "enregistré" never comes too early.
    /// </summary>
    public long LastTicketSequence;

    /// <summary>When a key was pressed last, monotonic ms; 0 none since start.</summary>
    public long LastKeyMs;

    /// <summary>
    /// Keys and scans refused, codes not in the catalogue, events that could not be journaled, since start.
    /// </summary>
    public int RefusedCount => _desk.Refused;

    /// <summary>See <see cref="RefusedCount"/>.</summary>
    public int UnknownCodes => _desk.UnknownCodes;

    /// <summary>See <see cref="RefusedCount"/>.</summary>
    public int EventsLost => _events.Lost;

    /// <summary>Keys and scans taken in hand since start, refused ones among them.</summary>
    public int Inputs => _desk.Inputs;

    /// <summary>
    /// Receipts given up because the printer stayed stopped or silent; snapshots and facts the drive did not take;
    /// lines the display did not take; closings that could not be stored.
    /// </summary>
    public int ReceiptsFailed => _paper.Failed;

    /// <summary>See <see cref="ReceiptsFailed"/>.</summary>
    public int ClosingFailures => _closings.Failures;

    /// <summary>Closings of any level sealed since start; who is signed in, 0 nobody.</summary>
    public int ClosingsSealed => _closings.Produced;

    /// <summary>See <see cref="ClosingsSealed"/>.</summary>
    public int Operator => _facts.Operator;

    /// <summary>True while nobody may sell because nobody is signed in; while training is on.</summary>
    public bool Locked => _desk.Functions.Locked;

    /// <summary>See <see cref="Locked"/>.</summary>
    public bool InTraining => _facts.TrainingManager > 0;

    /// <summary>Cents given for suspended items and not used yet.</summary>
    public int SuspendedCents => _facts.SuspendedCents;

    /// <summary>See <see cref="ReceiptsFailed"/>.</summary>
    public int SnapshotFailures => _slots.Failures + _facts.Failures;

    /// <summary>See <see cref="ReceiptsFailed"/>.</summary>
    public int DisplayFailures => _face.Failures;

    /// <summary>True when no sale is open, nothing is typed and no function has the basket.</summary>
    public bool BetweenSales =>
        _desk.Basket.Sale.IsEmpty && !_desk.Entry.Any && !_desk.Functions.BasketIsLent;

    /// <summary>What is in force; changes only between two sales.</summary>
    public Catalogue CatalogueInUse => _desk.Catalogue;

    /// <inheritdoc cref="CatalogueInUse"/>
    public Settings SettingsInUse => _desk.Settings;

    /// <summary>Hands a catalogue over; it counts from the next empty basket on (R66) and changes no more.</summary>
    public void SetCatalogue(Catalogue catalogue)
    {
        _nextCatalogue = _started ? catalogue : null;
        _desk.Catalogue = _started ? _desk.Catalogue : catalogue;
    }

    /// <summary>Hands settings over; as <see cref="SetCatalogue"/>, and not while a receipt is printed.</summary>
    public void SetSettings(Settings settings)
    {
        _nextSettings = _started ? settings : null;
        _desk.Settings = _started ? _desk.Settings : settings;
    }

    /// <summary>Tells how far the gateway has everything: the status line says so of the last ticket.</summary>
    public void SetAcknowledged(long sequence)
    {
        if (sequence > _acknowledged)
        {
            _acknowledged = sequence;
        }
    }

    /// <summary>Tells whether the city refuses a record even in a frame of its own.</summary>
    public void SetRefused(bool refused)
    {
        _desk.CityRefuses = refused;
    }

    /// <summary>Hands over the counter of footfall, whose site can be calibrated from here.</summary>
    public void SetFootfall(Footfall.FootfallCounter counter)
    {
        _desk.Site.Counter = counter;
    }

    /// <summary>Takes keys and scans, prints, shows; returns when it is next due (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        int shifts = _desk.Shifts.Changes;
        if (!_started)
        {
            Begin(nowMs);
        }

        if (!_desk.Owed.Step(BetweenSales, nowMs))
        {
            return nowMs;
        }

        if (_restored)
        {
            TakeOver(nowMs);
        }
        else
        {
            Restore(nowMs);
        }

        NoticeTurn();
        long due = _closings.Step(nowMs);
        if (_desk.Basket.Sale.IsEmpty)
        {
            _desk.Basket.Day = CivilTime.BusinessDay(_time.WallSeconds(nowMs), _chain.State.CutHour);
        }

        TakeKeys(nowMs);
        _scans?.Step(nowMs);
        due = Sooner(due, Search(nowMs));
        due = Sooner(due, StepCards(nowMs));
        due = Sooner(due, StepInspection(nowMs));
        due = Sooner(due, _desk.Site.Step(nowMs));
        due = Sooner(due, _paper.Step(nowMs));
        bool stored = LastTicketSequence > 0 && LastTicketSequence <= _acknowledged;
        _desk.Clockless = _time.Quality == TimeKeeper.Unknown;
        due = Sooner(due, _face.Show(LastTicketNumber, stored, nowMs));
        due = Sooner(due, _face.ShowCustomer(nowMs));
        due = Sooner(due, SaveBasket(nowMs));
        due = Sooner(due, _desk.Drawers.Step(nowMs));
        due = _desk.Unknown == null ? due : Sooner(due, _desk.Unknown.Step(nowMs));
        return _desk.Shifts.Changes == shifts ? due : nowMs;
    }

    private static long Sooner(long left, long right)
    {
        return left < right ? left : right;
    }

    // A catalogue or settings come into force between two sales only; the first ones were there before the basket.
    private void TakeOver(long nowMs)
    {
        bool free = BetweenSales;
        if (free && _nextCatalogue != null)
        {
            Catalogue old = _desk.Catalogue;
            _desk.Catalogue = _nextCatalogue;
            PriceChange.Tell(old, _nextCatalogue, _journal, _events, _desk.Operator, nowMs);
            _nextCatalogue = null;
        }

        if (_nextSettings != null && free && !_paper.Busy)
        {
            if (_nextSettings.Version != _desk.Settings.Version)
            {
                _journal.Rotate();
            }

            _desk.Settings = _nextSettings;
            _nextSettings.Show(_chain.Merchant);
            _nextSettings = null;
            _desk.Drawers.TakeSettings();
        }

        if (free && !_paper.Busy && !_inspection.Running)
        {
            _desk.Shifts.Follow(nowMs);
            _closings.Follow(_desk.Settings, nowMs);
        }
    }

    // Another merchant's chain: its name, its last ticket; the snapshot is the other one's.
    private void NoticeTurn()
    {
        if (_shifts == _desk.Shifts.Changes)
        {
            return;
        }

        _shifts = _desk.Shifts.Changes;
        _face.Terminal = _chain.Terminal;
        _paper.Terminal = _chain.Terminal;
        LastTicketSequence = LastTicketNumber > 0 && _journal.NextSequence > 0 ? _journal.NextSequence - 1 : 0;
        _savedFor = 0;
    }

    private void Begin(long nowMs)
    {
        _started = true;
        _facts.Load(LastTicketNumber, _chain.Merchant);
        _slots.Merchant = _chain.Merchant;
        _desk.Settings.Show(_chain.Merchant);
        _desk.Drawers.TakeSettings();
        _people.Begin(nowMs);
    }

    // What a return of before the power cut owes comes first, in the basket that is still empty.
    private void Restore(long nowMs)
    {
        _restored = true;
        if (_slots.Load(_desk.Basket, _desk.Catalogue, LastTicketNumber + 1))
        {
            _savedFor = LastTicketNumber + 1;
            _desk.Say(TillMessage.Restored);
        }

        _savedChanges = _desk.Basket.Changes;
        _desk.Site.Begin(nowMs);
        _desk.Cards.Begin(nowMs);
    }

    private void TakeKeys(long nowMs)
    {
        if (_parts.Keypad == null)
        {
            return;
        }

        int key = _parts.Keypad.Read();
        LastKeyMs = key == Key.None ? LastKeyMs : nowMs;
        for (int i = 0; i < KeysPerStep && key != Key.None; i++)
        {
            if (key == Key.Ticket && _desk.Menu.Mode == TillMenu.Closed && !Locked)
            {
                _desk.Inputs++;
                _paper.PrintLast(_time.WallSeconds(nowMs), nowMs);
            }
            else
            {
                Press(key, nowMs);
                Fulfil(nowMs);
            }

            key = i + 1 < KeysPerStep ? _parts.Keypad.Read() : Key.None;
        }
    }

    // What was scanned before a closing key was pressed belongs to the sale that it closes.
    private void Press(int key, long nowMs)
    {
        bool closes = key == Key.Cash || (key >= Key.Note5 && key <= Key.Note50) || key == Key.Card
            || key == Key.Meal;
        if (closes)
        {
            _scans?.Step(nowMs);
        }

        int sold = _desk.TicketsSealed;
        _desk.Press(key, nowMs);
        NoticeTurn();
        if (_desk.TicketsSealed != sold)
        {
            LastTicketSequence = _desk.Last.Sequence;
        }
    }

    // A few records of the journal per step; when the ticket is found the basket shows it.
    private long Search(long nowMs)
    {
        if (_desk.Menu.Mode != TillMenu.Searching)
        {
            return long.MaxValue;
        }

        _desk.Functions.Step(nowMs);
        Fulfil(nowMs);
        return nowMs;
    }

    private long StepCards(long nowMs)
    {
        int sold = _desk.TicketsSealed;
        long due = _desk.Cards.Step(nowMs);
        if (_desk.TicketsSealed != sold)
        {
            LastTicketSequence = _desk.Last.Sequence;
        }

        return due;
    }

    private void Fulfil(long nowMs)
    {
        int wish = _desk.Functions.Wish;
        _desk.Functions.Wish = TillWish.None;
        switch (wish)
        {
            case TillWish.None: break;
            case TillWish.Copy: _paper.PrintLast(_time.WallSeconds(nowMs), nowMs); break;
            case TillWish.FoundCopy: _paper.PrintFound(_tickets.Software, _time.WallSeconds(nowMs), nowMs); break;
            case TillWish.Note: _paper.PrintNote(_time.WallSeconds(nowMs), nowMs); break;
            case TillWish.Reading: _paper.PrintReading(_time.WallSeconds(nowMs), nowMs); break;
            case TillWish.Closing: _paper.PrintReport(nowMs); break;
            case TillWish.LastClosing: _paper.PrintStored(_time.WallSeconds(nowMs), nowMs); break;
            case TillWish.SelfTest: _check.Run(_face.Failures, nowMs); break;
            case TillWish.Inspect:
            case TillWish.InspectCard:
            case TillWish.InspectPaper: Export(wish, nowMs);
                break;
            default: break;
        }
    }

    // The file may not change while its pages are printed, nor while it is written (R31).
    private void Export(int wish, long nowMs)
    {
        if (_inspection.Running || (_paper.Busy && wish == TillWish.InspectPaper))
        {
            _desk.Refuse(_paper.Busy ? TillMessage.Printing : TillMessage.Exporting);
            return;
        }

        _inspection.Start(_desk.Functions.WishNumber, wish, _time.WallSeconds(nowMs));
    }

    private long StepInspection(long nowMs)
    {
        long due = _inspection.Step(nowMs);
        if (_inspection.PaperDue)
        {
            _inspection.PaperDue = false;
            _paper.PrintExport(_time.WallSeconds(nowMs), nowMs);
        }

        return due;
    }

    // One snapshot per step at most. A drive that did not take it is left alone for a while.
    private long SaveBasket(long nowMs)
    {
        int changes = _desk.Basket.Changes;
        if (changes == _savedChanges || _desk.Functions.BasketIsLent)
        {
            return long.MaxValue;
        }

        if (_desk.Basket.Sale.IsEmpty && _desk.JustSealed && _savedFor != LastTicketNumber + 1)
        {
            // The ticket's number makes the old snapshot void: nothing to write. A training sale has no such number.
            _savedChanges = changes;
        }
        else if (nowMs < _saveAtMs && changes == _triedChanges)
        {
            return _saveAtMs;
        }
        else if (_slots.Save(_desk.Basket.Sale, LastTicketNumber + 1))
        {
            _savedChanges = changes;
            _savedFor = LastTicketNumber + 1;
        }
        else
        {
            _triedChanges = changes;
            _saveAtMs = nowMs + SaveRetryMs;
            return _saveAtMs;
        }

        return long.MaxValue;
    }
}
