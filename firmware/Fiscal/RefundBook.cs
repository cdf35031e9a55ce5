using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// What of a ticket may still be given back (pos.md R13): open it with the original, take the refunds made so far, plan
/// one. Every planned line keeps the rate engraved in the original, and neither a line nor the ticket is ever given
/// back twice. Fixed room, reused; one thread.
/// </summary>
public sealed class RefundBook
{
    /// <summary>
    /// Per line of the original: article, VAT rate code, unit price, flags, units and cents that are left.
    /// </summary>
    public readonly int[] Article, Rate, Price, Flags, Quantity, Cents;

    /// <summary>
    /// Per line of the original, what the plan gives back: units (0 none), unit price, cents less than units x price
    /// (discounts of the original). All 0 or more: the refund's line has -units, its discount item -cents.
    /// </summary>
    public readonly int[] PlanQuantity, PlanPrice, PlanOff;

    /// <summary>Lines of the original; number and wall time of it.</summary>
    public int LineCount;

    /// <summary>See <see cref="LineCount"/>.</summary>
    public long Number, WallSeconds;

    /// <summary>Lines of the plan, and the cents that it gives back.</summary>
    public int PlanLines, PlanCents;

    private readonly int[] _shares;

    /// <summary>Book with room for originals of a number of lines.</summary>
    public RefundBook(int linesMax)
    {
        Article = new int[linesMax];
        Rate = new int[linesMax];
        Price = new int[linesMax];
        Flags = new int[linesMax];
        Quantity = new int[linesMax];
        Cents = new int[linesMax];
        PlanQuantity = new int[linesMax];
        PlanPrice = new int[linesMax];
        PlanOff = new int[linesMax];
        _shares = new int[linesMax];
    }

    /// <summary>Cents that are left to give back in all.</summary>
    public int CentsLeft
    {
        get
        {
            int left = 0;
            for (int i = 0; i < LineCount; i++)
            {
                left += Cents[i];
            }

            return left;
        }
    }

    /// <summary>
    /// Opens the book of a sale, read with a reader that may be shared. False when it is no sale, not valid or longer
    /// than the book.
    /// </summary>
    public bool Open(Record ticket, Record[]? groups, int groupCount, TicketReader reader)
    {
        LineCount = 0;
        BeginPlan();
        if (reader.Open(ticket, groups, groupCount) != FiscalOutcome.Sealed || reader.LineCount > Article.Length
            || ticket.Values[TicketLayout.Operation] != TicketLayout.OperationSale)
        {
            return false;
        }

        reader.Rewind();
        while (LineCount < reader.LineCount && reader.NextLine())
        {
            Article[LineCount] = reader.Article;
            Rate[LineCount] = reader.Rate;
            Price[LineCount] = reader.Price;
            Flags[LineCount] = reader.Flags & TicketLayout.LineExempt;
            Quantity[LineCount] = reader.Quantity;
            Cents[LineCount] = reader.Cents;
            LineCount++;
        }

        Number = ticket.Values[TicketLayout.Number];
        WallSeconds = ticket.WallSeconds;
        BeginPlan();
        return true;
    }

    /// <summary>
    /// Takes a refund or cancellation of this original that was sealed before. False when it is not one, a line does
    /// not say which line it gives back, has another rate, or gives back more than was left: the book then counts as
    /// much of it as it can.
    /// </summary>
    public bool Take(Record refund, Record[] groups, int groupCount, TicketReader reader)
    {
        if (reader.Open(refund, groups, groupCount) != FiscalOutcome.Sealed || reader.Details.OriginalNumber != Number)
        {
            return false;
        }

        bool sound = true;
        reader.Rewind();
        for (int i = 0; i < reader.LineCount && reader.NextLine(); i++)
        {
            int line = OriginalOf(groups, groupCount, i);
            sound &= line >= 0 && line < LineCount && reader.Rate == Rate[line] && Reduce(line, reader);
        }

        BeginPlan();
        return sound;
    }

    /// <summary>Empties the plan.</summary>
    public void BeginPlan()
    {
        PlanLines = 0;
        PlanCents = 0;
        for (int i = 0; i < LineCount; i++)
        {
            PlanQuantity[i] = 0;
            PlanPrice[i] = 0;
            PlanOff[i] = 0;
        }
    }

    /// <summary>
    /// Plans to give back units of a line: their part of what is left, all of it with the last unit. False (nothing
    /// planned) when there are not as many, nothing is left, or the line is planned already.
    /// </summary>
    public bool PlanUnits(int line, int quantity)
    {
        if (line < 0 || line >= LineCount || quantity < 1 || quantity > Quantity[line] || PlanQuantity[line] != 0)
        {
            return false;
        }

        int cents = (int)((long)Cents[line] * quantity / Quantity[line]);
        return cents > 0 && Plan(line, quantity, Price[line], cents);
    }

    /// <summary>Plans everything that is left. False when nothing is.</summary>
    public bool PlanAll()
    {
        BeginPlan();
        for (int i = 0; i < LineCount; i++)
        {
            if (Quantity[i] > 0 && Cents[i] > 0)
            {
                Plan(i, Quantity[i], Price[i], Cents[i]);
            }
        }

        return PlanLines > 0;
    }

    /// <summary>
    /// Plans an amount on the whole ticket: spread over its lines, and so over its rates, pro rata of what is left by
    /// largest remainder. False (nothing planned) when it is not above 0 or above what is left.
    /// </summary>
    public bool PlanAmount(int cents)
    {
        BeginPlan();
        if (cents < 1 || cents > CentsLeft || !Money.Spread(cents, Cents, LineCount, _shares))
        {
            return false;
        }

        for (int i = 0; i < LineCount; i++)
        {
            if (_shares[i] > 0)
            {
                Plan(i, 1, _shares[i], _shares[i]);
            }
        }

        return true;
    }

    private bool Plan(int line, int quantity, int price, int cents)
    {
        PlanQuantity[line] = quantity;
        PlanPrice[line] = price;
        PlanOff[line] = quantity * price - cents;
        PlanLines++;
        PlanCents += cents;
        return true;
    }

    // Units are gone when the line has the original's unit price; else it gave back an amount.
    private bool Reduce(int line, TicketReader reader)
    {
        int cents = -reader.Cents;
        int units = reader.Price == Price[line] ? -reader.Quantity : 0;
        bool within = cents <= Cents[line] && units <= Quantity[line];
        Cents[line] = cents < Cents[line] ? Cents[line] - cents : 0;
        Quantity[line] = units < Quantity[line] ? Quantity[line] - units : 0;
        return within;
    }

    private static int OriginalOf(Record[] groups, int groupCount, int line)
    {
        for (int i = 0; i < groupCount; i++)
        {
            Record detail = groups[i];
            long items = detail.Kind == RecordKind.TicketDetail ? detail.Values[DetailLayout.ItemCount] : 0;
            for (int item = 0; item < items; item++)
            {
                int at = DetailLayout.Items + item * DetailLayout.ItemWidth;
                if (detail.Values[at] == DetailItem.OriginalLine && detail.Values[at + 1] == line)
                {
                    return (int)detail.Values[at + 2];
                }
            }
        }

        return -1;
    }
}
