using System.Globalization;
using System.Xml.Linq;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// A merchant's archives read as a stranger reads them who has only ARCHIVE.md, added up again, and compared with the
/// closings, the perpetual totals and the e-report (pos.md R19, R20, R55). One thread.
/// </summary>
internal sealed class YearBooks
{
    private const int LateFlag = 1, NonSaleDetail = 6, DiscountDetail = 4, FirstDiscount = 6, HeldClock = 8;
    private readonly List<PlainReader> _months = [];
    private readonly List<PlainReader> _years = [];

    /// <summary>Reads the archives of months and years, in order.</summary>
    public YearBooks(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var isYear = Path.GetFileName(file).Contains("-A-", StringComparison.Ordinal);
            (isYear ? _years : _months).Add(new PlainReader(file));
        }
    }

    /// <summary>What differs, in words; empty when all is equal to the cent.</summary>
    public IReadOnlyList<string> Compare(long signed, long absolute, Func<int, int, string> eReport)
    {
        var findings = new List<string>();
        CompareBooks(_months, findings);
        foreach (var year in _years)
        {
            CompareBooks([year], findings);
        }

        var totals = Rows(_months, "tickets.csv").Where(IsTicket).Select(row => Long(row["total_ttc"])).ToList();
        Demand(findings, totals.Sum() == signed && totals.Sum(Math.Abs) == absolute,
            $"the tickets of the archives come to {totals.Sum()} and {totals.Sum(Math.Abs)} cents, the till's "
            + $"perpetual totals are {signed} and {absolute}");
        CompareReport(eReport, findings);
        return findings;
    }

    /// <summary>How often each kind of event stands in the archives of the months.</summary>
    public Dictionary<string, long> Kinds()
    {
        var kinds = YearKinds.All.ToDictionary(kind => kind.Name, kind => Count(kind.Table, kind.Column, kind.Value));
        for (var type = 1; type <= YearKinds.NonSales.Count; type++)
        {
            var code = Text(type);
            kinds[YearKinds.NonSales[type - 1]] = Details(NonSaleDetail, code).Count(row => row["b"][0] != '-');
        }

        kinds["deposit given back"] = Details(NonSaleDetail, "2").Count(row => row["b"][0] == '-');
        for (var i = 0; i < YearKinds.Discounts.Count; i++)
        {
            kinds[YearKinds.Discounts[i]] = Details(DiscountDetail, Text(FirstDiscount + i)).Count();
        }

        kinds.Remove(YearKinds.Discounts[0]);
        kinds["refund in another tender than cash"] = Rows(_months, "reglements.csv")
            .Count(row => row["nature"] == "T" && row["type"] != "1" && row["montant"][0] == '-');
        kinds["late closing"] = Rows(_months, "clotures.csv").Count(row => (Long(row["drapeaux"]) & LateFlag) != 0);
        kinds["ticket with a clock held back"] = Rows(_months, "tickets.csv")
            .Count(row => Long(row["horloge"]) >= HeldClock);
        return kinds;
    }

    private static void CompareBooks(IReadOnlyList<PlainReader> books, List<string> findings)
    {
        var totals = Rows(books, "tickets.csv").Where(IsTicket)
            .ToDictionary(row => Long(row["numero"]), row => Long(row["total_ttc"]));
        var rates = Rows(books, "tva.csv").Where(IsTicket).ToLookup(
            row => Long(row["numero"]),
            row => (Rate: Long(row["taux"]), Gross: Long(row["ttc"]), Net: Long(row["ht"])));
        var discounts = Rows(books, "tickets.csv").Where(row => IsTicket(row) && row["operation"] != "RETOUR")
            .ToDictionary(row => Long(row["numero"]), row => Long(row["remise"]));
        var stated = Rows(books, "clotures_detail.csv").Where(row => row["table"] == "taux").ToLookup(
            row => row["nature"] + row["numero"], row => (Long(row["cle"]), Long(row["premier"]), Long(row["second"])));
        foreach (var closing in Rows(books, "clotures.csv"))
        {
            var name = closing["nature"] + closing["numero"];
            var (first, last) = (Long(closing["premier_ticket"]), Long(closing["dernier_ticket"]));
            var numbers = first == 0 ? [] : totals.Keys.Where(n => n >= first && n <= last).ToList();
            var cents = numbers.Sum(n => totals[n]);
            Demand(findings, cents == Long(closing["total_ttc"]),
                $"closing {name} states {closing["total_ttc"]} cents, its tickets come to {cents}");
            Demand(findings, numbers.Sum(n => discounts.GetValueOrDefault(n)) == Long(closing["remises"]),
                $"closing {name} states discounts of {closing["remises"]} cents, not those of its sales");
            var summed = numbers.SelectMany(n => rates[n]).GroupBy(r => r.Rate)
                .Select(g => (g.Key, g.Sum(r => r.Gross), g.Sum(r => r.Net)));
            Demand(findings, summed.Order().SequenceEqual(stated[name].Order()),
                $"closing {name} states other amounts per rate than its tickets");
        }

        ComparePerpetual(books, totals, findings);
    }

    private static void ComparePerpetual(
        IReadOnlyList<PlainReader> books, Dictionary<long, long> totals, List<string> findings)
    {
        long signed = 0, absolute = 0;
        foreach (var row in Rows(books, "grands_totaux.csv"))
        {
            var cents = totals.GetValueOrDefault(Long(row["numero"]));
            signed += cents;
            absolute += Math.Abs(cents);
            if (signed != Long(row["perpetuel_reel"]) || absolute != Long(row["perpetuel_absolu"]))
            {
                findings.Add($"the perpetual totals of ticket {row["numero"]} are not the sum of the tickets");
                return;
            }
        }
    }

    private void CompareReport(Func<int, int, string> eReport, List<string> findings)
    {
        SortedDictionary<(int, string, int), (long, long)> sums = [];
        SortedDictionary<(int, string), long> tickets = [];
        foreach (var book in _months)
        {
            book.AddCategories(sums, tickets);
        }

        if (sums.Count == 0)
        {
            return;
        }

        var report = XDocument.Parse(eReport(sums.Keys.First().Item1, sums.Keys.Last().Item1));
        var reported = new SortedDictionary<(int, string, int), (long, long)>();
        foreach (var group in report.Descendants("Transactions"))
        {
            (int Day, string Category) key =
                ((int)Long(group.Element("Date")!.Value), group.Element("CategoryCode")!.Value);
            Demand(findings, Long(group.Element("TransactionsCount")!.Value) == tickets.GetValueOrDefault(key),
                $"the e-report of {key} counts other tickets than the archives: {tickets.GetValueOrDefault(key)}");
            foreach (var part in group.Elements("TaxSubtotal"))
            {
                var net = Cents(part, "TaxableAmount");
                reported[(key.Day, key.Category, (int)Cents(part, "TaxPercent"))] =
                    (net + Cents(part, "TaxTotal"), net);
            }
        }

        Demand(findings, reported.Count == sums.Count,
            $"the e-report has {reported.Count} sums, the archives {sums.Count}");
        foreach (var (key, sum) in sums.Where(s => !reported.TryGetValue(s.Key, out var other) || other != s.Value))
        {
            findings.Add($"the e-report of {key} differs from the archives: {sum}");
        }
    }

    private static void Demand(List<string> findings, bool holds, string otherwise)
    {
        if (!holds)
        {
            findings.Add(otherwise);
        }
    }

    private static IEnumerable<Dictionary<string, string>> Rows(IEnumerable<PlainReader> books, string table) =>
        books.SelectMany(book => book.Table(table));

    private static bool IsTicket(Dictionary<string, string> row) => row["nature"] == "T";

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Cents(XElement part, string name) =>
        (long)(decimal.Parse(part.Element(name)!.Value, CultureInfo.InvariantCulture) * 100);

    private long Count(string table, string column, string value) =>
        Rows(_months, table).Count(row => row[column] == value);

    private IEnumerable<Dictionary<string, string>> Details(int code, string a) =>
        Rows(_months, "details.csv").Where(row => row["nature"] == "T" && row["code"] == Text(code) && row["a"] == a);
}
