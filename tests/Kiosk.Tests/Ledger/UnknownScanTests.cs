using System.Text.Json.Nodes;
using Kiosk.Firmware;
using Kiosk.Fiscal;
using Kiosk.Gateway.Console;
using Kiosk.Ledger;
using Kiosk.Ledger.Ingest;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Provision;
using Kiosk.Tests.Archive;
using Kiosk.Tests.Fiscal;
using Microsoft.Data.Sqlite;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// What a till scanned and no catalogue has stands on its merchant's review list until a catalogue has it (pos.md R59).
/// </summary>
[Trait("Requirement", "R59")]
public sealed class UnknownScanTests
{
    private const long Code = 4006381333948;

    [Fact]
    public void The_ledger_reads_the_number_that_the_firmware_writes() =>
        Assert.Equal(EventCode.UnknownScan, UnknownScans.Event);

    [Fact]
    public void A_code_is_listed_with_its_days_and_the_last_price_until_the_catalogue_has_it()
    {
        using var shop = new ShopBench();
        Scan(shop, Code, 490, "1");
        shop.Clock.Advance(TimeSpan.FromDays(1));
        Scan(shop, Code, 0, "");
        Scan(shop, 36000291452, 0, "");
        shop.Flush();
        ReviewList list = shop.Ledger.Archives.Review(ShopBench.Terminal);
        Assert.Equal((0, 2), (list.Dropped, list.Codes.Count));
        UnknownCode code = list.Codes.Single(c => c.Code == Code);
        Assert.Equal((2, 490, 1), (code.Times, code.Cents, code.Department));
        Assert.Equal(TimeSpan.FromDays(1), code.LastSeen - code.FirstSeen);
        Catalogue next = Press();
        next.Version = 9;
        AddArticle(next, code: 40, ean: Code, price: 490, rate: 2000, label: "Nouveau");
        shop.Ledger.Registry.PushCatalogue(1007, next);
        Assert.Equal([36000291452], shop.Ledger.Archives.Review(ShopBench.Terminal).Codes.Select(c => c.Code));
        Assert.True(shop.Ledger.Archives.Review(ShopBench.Terminal, all: true).Codes.Single(c => c.Code == Code)
            .InCatalogue);
    }

    [Fact]
    public void What_the_merchant_dismisses_stays_away_and_what_is_not_listed_is_refused()
    {
        using var shop = new ShopBench();
        Scan(shop, Code, 0, "");
        shop.Flush();
        shop.Ledger.Archives.Dismiss(ShopBench.Terminal, Code);
        Scan(shop, Code, 0, "");
        shop.Flush();
        Assert.Empty(shop.Ledger.Archives.Review(ShopBench.Terminal).Codes);
        Assert.True(Assert.Single(shop.Ledger.Archives.Review(ShopBench.Terminal, all: true).Codes).Dismissed);
        Assert.All((long[])[0, 96385074], code => Assert.Contains($"{code} is not on the review list of K07.",
            Assert.Throws<LedgerException>(() => shop.Ledger.Archives.Dismiss("K07", code)).Message,
            StringComparison.Ordinal));
        Assert.Throws<LedgerException>(() => shop.Ledger.Archives.Review("K99"));
    }

