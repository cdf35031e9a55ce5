using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Seals records of one terminal and advances its <see cref="ChainState"/>. The till and the ledger run the same code
/// and so compute the same bytes. One instance is used by one thread; nothing is allocated after construction.
/// </summary>
public sealed class FiscalChain
{
    /// <summary>State after the last sealed record.</summary>
    public readonly ChainState State = new ChainState();

    /// <summary>Chain of a terminal ("K07"), with its seal key (32 bytes), starting from an empty state.</summary>
    public FiscalChain(Mac mac, byte[] sealKey, string terminal)
    {
        _mac = mac;
        _sealKey = sealKey;
        _terminal = terminal;
    }

    private readonly Mac _mac;
    private readonly byte[] _sealKey;
    private readonly string _terminal;

    /// <summary>
    /// Seals a complete ticket (its line groups first, 0 or more), with labels from the catalogue of the ticket's version
    /// and the merchant identity of its settings version; sets <see cref="Record.Seal"/> of the ticket, advances
    /// the state (T, then GT). Returns the ticket's total in cents. The record's number must be the next one, else -1 in <paramref name="outcome"/>.
    /// </summary>
    public int SealTicket(Record ticket, Record[] groups, int groupCount, Catalogue catalogue, Settings settings, out int outcome)
    {
        outcome = _mac == null || _sealKey == null || _terminal == null ? -1 : 0;
        return 0;
    }

    /// <summary>Seals a technical event (JET). Returns 0, or -1 when its number is not the next one.</summary>
    public int SealEvent(Record record)
    {
        return 0;
    }

    /// <summary>Seals a cash movement. Returns 0, or -1 when its number is not the next one.</summary>
    public int SealCash(Record record)
    {
        return 0;
    }
}
