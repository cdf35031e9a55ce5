using System.Globalization;

namespace Kiosk.Provision.Verify;

/// <summary>Compares the tables of everything but tickets with the sealed texts. One run.</summary>
internal sealed class DocumentChecks(
    ArchiveImage archive, ChainWalk chain, TableBench bench, SortedList<long, long> tickets)
{
    private const string Closings = "clotures.csv", ClosingRows = "clotures_detail.csv";
    private readonly Dictionary<string, List<string>> _rows = [];

    public void Run()
    {
        bench.Documents("grands_totaux.csv", ["GT"], (name, c) => bench.Fields("grands_totaux.csv", name,
            [("journee", 6, c[3]), ("total_journee", 1, c[4]), ("perpetuel_reel", 2, c[5]),
            ("perpetuel_absolu", 3, c[6])]));
        bench.Documents("evenements.csv", ["E"], (name, c) => bench.Fields("evenements.csv", name,
            [("code", 1, c[3]), ("texte", 2, c[4].Replace(',', ';').TrimEnd(' ')), ("horodatage", 3, c[5]),
            ("operateur", 4, c[6].PadLeft(2, '0')), ("argument1", 8, c[7]), ("argument2", 9, c[8])]));
        bench.Documents("caisse.csv", ["C"], (name, c) =>
        {
            bench.Fields("caisse.csv", name, [("type", 3, c[3]), ("montant", 0, c[5]), ("horodatage", 1, c[6]),
                ("operateur", 4, c[7].PadLeft(2, '0'))]);
            bench.Cell("caisse.csv", name, "libelle", c[4], ArchiveLayout.CashLabel(c[3]));
        });
        bench.Documents("duplicatas.csv", ["D"], (name, c) =>
        {
            bench.Fields("duplicatas.csv", name, [("original_type", 1, c[3]), ("copie", 2, c[5]), ("motif", 6, c[6]),
                ("horodatage", 4, c[7]), ("operateur", 3, c[8].PadLeft(2, '0'))]);
            bench.Cell("duplicatas.csv", name, "original", c[4], TableBench.NumberIn(chain.Texts[name][5]));
        });
        bench.Documents("notes.csv", ["N"], (name, c) =>
        {
            bench.Fields("notes.csv", name, [("horodatage", 1, c[3]), ("operateur", 3, c[4].PadLeft(2, '0')),
                ("total_ttc", 0, c[5]), ("valeurs", 6, Values(c[7]))]);
            bench.Cell("notes.csv", name, "lignes", c[6], c[7].Split(' ') is { Length: > 4 } v ? v[4] : "");
        });
        ReadRows();
        bench.Documents(Closings, ["J", "M", "A"], Closing);
        foreach (string rest in _rows.Keys)
        {
            bench.Add(ClosingRows, rest, "", "belongs to no sealed closing");
        }

        Software();
    }

    private void ReadRows() => bench.Each(ClosingRows, (name, c) =>
    {
        if (!_rows.TryGetValue(name, out List<string>? rows))
        {
            _rows[name] = rows = [];
        }

        rows.Add(string.Join(';', c[2..]));
    });

    private void Closing(string name, string[] c)
    {
        bench.Fields(Closings, name, [("periode", 6, c[3]), ("horodatage", 4, c[5]),
            ("operateur", 10, c[6].PadLeft(2, '0')), ("total_ttc", 1, c[7]), ("perpetuel_reel", 2, c[8]),
            ("perpetuel_absolu", 3, c[9]), ("valeurs", 9, Values(c[^1]))]);
        string[] values = c[^1].Split(' '), columns = ArchiveLayout.Columns[Closings].Split(';');
        if (values.Length < ArchiveLayout.TableRows)
        {
            bench.Add(Closings, name, "valeurs", "has too few values");
            return;
        }

        bench.Cell(Closings, name, "drapeaux", c[4], values[3]);
        for (int i = 0; i < ArchiveLayout.Figures; i++)
        {
            bench.Cell(Closings, name, columns[ArchiveLayout.FigureColumn + i], c[ArchiveLayout.FigureColumn + i],
                values[ArchiveLayout.FigureValue + i]);
        }

        CompareRows(name, [.. Expected(values)]);
        long first = TableBench.Long(c[10]), last = TableBench.Long(c[11]);
        if (first > 0 && tickets.ContainsKey(first) && tickets.ContainsKey(last))
        {
            long sum = tickets.Where(t => t.Key >= first && t.Key <= last).Sum(t => t.Value);
            bench.Cell(Closings, name, "total_ttc", c[7], sum.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void CompareRows(string name, List<string> right)
    {
        _rows.Remove(name, out List<string>? rows);
        rows ??= [];
        for (int i = 0; i < Math.Max(rows.Count, right.Count); i++)
        {
            string own = i < rows.Count ? rows[i] : "", wanted = i < right.Count ? right[i] : "";
            if (own != wanted)
            {
                bench.Add(ClosingRows, name, FieldOf(own.Split(';'), wanted.Split(';')),
                    $"row {i + 1} is '{own}', but the closing sealed '{wanted}'");
                return;
            }
        }
    }

    private static string FieldOf(string[] own, string[] wanted)
    {
        string[] names = ["table", "cle", "premier", "second"];
        int differs = own.Length == wanted.Length ? Enumerable.Range(0, own.Length).First(i => own[i] != wanted[i]) : 0;
        return names[differs];
    }

    private static IEnumerable<string> Expected(string[] values)
    {
        int at = ArchiveLayout.TableRows;
        for (int table = 0; table < ArchiveLayout.ClosingTables.Length; table++)
        {
            long rows = TableBench.Long(values[ArchiveLayout.TableCounts + table]);
            for (int row = 0; row < rows && at + ArchiveLayout.RowWidth <= values.Length; row++)
            {
                yield return ArchiveLayout.ClosingTables[table] + ";"
                    + string.Join(';', values[at..(at + ArchiveLayout.RowWidth)]);
                at += ArchiveLayout.RowWidth;
            }
        }
    }

    private void Software()
    {
        const string file = "logiciels.csv";
        CsvTable table = archive.Table(file);
        for (int i = 0; i < Math.Max(table.Count, chain.Software.Count); i++)
        {
            string[] own = i < table.Count ? table[i] : ["", "", ""];
            string[] right = ["", "", ""];
            if (i < chain.Software.Count)
            {
                (long rank, string version) = chain.Software[i];
                long n = TableBench.Long(version);
                right =
                [
                    rank.ToString(CultureInfo.InvariantCulture), version,
                    string.Create(CultureInfo.InvariantCulture, $"Kiosk {n / 10000}.{n / 100 % 100}.{n % 100}"),
                ];
            }

            for (int c = 0; c < right.Length; c++)
            {
                bench.Cell(file, right[0], table.Columns[c], c < own.Length ? own[c] : "", right[c]);
            }
        }
    }

    private static string Values(string cell) => PublishedDigest.Of(cell.Replace(' ', ';'));
}
