using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Seals the records of a drive again, each in the chain of its merchant, and compares every seal.</summary>
internal sealed class BothChains
{
    private readonly Dictionary<int, FiscalChain> _chains = [];
    private readonly List<Record> _groups = [];

    public BothChains(IEnumerable<Record> records, Catalogue catalogue, Settings settings)
    {
        foreach (Record record in records)
        {
            Take(record, catalogue, settings);
        }
    }

    public FiscalChain this[int merchant] => _chains.TryGetValue(merchant, out FiscalChain? chain) ? chain
        : _chains[merchant] = new FiscalChain(new PlatformMac(), FiscalSamples.SealKey, "K07") { Merchant = merchant };

    private void Take(Record record, Catalogue catalogue, Settings settings)
    {
        if (RecordKind.PrecedesTicket(record.Kind))
        {
            _groups.Add(record);
            return;
        }

        if (record.Sealed)
        {
            var verifier = new ChainVerifier(this[record.Merchant]);
            Assert.Equal(FiscalOutcome.Sealed,
                verifier.Check(record, [.. _groups], _groups.Count, catalogue, settings));
        }

        _groups.Clear();
    }
}
