using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Ledger.Archive;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Microsoft.Data.Sqlite;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: the accountant's entries say what was sealed and hide nothing left over (pos.md R23).</summary>
[Trait("Requirement", "R23")]
public sealed class AccountingTests
{
    private const int Day = 20260102;

    // What is sold for later and what is given back for it stand on one account, which so comes to 0.
    [Theory]
    [InlineData(NonSaleType.Voucher, TicketLayout.TenderVoucher, "419100")]
    [InlineData(NonSaleType.Gift, TicketLayout.TenderGift, "419200")]
    [InlineData(NonSaleType.Deposit, TicketLayout.TenderDeposit, "419600")]
    [InlineData(NonSaleType.Suspended, TicketLayout.TenderSuspended, "467500")]
    [InlineData(NonSaleType.LocalCurrency, TicketLayout.TenderLocalNotes, "511800")]
    public void What_is_sold_and_comes_back_as_a_tender_clears_its_account(int kind, int tender, string account)
    {
        string[] rows = Rows(AccountingWriter.Write("K07",
            [new DayRate(Day, SaleCategory.Goods, 2000, 1200, 1000)],
            [new DayTender(Day, TicketLayout.TenderCash, 1, 1200), new DayTender(Day, tender, 1, 1200)],
            [new DayNonSale(Day, kind, 1200)]));
        Assert.Equal([("12,00", ""), ("", "12,00")],
            rows.Select(row => row.Split(';')).Where(row => row[2] == account).Select(row => (row[4], row[5])));
        Assert.DoesNotContain(rows, row => row.Contains(";471000;", StringComparison.Ordinal));
    }

    [Fact]
    public void Sealed_tickets_give_each_kind_its_own_row()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        NonSale(shop, TicketLayout.TenderCash, NonSaleType.Voucher, 1000);
        NonSale(shop, TicketLayout.TenderCard, NonSaleType.Donation, 50);
        NonSale(shop, TicketLayout.TenderCash, NonSaleType.Voucher, 500);
        shop.Flush();
        string[] rows = Rows(shop.Ledger.Archives.Accounting(ShopBench.Terminal, 202601));
        Assert.Contains("CAI;02/01/2026;419100;Hors chiffre d'affaires, bons d'achat vendus;;15,00;K07-20260102", rows);
        Assert.Contains("CAI;02/01/2026;467400;Hors chiffre d'affaires, dons;;0,50;K07-20260102", rows);
        Assert.Contains("CAI;02/01/2026;530000;Recettes espèces;18,20;;K07-20260102", rows);
    }

    [Fact]
    public void A_day_that_does_not_balance_is_refused_with_what_is_left_over()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        shop.Ledger.Archives.CounterSeal();
        Sql(shop, "UPDATE fiscal_tender SET cents=cents+7");
        LedgerException error = Assert.Throws<LedgerException>(
            () => shop.Ledger.Archives.Accounting(ShopBench.Terminal, 202601));
        Assert.Contains("20260102", error.Message, StringComparison.Ordinal);
        Assert.Contains("by 7 cents", error.Message, StringComparison.Ordinal);
    }

    // What a store did not tell apart then goes to the suspense account, named as that.
    [Fact]
    public void Sums_of_a_store_of_version_8_are_not_told_apart()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        NonSale(shop, TicketLayout.TenderCash, NonSaleType.Voucher, 1000);
        shop.Flush();
        shop.Ledger.Archives.CounterSeal();
        shop.Reopen(() => Sql(
            shop, Ledger.DurabilityTests.NoCurves + "DROP TABLE fiscal_nonsale; PRAGMA user_version=8"));
        Assert.Contains("CAI;02/01/2026;471000;Hors chiffre d'affaires, non ventilé;;10,00;K07-20260102",
            Rows(shop.Ledger.Archives.Accounting(ShopBench.Terminal, 202601)));
    }

    // A spreadsheet runs a cell that begins like a formula (OWASP, CSV injection).
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+33 4", "\"'+33 4\"")]
    [InlineData("-2 %", "\"'-2 %\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\uff1d1", "\"'\uff1d1\"")]
    [InlineData("=HYPERLINK(\"http:x\";\"y\")", "\"'=HYPERLINK(\"\"http:x\"\";\"\"y\"\")\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("Bouquet = 3", "Bouquet = 3")]
    [InlineData("", "")]
    public void No_cell_for_a_spreadsheet_begins_like_a_formula(string text, string cell) =>
        Assert.Equal(cell, SpreadsheetCell.Of(text));

    [Fact]
    public void A_name_like_a_formula_runs_nowhere_in_the_accountants_file()
    {
        string row = Rows(AccountingWriter.Write("=cmd|' /C calc'!A1", [],
            [new DayTender(Day, TicketLayout.TenderCash, 1, 100)],
            [new DayNonSale(Day, NonSaleType.Donation, 100)]))[1];
        Assert.EndsWith(";1,00;;\"'=cmd|' /C calc'!A1-20260102\"", row, StringComparison.Ordinal);
    }

    private static void NonSale(ShopBench shop, int tender, int kind, int cents)
    {
        Record ticket = Ticket(shop.Next(ChainKind.T), shop.Now, TicketLayout.OperationSale);
        ticket.Values[TicketLayout.Tenders] = tender;
        ticket.Values[TicketLayout.Tenders + 1] = cents;
        ticket.Values[TicketLayout.Catalogue] = ticket.Values[TicketLayout.Settings] = 1;
        shop.Send(new Entry(ticket, [Details(ticket.Values[0], (DetailItem.NonSale, kind, cents))]));
    }

    private static string[] Rows(string csv) => csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static void Sql(ShopBench shop, string sql)
    {
        string file = Path.Combine(shop.Folder, "kiosk.db");
        using var connection = new SqliteConnection("Pooling=false;Data Source=" + file);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
