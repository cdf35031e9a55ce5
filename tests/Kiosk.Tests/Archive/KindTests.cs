using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Archive;

/// <summary>The ledger knows every kind that the till seals and follows its chain.</summary>
public sealed class KindTests
{
    [Theory]
    [InlineData(RecordKind.TicketDetail)]
    [InlineData(RecordKind.Duplicate)]
    [InlineData(RecordKind.ProvisionalNote)]
    [InlineData(RecordKind.Closing)]
    [InlineData(RecordKind.Training)]
    [InlineData(RecordKind.Archive)]
    [Trait("Requirement", "R1")]
    public void Each_kind_is_known_followed_and_missed_when_it_is_taken_out(int kind)
    {
        foreach (bool taken in (bool[])[false, true])
        {
            using var shop = new ShopBench(seed: 3);
            shop.Live(days: 1, salesPerDay: 3);
            shop.Skip = taken ? kind : 0;
            shop.Send(Of(shop, kind));
            shop.Skip = 0;
            shop.Send(Of(shop, kind));
            shop.Send(new Entry(Event(shop.Next(ChainKind.E), shop.Now, JetCode.Start, ""), []));
            shop.Flush();
            Assert.Equal(0, shop.Ledger.Counters[LedgerCounter.UnknownKinds]);
            Assert.Equal(taken ? 1 : 0, shop.Ledger.Counters[LedgerCounter.ChainBreaks]);
            Assert.Equal(taken ? 1 : 0, shop.Ledger.Audit().ChainBreaks);
        }
    }

    private static Entry Of(ShopBench shop, int kind)
    {
        switch (kind)
        {
            case RecordKind.TicketDetail:
                return shop.Sale(9);
            case RecordKind.ProvisionalNote:
                return shop.Sale(5);
            case RecordKind.Duplicate:
                return shop.Sale(6);
            case RecordKind.Training:
                return shop.Sale(7);
            case RecordKind.Archive:
                return new(FiscalCorpus.Archive(shop.Next(ChainKind.R), shop.Now, 1), []);
            default:
                shop.Clock.Advance(TimeSpan.FromDays(1));
                shop.Send(shop.Sale(0));
                shop.Clock.Advance(TimeSpan.FromDays(1));
                Record closing = new();
                closing.Reset(RecordKind.Closing);
                closing.WallSeconds = shop.Now;
                int level = ClosingCalendar.Due(shop.Chain.State, shop.Now);
                Assert.True(shop.Chain.Figures.Fill(closing, shop.Chain.State, level, 0, ClosingLayout.Automatic));
                return new(closing, []);
        }
    }
}
