using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Archive;

namespace Kiosk.Tests.Ledger;

/// <summary>The audit compares each Z, as the till sealed it, with the sum of the day's stored tickets (R19).</summary>
public sealed class DayCheckTests
{
    [Fact]
    [Trait("Requirement", "R19")]
    public void Every_Z_of_a_sound_store_is_the_sum_of_its_days_tickets()
    {
        using var shop = new ShopBench(seed: 5);
        shop.Live(days: 4, salesPerDay: 20);
        AuditTotals audit = shop.Ledger.Audit();
        Assert.Equal((4, 0, 0), (audit.DayClosings, audit.DayClosingsDifferent, audit.TicketsUnclosed));
        shop.Send(shop.Sale(0));
        shop.Flush();
        Assert.Equal(1, shop.Ledger.Audit().TicketsUnclosed);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void A_Z_over_a_ticket_that_is_not_stored_differs()
    {
        using var shop = new ShopBench(seed: 5);
        shop.Live(days: 1, salesPerDay: 3);
        shop.Skip = RecordKind.Ticket;
        shop.Send(shop.Sale(0));
        shop.Skip = 0;
        shop.Live(days: 1, salesPerDay: 3);
        AuditTotals audit = shop.Ledger.Audit();
        Assert.Equal((2, 1), (audit.DayClosings, audit.DayClosingsDifferent));
        Assert.Equal(1, audit.ChainBreaks);
    }
}
