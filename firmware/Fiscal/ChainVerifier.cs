using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Checks a copy of a terminal's journal record by record (pos.md R2, R4) and names the first record that is wrong.
/// Used at boot over the journal's tail, by the ledger and by tests. One thread.
/// </summary>
public sealed class ChainVerifier
{
    private readonly FiscalChain _chain;
    private readonly byte[] _stored = new byte[Limits.HeadSealBytes];

    /// <summary>Verifier that continues from the state of a chain.</summary>
    public ChainVerifier(FiscalChain chain)
    {
        _chain = chain;
    }

    /// <summary>
    /// Checks the next sealed record against its stored seal. <see cref="FiscalOutcome.Sealed"/> when it is the next
    /// one and unchanged; else what is wrong with it. Groups, catalogue and settings count for tickets and training.
    /// </summary>
    public int Check(Record record, Record[]? groups, int groupCount, Catalogue catalogue, Settings settings)
    {
        for (int i = 0; i < _stored.Length; i++)
        {
            _stored[i] = record.Seal[i];
        }

        int outcome = _chain.Seal(record, groups, groupCount, catalogue, settings);
        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        bool same = true;
        for (int i = 0; i < _stored.Length; i++)
        {
            same &= _stored[i] == record.Seal[i];
            record.Seal[i] = _stored[i];
        }

        return same ? FiscalOutcome.Sealed : FiscalOutcome.Changed;
    }
}
