using Kiosk.Ledger;
using Kiosk.Tests.Archive;

namespace Kiosk.Tests.Ledger;

/// <summary>The ledger adds up what is given back of each ticket and says when it is more than the ticket.</summary>
public sealed class RefundSumTests
{
    private const int SaleOf1343 = 9, Return320OfTicket1 = 3;

    [Fact]
    [Trait("Requirement", "R13")]
    public void Returns_beyond_the_original_are_an_alarm_and_no_break_of_the_chain()
    {
        using var shop = new ShopBench(seed: 5) { Original = 1 };
        shop.Send(shop.Sale(SaleOf1343));
        for (int i = 0; i < 4; i++)
        {
            shop.Send(shop.Sale(Return320OfTicket1));
        }

        shop.Flush();
        Assert.Empty(shop.Ledger.Alarms());
        shop.Send(shop.Sale(Return320OfTicket1));
        shop.Flush();
        Alarm alarm = Assert.Single(shop.Ledger.Alarms());
        Assert.Equal(AlarmKind.OverRefund, alarm.Kind);
        Assert.Equal("ticket 6 gives back 320 cents of ticket 1, of which 63 were left", alarm.Detail);
        shop.Send(shop.Sale(Return320OfTicket1));
        shop.Send(shop.Sale(Return320OfTicket1));
        shop.Flush();
        Assert.Equal(3, Assert.Single(shop.Ledger.Alarms()).Count);
        Assert.Equal(0, shop.Ledger.Audit().ChainBreaks);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_ticket_sold_before_the_gateway_started_is_not_judged()
    {
        using var shop = new ShopBench(seed: 5) { Original = 1 };
        shop.Send(shop.Sale(SaleOf1343));
        shop.Flush();
        shop.Reopen();
        for (int i = 0; i < 6; i++)
        {
            shop.Send(shop.Sale(Return320OfTicket1));
        }

        shop.Flush();
        Assert.Empty(shop.Ledger.Alarms());
    }
}
