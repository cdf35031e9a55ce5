using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Archive;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Ledger;

/// <summary>The ledger compares a ticket cancelled for its tender with the one that replaces it.</summary>
[Trait("Requirement", "R14")]
public sealed class ResaleTests
{
    [Fact]
    public void The_same_sale_again_is_in_order()
    {
        using ShopBench shop = Cancelled(ReasonCode.WrongTender);
        Resell(shop, replaces: 1, quantity: 2);
        Assert.Empty(shop.Ledger.Alarms());
    }

    [Theory]
    [InlineData(1, 1, "ticket 3 sells other lines than ticket 1, which it replaces")]
    [InlineData(0, 2, "ticket 1 was cancelled for its tender, ticket 3 is not its sale again")]
    public void Fewer_lines_or_another_sale_are_an_alarm_and_no_break_of_the_chain(
        int replaces, int quantity, string told)
    {
        using ShopBench shop = Cancelled(ReasonCode.WrongTender);
        Resell(shop, replaces, quantity);
        Alarm alarm = Assert.Single(shop.Ledger.Alarms());
        Assert.Equal((AlarmKind.OtherSale, told), (alarm.Kind, alarm.Detail));
        Assert.Equal(0, shop.Ledger.Audit().ChainBreaks);
    }

    [Fact]
    public void A_sale_that_replaces_what_was_not_cancelled_is_an_alarm()
    {
        using ShopBench shop = Cancelled(ReasonCode.WrongArticle);
        Resell(shop, replaces: 1, quantity: 2);
        Assert.Equal("ticket 3 replaces ticket 1, which was not cancelled just before",
            Assert.Single(shop.Ledger.Alarms()).Detail);
    }

    private static ShopBench Cancelled(int reason)
    {
        ShopBench shop = new(seed: 7);
        shop.Sell((1, 2, 320, 210));
        Record detail = Details(shop.Next(ChainKind.T), (DetailItem.OriginalTicket, 1, VectorWall),
            (DetailItem.Reason, reason, 0), (DetailItem.OriginalLine, 0, 0));
        shop.Sell(TicketLayout.OperationCancel, [detail], (1, -2, 320, 210));
        return shop;
    }

    private static void Resell(ShopBench shop, int replaces, int quantity)
    {
        Record detail = Details(shop.Next(ChainKind.T), (DetailItem.Replaces, replaces, 0));
        shop.Sell(TicketLayout.OperationSale, replaces > 0 ? [detail] : [], (1, quantity, 320, 210));
        shop.Flush();
    }
}
