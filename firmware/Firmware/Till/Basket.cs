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
    public readonly Sale Sale = new Sale();

    /// <summary>Grows with every change, so that a snapshot knows that it is old.</summary>
    public int Changes;

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

        return Add(catalogue.Code[index], quantity, unit, catalogue.Rate[index], catalogue.Labels,
            index * Limits.LabelBytesMax);
    }

    /// <summary>
    /// Adds units of a free amount in a department 1..8 (R39: refused when the department has no VAT rate).
    /// </summary>
    public int AddDepartment(Catalogue catalogue, int department, int quantity, int price)
    {
        int index = department - 1;
        if (catalogue.DepartmentRate[index] <= 0)
        {
            return TillMessage.NoRate;
        }

        return Add(-department, quantity, price, catalogue.DepartmentRate[index], catalogue.DepartmentLabels,
            index * Limits.LabelBytesMax);
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
            message = index >= 0 && catalogue.Price[index] > 0
                ? AddArticle(catalogue, index, earlier.Quantity[i], -1)
                : Add(earlier.Article[i], earlier.Quantity[i], earlier.Price[i], earlier.Rate[i], earlier.Labels,
                    i * Limits.LabelBytesMax);
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
        Sale.AddUp();
        Changes++;
        return TillMessage.None;
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
        if (article == 0 || article < -Limits.DepartmentsMax || rate < 1 || rate > 9999)
        {
            return false;
        }

        byte[] labels = article < 0 ? catalogue.DepartmentLabels : catalogue.Labels;
        int index = article < 0 ? -article - 1 : catalogue.FindCode(article);
        byte[]? source = index < 0 ? null : labels;
        return Add(article, quantity, price, rate, source, index * Limits.LabelBytesMax) == TillMessage.None;
    }

    private int Add(int article, int quantity, int price, int rate, byte[]? labels, int labelOffset)
    {
        int line = Sale.LineCount;
        if (line == Limits.LinesPerTicketMax)
        {
            return TillMessage.FullBasket;
        }

        if (!Fits(quantity, price, 0))
        {
            return TillMessage.AmountTooLarge;
        }

        if (rate < 1)
        {
            return TillMessage.NoRate;
        }

        if (!Sale.Totals.Admits(rate))
        {
            return TillMessage.TooManyRates;
        }

        Sale.Article[line] = article;
        Sale.Quantity[line] = (short)quantity;
        Sale.Price[line] = price;
        Sale.Rate[line] = (short)rate;
        PutLabel(line, labels, labelOffset);
        Sale.LineCount++;
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

        Sale.Quantity[last] = (short)quantity;
        Sale.Price[last] = price;
        Sale.AddUp();
        Changes++;
        return TillMessage.None;
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
