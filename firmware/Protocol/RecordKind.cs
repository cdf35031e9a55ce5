namespace Kiosk.Protocol;

/// <summary>
/// Kind of a journal record and of a wire event. The numbers are frozen: a value may be added, never changed
/// or reused (WIRE.md). Readers skip and keep kinds they do not know.
/// </summary>
public static class RecordKind
{
    /// <summary>A sealed ticket (sale or refund) with its lines and tenders.</summary>
    public const int Ticket = 1;

    /// <summary>Further lines of the ticket that follows, when it has more than <see cref="Limits.LinesPerRecordMax"/>.</summary>
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
}
