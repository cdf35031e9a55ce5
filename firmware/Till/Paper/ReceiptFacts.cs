using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// What a receipt tells beside lines and seal: what kind of paper it is, how it was paid, what it refers to. Filled
/// when the printer is free and kept until its paper is out, so that the next sale may begin meanwhile. One thread.
/// </summary>
public sealed class ReceiptFacts
{
    /// <summary>Kinds of paper: a ticket, a provisional note (R17), a training ticket (R18).</summary>
    public const int Ticket = 0, Note = 1, Training = 2;

    /// <summary>Amounts that are no sale on one paper at most.</summary>
    public const int NonSalesMax = 6;

    /// <summary>One of the kinds above; an operation of <see cref="TicketLayout"/>.</summary>
    public int Kind, Operation;

    /// <summary>Operator code 0..99; manager who answers for it, 0 none.</summary>
    public int Operator, Manager;

    /// <summary>Tenders in order: type and cents; the first <see cref="TenderCount"/> count.</summary>
    public readonly int[] TenderType = new int[Limits.TendersPerTicketMax],
        TenderCents = new int[Limits.TendersPerTicketMax];

    /// <summary>See <see cref="TenderType"/>.</summary>
    public int TenderCount;

    /// <summary>Change given in cash, cents.</summary>
    public int ChangeCents;

    /// <summary>Refunded or cancelled original (0 none): number and wall time (UTC seconds, 0 unknown).</summary>
    public long OriginalNumber, OriginalWall;

    /// <summary>
    /// Reason codes (0 none) of the refund, of a discount and of the copy; number of the cancelled ticket that this one
    /// replaces; number of the provisional note that it follows (0 none).
    /// </summary>
    public int Reason, DiscountReason, CopyReason;

    /// <summary>See <see cref="Reason"/>.</summary>
    public long Replaces, NoteNumber;

    /// <summary>Trace of corrections before payment (R32): lines taken back, and their cents.</summary>
    public int VoidCount, VoidCents;

    /// <summary>Cents taken off each line by a discount, by its index, 0 none; the sign of the line.</summary>
    public readonly int[] Off = new int[Limits.LinesPerTicketMax];

    /// <summary>True when any entry of <see cref="Off"/> is not 0.</summary>
    public bool Discounted;

    /// <summary>Amounts that are no sale (R23): type and cents; the first <see cref="NonSaleCount"/> count.</summary>
    public readonly int[] NonSaleType = new int[NonSalesMax], NonSaleCents = new int[NonSalesMax];

    /// <summary>See <see cref="NonSaleType"/>.</summary>
    public int NonSaleCount;

    /// <summary>A sale of which nothing is known yet.</summary>
    public void Clear()
    {
        Kind = Ticket;
        Operation = TicketLayout.OperationSale;
        Operator = 0;
        Manager = 0;
        TenderCount = 0;
        ChangeCents = 0;
        OriginalNumber = 0;
        OriginalWall = 0;
        Reason = 0;
        DiscountReason = 0;
        CopyReason = 0;
        Replaces = 0;
        NoteNumber = 0;
        VoidCount = 0;
        VoidCents = 0;
        NonSaleCount = 0;
        if (Discounted)
        {
            System.Array.Clear(Off, 0, Off.Length);
        }

        Discounted = false;
    }

    /// <summary>Adds a tender; false when there is no room.</summary>
    public bool AddTender(int type, int cents)
    {
        if (TenderCount == TenderType.Length)
        {
            return false;
        }

        TenderType[TenderCount] = type;
        TenderCents[TenderCount] = cents;
        TenderCount++;
        return true;
    }

    /// <summary>Takes over the facts of another paper.</summary>
    public void CopyFrom(ReceiptFacts other)
    {
        Clear();
        Kind = other.Kind;
        Operation = other.Operation;
        Operator = other.Operator;
        Manager = other.Manager;
        ChangeCents = other.ChangeCents;
        OriginalNumber = other.OriginalNumber;
        OriginalWall = other.OriginalWall;
        Reason = other.Reason;
        DiscountReason = other.DiscountReason;
        CopyReason = other.CopyReason;
        Replaces = other.Replaces;
        NoteNumber = other.NoteNumber;
        VoidCount = other.VoidCount;
        VoidCents = other.VoidCents;
        CopyAmounts(other);
    }

    private void CopyAmounts(ReceiptFacts other)
    {
        TenderCount = other.TenderCount;
        NonSaleCount = other.NonSaleCount;
        System.Array.Copy(other.TenderType, 0, TenderType, 0, TenderCount);
        System.Array.Copy(other.TenderCents, 0, TenderCents, 0, TenderCount);
        System.Array.Copy(other.NonSaleType, 0, NonSaleType, 0, NonSaleCount);
        System.Array.Copy(other.NonSaleCents, 0, NonSaleCents, 0, NonSaleCount);
        if (other.Discounted)
        {
            System.Array.Copy(other.Off, 0, Off, 0, Off.Length);
        }

        Discounted = other.Discounted;
    }
}
