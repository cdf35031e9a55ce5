using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Keys that change lines of the open basket: quantity, price, markdown, take back, abandon. What is taken away before
/// payment is a technical event (R15). One thread.
/// </summary>
public sealed class LineKeys
{
    private readonly TillDesk _desk;
    private readonly EventWriter _events;
    private bool _confirmGiveUp;

    /// <summary>Keys of a desk.</summary>
    public LineKeys(TillDesk desk, EventWriter events)
    {
        _desk = desk;
        _events = events;
    }

    /// <summary>Another key was pressed, or a code scanned: giving up is no longer about to be confirmed.</summary>
    public void ForgetGiveUp()
    {
        _confirmGiveUp = false;
    }

    private bool IsReturn
    {
        get { return _desk.Basket.Sale.Operation != TicketLayout.OperationSale; }
    }

    /// <summary>Takes back the last tender, else the last amount that is no sale, else the last line.</summary>
    public void Undo(long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        int last = sale.LineCount - 1;
        _desk.Entry.Clear();
        if (_desk.Checkout.UndoTender())
        {
            return;
        }

        if (sale.Replaces > 0)
        {
            _desk.Refuse(TillMessage.Paying);
            return;
        }

        if (sale.NonSaleCount > 0)
        {
            UndoNonSale(sale, nowMs);
            return;
        }

        if (last < 0)
        {
            _desk.Refuse(TillMessage.EmptyBasket);
            return;
        }

        int cents = sale.LineCents(last);
        int article = sale.Article[last];
        _desk.Changed(_desk.Basket.RemoveLast());
        if (!IsReturn)
        {
            Voided(article, cents, nowMs);
        }

        ForgetEmptied(sale);
    }

    // Taken back as it was keyed: the sum of these events is what tickets hold beside sales (R15, R23).
    private void UndoNonSale(Sale sale, long nowMs)
    {
        int last = sale.NonSaleCount - 1;
        int type = sale.NonSaleKind[last];
        int cents = sale.NonSaleCents[last];
        _desk.Basket.RemoveNonSale();
        sale.DepositOf = type == NonSaleType.Deposit && cents < 0 ? 0 : sale.DepositOf;
        _desk.JustSealed = false;
        _desk.Journal(JetCode.NonSale, type, -cents, nowMs);
        ForgetEmptied(sale);
    }

    // What was taken back of an emptied basket, and its note, are not the next customer's.
    private void ForgetEmptied(Sale sale)
    {
        if (sale.IsEmpty)
        {
            _desk.Basket.Clear();
        }
    }

    // Cents taken away before payment: in the journal (R15) and on the receipt (R32).
    private void Voided(int article, int cents, long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        sale.VoidCount++;
        sale.VoidCents += cents;
        _desk.Journal(JetCode.LineVoided, article, cents, nowMs);
    }

    /// <summary>Gives the basket up.</summary>
    public void Abandon(long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        _desk.Entry.Clear();
        bool wasEmpty = sale.IsEmpty;
        if (wasEmpty && _desk.Cards.Owed == 0)
        {
            _desk.Refuse(TillMessage.EmptyBasket);
            return;
        }

        if (sale.Replaces > 0)
        {
            // Its original is cancelled already: the same sale is paid, whatever with (R14).
            _desk.Refuse(TillMessage.Paying);
            return;
        }

        if (!_desk.Cards.GiveUp(_confirmGiveUp, nowMs))
        {
            _confirmGiveUp = !_desk.Cards.Blocks;
            return;
        }

        _confirmGiveUp = false;
        bool wasReturn = IsReturn;
        int cents = sale.PayableCents;
        int lines = sale.LineCount + sale.NonSaleCount;
        _desk.Basket.Clear();
        _desk.JustSealed = false;
        if (!wasReturn && !wasEmpty)
        {
            _desk.Journal(JetCode.BasketAbandoned, cents, lines, nowMs);
        }
    }

    /// <summary>The lines of the last sale once more.</summary>
    public void Repeat()
    {
        if (_desk.Entry.Any)
        {
            _desk.Refuse(TillMessage.Pending);
        }
        else if (_desk.Basket.Sale.LineCount > 0)
        {
            _desk.Refuse(TillMessage.SaleOpen);
        }
        else if (_desk.Last.Number == 0)
        {
            _desk.Refuse(TillMessage.NoSale);
        }
        else
        {
            _desk.Changed(_desk.Basket.AddAll(_desk.Catalogue, _desk.Last));
        }
    }

