using System;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The open sale: adds, changes and takes back lines within the limits. Each method returns
/// <see cref="TillMessage.None"/> or why it refused, and then nothing changed. One thread.
/// </summary>
public sealed class Basket
{
    /// <summary>The lines.</summary>
    public readonly Sale Sale;

    /// <summary>Business day (yyyymmdd) whose VAT rates count.</summary>
    public int Day;

    /// <summary>Grows with every change, so that a snapshot knows that it is old.</summary>
    public int Changes;

    private const int PercentMax = 100, HundredPercent = 100;

    /// <summary>Room for weights of lines within one call.</summary>
    internal readonly int[] Weights = new int[Sale.LinesWithDetailMax];

    /// <summary>Basket with room for a number of lines (<see cref="Sale(int)"/>).</summary>
    public Basket(int linesMax)
    {
        Sale = new Sale(linesMax);
    }

    /// <summary>
    /// Adds units of an article at a price, or at its catalogue price when <paramref name="price"/> is below 0.
    /// </summary>
    public int AddArticle(Catalogue catalogue, int index, int quantity, int price)
    {
        int unit = price < 0 ? catalogue.Price[index] : price;
        if (unit <= 0)
        {
            return TillMessage.PriceNeeded;
        }

        return Add(catalogue.Code[index], quantity, unit, catalogue.RateOn(index, Day), catalogue.Labels,
            index * Limits.LabelBytesMax, catalogue.IsExempt(index));
    }

    /// <summary>
    /// The last line was weighed: so many grams at a price per kilogram (R59). It keeps them while a ticket has room
    /// for such details.
    /// </summary>
    public void NoteWeight(int grams, int perKilo)
    {
        int last = Sale.LineCount - 1;
        if (last >= 0 && last < Sale.LinesWithDetailMax && Sale.Quantity[last] == 1)
        {
            Sale.Weights.Note(last, grams, perKilo);
            Changes++;
        }
    }

    /// <summary>
    /// Adds units of a free amount in a department 1..8 (R39: refused when the department has no VAT rate).
    /// </summary>
    public int AddDepartment(Catalogue catalogue, int department, int quantity, int price)
    {
        int index = department - 1;
        if (!catalogue.HasDepartment(index))
        {
            return TillMessage.NoRate;
        }

        return Add(-department, quantity, price, catalogue.DepartmentRateOn(index, Day), catalogue.DepartmentLabels,
            index * Limits.LabelBytesMax, catalogue.IsDepartmentExempt(index));
    }

    /// <summary>
    /// Adds all lines of an earlier sale, at today's catalogue prices where the article is still there.
    /// </summary>
    public int AddAll(Catalogue catalogue, Sale earlier)
    {
        int message = TillMessage.None;
        for (int i = 0; i < earlier.LineCount && message == TillMessage.None; i++)
        {
            int index = earlier.Article[i] > 0 ? catalogue.FindCode(earlier.Article[i]) : -1;
            bool priced = index >= 0 && catalogue.Price[index] > 0 && earlier.Weights.Find(i) < 0;
            message = priced
                ? AddArticle(catalogue, index, earlier.Quantity[i], -1)
                : Add(earlier.Article[i], earlier.Quantity[i], earlier.Price[i], earlier.Rate[i], earlier.Labels,
                    i * Limits.LabelBytesMax, earlier.Rate[i] == 0);
        }

        return message;
    }

    /// <summary>Sets the units of the last line.</summary>
    public int SetLastQuantity(int quantity)
    {
        int last = Sale.LineCount - 1;
        return last < 0 ? TillMessage.EmptyBasket : ChangeLast(quantity, Sale.Price[last]);
    }

    /// <summary>Sets the unit price of the last line.</summary>
    public int SetLastPrice(int price)
    {
        int last = Sale.LineCount - 1;
        return last < 0 ? TillMessage.EmptyBasket : ChangeLast(Sale.Quantity[last], price);
    }

    /// <summary>Takes the last line back.</summary>
    public int RemoveLast()
    {
        if (Sale.LineCount == 0)
        {
            return TillMessage.EmptyBasket;
        }

        Sale.LineCount--;
        Sale.Weights.Forget(Sale.LineCount);
        if (Sale.LineCount < Sale.LinesWithDetailMax)
        {
            Sale.Off[Sale.LineCount] = 0;
        }

        return Done();
    }

