using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The till: keys and scans become a basket, the basket a sealed ticket (R10: durable, then drawer, then display; paper
/// on
/// request only). It never waits for network, time or printer. One thread: the loop. Nothing is allocated in
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
    private readonly TillScreen _screen;
    private readonly ReceiptPrinter? _receipt;
    private readonly ScanReader _scans = new ScanReader();
    private Catalogue? _nextCatalogue;
    private Settings? _nextSettings;
    private long _acknowledged;
    private long _saveAtMs;
    private int _savedChanges, _triedChanges;
    private bool _started;

    /// <summary>
    /// Till over the parts of a board. <see cref="SetCatalogue"/> and <see cref="SetSettings"/> come before the first
    /// step.
    /// </summary>
    public Till(KioskParts parts, FiscalChain chain, RecordJournal journal, TimeKeeper time, BasketSlots slots,
        EventWriter events)
    {
        _parts = parts;
        _chain = chain;
        _journal = journal;
        _time = time;
        _slots = slots;
        _events = events;
        _screen = new TillScreen(chain.Terminal);
        _desk = new TillDesk(parts, new TicketWriter(chain, journal, time, _events), _events);
        _receipt = parts.Printer == null ? null : new ReceiptPrinter(chain.Terminal);
        LastTicketSequence = LastTicketNumber > 0 && journal.NextSequence > 0 ? journal.NextSequence - 1 : 0;
    }

    /// <summary>Lines and cents of the open basket.</summary>
    public int LineCount
    {
        get { return _desk.Basket.Sale.LineCount; }
    }

    /// <summary>See <see cref="LineCount"/>.</summary>
    public int TotalCents
    {
        get { return _desk.Basket.Sale.TotalCents; }
    }

    /// <summary>Tickets sealed since start.</summary>
    public int TicketsSealed
    {
        get { return _desk.TicketsSealed; }
    }

    /// <summary>Number of the last ticket of this terminal, 0 none; its cents.</summary>
    public long LastTicketNumber
    {
        get { return _chain.State.Tickets; }
    }

    /// <summary>See <see cref="LastTicketNumber"/>.</summary>
    public int LastTicketCents
    {
        get { return (int)_chain.State.LastTicketCents; }
    }

    /// <summary>
    /// Sequence of the last ticket, 0 none. After a start it is not known which record was the last ticket: then the
    /// last
    /// one of the journal, so that "enregistré" never comes too early.
    /// </summary>
    public long LastTicketSequence;

    /// <summary>
    /// Keys and scans refused, codes not in the catalogue, events that could not be journaled, since start.
    /// </summary>
    public int RefusedCount
    {
        get { return _desk.Refused; }
    }

    /// <summary>See <see cref="RefusedCount"/>.</summary>
    public int UnknownCodes
    {
        get { return _desk.UnknownCodes; }
    }

    /// <summary>See <see cref="RefusedCount"/>.</summary>
    public int EventsLost
    {
        get { return _events.Lost; }
    }

    /// <summary>
    /// Receipts given up because the printer stayed stopped or silent; snapshots the drive did not take; lines the
    /// display did not take.
    /// </summary>
    public int ReceiptsFailed;

    /// <summary>See <see cref="ReceiptsFailed"/>.</summary>
    public int SnapshotFailures
    {
        get { return _slots.Failures; }
    }

    /// <summary>See <see cref="ReceiptsFailed"/>.</summary>
    public int DisplayFailures
    {
        get { return _screen.Failures; }
    }

    /// <summary>What is in force; changes only between two sales.</summary>
    public Catalogue CatalogueInUse
    {
        get { return _desk.Catalogue; }
    }

    /// <summary>See <see cref="CatalogueInUse"/>.</summary>
    public Settings SettingsInUse
    {
        get { return _desk.Settings; }
    }

    /// <summary>
    /// Hands a catalogue over; it counts from the next empty basket on (R66) and must not change from now on.
    /// </summary>
    public void SetCatalogue(Catalogue catalogue)
    {
        _nextCatalogue = catalogue;
    }

    /// <summary>Hands settings over; as <see cref="SetCatalogue"/>, and not while a receipt is printed.</summary>
    public void SetSettings(Settings settings)
    {
        _nextSettings = settings;
    }

    /// <summary>Tells how far the gateway has everything: the status line says so of the last ticket.</summary>
    public void SetAcknowledged(long sequence)
    {
        if (sequence > _acknowledged)
        {
            _acknowledged = sequence;
        }
    }

    /// <summary>Takes keys and scans, prints, shows; returns when it is next due (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        TakeOver(nowMs);
        TakeKeys(nowMs);
        TakeScans(nowMs);
        long due = StepPrinter(nowMs);
        due = Sooner(due, Show(nowMs));
        due = Sooner(due, SaveBasket(nowMs));
        if (_parts.Drawer != null)
        {
            due = Sooner(due, _parts.Drawer.Poll(nowMs));
        }

        return due;
    }

    private bool Printing => _receipt != null && _receipt.Busy;

    private static long Sooner(long left, long right)
    {
        return left < right ? left : right;
    }

    // A catalogue or settings come into force between two sales only; the first ones at once, before the
    // basket returns.
    private void TakeOver(long nowMs)
    {
        bool free = !_started || (LineCount == 0 && !_desk.Entry.Any);
        if (_nextCatalogue != null && free)
        {
            ChangeCatalogue(_nextCatalogue, nowMs);
            _nextCatalogue = null;
        }

        if (_nextSettings != null && free && !Printing)
        {
            if (_started && _nextSettings.Version != _desk.Settings.Version)
            {
                _journal.Rotate();
            }

            _desk.Settings = _nextSettings;
            _nextSettings = null;
        }

        if (!_started)
        {
            Begin();
        }
    }

    private void ChangeCatalogue(Catalogue catalogue, long nowMs)
    {
        int before = _desk.Catalogue.Version;
        _desk.Catalogue = catalogue;
        if (_started && catalogue.Version != before)
        {
            _journal.Rotate();
            _events.Write(JetCode.CatalogueChange, 0, catalogue.Version, before, nowMs);
        }
    }

    private void Begin()
    {
        _started = true;
        if (_slots.Load(_desk.Basket, _desk.Catalogue, LastTicketNumber + 1))
        {
            _desk.Say(TillMessage.Restored);
        }

        _savedChanges = _desk.Basket.Changes;
    }

    private void TakeKeys(long nowMs)
    {
        if (_parts.Keypad == null)
        {
            return;
        }

        int key = _parts.Keypad.Read();
        for (int i = 0; i < KeysPerStep && key != Key.None; i++)
        {
            if (key == Key.Ticket)
            {
                PrintLast(nowMs);
            }
            else
            {
                Press(key, nowMs);
            }

            key = i + 1 < KeysPerStep ? _parts.Keypad.Read() : Key.None;
        }
    }

    // What was scanned before a closing key was pressed belongs to the sale that it closes.
    private void Press(int key, long nowMs)
    {
        bool closes = key == Key.Cash || (key >= Key.Note5 && key <= Key.Note50);
        if (closes)
        {
            TakeScans(nowMs);
        }

        int sold = _desk.TicketsSealed;
        _desk.Press(key, nowMs);
        if (_desk.TicketsSealed != sold)
        {
            LastTicketSequence = _desk.Last.Sequence;
        }
    }

    private void TakeScans(long nowMs)
    {
        if (_parts.Scanner == null)
        {
            return;
        }

        long code = _scans.Next(_parts.Scanner, nowMs);
        for (int i = 0; i < KeysPerStep && code != ScanReader.Nothing; i++)
        {
            _desk.Scan(code, nowMs);
            code = _scans.Next(_parts.Scanner, nowMs);
        }
    }

    private void PrintLast(long nowMs)
    {
        int refusal = TillMessage.None;
        if (_receipt == null)
        {
            _desk.Refuse(TillMessage.NoPrinter);
            return;
        }

        if (_receipt.Busy)
        {
            refusal = TillMessage.Printing;
        }
        else if (LineCount > 0)
        {
            refusal = TillMessage.SaleOpen;
        }
        else if (_desk.Last.Number == 0)
        {
            refusal = TillMessage.NoSale;
        }

        if (refusal != TillMessage.None)
        {
            _desk.Refuse(refusal);
            return;
        }

        _receipt.Start(_desk.Last, _desk.Settings, _chain.State.Software, _time.WallSeconds(nowMs), nowMs);
        _desk.Say(TillMessage.Printing);
    }

    private long StepPrinter(long nowMs)
    {
        if (_receipt == null)
        {
            return long.MaxValue;
        }

        long due = _receipt.Step(_parts.Printer!, nowMs);
        if (_receipt.RanOut)
        {
            _receipt.RanOut = false;
            _events.Write(JetCode.PaperOut, 0, _receipt.Number, 0, nowMs);
        }

        if (_receipt.Completed)
        {
            _receipt.Completed = false;
            Printed(_receipt, nowMs);
        }

        if (_receipt.GivenUp)
        {
            _receipt.GivenUp = false;
            ReceiptsFailed++;
            _desk.Say(TillMessage.PrinterSilent);
        }

        return due;
    }

    // A paper counts only now that the printer has taken all of it (R16).
    private void Printed(ReceiptPrinter receipt, long nowMs)
    {
        if (_desk.Last.Number == receipt.Number)
        {
            _desk.Last.Papers++;
        }

        if (receipt.Copy > 0)
        {
            _events.Write(JetCode.CopyPrinted, 0, receipt.Number, receipt.Copy, nowMs);
        }

        _desk.Printed(receipt.Copy > 0 ? TillMessage.CopyPrinted : TillMessage.Printed);
    }

    private long Show(long nowMs)
    {
        if (_parts.Lcd == null)
        {
            return long.MaxValue;
        }

        _screen.Online = _parts.Uplink.Connected;
        _screen.LastTicket = LastTicketNumber;
        _screen.Acknowledged = LastTicketSequence > 0 && LastTicketSequence <= _acknowledged;
        ChooseMessage();
        if (!_desk.Settings.Sells)
        {
            _screen.ShowVacant();
        }
        else if (_desk.HelpShown)
        {
            _screen.ShowHelp();
        }
        else if (_desk.ChangeShown && _screen.Message == TillMessage.None)
        {
            _screen.ShowChange(_desk.Last);
        }
        else
        {
            _screen.ShowBasket(_desk.Basket.Sale, _desk.Entry);
        }

        return _screen.Refresh(_parts.Lcd) ? long.MaxValue : nowMs + LcdPage.RetryMs;
    }

    // A stopped printer is told as long as a receipt waits; a filling drive only when nothing else is to be said.
    private void ChooseMessage()
    {
        _screen.Message = _desk.Message;
        _screen.MessageValue = _desk.MessageValue;
        int status = Printing ? _parts.Printer!.Status : Printer.Ready;
        if ((status & Printer.PaperOut) != 0)
        {
            _screen.Message = TillMessage.NoPaper;
        }
        else if ((status & (Printer.Offline | Printer.CoverOpen)) != 0)
        {
            _screen.Message = TillMessage.PrinterStopped;
        }
        else if (_desk.Message == TillMessage.None && !_desk.Entry.Any && !_desk.ChangeShown
            && _journal.UsedPercent >= WarnPercent)
        {
            _screen.Message = TillMessage.StorageFilling;
            _screen.MessageValue = _journal.UsedPercent;
        }
    }

    // One snapshot per step at most. A drive that did not take it is left alone for a while.
    private long SaveBasket(long nowMs)
    {
        int changes = _desk.Basket.Changes;
        if (changes == _savedChanges)
        {
            return long.MaxValue;
        }

        if (LineCount == 0 && _desk.JustSealed)
        {
            // The ticket's number makes the old snapshot void: nothing to write.
            _savedChanges = changes;
        }
        else if (nowMs < _saveAtMs && changes == _triedChanges)
        {
            return _saveAtMs;
        }
        else if (_slots.Save(_desk.Basket.Sale, LastTicketNumber + 1))
        {
            _savedChanges = changes;
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