    /// <summary>"3 x" then a line; alone it adds one to the last line; "3 x x" makes the last line three.</summary>
    public void Multiply(long nowMs)
    {
        int last = _desk.Basket.Sale.LineCount - 1;
        if (IsReturn)
        {
            ReturnUnits();
        }
        else if (_desk.Entry.DigitCount > 0)
        {
            _desk.Answer(_desk.Entry.TakeQuantity());
        }
        else if (last < 0)
        {
            _desk.Entry.Quantity = 0;
            _desk.Refuse(TillMessage.QuantityNeeded);
        }
        else if (!_desk.IsFrozen(0))
        {
            int before = _desk.Basket.Sale.LineCents(last);
            int quantity = _desk.Entry.Quantity > 0 ? _desk.Entry.Quantity : _desk.Basket.Sale.Quantity[last] + 1;
            _desk.Entry.Clear();
            int message = _desk.Basket.SetLastQuantity(quantity);
            _desk.Changed(message);
            int off = before - _desk.Basket.Sale.LineCents(last);
            if (message == TillMessage.None && off > 0)
            {
                Voided(_desk.Basket.Sale.Article[last], off, nowMs);
            }
        }
    }

    /// <summary>"300 PRIX" then an article; pressed again it becomes the price of the last line.</summary>
    public void Price(long nowMs)
    {
        int last = _desk.Basket.Sale.LineCount - 1;
        if (IsReturn)
        {
            ReturnAmount();
        }
        else if (_desk.Entry.DigitCount > 0)
        {
            _desk.Answer(_desk.Entry.TakePrice());
        }
        else if (_desk.Entry.Price < 0 || last < 0)
        {
            _desk.Refuse(TillMessage.AmountNeeded);
        }
        else if (!_desk.IsFrozen(0))
        {
            int before = _desk.Basket.Sale.Price[last];
            int price = _desk.Entry.Price;
            _desk.Entry.Clear();
            int message = _desk.Basket.SetLastPrice(price);
            _desk.Changed(message);
            if (message == TillMessage.None && price != before)
            {
                JournalPrice(_desk.Basket.Sale.Article[last], before, price, nowMs);
            }
        }
    }

    /// <summary>Journals a price other than the catalogue's (R15).</summary>
    public void JournalPrice(int article, int before, int price, long nowMs)
    {
        int length = Digits.Write(_events.Text, 0, before);
        _events.Text[length] = (byte)'>';
        length++;
        _events.TextLength = length + Digits.Write(_events.Text, length, price);
        _desk.Journal(JetCode.PriceChanged, article, price, nowMs);
    }

    /// <summary>A discount tag was scanned: that many percents off the last line (R59).</summary>
    public void Discount(int percent, long nowMs)
    {
        int last = _desk.Basket.Sale.LineCount - 1;
        if (last < 0)
        {
            _desk.Refuse(TillMessage.EmptyBasket);
        }
        else if (!_desk.IsFrozen(0))
        {
            Reduce(last, percent, ReasonCode.Gesture, nowMs);
        }
    }

    private void Reduce(int last, int percent, int reason, long nowMs)
    {
        int message = _desk.Basket.DiscountLast(percent, reason);
        _desk.Changed(message);
        if (message == TillMessage.None)
        {
            _desk.Journal(JetCode.DiscountGiven, _desk.Basket.Sale.OffOf(last), reason, nowMs);
        }
    }

    /// <summary>Markdown of what wilts; with digits that many percents as a gesture. Journaled (R15, R38).</summary>
    public void Markdown(long nowMs)
    {
        int last = _desk.Basket.Sale.LineCount - 1;
        bool typed = _desk.Entry.DigitCount > 0;
        int percent = typed ? _desk.Entry.TakeDigits() : _desk.Settings.MarkdownPercent;
        if (last < 0)
        {
            _desk.Refuse(TillMessage.EmptyBasket);
        }
        else if (!_desk.IsFrozen(0) && !typed && !_desk.Catalogue.WiltsOf(_desk.Basket.Sale.Article[last]))
        {
            _desk.Refuse(TillMessage.NotWilting);
        }
        else if (_desk.Message == TillMessage.None)
        {
            Reduce(last, percent, typed ? ReasonCode.Gesture : ReasonCode.Perishable, nowMs);
        }
    }

    // "2 x" in a return: two of the last line.
    private void ReturnUnits()
    {
        if (_desk.Entry.DigitCount == 0 || _desk.Basket.Sale.TenderCount > 0
            || !_desk.Refunds.SetLastUnits(_desk.Entry.TakeDigits()))
        {
            _desk.Refuse(TillMessage.NothingToReturn);
        }
    }

    // "500 PRIX" in a return: 5,00 of all of it, pro rata.
    private void ReturnAmount()
    {
        if (_desk.Entry.DigitCount == 0 || _desk.Basket.Sale.TenderCount > 0
            || !_desk.Refunds.SetAmount(_desk.Entry.TakeDigits()))
        {
            _desk.Refuse(TillMessage.NothingToReturn);
        }
    }
}
