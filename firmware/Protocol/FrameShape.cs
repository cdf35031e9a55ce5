namespace Kiosk.Protocol;

/// <summary>
/// How the kinds with a fixed number of values stand on the wire: in which order (what rarely changes last, so that it
/// can be left out) and how often they are expected. Part of the wire format (WIRE.md). No state, any thread.
/// </summary>
public static class FrameShape
{
    /// <summary>Version of the frame format.</summary>
    public const int Version = 1;

    /// <summary>Items of a frame: version, device, boot, first sequence, base times, events, head seal, MAC.</summary>
    public const int FrameItems = 9;

    /// <summary>
    /// Items of a frame whose records of a chain are of merchant 1 or 2: that number stands before the MAC.
    /// </summary>
    public const int FrameItemsOfMerchant = 10;

    /// <summary>Bytes of the MAC item at the end of a frame and of a downlink: its head and the MAC.</summary>
    public const int MacItemBytes = 1 + Limits.MacBytes;

    /// <summary>Head byte of the MAC item: a byte string of 16.</summary>
    public const int MacItemHead = 0x50;

    private static readonly byte[] None = new byte[0];

    private static readonly byte[] Total = new byte[]
    {
        TotalLayout.Tickets, TotalLayout.PerpetualSigned, TotalLayout.PerpetualAbsolute, TotalLayout.Day,
            TotalLayout.Events,
    };

    private static readonly byte[] TechnicalEvent = new byte[]
    {
        EventLayout.Code, EventLayout.Number, EventLayout.Argument1, EventLayout.Argument2, EventLayout.Operator,
    };

    private static readonly byte[] CashMovement = new byte[]
    {
        CashLayout.Cents, CashLayout.Type, CashLayout.Number, CashLayout.Operator,
    };

    private static readonly byte[] FootfallSlot = new byte[]
    {
        FootfallLayout.BusyPeriods, FootfallLayout.AToB, FootfallLayout.BToA, FootfallLayout.IdleSeconds,
        FootfallLayout.Ambiguous, FootfallLayout.Quality, FootfallLayout.SlotStart, FootfallLayout.PeopleTenths,
        FootfallLayout.ErrorTenths, FootfallLayout.BlindSeconds,
    };

    private static readonly byte[] ClimateReading = new byte[]
    {
        ClimateLayout.Temperature, ClimateLayout.Humidity, ClimateLayout.Co2, ClimateLayout.Sound, ClimateLayout.Pm10,
        ClimateLayout.Pm25, ClimateLayout.Pressure, ClimateLayout.Codes, ClimateLayout.SoundSpread,
    };

    private static readonly byte[] Health = new byte[]
    {
        HealthLayout.FramesSent, HealthLayout.JournalBytes, HealthLayout.FreeHeap, HealthLayout.Waiting,
        HealthLayout.FramesResent, HealthLayout.TelemetryRefused, HealthLayout.Faults, HealthLayout.KeysLost,
        HealthLayout.EdgesLost, HealthLayout.Uptime,
    };

    // First and number of sequences are left to the reader's count; see BatchWriter.
    private static readonly byte[] Gap = new byte[] { GapLayout.Sequences, GapLayout.Reason };

    /// <summary>Indices of a kind's values in wire order; empty for kinds that have no such list.</summary>
    public static byte[] Order(int kind)
    {
        switch (kind)
        {
            case RecordKind.Total:
                return Total;
            case RecordKind.TechnicalEvent:
                return TechnicalEvent;
            case RecordKind.CashMovement:
                return CashMovement;
            case RecordKind.FootfallSlot:
                return FootfallSlot;
            case RecordKind.ClimateReading:
                return ClimateReading;
            case RecordKind.Health:
                return Health;
            case RecordKind.Gap:
                return Gap;
            default:
                return None;
        }
    }

    /// <summary>Number of values of a kind of fixed layout, else -1.</summary>
    public static int Count(int kind)
    {
        int listed = Order(kind).Length;
        return listed == 0 ? -1 : kind == RecordKind.Gap ? GapLayout.Count : listed;
    }

    /// <summary>
    /// Number of values of a kind before values were added at its end, else -1. Events show which: the first of a frame
    /// that has more in the short form, and all after it, have <see cref="Count"/> values.
    /// </summary>
    public static int CountBefore(int kind)
    {
        return kind == RecordKind.FootfallSlot ? FootfallLayout.CountBefore
            : kind == RecordKind.ClimateReading ? ClimateLayout.CountBefore : -1;
    }

    /// <summary>
    /// Values of a regular record of a listed kind that stand in its short form at most: all, but a gap's first
    /// sequence.
    /// </summary>
    public static int Listed(Record record)
    {
        int all = Order(record.Kind).Length;
        return record.Count < all ? record.Count : all;
    }

    /// <summary>Kinds that come at a regular time.</summary>
    public const int PeriodicKinds = 3;

    /// <summary>Place of a kind among those that come at a regular time, from 0; -1 for all others.</summary>
    public static int Periodic(int kind)
    {
        return kind == RecordKind.FootfallSlot ? 0 : kind == RecordKind.ClimateReading ? 1
            : kind == RecordKind.Health ? 2 : -1;
    }

    /// <summary>
    /// Expected seconds between two events of a kind until a frame has shown two; 0 when it comes at any time.
    /// </summary>
    public static int PeriodSeconds(int kind)
    {
        switch (kind)
        {
            case RecordKind.FootfallSlot:
            case RecordKind.Health:
                return 900;
            case RecordKind.ClimateReading:
                return 300;
            default:
                return 0;
        }
    }

    /// <summary>
    /// True when a record can be written in the short form of its kind; else it goes as plain values.
    /// </summary>
    public static bool IsRegular(Record record)
    {
        switch (record.Kind)
        {
            case RecordKind.Ticket:
                return IsRegularTicket(record);
            case RecordKind.LineGroup:
                return record.Count >= LineGroupLayout.Lines
                    && HoldsLines(record, record.Values[LineGroupLayout.LineCount], LineGroupLayout.Lines);
            case RecordKind.Gap:
                return record.Count == GapLayout.Count && record.Values[GapLayout.Sequences] >= 1
                    && record.Values[GapLayout.Sequences] <= Bytes.U32Max;
            default:
                // Kinds from 10 on have no short form.
                return record.Count > 0 && (record.Count == Count(record.Kind)
                    || record.Count == CountBefore(record.Kind));
        }
    }

    /// <summary>Index of the first line of a regular ticket.</summary>
    public static int FirstLineOfTicket(Record ticket)
    {
        return TicketLayout.Tenders + (int)ticket.Values[TicketLayout.TenderCount] * TicketLayout.TenderWidth;
    }

    private static bool IsRegularTicket(Record record)
    {
        if (record.Count < TicketLayout.Tenders)
        {
            return false;
        }

        long tenders = record.Values[TicketLayout.TenderCount];
        return tenders >= 0 && tenders <= Limits.TendersPerTicketMax
            && HoldsLines(record, record.Values[TicketLayout.LineCount], FirstLineOfTicket(record));
    }

    private static bool HoldsLines(Record record, long lines, int first)
    {
        return lines >= 0 && lines <= Limits.LinesPerRecordMax
            && record.Count == first + lines * TicketLayout.LineWidth;
    }
}
