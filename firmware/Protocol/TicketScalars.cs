namespace Kiosk.Protocol;

/// <summary>
/// Scalars of a ticket in wire order and what they are expected to be; only differences travel, and none after the last
/// one
/// that differs. Part of the wire format (WIRE.md). No state, any thread.
/// </summary>
public static class TicketScalars
{
    /// <summary>Number of scalars that may travel.</summary>
    public const int Count = 8;

    private static readonly byte[] Order = new byte[]
    {
        TicketLayout.Number, TicketLayout.Catalogue, TicketLayout.Settings, TicketLayout.ClockQuality,
        TicketLayout.Operator, TicketLayout.Operation, TicketLayout.Change, TicketLayout.LineCountTotal,
    };

    /// <summary>Index in <see cref="TicketLayout"/> of the scalar at a place 0..7 on the wire.</summary>
    public static int Index(int place)
    {
        return Order[place];
    }

    /// <summary>
    /// What a scalar is expected to be: the next number; catalogue, settings, clock quality and operator as before; a
    /// sale;
    /// the change that tenders and lines give; no line groups. Tenders and lines must be in place.
    /// </summary>
    public static long Predict(FrameState state, Record ticket, int index)
    {
        switch (index)
        {
            case TicketLayout.Operation:
                return TicketLayout.OperationSale;
            case TicketLayout.Change:
                return FrameState.PredictChange(ticket);
            case TicketLayout.LineCountTotal:
                return ticket.Values[TicketLayout.LineCount];
            default:
                return state.PredictValue(RecordKind.Ticket, index, ticket.MonoSeconds);
        }
    }
}
