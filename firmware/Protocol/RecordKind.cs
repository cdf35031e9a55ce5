namespace Kiosk.Protocol;

/// <summary>
/// Kind of a journal record and of a wire event. The numbers are frozen: a value may be added, never changed
/// or reused (WIRE.md). Readers skip and keep kinds they do not know.
/// </summary>
public static class RecordKind
{
    /// <summary>A sealed ticket (sale or refund) with its lines and tenders.</summary>
    public const int Ticket = 1;

    /// <summary>
    /// Further lines of the ticket that follows, when it has more than <see cref="Limits.LinesPerRecordMax"/>.
    /// </summary>
    public const int LineGroup = 2;

    /// <summary>Snapshot of counters and perpetual totals (pos.md R20), a cross-check for the gateway.</summary>
    public const int Total = 3;

    /// <summary>A sealed technical event, JET (pos.md R25, R26).</summary>
    public const int TechnicalEvent = 4;

    /// <summary>A cash movement: float, skim, pay-in, count.</summary>
    public const int CashMovement = 5;

    /// <summary>One 15-minute footfall slot.</summary>
    public const int FootfallSlot = 6;

    /// <summary>One reading of the environment channels.</summary>
    public const int ClimateReading = 7;

    /// <summary>Health of the board and of the firmware.</summary>
    public const int Health = 8;

    /// <summary>A range of sequences that will never come, with the reason.</summary>
    public const int Gap = 9;

    /// <summary>
    /// What belongs to the ticket that follows beside its lines: reference, reason, discounts, amounts that are no
    /// sale (<see cref="DetailLayout"/>).
    /// </summary>
    public const int TicketDetail = 10;

    /// <summary>A sealed copy of a document, D (pos.md R16).</summary>
    public const int Duplicate = 11;

    /// <summary>A sealed provisional note, N (pos.md R17).</summary>
    public const int ProvisionalNote = 12;

    /// <summary>A sealed closing of a day, month or fiscal year, J, M or A (pos.md R19).</summary>
    public const int Closing = 13;

    /// <summary>
    /// A sealed training ticket, X (pos.md R18): values of <see cref="TicketLayout"/>, in a chain of its own.
    /// </summary>
    public const int Training = 14;

    /// <summary>A sealed archive, R (pos.md R28), in a chain of its own.</summary>
    public const int Archive = 15;

    /// <summary>
    /// Stops at the counter in one hour (city.md GRD-1): the merchant's, never public, never mixed with passages.
    /// </summary>
    public const int CounterSlot = 16;

    /// <summary>Highest kind this version knows.</summary>
    public const int Last = CounterSlot;

    /// <summary>
    /// True for a kind that is sealed and chained on its own (what precedes a ticket is sealed with it).
    /// </summary>
    public static bool IsSealed(int kind)
    {
        return kind == Ticket || kind == TechnicalEvent || kind == CashMovement
            || (kind >= Duplicate && kind <= Archive);
    }

    /// <summary>
    /// True for a kind that belongs to the ticket (or training ticket) after it: line groups, then details. A ticket
    /// is stored in one append with what precedes it.
    /// </summary>
    public static bool PrecedesTicket(int kind)
    {
        return kind == LineGroup || kind == TicketDetail;
    }

    /// <summary>
    /// True for a kind that belongs to a merchant's chain: what is sealed, what precedes a ticket, a snapshot
    /// of totals.
    /// </summary>
    public static bool IsOfChain(int kind)
    {
        return IsSealed(kind) || PrecedesTicket(kind) || kind == Total;
    }

    /// <summary>Storage class of a kind (<see cref="RecordClass"/>).</summary>
    public static int ClassOf(int kind)
    {
        switch (kind)
        {
            case FootfallSlot:
            case CounterSlot:
                return RecordClass.Footfall;
            case ClimateReading:
                return RecordClass.Climate;
            case Health:
                return RecordClass.Health;
            default:
                return RecordClass.Sale;
        }
    }
}

/// <summary>
/// What quota and send order a record falls under (F-JRN-8, F-SYNC-3). Frozen numbers. All but <see cref="Sale"/> are
/// telemetry, which is refused or thinned out before a sale ever is.
/// </summary>
public static class RecordClass
{
    /// <summary>Sales, money, technical events, gaps: never refused while a byte is left.</summary>
    public const int Sale = 1;

    /// <summary>Footfall slots.</summary>
    public const int Footfall = 2;

    /// <summary>Climate readings, the first to be thinned out.</summary>
    public const int Climate = 3;

    /// <summary>Health of the board.</summary>
    public const int Health = 4;
}
