using System.Xml.Linq;
using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: our e-report keeps to the official schema of flux 10 and its portal's rules (pos.md R55).</summary>
[Trait("Requirement", "R55")]
public sealed class EReportSchemaTests
{
    private static readonly ApprovedPlatform Platform = new("1947", "Plateforme");

    [Fact]
    public void A_report_of_every_category_rate_and_sign_keeps_to_schema_and_rules()
    {
        XDocument report = Report(Platform);
        Assert.Equal(["TLB1", "TPS1", "TNT1", "TLB1"],
            report.Descendants("CategoryCode").Select(category => category.Value));
        Assert.Contains(report.Descendants("TaxExclusiveAmount"), amount => amount.Value[0] == '-');
        Assert.Empty(EReportSchema.Faults(report));
    }

    // The schema wants a sender, which is the platform: without --platform the file is whole only once it added itself.
    [Fact]
    public void Without_a_platform_the_sender_is_all_that_is_missing()
    {
        XDocument report = Report(null);
        string fault = Assert.Single(EReportSchema.Faults(report));
        Assert.Contains("ReportDocument holds 'Id IssueDateTime TypeCode Issuer'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_and_a_report_without_a_sale_keep_to_them_too()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 4, 8, 0, 0, TimeSpan.Zero));
        EReport empty = shop.Ledger.Archives.EReport(ShopBench.Terminal, 20260101, 20260103, Platform);
        Assert.DoesNotContain("<Transactions>", empty.Xml, StringComparison.Ordinal);
        Assert.Empty(EReportSchema.Faults(XDocument.Parse(empty.Xml)));
        EReport late = Of(shop, Platform);
        Assert.True(late.IsCorrection);
        Assert.Empty(EReportSchema.Faults(XDocument.Parse(late.Xml)));
    }

    [Fact]
    public void Every_element_taken_out_doubled_or_swapped_with_the_next_is_told_from_a_right_report()
    {
        string[] optional = ["TransactionsCount"];
        string[] repeatable = ["Transactions", "TaxSubtotal"];
        int count = Report(Platform).Descendants().Count();
        for (int i = 1; i < count; i++)
        {
            XDocument without = Report(Platform);
            XElement gone = without.Descendants().ElementAt(i);
            string name = gone.Name.LocalName;
            bool fine = optional.Contains(name) || name is "Transactions" or "TransactionsReport"
                || (name == "TaxSubtotal" && gone.Parent!.Elements("TaxSubtotal").Count() > 1);
            gone.Remove();
            Assert.True(fine || EReportSchema.Faults(without).Count > 0, $"{name} was taken out");
            XDocument doubled = Report(Platform);
            XElement again = doubled.Descendants().ElementAt(i);
            again.AddAfterSelf(new XElement(again));
            Assert.True(repeatable.Contains(name) || EReportSchema.Faults(doubled).Count > 0, $"{name} was doubled");
            XDocument swapped = Report(Platform);
            XElement moved = swapped.Descendants().ElementAt(i);
            if (moved.NextNode is XElement next && next.Name != moved.Name)
            {
                moved.Remove();
                next.AddAfterSelf(moved);
                Assert.True(EReportSchema.Faults(swapped).Count > 0, $"{name} came later");
            }
        }
    }

    [Theory]
    [InlineData("Id", "123456789.1")]
    [InlineData("DateTimeString", "2026-01-04T08:00:00")]
    [InlineData("TypeCode", "CO")]
    [InlineData("RoleCode", "PA")]
    [InlineData("StartDate", "20260103")]
    [InlineData("Date", "2026-01-02")]
    [InlineData("TransactionsCurrency", "€")]
    [InlineData("CategoryCode", "TLB2")]
    [InlineData("TaxExclusiveAmount", "1,00")]
    [InlineData("TaxTotal", "0.005")]
    [InlineData("TransactionsCount", "2.0")]
    [InlineData("TaxPercent", "12")]
    [InlineData("TaxableAmount", "99999.99")]
    public void A_value_that_the_portal_refuses_is_told(string element, string value)
    {
        XDocument report = Report(Platform);
        report.Descendants(element).First().Value = value;
        Assert.NotEmpty(EReportSchema.Faults(report));
    }

    private static XDocument Report(ApprovedPlatform? platform)
    {
        using var shop = new ShopBench(change: static (catalogue, _) =>
        {
            AddArticle(catalogue, code: 4, ean: 0, price: 301, rate: 1000, label: "Jus sur place");
            AddArticle(catalogue, code: 5, ean: 0, price: 130, rate: 0, label: "Timbre");
            catalogue.Flags[3] = Catalogue.ServiceFlag;
            catalogue.Flags[4] = Catalogue.ExemptFlag;
        });
        shop.Sell((1, 1, 320, 210), (2, 1, 450, 550), (3, 1, 999, 2000), (4, 1, 301, 1000), (5, 1, 130, 0));
        shop.Flush();
        shop.Clock.Advance(TimeSpan.FromDays(1));
        shop.Close();
        shop.Sell(TicketLayout.OperationRefund,
            [Details(shop.Next(ChainKind.T), (DetailItem.OriginalTicket, 1, VectorWall),
                (DetailItem.Reason, ReasonCode.Returned, 0))], (1, -1, 320, 210));
        return XDocument.Parse(Of(shop, platform).Xml);
    }

    private static EReport Of(ShopBench shop, ApprovedPlatform? platform)
    {
        shop.Flush();
        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 4, 8, 0, 0, TimeSpan.Zero));
        return shop.Ledger.Archives.EReport(ShopBench.Terminal, 20260101, 20260103, platform);
    }
}
