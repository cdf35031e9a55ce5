using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Turns a ticket that was found into a basket: what is still refundable of it (R13: rates as engraved, capped per line
/// and in total), or all of it with its tenders (R14). One thread.
/// </summary>
public sealed class RefundDesk
{
    /// <summary>Lines of one return at most; the rest goes with a further one.</summary>
    public const int LinesMax = 19;

    /// <summary>Items beside those of lines and amounts that are no sale: original, reason, its discounts' reason,
    /// manager, or the ticket of its deposit.</summary>
    private const int OtherItemsMax = 4;

    private readonly TillDesk _desk;

    /// <summary>What finds the ticket.</summary>
    public readonly TicketSearch Search;

    /// <summary>Desk over the journal of this kiosk; the record is used within one call only.</summary>
    public RefundDesk(RecordJournal journal, TillDesk desk, Record scratch)
    {
        _desk = desk;
        Search = new TicketSearch(journal, desk, scratch);
    }

    private Sale Basket
    {
        get { return _desk.Basket.Sale; }
    }

    /// <summary>
    /// Makes a return of what was found: all that is still refundable, with minus signs. Returns a
    /// <see cref="TillMessage"/>.
    /// </summary>
    public int MakeReturn(int reason, int manager)
    {
        Sale sale = Basket;
        int kept = 0;
        for (int line = 0; line < sale.LineCount && kept < LinesMax; line++)
        {
            if (Search.Book.Cents[line] > 0)
            {
                Keep(sale, line, kept);
                kept++;
            }
        }

        long original = sale.Number;
        long wall = sale.WallSeconds;
        sale.ClearTenders();
        sale.NonSaleCount = 0;
        sale.DepositOf = 0;
        sale.Weights.Count = 0;
        sale.LineCount = kept;
        for (int line = kept; line < Sale.LinesWithDetailMax; line++)
        {
            sale.Off[line] = 0;
        }

        // What others have paid for whoever needs it gives no money: it goes back to suspended items. Nor do paper
        // vouchers (R43): they are given back. Where both have paid all of it goes to the suspended items.
        int money = Search.Book.CentsLeft - Search.Suspended - Search.Vouchers;
        money = money > 0 ? money : 0;
        sale.MoneyMax = Search.Suspended > 0 ? money : Search.Vouchers > 0 ? -2 - money : -1;
        Refer(sale, TicketLayout.OperationRefund, original, wall, reason, manager);
        return kept == 0 ? TillMessage.NothingToReturn : TillMessage.None;
    }

    /// <summary>
    /// Makes of what was found the sale as it was, to be cancelled and sold again with another tender. Returns a
    /// <see cref="TillMessage"/>.
    /// </summary>
    public int MakeCorrection(int manager)
    {
        Sale sale = Basket;
        if (Search.Corrected || Search.Book.Touched || sale.Operation != TicketLayout.OperationSale)
        {
            return TillMessage.AlreadyCorrected;
        }

        int items = OtherItemsMax + sale.NonSaleCount + sale.LineCount + sale.OffCount;
        if (sale.LineCount > Sale.LinesWithDetailMax || items > Limits.DetailItemsMax)
        {
            // A cancellation is one ticket (R14): one detail record names all its lines.
            return TillMessage.TooManyLines;
        }

        for (int i = 0; i < sale.TenderCount; i++)
        {
            if (sale.TenderType[i] == TicketLayout.TenderCash)
            {
                sale.TenderCents[i] -= sale.ChangeCents;
                sale.ChangeCents = 0;
            }
        }

        for (int line = 0; line < sale.LineCount; line++)
        {
            sale.OriginalLine[line] = (byte)line;
        }

        Refer(sale, TicketLayout.OperationCancel, sale.Number, sale.WallSeconds, ReasonCode.WrongTender, manager);
        return TillMessage.None;
    }

    /// <summary>
    /// Makes a basket of what was found that gives its deposit back, as far as no ticket has (R45). Returns a
    /// <see cref="TillMessage"/>.
    /// </summary>
    public int MakeDepositBack()
    {
        int left = Search.Corrected ? 0 : Search.Deposit;
        _desk.Basket.Clear();
        if (left < 1)
        {
            return Search.Corrected ? TillMessage.AlreadyCorrected : TillMessage.NothingToReturn;
        }

        Basket.DepositOf = Search.Number;
        return _desk.Basket.AddNonSale(NonSaleType.Deposit, -left);
    }

    /// <summary>
    /// Keeps one article of a return only, one unit of it; false when the return has no more than that, or not this
    /// article.
    /// </summary>
    public bool KeepOnly(int article)
    {
        Sale sale = Basket;
        int line = 0;
        while (line < sale.LineCount && sale.Article[line] != article)
        {
            line++;
        }

        bool alone = sale.LineCount == 1 && sale.Quantity[0] == -1;
        int share = line == sale.LineCount ? 0
            : Search.Book.ShareOf(sale.OriginalLine[line], 1, sale.Price[line]);
        if (sale.Operation != TicketLayout.OperationRefund || share < 1 || alone)
        {
            return false;
        }

        Move(sale, line, 0);
        for (int i = 1; i < Sale.LinesWithDetailMax; i++)
        {
            sale.Off[i] = 0;
        }

        sale.LineCount = 1;
        SetShare(sale, 0, 1, share);
        Done(sale);
        return true;
    }

    /// <summary>
    /// Gives back so many units of the last line, each with its share of what was taken off the line; false when fewer
    /// can be.
    /// </summary>
    public bool SetLastUnits(int units)
    {
        Sale sale = Basket;
        int last = sale.LineCount - 1;
        int share = last < 0 ? 0 : Search.Book.ShareOf(sale.OriginalLine[last], units, sale.Price[last]);
        if (share < 1)
        {
            return false;
        }

        SetShare(sale, last, units, share);
        Done(sale);
        return true;
    }

    /// <summary>
    /// Gives back an amount of the whole return, pro rata over its lines and so over their rates (R13); false when it
    /// is no part of what can be given back.
    /// </summary>
    public bool SetAmount(int cents)
    {
        Sale sale = Basket;
        if (sale.Operation != TicketLayout.OperationRefund || cents < 1 || cents > -sale.TotalCents)
        {
            return false;
        }

        int[] weights = _desk.Basket.Weights;
        for (int line = 0; line < sale.LineCount; line++)
        {
            weights[line] = -sale.LineCents(line);
        }

        int kept = 0;
        Money.Spread(cents, weights, sale.LineCount, sale.Off);
        for (int line = 0; line < sale.LineCount; line++)
        {
            int share = sale.Off[line];
            if (share > 0)
            {
                Move(sale, line, kept);
                SetShare(sale, kept, RefundBook.UnitsOf(share, sale.Price[kept]), share);
                kept++;
            }
        }

        for (int line = kept; line < sale.LineCount; line++)
        {
            sale.Off[line] = 0;
        }

        sale.LineCount = kept;
        Done(sale);
        return true;
    }

    private static void SetShare(Sale sale, int line, int units, int cents)
    {
        sale.Quantity[line] = (short)-units;
        sale.Off[line] = cents - units * sale.Price[line];
    }

    private static void Move(Sale sale, int from, int to)
    {
        sale.Article[to] = sale.Article[from];
        sale.Price[to] = sale.Price[from];
        sale.Rate[to] = sale.Rate[from];
        sale.OriginalLine[to] = sale.OriginalLine[from];
        CopyLabel(sale, from, to);
    }

    private void Done(Sale sale)
    {
        sale.AddUp();
        _desk.Basket.Changes++;
    }

    /// <summary>Turns the signs of lines, discounts, amounts and tenders of the basket around.</summary>
    public void Negate()
    {
        Sale sale = Basket;
        for (int line = 0; line < sale.LineCount; line++)
        {
            sale.Quantity[line] = (short)-sale.Quantity[line];
            sale.Off[line] = -sale.Off[line];
        }

        for (int i = 0; i < sale.NonSaleCount; i++)
        {
            sale.NonSaleCents[i] = -sale.NonSaleCents[i];
        }

        for (int i = 0; i < sale.TenderCount; i++)
        {
            sale.TenderCents[i] = -sale.TenderCents[i];
        }

        Done(sale);
    }

    private void Refer(Sale sale, int operation, long original, long wall, int reason, int manager)
    {
        sale.Operation = operation;
        sale.OriginalNumber = original;
        sale.OriginalWall = wall;
        sale.Reason = reason;
        sale.Manager = manager;
        sale.Number = 0;
        sale.NoteNumber = 0;
        sale.Replaces = 0;
        Done(sale);
    }

    // All that is left of a line: its units, less what was taken off them.
    private void Keep(Sale sale, int line, int to)
    {
        Move(sale, line, to);
        SetShare(sale, to, Search.Book.UnitsLeft(line, sale.Price[to]), Search.Book.Cents[line]);
        sale.OriginalLine[to] = (byte)line;
    }

    private static void CopyLabel(Sale sale, int from, int to)
    {
        int size = Limits.LabelBytesMax;
        for (int i = 0; i < size; i++)
        {
            sale.Labels[to * size + i] = sale.Labels[from * size + i];
        }
    }
}
