using System.Xml.Linq;
using Kiosk.Fiscal;
using Kiosk.Fleet.ShopYear;
using Kiosk.Ledger;
using Kiosk.Ledger.Archive;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Microsoft.Data.Sqlite;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Goal: the e-report says what was sealed, by category, in the elements and the order of flux 10.3 (pos.md R55, R56).
/// </summary>
[Trait("Requirement", "R55")]
public sealed class EReportTests
{
    private const int First = 20260101, Last = 20260103;

    // Vector 4.9: one group of two transactions, base 10000.00, VAT 2000.00 at 20.
    [Fact]
    [Trait("Vector", "4.9")]
    public void Vector_4_9_two_tickets_of_6000_euros_at_20_percent_are_the_published_sample()
    {
        using var shop = new ShopBench();
        shop.Sell((3, 1, 600_000, 2000));
        shop.Sell((3, 1, 600_000, 2000));
        XElement group = Assert.Single(Groups(Report(shop)));
        string[] names =
        [
            "Date", "TransactionsCurrency", "CategoryCode", "TaxExclusiveAmount", "TaxTotal", "TransactionsCount",
            "TaxSubtotal",
        ];
        Assert.Equal(names, group.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("20260102 EUR TLB1 10000.00 2000.00 2 2010000.002000.00",
            string.Join(' ', group.Elements().Select(element => element.Value)));
        Assert.Equal(["TaxPercent", "TaxableAmount", "TaxTotal"],
            group.Element("TaxSubtotal")!.Elements().Select(element => element.Name.LocalName));
    }

    [Fact]
    public void A_ticket_counts_once_in_each_of_its_categories_and_lines_share_a_rate_to_the_cent()
    {
        using var shop = new ShopBench(change: static (catalogue, _) =>
        {
            AddArticle(catalogue, code: 4, ean: 0, price: 301, rate: 1000, label: "Jus sur place");
            AddArticle(catalogue, code: 5, ean: 0, price: 302, rate: 1000, label: "Jus a emporter");
            AddArticle(catalogue, code: 6, ean: 0, price: 130, rate: 0, label: "Timbre");
            catalogue.Flags[3] = Catalogue.ServiceFlag;
            catalogue.Flags[5] = Catalogue.ExemptFlag;
        });
        shop.Sell((4, 1, 301, 1000), (5, 1, 302, 1000), (4, 1, 301, 1000), (6, 2, 130, 0));
        shop.Sell((5, 1, 302, 1000));
        shop.Sell(TicketLayout.OperationRefund,
            [Details(shop.Next(ChainKind.T), (DetailItem.OriginalTicket, 1, VectorWall),
                (DetailItem.Reason, ReasonCode.Returned, 0))], (4, -1, 301, 1000));
        XElement[] groups = Groups(Report(shop));
        Assert.Equal(["TLB1", "TPS1", "TNT1"], groups.Select(group => group.Element("CategoryCode")!.Value));
        Assert.Equal(["2", "2", "1"], groups.Select(group => group.Element("TransactionsCount")!.Value));
        // 9.04 at 10 % is 8.22 without VAT: 2.74 for each line, 2.75 had the 3.02 been rounded alone.
        Assert.Equal(["5.49", "2.74", "2.60"], groups.Select(group => group.Element("TaxExclusiveAmount")!.Value));
        Assert.Equal(["0.55", "0.27", "0.00"], groups.Select(group => group.Element("TaxTotal")!.Value));
        Assert.Equal("0", groups[2].Element("TaxSubtotal")!.Element("TaxPercent")!.Value);
        AgreesWithArchive(shop, groups);
    }

    [Fact]
    public void A_day_of_returns_alone_is_reported_below_zero()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        shop.Clock.Advance(TimeSpan.FromDays(1));
        shop.Close();
        shop.Sell(TicketLayout.OperationRefund,
            [Details(shop.Next(ChainKind.T), (DetailItem.OriginalTicket, 1, VectorWall),
                (DetailItem.Reason, ReasonCode.Returned, 0))], (1, -1, 320, 210));
        XElement[] groups = Groups(Report(shop));
        Assert.Equal(["20260102 EUR TLB1 3.13 0.07 1 2.13.130.07", "20260103 EUR TLB1 -3.13 -0.07 1 2.1-3.13-0.07"],
            groups.Select(group => string.Join(' ', group.Elements().Select(element => element.Value))));
    }

