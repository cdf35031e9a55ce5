using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Reads the detail records of a ticket (<see cref="DetailItem"/>): what it refers to, why, discounts per line and
/// amounts that are no sale. Reused; one thread; nothing is allocated after construction.
/// </summary>
public sealed class TicketDetails
{
    /// <summary>Amounts that are no sale in one ticket at most.</summary>
    public const int NonSalesMax = 4;

    /// <summary>Grams of a line at most, as much as a label has digits for.</summary>
    public const int GramsMax = 99_999;

    /// <summary>True when the ticket has at least one item.</summary>
    public bool Any;

    /// <summary>
    /// Number and wall time of the original (0 none), reason and reason of the discount (0 none), note followed (0
    /// none), manager (0 none), ticket replaced (0 none), ticket whose deposit is given back (0 none).
    /// </summary>
    public long OriginalNumber, OriginalWall, Reason, DiscountReason, NoteNumber, Manager, Replaces, DepositOf;

    /// <summary>
    /// Lines with a discount, and the cents taken off in all; of a return what of them was not given back (R13).
    /// </summary>
    public int DiscountCount, DiscountCents;

    /// <summary>Cents taken off each line, by its index; the sign of the line.</summary>
    public readonly int[] Off = new int[Limits.LinesPerTicketMax];

    /// <summary>Amounts that are no sale: type and cents; the first <see cref="NonSaleCount"/> count.</summary>
    public readonly int[] NonSaleType = new int[NonSalesMax], NonSaleCents = new int[NonSalesMax];

    /// <summary>See <see cref="NonSaleType"/>; their sum in cents.</summary>
    public int NonSaleCount, NonSaleTotal;

    private int _items, _lines;

    /// <summary>Forgets everything; the ticket will have this many lines.</summary>
    public void Clear(int lineCount)
    {
        if (DiscountCount > 0)
        {
            for (int i = 0; i < Off.Length; i++)
            {
                Off[i] = 0;
            }
        }

        Any = false;
        OriginalNumber = 0;
        OriginalWall = 0;
        Reason = 0;
        DiscountReason = 0;
        NoteNumber = 0;
        Manager = 0;
        Replaces = 0;
        DepositOf = 0;
        DiscountCount = 0;
        DiscountCents = 0;
        NonSaleCount = 0;
        NonSaleTotal = 0;
        _items = 0;
        _lines = lineCount;
    }

    /// <summary>
    /// Takes one detail record of a ticket; false when it is not the next one or an item is not valid.
    /// </summary>
    public bool Take(Record detail, long ticketNumber)
    {
        if (detail.Count < DetailLayout.Items || detail.Values[DetailLayout.Number] != ticketNumber
            || detail.Values[DetailLayout.FirstItem] != _items)
        {
            return false;
        }

        long items = detail.Values[DetailLayout.ItemCount];
        if (items < 1 || items > Limits.DetailItemsMax
            || detail.Count != DetailLayout.Items + items * DetailLayout.ItemWidth)
        {
            return false;
        }

        for (int i = 0; i < items; i++)
        {
            int at = DetailLayout.Items + i * DetailLayout.ItemWidth;
            if (!TakeItem(detail.Values[at], detail.Values[at + 1], detail.Values[at + 2]))
            {
                return false;
            }
        }

        _items += (int)items;
        Any = true;
        return true;
    }

    private bool TakeItem(long what, long first, long second)
    {
        switch ((int)what)
        {
            case DetailItem.OriginalTicket:
                OriginalWall = second;
                return first > 0 && second >= 0 && SetOnce(ref OriginalNumber, first);
            case DetailItem.Reason:
                return IsReason(first) && second == 0 && SetOnce(ref Reason, first);
            case DetailItem.DiscountReason:
                return IsReason(first) && second >= 0 && second <= Money.BasisPoints
                    && SetOnce(ref DiscountReason, first);
            case DetailItem.LineDiscount:
                return TakeDiscount(first, second);
            case DetailItem.OriginalLine:
                return IsLine(first) && second >= 0 && second < Limits.LinesPerTicketMax;
            case DetailItem.NonSale:
                return TakeNonSale(first, second);
            case DetailItem.FromNote:
                return first > 0 && second == 0 && SetOnce(ref NoteNumber, first);
            case DetailItem.Manager:
                return first > 0 && first <= 99 && second == 0 && SetOnce(ref Manager, first);
            case DetailItem.Replaces:
                return first > 0 && second == 0 && SetOnce(ref Replaces, first);
            case DetailItem.DepositOf:
                return first > 0 && second == 0 && SetOnce(ref DepositOf, first);
            case DetailItem.LineWeight:
                return IsLine(first) && second > 0 && second <= GramsMax;
            case DetailItem.LinePerKilo:
                return IsLine(first) && second > 0 && second <= Limits.TicketCentsMax;
            default:
                return false;
        }
    }

    private bool TakeDiscount(long line, long cents)
    {
        if (!IsLine(line) || cents == 0 || Off[(int)line] != 0 || !IsAmount(cents))
        {
            return false;
        }

        Off[(int)line] = (int)cents;
        DiscountCents += (int)cents;
        DiscountCount++;
        return true;
    }

    private bool TakeNonSale(long type, long cents)
    {
        if (type < 1 || type > Protocol.NonSaleType.Last || cents == 0 || !IsAmount(cents)
            || NonSaleCount == NonSalesMax)
        {
            return false;
        }

        NonSaleType[NonSaleCount] = (int)type;
        NonSaleCents[NonSaleCount] = (int)cents;
        NonSaleTotal += (int)cents;
        NonSaleCount++;
        return true;
    }

    private static bool SetOnce(ref long field, long value)
    {
        bool free = field == 0;
        field = value;
        return free;
    }

    private bool IsLine(long line)
    {
        return line >= 0 && line < _lines;
    }

    private static bool IsReason(long reason)
    {
        return reason >= 1 && reason <= ReasonCode.Last;
    }

    private static bool IsAmount(long cents)
    {
        return cents >= -Limits.TicketCentsMax && cents <= Limits.TicketCentsMax;
    }
}
