using Kiosk.Ledger;

namespace Kiosk.Tests.Archive;

/// <summary>A shop of two months with its archives, made once for the tests that only read them.</summary>
public sealed class ArchiveFixture : IDisposable
{
    public ArchiveFixture()
    {
        Shop = new ShopBench();
        Shop.Live(days: 62, salesPerDay: 12);
        Made = Shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true);
    }

    internal ShopBench Shop { get; }

    public IReadOnlyList<ArchiveInfo> Made { get; }

    public void Dispose() => Shop.Dispose();
}