    [Fact]
    public void Under_the_franchise_the_nature_counts_at_the_rate_0()
    {
        using var shop = new ShopBench(change: static (catalogue, settings) =>
        {
            Array.Fill(catalogue.Flags, (byte)Catalogue.ExemptFlag, 0, catalogue.ArticleCount);
            Array.Clear(catalogue.Rate);
            catalogue.Flags[1] |= Catalogue.ServiceFlag;
            settings.VatMentionLength = Latin("TVA non applicable, art. 293 B du CGI", settings.VatMention);
        });
        shop.Sell((1, 1, 320, 0), (2, 1, 450, 0));
        XElement[] groups = Groups(Report(shop));
        Assert.Equal(["TLB1", "TPS1"], groups.Select(group => group.Element("CategoryCode")!.Value));
        Assert.Equal(["3.20", "4.50"], groups.Select(group => group.Element("TaxExclusiveAmount")!.Value));
        AgreesWithArchive(shop, groups);
    }

    [Theory]
    [InlineData("TVA FR12345678901", false)]
    [InlineData("N° TVA : FR 4Z 123 456 789", false)]
    [InlineData("TVA non applicable, art. 293 B du CGI", true)]
    [InlineData("FR123", true)]
    [InlineData("", true)]
    public void A_VAT_number_tells_who_is_liable(string mention, bool isFranchise) =>
        Assert.Equal(isFranchise, Categories.IsFranchise(mention));

    [Fact]
    [Trait("Requirement", "R23")]
    public void What_is_no_sale_is_neither_summed_nor_counted()
    {
        using var shop = new ShopBench();
        Record voucher = Ticket(shop.Next(ChainKind.T), shop.Now, TicketLayout.OperationSale);
        voucher.Values[TicketLayout.Tenders + 1] = 1_000;
        voucher.Values[TicketLayout.Catalogue] = voucher.Values[TicketLayout.Settings] = 1;
        shop.Send(new Entry(voucher,
            [Details(voucher.Values[0], (DetailItem.NonSale, NonSaleType.Voucher, 1_000))]));
        shop.Sell((1, 1, 320, 210));
        XElement group = Assert.Single(Groups(Report(shop)));
        Assert.Equal(("1", "3.13"),
            (group.Element("TransactionsCount")!.Value, group.Element("TaxExclusiveAmount")!.Value));
    }

