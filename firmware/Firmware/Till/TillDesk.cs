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
    public readonly Basket Basket = new Basket();

    /// <summary>See <see cref="Basket"/>.</summary>
    public readonly KeyEntry Entry = new KeyEntry();

    /// <summary>See <see cref="Basket"/>.</summary>
    public readonly Sale Last = new Sale();

    /// <summary>Catalogue and settings in force.</summary>
    public Catalogue Catalogue = new Catalogue(0);

    /// <summary>See <see cref="Catalogue"/>.</summary>
    public Settings Settings = new Settings();

    /// <summary>Message until the next key, and its number.</summary>
    public int Message, MessageValue;

    /// <summary>True until the next key: the change of the last sale, the help page.</summary>
    public bool ChangeShown, HelpShown;

    /// <summary>True when the basket's last change was that it was sealed.</summary>
    public bool JustSealed;

    /// <summary>Keys and scans refused, codes not in the catalogue, tickets sealed, since start.</summary>
    public int Refused, UnknownCodes, TicketsSealed;

    private readonly KioskParts _parts;
    private readonly TicketWriter _tickets;
    private readonly EventWriter _events;

    /// <summary>Desk over the drawer of a board and the chain.</summary>
    public TillDesk(KioskParts parts, TicketWriter tickets, EventWriter events)
    {
        _parts = parts;
        _tickets = tickets;
        _events = events;
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

    /// <summary>A receipt is out: says so unless something else is on the display.</summary>
    public void Printed(int message)
    {
        if (Message == TillMessage.Printing || Message == TillMessage.None)
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
            PressDepartment(key - Key.Department1 + 1);
        }
        else if (key >= Key.Cash && key <= Key.Note50)
        {
            PressMoney(key, nowMs);
        }
        else
        {
            PressFunction(key, nowMs);
        }
    }

    /// <summary>A code was scanned, or <see cref="ScanReader.Bad"/>.</summary>
    public void Scan(long code, long nowMs)
    {
        WipePage();
        if (!Settings.Sells)
        {
            Refuse(TillMessage.NotSelling);
        }
        else if (code == ScanReader.Bad)
        {
            Refuse(TillMessage.BadCode);
        }
        else if (Entry.DigitCount > 0)
        {
            // Digits wait for an amount key: a barcode is never an amount (R41).
            Refuse(TillMessage.CodeAsAmount);
        }
        else
        {
            int index = Catalogue.FindEan(code);
            if (index < 0)
            {
                UnknownCodes++;
                Refuse(TillMessage.UnknownCode);
            }
            else
            {
                AddArticle(index, nowMs);
            }
        }
    }

    private void Refuse(int message, int fault)
    {
        Say(message);
        Refused++;
        _parts.Faults.Raise(fault);
    }

    private void WipePage()
    {
        Say(TillMessage.None);
        ChangeShown = false;
        HelpShown = false;
    }

    // None is no refusal.
    private void Answer(int message)
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
            case Key.Multiply: PressMultiply(nowMs); break;
            case Key.Price: PressPrice(nowMs); break;
            case Key.Article: PressCode(nowMs); break;
            case Key.Undo: Undo(nowMs); break;
            case Key.Abandon: Abandon(nowMs); break;
            case Key.Clear: Entry.Clear(); break;
            case Key.Repeat: Repeat(); break;
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

        AddArticle(index, nowMs);
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

        AddArticle(index, nowMs);
    }

    private void AddArticle(int index, long nowMs)
    {
        int price = Entry.Price;
        int quantity = Entry.QuantityOrOne;
        int message = Basket.AddArticle(Catalogue, index, quantity, price);
        Entry.Clear();
        Changed(message);
        if (message == TillMessage.None && price >= 0 && price != Catalogue.Price[index])
        {
            JournalPrice(Catalogue.Code[index], Catalogue.Price[index], price, nowMs);
        }
    }

    private void PressDepartment(int department)
    {
        if (Entry.DigitCount == 0 && Entry.Price < 0)
        {
            Refuse(TillMessage.AmountNeeded);
            return;
        }

        int price = Entry.DigitCount > 0 ? Entry.TakeDigits() : Entry.Price;
        int quantity = Entry.QuantityOrOne;
        Entry.Clear();
        Changed(price < 1 ? TillMessage.AmountNeeded : Basket.AddDepartment(Catalogue, department, quantity, price));
    }

    // "3 x" then a line; alone it adds one to the last line; "3 x x" makes the last line three.
    private void PressMultiply(long nowMs)
    {
        int last = Basket.Sale.LineCount - 1;
        if (Entry.DigitCount > 0)
        {
            Answer(Entry.TakeQuantity());
        }
        else if (last < 0)
        {
            Entry.Quantity = 0;
            Refuse(TillMessage.QuantityNeeded);
        }
        else
        {
            int before = Basket.Sale.LineCents(last);
            int quantity = Entry.Quantity > 0 ? Entry.Quantity : Basket.Sale.Quantity[last] + 1;
            Entry.Clear();
            int message = Basket.SetLastQuantity(quantity);
            Changed(message);
            int off = before - Basket.Sale.LineCents(last);
            if (message == TillMessage.None && off > 0)
            {
                _events.Write(JetCode.LineVoided, 0, Basket.Sale.Article[last], off, nowMs);
            }
        }
    }

    // "300 PRIX" then an article; pressed again it becomes the price of the last line.
    private void PressPrice(long nowMs)
    {
        int last = Basket.Sale.LineCount - 1;
        if (Entry.DigitCount > 0)
        {
            Answer(Entry.TakePrice());
        }
        else if (Entry.Price < 0 || last < 0)
        {
            Refuse(TillMessage.AmountNeeded);
        }
        else
        {
            int before = Basket.Sale.Price[last];
            int price = Entry.Price;
            Entry.Clear();
            int message = Basket.SetLastPrice(price);
            Changed(message);
            if (message == TillMessage.None && price != before)
            {
                JournalPrice(Basket.Sale.Article[last], before, price, nowMs);
            }
        }
    }

    private void JournalPrice(int article, int before, int price, long nowMs)
    {
        int length = Digits.Write(_events.Text, 0, before);
        _events.Text[length] = (byte)'>';
        length++;
        _events.TextLength = length + Digits.Write(_events.Text, length, price);
        _events.Write(JetCode.PriceChanged, 0, article, price, nowMs);
    }

    private void Undo(long nowMs)
    {
        int last = Basket.Sale.LineCount - 1;
        Entry.Clear();
        if (last < 0)
        {
            Refuse(TillMessage.EmptyBasket);
            return;
        }

        int cents = Basket.Sale.LineCents(last);
        int article = Basket.Sale.Article[last];
        Changed(Basket.RemoveLast());
        _events.Write(JetCode.LineVoided, 0, article, cents, nowMs);
    }

    private void Abandon(long nowMs)
    {
        Entry.Clear();
        if (Basket.Sale.LineCount == 0)
        {
            Refuse(TillMessage.EmptyBasket);
            return;
        }

        int cents = Basket.Sale.TotalCents;
        int lines = Basket.Sale.LineCount;
        Basket.Clear();
        JustSealed = false;
        _events.Write(JetCode.BasketAbandoned, 0, cents, lines, nowMs);
    }

    private void Repeat()
    {
        if (Entry.Any)
        {
            Refuse(TillMessage.Pending);
        }
        else if (Basket.Sale.LineCount > 0)
        {
            Refuse(TillMessage.SaleOpen);
        }
        else if (Last.Number == 0)
        {
            Refuse(TillMessage.NoSale);
        }
        else
        {
            Changed(Basket.AddAll(Catalogue, Last));
        }
    }

    private void Changed(int message)
    {
        JustSealed = false;
        Answer(message);
    }

    private void PressMoney(int key, long nowMs)
    {
        int total = Basket.Sale.TotalCents;
        if (Basket.Sale.LineCount == 0)
        {
            Entry.Clear();
            Refuse(TillMessage.EmptyBasket);
        }
        else if (Entry.Quantity > 0 || Entry.Price >= 0 || (key != Key.Cash && Entry.DigitCount > 0))
        {
            Refuse(TillMessage.Pending);
        }
        else
        {
            int given = key != Key.Cash ? NoteCents(key) : Entry.DigitCount > 0 ? Entry.TakeDigits() : total;
            if (given < total)
            {
                Refuse(TillMessage.AmountShort);
                MessageValue = total - given;
            }
            else
            {
                Close(given, nowMs);
            }
        }
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

    // R10: durable first, then the drawer, then the display; a refused commit leaves the basket as it is.
    private void Close(int given, long nowMs)
    {
        Sale sale = Basket.Sale;
        sale.GivenCents = given;
        sale.ChangeCents = given - sale.TotalCents;
        int outcome = _tickets.Write(sale, Catalogue, Settings, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            RefuseCommit(outcome);
            return;
        }

        if (_parts.Drawer != null)
        {
            _parts.Drawer.Open(nowMs);
        }

        Last.CopyFrom(sale);
        Basket.Clear();
        Entry.Clear();
        TicketsSealed++;
        JustSealed = true;
        ChangeShown = true;
    }

    private void RefuseCommit(int outcome)
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
