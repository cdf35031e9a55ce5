using System.Xml.Linq;
using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;

namespace Kiosk.Tests.Archive;

/// <summary>The sample of a flux 10.3 that pos.md gives, from two sealed tickets on a real ledger.</summary>
public class EReportVector
{
    private static readonly string[] Totals =
        ["CurrencyCode", "TaxExclusiveAmount", "TaxTotal", "TransactionsCount"];

    [Fact]
    [Trait("Vector", "4.9")]
    [Trait("Requirement", "R55")]
    public void Vector_4_9_two_transactions_of_one_group_with_base_10000_and_VAT_2000_at_20_percent()
    {
        using var shop = new ShopBench(seed: 9);
        for (int ticket = 1; ticket <= 2; ticket++)
        {
            Record sale = FiscalSamples.Ticket(ticket, shop.Now, TicketLayout.OperationSale, (-1, 1, 600_000, 2000));
            sale.Values[TicketLayout.Catalogue] = sale.Values[TicketLayout.Settings] = 1;
            shop.Send(new Entry(sale, []));
        }

        shop.Flush();
        EReport report = shop.Ledger.Archives.EReport(ShopBench.Terminal, 20260101, 20260131);
        XElement group = Assert.Single(XDocument.Parse(report.Xml).Descendants("Transactions"));
        Assert.Equal(["EUR", "10000.00", "2000.00", "2"], Totals.Select(name => group.Element(name)!.Value));
        XElement rate = Assert.Single(group.Elements("TaxSubtotal"));
        Assert.Equal(["20.00", "10000.00", "2000.00"], rate.Elements().Select(element => element.Value));
    }
}
