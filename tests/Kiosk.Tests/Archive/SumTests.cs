using System.Globalization;
using System.Xml.Linq;
using Kiosk.Fleet.ShopYear;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Goal: the sums in the CSV equal closings, perpetual totals, e-report and accounting to the cent (pos.md R37, R55).
/// </summary>
public sealed class SumTests(ArchiveFixture fixture) : IClassFixture<ArchiveFixture>
{
    private ArchiveOffice Office => fixture.Shop.Ledger.Archives;

    [Fact]
    [Trait("Requirement", "R19")]
    public void Every_closing_is_the_sum_of_its_tickets()
    {
        int closings = 0;
        foreach (ArchiveInfo archive in fixture.Made)
        {
            var reader = new PlainReader(archive.File);
            foreach (Dictionary<string, string> closing in reader.Table("clotures.csv"))
            {
                long first = PlainReader.Int(closing["premier_ticket"]);
                long last = PlainReader.Int(closing["dernier_ticket"]);
                Assert.Equal(PlainReader.Int(closing["total_ttc"]), reader.Turnover(first, last));
                Dictionary<int, (long, long)> stated = reader.Table("clotures_detail.csv")
                    .Where(row => row["table"] == "taux" && row["nature"] == closing["nature"]
                        && row["numero"] == closing["numero"])
                    .ToDictionary(row => PlainReader.Int(row["cle"]), row =>
                        ((long)PlainReader.Int(row["premier"]), (long)PlainReader.Int(row["second"])));
                Assert.Equal(stated.OrderBy(r => r.Key), reader.PerRate(first, last).OrderBy(r => r.Key));
                closings++;
            }
        }

        Assert.True(closings >= 60, $"{closings} closings");
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public void The_perpetual_totals_grow_by_each_ticket()
    {
        long signed = 0, absolute = 0;
        foreach (ArchiveInfo archive in fixture.Made)
        {
            var reader = new PlainReader(archive.File);
            Dictionary<string, string> tickets = reader.Table("tickets.csv").Where(row => row["nature"] == "T")
                .ToDictionary(row => row["numero"], row => row["total_ttc"]);
            foreach (Dictionary<string, string> total in reader.Table("grands_totaux.csv"))
            {
                int cents = PlainReader.Int(tickets[total["numero"]]);
                signed += cents;
                absolute += Math.Abs(cents);
                Assert.Equal(signed, PlainReader.Int(total["perpetuel_reel"]));
                Assert.Equal(absolute, PlainReader.Int(total["perpetuel_absolu"]));
            }
        }

        Dictionary<string, string> last = new PlainReader(fixture.Made[^1].File).Table("clotures.csv")
            .Last(row => row["nature"] == "M");
        Assert.Equal((signed, absolute),
            (PlainReader.Int(last["perpetuel_reel"]), (long)PlainReader.Int(last["perpetuel_absolu"])));
    }

    [Fact]
    [Trait("Requirement", "R55")]
    public void The_e_report_takes_the_same_sums()
    {
        var reader = new PlainReader(fixture.Made[0].File);
        var sums = reader.Sums();
        Dictionary<int, int> tickets = reader.Table("tickets.csv").Where(row => row["nature"] == "T")
            .GroupBy(row => PlainReader.Int(row["journee"])).ToDictionary(day => day.Key, day => day.Count());
        EReport report = Office.EReport(ShopBench.Terminal, 20260101, 20260131);
        XElement[] days = [.. XDocument.Parse(report.Xml).Descendants("Transactions")];
        Assert.Equal("123456789", report.Siren);
        Assert.Equal(sums.Keys.Select(key => key.Day).Distinct().Count(), days.Length);
        foreach (XElement day in days)
        {
            int date = PlainReader.Int(day.Element("Date")!.Value);
            Assert.Equal(("EUR", "TLB1"),
                (day.Element("TransactionsCurrency")!.Value, day.Element("CategoryCode")!.Value));
            foreach (XElement part in day.Elements("TaxSubtotal"))
            {
                (long gross, long net) = sums[(date, Cents(part.Element("TaxPercent")!))];
                Assert.Equal(net, Cents(part.Element("TaxableAmount")!));
                Assert.Equal(gross - net, Cents(part.Element("TaxTotal")!));
            }

            Assert.Equal(tickets[date], (int)day.Element("TransactionsCount")!);
            long total = sums.Where(sum => sum.Key.Day == date).Sum(sum => sum.Value.Net);
            Assert.Equal(total, Cents(day.Element("TaxExclusiveAmount")!));
        }
    }

    [Fact]
    public void Accounting_balances_every_day()
    {
        string csv = Office.Accounting(ShopBench.Terminal, 202601);
        Assert.StartsWith("\ufeffjournal;date;compte;libelle;debit;credit;piece\r\n", csv, StringComparison.Ordinal);
        string[][] rows = [.. csv.Split("\r\n").Skip(1).Where(row => row.Length > 0).Select(row => row.Split(';'))];
        Assert.DoesNotContain(rows, row => row[2] == "471000");
        Assert.All(rows.GroupBy(row => row[1]), day =>
            Assert.Equal(day.Sum(row => Comma(row[4])), day.Sum(row => Comma(row[5]))));
        long sales = rows.Where(row => row[2] is "707000" or "445710").Sum(row => Comma(row[5]) - Comma(row[4]));
        Assert.Equal(new PlainReader(fixture.Made[0].File).Sums().Values.Sum(sum => sum.Gross), sales);
    }

    // As a French spreadsheet takes it: byte order mark, semicolons, comma, day/month/year; services apart from goods.
    [Fact]
    public void Accounting_is_written_for_French_spreadsheets()
    {
        using var shop = new ShopBench(change: static (catalogue, _) => catalogue.Flags[1] = Catalogue.ServiceFlag);
        shop.Sell((1, 1, 320, 210), (2, 1, 450, 550));
        shop.Flush();
        string[] rows =
        [
            "\ufeffjournal;date;compte;libelle;debit;credit;piece",
            "CAI;02/01/2026;530000;Recettes espèces;7,70;;K07-20260102",
            "CAI;02/01/2026;707000;Ventes HT 2,10 %;;3,13;K07-20260102",
            "CAI;02/01/2026;445710;TVA collectée 2,10 %;;0,07;K07-20260102",
            "CAI;02/01/2026;706000;Prestations HT 5,50 %;;4,27;K07-20260102",
            "CAI;02/01/2026;445710;TVA collectée 5,50 %;;0,23;K07-20260102", "",
        ];
        Assert.Equal(string.Join("\r\n", rows), shop.Ledger.Archives.Accounting(ShopBench.Terminal, 202601));
    }

    private static int Cents(XElement element) =>
        (int)(decimal.Parse(element.Value, CultureInfo.InvariantCulture) * 100);

    private static long Comma(string text) =>
        text.Length == 0 ? 0 : (long)(decimal.Parse(text.Replace(',', '.'), CultureInfo.InvariantCulture) * 100);
}
