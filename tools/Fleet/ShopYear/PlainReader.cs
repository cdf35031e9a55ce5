using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// A reader written from ARCHIVE.md alone: it opens the zip with any zip library, splits rows, and adds up. It shares
/// no code with the producer nor with the verifier.
/// </summary>
internal sealed class PlainReader
{
    private readonly Dictionary<string, List<Dictionary<string, string>>> _tables = [];

    public PlainReader(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in zip.Entries.Where(e => e.Name.EndsWith(".csv", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(entry.Open(), Encoding.UTF8);
            _tables[entry.Name] = Rows(text.ReadToEnd());
        }
    }

    public IReadOnlyList<Dictionary<string, string>> Table(string name) => _tables[name];

    /// <summary>Cents with and without VAT of tickets T per business day and rate.</summary>
    public SortedDictionary<(int Day, int Rate), (long Gross, long Net)> Sums()
    {
        var sums = new SortedDictionary<(int, int), (long, long)>();
        foreach (Dictionary<string, string> row in Table("tva.csv").Where(row => row["nature"] == "T"))
        {
            (int, int) key = (Int(row["journee"]), Int(row["taux"]));
            (long gross, long net) = sums.GetValueOrDefault(key);
            sums[key] = (gross + Int(row["ttc"]), net + Int(row["ht"]));
        }

        return sums;
    }

    /// <summary>Turnover of the tickets first to last.</summary>
    public long Turnover(long first, long last) => Table("tickets.csv")
        .Where(row => row["nature"] == "T" && Int(row["numero"]) >= first && Int(row["numero"]) <= last)
        .Sum(row => (long)Int(row["total_ttc"]));

    /// <summary>Per rate with and without VAT of the tickets first to last.</summary>
    public Dictionary<int, (long Gross, long Net)> PerRate(long first, long last) => Table("tva.csv")
        .Where(row => row["nature"] == "T" && Int(row["numero"]) >= first && Int(row["numero"]) <= last)
        .GroupBy(row => Int(row["taux"]))
        .ToDictionary(rate => rate.Key, rate =>
            (rate.Sum(r => (long)Int(r["ttc"])), rate.Sum(r => (long)Int(r["ht"]))));

    /// <summary>
    /// Adds, per business day, category and rate, cents with and without VAT of tickets T, and per day and category how
    /// many tickets had it. Without VAT a rate with two categories in one ticket is shared over its lines.
    /// </summary>
    public void AddCategories(
        IDictionary<(int Day, string Category, int Rate), (long Gross, long Net)> sums,
        IDictionary<(int Day, string Category), long> tickets)
    {
        ILookup<(string, string), Dictionary<string, string>> lines = Table("lignes.csv")
            .Where(row => row["nature"] == "T").ToLookup(row => (row["numero"], row["taux"]));
        var seen = new HashSet<(string, string)>();
        foreach (Dictionary<string, string> rate in Table("tva.csv").Where(row => row["nature"] == "T"))
        {
            (int day, string number) = (Int(rate["journee"]), rate["numero"]);
            Dictionary<string, string>[] sold = [.. lines[(number, rate["taux"])]];
            long[] net = Shares(Int(rate["ht"]), [.. sold.Select(line => (long)Int(line["ttc"]))]);
            for (int i = 0; i < sold.Length; i++)
            {
                string category = sold[i]["categorie"];
                (int, string, int) key = (day, category, Int(rate["taux"]));
                (long Gross, long Net) sum = sums.TryGetValue(key, out var before) ? before : default;
                sums[key] = (sum.Gross + Int(sold[i]["ttc"]), sum.Net + net[i]);
                if (seen.Add((number, category)))
                {
                    tickets[(day, category)] = 1 + (tickets.TryGetValue((day, category), out long count) ? count : 0);
                }
            }
        }
    }

    // By largest remainder, ties to the earlier line; all of one sign.
    private static long[] Shares(long amount, long[] weights)
    {
        long total = weights.Sum(Math.Abs), whole = Math.Abs(amount);
        if (total == 0)
        {
            return new long[weights.Length];
        }

        long[] shares = [.. weights.Select(weight => whole * Math.Abs(weight) / total)];
        IEnumerable<int> order = Enumerable.Range(0, weights.Length)
            .OrderByDescending(i => whole * Math.Abs(weights[i]) % total).ThenBy(i => i);
        foreach (int i in order.Take((int)(whole - shares.Sum())))
        {
            shares[i]++;
        }

        return [.. shares.Select(share => amount < 0 ? -share : share)];
    }

    public static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Rows(string text)
    {
        List<List<string>> rows = [];
        List<string> row = [];
        var cell = new StringBuilder();
        bool quoted = false;
        foreach (char c in text.TrimStart('\ufeff'))
        {
            if (c == '"')
            {
                if (!quoted && cell.Length > 0)
                {
                    cell.Append('"');
                }

                quoted = !quoted;
            }
            else if (quoted || (c != ';' && c != '\r' && c != '\n'))
            {
                cell.Append(c);
            }
            else if (c != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
        }

        return [.. rows.Skip(1).Select(cells =>
            rows[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