    /// <summary>
    /// Takes percents (1..100) off the last line, once (R38); a line is never below 0.
    /// </summary>
    public int DiscountLast(int percent, int reason)
    {
        int last = Sale.LineCount - 1;
        if (last < 0)
        {
            return TillMessage.EmptyBasket;
        }

        if (percent < 1 || percent > PercentMax || Sale.OffOf(last) != 0)
        {
            return TillMessage.DiscountRefused;
        }

        if (Sale.LineCount > Sale.LinesWithDetailMax)
        {
            return TillMessage.FullBasket;
        }

        Sale.Off[last] = Money.Part(Sale.Quantity[last] * Sale.Price[last], percent * HundredPercent);
        SetReason(reason);
        return Done();
    }

    /// <summary>
    /// Takes an amount off the whole basket, spread pro rata by largest remainder over what its lines still cost (R38):
    /// it comes on top of the discounts given so far.
    /// </summary>
    public int DiscountAll(int cents, int reason)
    {
        if (Sale.LineCount > Sale.LinesWithDetailMax)
        {
            return TillMessage.FullBasket;
        }

        for (int i = 0; i < Sale.LineCount; i++)
        {
            Weights[i] = Sale.LineCents(i);
        }

        bool given = cents >= 1 && Money.Discount(cents, Weights, Sale.LineCount, Sale.Off);
        for (int i = 0; i < Sale.LineCount; i++)
        {
            // The share of each line, none when it was refused, and what was off it before.
            int before = Sale.Quantity[i] * Sale.Price[i] - Weights[i];
            Sale.Off[i] = before + (cents >= 1 ? Sale.Off[i] : 0);
        }

        if (!given)
        {
            return TillMessage.DiscountRefused;
        }

        SetReason(reason);
        return Done();
    }

    // One reason stands for all discounts of a ticket: two of them are told apart in the journal alone (R15).
    private void SetReason(int reason)
    {
        bool alone = Sale.OffCount == 0 || Sale.DiscountReason == reason;
        Sale.DiscountReason = alone ? reason : ReasonCode.Other;
    }

    /// <summary>Adds an amount that is no sale (R23).</summary>
    public int AddNonSale(int type, int cents)
    {
        if (Sale.NonSaleCount == Sale.NonSalesMax || Sale.LineCount > Sale.LinesWithDetailMax)
        {
            return TillMessage.FullBasket;
        }

        long sum = (long)Sale.PayableCents + cents;
        if (cents == 0 || sum > Limits.TicketCentsMax || sum < -Limits.TicketCentsMax)
        {
            return TillMessage.AmountTooLarge;
        }

        Sale.NonSaleKind[Sale.NonSaleCount] = type;
        Sale.NonSaleCents[Sale.NonSaleCount] = cents;
        Sale.NonSaleCount++;
        return Done();
    }

    /// <summary>Takes the last amount that is no sale back.</summary>
    public void RemoveNonSale()
    {
        Sale.NonSaleCount--;
        Done();
    }

    /// <summary>Notes a tender; false when the ticket has no place for another.</summary>
    public bool AddTender(int type, int cents)
    {
        int at = Sale.TenderCount;
        if (at == Limits.TendersPerTicketMax)
        {
            return false;
        }

        Sale.TenderType[at] = type;
        Sale.TenderCents[at] = cents;
        Sale.TenderCount++;
        Done();
        return true;
    }

    /// <summary>Takes the last tender back.</summary>
    public void RemoveTender()
    {
        Sale.TenderCount--;
        Sale.ChangeCents = 0;
        Done();
    }

    /// <summary>Cents of the lines that a meal voucher may pay (R43).</summary>
    public int EligibleCents(Catalogue catalogue)
    {
        int cents = 0;
        for (int i = 0; i < Sale.LineCount; i++)
        {
            cents += catalogue.IsMealOf(Sale.Article[i]) ? Sale.LineCents(i) : 0;
        }

        return cents;
    }

    /// <summary>Empties the basket.</summary>
    public void Clear()
    {
        Sale.Clear();
        Changes++;
    }