    [Fact]
    public void The_five_hundred_seen_last_are_kept_and_the_others_counted()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        for (int i = 0; i < UnknownScans.CodesMax + 30; i++)
        {
            byte[] frame = kiosk.Frame(kiosk.Event(UnknownScans.Event, 1_000_000 + i));
            bench.Submit(kiosk, frame);
            Assert.Equal(IngestOutcome.Duplicate, bench.Submit(kiosk, frame).Outcome);
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        bench.Reopen();
        ReviewList list = bench.Ledger.Archives.Review("K07");
        Assert.Equal((30, UnknownScans.CodesMax), (list.Dropped, list.Codes.Count));
        Assert.All(list.Codes, code => Assert.Equal(1, code.Times));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(999_999)]
    [InlineData(100_000_000_000_000)]
    public void A_number_that_is_no_code_lists_nothing(long code)
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Event(UnknownScans.Event, code, 100)));
        Assert.Empty(bench.Ledger.Archives.Review("K07", all: true).Codes);
        Assert.Equal(0, bench.Ledger.Archives.Review("K07").Dropped);
    }

    [Fact]
    public void A_store_of_version_11_gets_its_list()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Event(UnknownScans.Event, Code)));
        bench.Ledger.Dispose();
        using (var file = new SqliteConnection($"Pooling=false;Data Source={bench.Options.DatabasePath}"))
        {
            file.Open();
            using SqliteCommand undo = file.CreateCommand();
            undo.CommandText = DurabilityTests.NoScans + "PRAGMA user_version=11";
            undo.ExecuteNonQuery();
        }

        bench.Reopen();
        Assert.Empty(bench.Ledger.Archives.Review("K07").Codes);
        bench.Submit(kiosk, kiosk.Frame(kiosk.Event(UnknownScans.Event, Code)));
        Assert.Single(bench.Ledger.Archives.Review("K07").Codes);
    }

    [Theory]
    [InlineData(490, false, false, " 4006381333948     2 x  2026-01-03  vendu 4,90 €, rayon 1")]
    [InlineData(0, false, false, " 4006381333948     2 x  2026-01-03  non vendu")]
    [InlineData(5, true, true, " 4006381333948     2 x  2026-01-03  vendu 0,05 €, rayon 1  (désormais au catalogue)")]
    [InlineData(0, false, true, " 4006381333948     2 x  2026-01-03  non vendu  (écarté)")]
    public void A_line_says_code_days_last_day_and_price(int cents, bool known, bool dismissed, string line) =>
        Assert.Equal(line, MerchantCommands.ReviewLine(new JsonObject
        {
            ["code"] = Code, ["times"] = 2, ["lastSeen"] = "2026-01-03T08:00:00+00:00", ["cents"] = cents,
            ["department"] = 1, ["inCatalogue"] = known, ["dismissed"] = dismissed,
        }, Words.French));

    // What comes out, filled in, goes into the catalogue; unsold ones have no price, and a UPC gets its zero back.
    [Fact]
    public void The_list_as_a_table_is_filled_in_and_read_as_a_catalogue_and_no_cell_can_be_a_formula()
    {
        JsonNode codes = JsonNode.Parse("""
            [{"code":4006381333931,"cents":490,"department":2},{"code":36000291452,"cents":0,"department":0},
             {"code":96385074,"cents":5,"department":1},{"code":1234565,"cents":7,"department":1}]
            """)!;
        string table = MerchantCommands.ReviewTable(codes);
        Assert.Equal("ean;label;cents;vat;department\n4006381333931;;490;;2\n0036000291452;;;;\n96385074;;5;;1\n"
            + "01234565;;7;;1", table);
        Assert.All(table.Split('\n').Skip(1).SelectMany(row => row.Split(';')),
            cell => Assert.All(cell, letter => Assert.True(char.IsAsciiDigit(letter))));
        IEnumerable<string> filled = table.Split('\n').Select(row => row.Split(';')).Where(row => row[2].Length > 0)
            .Select((row, i) => i == 0 ? string.Join(';', row) : $"{row[0]};Nouveau {i};{row[2]};20;{row[4]}");
        CatalogueForm form = CatalogueCsv.Read(
            string.Join('\n', filled), VatFamilies.Shipped(), 20260610, out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Assert.Equal([("4006381333931", 490, 2), ("96385074", 5, 1), ("01234565", 7, 1)],
            form.Articles!.Select(article => (article.Ean, article.Cents, article.Department)));
    }

    private static void Scan(ShopBench shop, long code, long cents, string department)
    {
        Record scan = Event(shop.Next(ChainKind.E), shop.Now, UnknownScans.Event, department);
        scan.Values[EventLayout.Argument1] = code;
        scan.Values[EventLayout.Argument2] = cents;
        shop.Send(new Entry(scan, []));
    }
}
