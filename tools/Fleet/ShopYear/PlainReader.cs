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