    /// <summary>Adds a line as it stood in a snapshot; false when it is not a possible line.</summary>
    public bool Restore(Catalogue catalogue, int article, int quantity, int price, int rate)
    {
        if (article == 0 || article < -Limits.DepartmentsMax || rate < 0 || rate > Money.RateMax)
        {
            return false;
        }

        byte[] labels = article < 0 ? catalogue.DepartmentLabels : catalogue.Labels;
        int index = article < 0 ? -article - 1 : catalogue.FindCode(article);
        byte[]? source = index < 0 ? null : labels;
        return quantity < 0 ? RestoreSold(catalogue, article, quantity, price, rate)
            : Add(article, quantity, price, rate, source, index * Limits.LabelBytesMax, rate == 0) == TillMessage.None;
    }

    /// <summary>
    /// Adds a line as it was sold or given back before, whose values were checked then; false when there is no room.
    /// </summary>
    public bool RestoreSold(Catalogue catalogue, int article, int quantity, int price, int rate)
    {
        int line = Sale.LineCount;
        if (line == Sale.LinesMax)
        {
            return false;
        }

        int index = article < 0 ? -article - 1 : catalogue.FindCode(article);
        byte[]? source = index < 0 ? null : article < 0 ? catalogue.DepartmentLabels : catalogue.Labels;
        Put(line, article, quantity, price, rate);
        PutLabel(line, source, index * Limits.LabelBytesMax);
        Done();
        return true;
    }

    private int Add(int article, int quantity, int price, int rate, byte[]? labels, int labelOffset, bool exempt)
    {
        int line = Sale.LineCount;
        if (line == Sale.LinesMax || (line == Sale.LinesWithDetailMax && Sale.HasFixedDetail))
        {
            return TillMessage.FullBasket;
        }

        if (!Fits(quantity, price, 0))
        {
            return TillMessage.AmountTooLarge;
        }

        if (rate < 1 && !exempt)
        {
            return TillMessage.NoRate;
        }

        if (!Sale.Totals.Admits(rate))
        {
            return TillMessage.TooManyRates;
        }

        if (line == Sale.LinesWithDetailMax)
        {
            // So long a sale has no details: its weighed lines keep their price alone.
            Sale.Weights.Count = 0;
        }

        Put(line, article, quantity, price, rate);
        PutLabel(line, labels, labelOffset);
        return Done();
    }

    private void Put(int line, int article, int quantity, int price, int rate)
    {
        Sale.Article[line] = article;
        Sale.Quantity[line] = (short)quantity;
        Sale.Price[line] = price;
        Sale.Rate[line] = (short)rate;
        Sale.LineCount++;
    }

    private int Done()
    {
        Sale.AddUp();
        Changes++;
        return TillMessage.None;
    }

    private int ChangeLast(int quantity, int price)
    {
        int last = Sale.LineCount - 1;
        if (!Fits(quantity, price, Sale.LineCents(last)))
        {
            return TillMessage.AmountTooLarge;
        }

        long off = Sale.OffOf(last);
        long full = (long)Sale.Quantity[last] * Sale.Price[last];
        Sale.Quantity[last] = (short)quantity;
        Sale.Price[last] = price;
        Sale.Weights.Forget(last);
        if (off > 0)
        {
            // The same part of it stays off (R38), half up.
            Sale.Off[last] = (int)((2 * off * quantity * price + full) / (2 * full));
        }

        return Done();
    }

    // The basket's total without the cents that the line had before, plus the new line, stays within the limit.
    private bool Fits(int quantity, int price, int before)
    {
        if (quantity < 1 || quantity > Limits.QuantityMax || price < 1 || price > Limits.TicketCentsMax)
        {
            return false;
        }

        return (long)quantity * price + Sale.TotalCents - before <= Limits.TicketCentsMax;
    }

    private void PutLabel(int line, byte[]? labels, int offset)
    {
        int at = line * Limits.LabelBytesMax;
        if (labels != null)
        {
            Array.Copy(labels, offset, Sale.Labels, at, Limits.LabelBytesMax);
            return;
        }

        for (int i = 0; i < Limits.LabelBytesMax; i++)
        {
            Sale.Labels[at + i] = (byte)' ';
        }
    }
}