    [Fact]
    [Trait("Requirement", "R56")]
    public void A_terminal_that_comes_late_makes_a_correction_with_a_number_of_its_own()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        shop.Sell((1, 1, 320, 210));
        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 4, 8, 0, 0, TimeSpan.Zero));
        EReport initial = shop.Ledger.Archives.EReport(ShopBench.Terminal, First, Last);
        EReport late = Report(shop);
        Assert.Equal(((false, "IN", "123456789-20260101-20260103-1"), (true, "RE", "123456789-20260101-20260103-2")),
            (Head(initial), Head(late)));
        Assert.Equal(Head(late), Head(Report(shop)));
        Assert.Equal("2", Groups(late)[0].Element("TransactionsCount")!.Value);
    }

    // Nobody would make the correction whom nothing told that one is due.
    [Fact]
    [Trait("Requirement", "R56")]
    public void Reports_that_were_handed_out_say_when_a_terminal_came_late()
    {
        using var shop = new ShopBench();
        Assert.Empty(shop.Ledger.Archives.EReports(ShopBench.Terminal));
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        shop.Sell((1, 1, 320, 210));
        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 4, 8, 0, 0, TimeSpan.Zero));
        shop.Ledger.Archives.EReport(ShopBench.Terminal, First, Last);
        var handed = new HandedReport(First, Last, shop.Clock.GetUtcNow(), NeedsCorrection: false);
        Assert.Equal(handed, Assert.Single(shop.Ledger.Archives.EReports(ShopBench.Terminal)));
        shop.Flush();
        shop.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(handed with { NeedsCorrection = true },
            Assert.Single(shop.Ledger.Archives.EReports(ShopBench.Terminal)));
        shop.Ledger.Archives.EReport(ShopBench.Terminal, First, Last);
        Assert.Equal(handed with { At = handed.At.AddHours(1) },
            Assert.Single(shop.Ledger.Archives.EReports(ShopBench.Terminal)));
    }

    [Theory]
    [InlineData(20260102, 20260102)]
    [InlineData(20260103, 20260102)]
    [InlineData(20260101, 20260104)]
    public void Days_that_no_platform_takes_are_refused(int first, int last)
    {
        using var shop = new ShopBench();
        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 4, 8, 0, 0, TimeSpan.Zero));
        LedgerException error = Assert.Throws<LedgerException>(() =>
            shop.Ledger.Archives.EReport(ShopBench.Terminal, first, last));
        Assert.Contains($"{first} to {last}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_that_the_tax_authority_does_not_take_is_refused_by_name()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 1234));
        LedgerException error = Assert.Throws<LedgerException>(() => Report(shop));
        Assert.Contains("20260102", error.Message, StringComparison.Ordinal);
        Assert.Contains("1234", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sender_is_the_approved_platform_when_it_is_known_and_stands_before_the_declarant()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        string[] plain = ["Id", "IssueDateTime", "TypeCode", "Issuer"];
        Assert.Equal(plain, Document(Report(shop)).Elements().Select(element => element.Name.LocalName));
        XElement named = Document(shop.Ledger.Archives.EReport(
            ShopBench.Terminal, First, Last, new ApprovedPlatform("1947", "Plateforme")));
        Assert.Equal([.. plain[..3], "Sender", "Issuer"], named.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(("0238", "1947", "WK"), (named.Element("Sender")!.Element("Id")!.Attribute("schemeId")!.Value,
            named.Element("Sender")!.Element("Id")!.Value, named.Element("Sender")!.Element("RoleCode")!.Value));
        Assert.Equal(("0002", "SE"), (named.Element("Issuer")!.Element("Id")!.Attribute("schemeId")!.Value,
            named.Element("Issuer")!.Element("RoleCode")!.Value));
        Assert.Matches("^[0-9]{14}$", named.Element("IssueDateTime")!.Element("DateTimeString")!.Value);
    }

    // What was summed before categories were told apart was reported as goods and stays that.
    [Fact]
    public void Sums_of_a_store_of_version_7_are_goods()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210), (3, 1, 999, 2000));
        EReport before = Report(shop);
        shop.Reopen(() => Sql(shop, Ledger.DurabilityTests.NoCurves + """
            CREATE TABLE a(terminal, day, rate, gross, net, PRIMARY KEY(terminal, day, rate)) WITHOUT ROWID;
            INSERT INTO a SELECT terminal, day, rate, gross, net FROM fiscal_day;
            CREATE TABLE b(terminal, day, tickets, PRIMARY KEY(terminal, day)) WITHOUT ROWID;
            INSERT INTO b SELECT terminal, day, tickets FROM fiscal_count;
            DROP TABLE fiscal_day; DROP TABLE fiscal_count;
            ALTER TABLE a RENAME TO fiscal_day; ALTER TABLE b RENAME TO fiscal_count; PRAGMA user_version=7
            """));
        Assert.Equal(before.Xml, Report(shop).Xml);
    }

    private static void Sql(ShopBench shop, string sql)
    {
        string file = Path.Combine(shop.Folder, "kiosk.db");
        using var connection = new SqliteConnection("Pooling=false;Data Source=" + file);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static EReport Report(ShopBench shop)
    {
        shop.Flush();
        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 4, 8, 0, 0, TimeSpan.Zero));
        return shop.Ledger.Archives.EReport(ShopBench.Terminal, First, Last);
    }

    private static XElement[] Groups(EReport report) =>
        [.. XDocument.Parse(report.Xml).Descendants("Transactions")];

    private static XElement Document(EReport report) => XDocument.Parse(report.Xml).Root!.Element("ReportDocument")!;

    private static (bool, string, string) Head(EReport report) => (report.IsCorrection,
        Document(report).Element("TypeCode")!.Value, Document(report).Element("Id")!.Value);

    private static int Latin(string text, byte[] into) => System.Text.Encoding.Latin1.GetBytes(text, into);

    // The same sums by a reader who has only ARCHIVE.md.
    private static void AgreesWithArchive(ShopBench shop, XElement[] groups)
    {
        shop.Ledger.Registry.Revoke(1007);
        string file = shop.Ledger.Archives.MakeMonth(ShopBench.Terminal, 202601).File;
        Assert.Empty(ShopBench.Verify([file]).Findings);
        SortedDictionary<(int, string, int), (long, long)> sums = [];
        SortedDictionary<(int, string), long> tickets = [];
        new PlainReader(file).AddCategories(sums, tickets);
        Assert.Equal(
            tickets.ToDictionary(pair => pair.Key.Item2, pair => pair.Value),
            groups.ToDictionary(g => g.Element("CategoryCode")!.Value, g => (long)g.Element("TransactionsCount")!));
        Assert.Equal(
            sums.GroupBy(s => s.Key.Item2).ToDictionary(g => g.Key, g => g.Sum(s => s.Value.Item2)),
            groups.ToDictionary(g => g.Element("CategoryCode")!.Value,
                g => (long)((decimal)g.Element("TaxExclusiveAmount")! * 100)));
    }
}
