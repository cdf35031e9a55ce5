using System.Globalization;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Compares the readable tables with the sealed texts: amounts, dates, the digests of lines, tenders, details,
/// identities and closings, and the sums of closings with the tickets. One run.
/// </summary>
internal sealed class TableChecks(ArchiveImage archive, ChainWalk chain, List<Finding> findings)
{
    private const int LinesField = 7, TendersField = 8, MerchantField = 10, DetailsField = 14;
    private const int Figures = 21, FigureAt = 7, ColumnAt = 10;
    private readonly Dictionary<string, List<string>> _lines = [], _tenders = [], _details = [], _rates = [];
    private readonly Dictionary<string, string> _merchants = [];
    private readonly SortedList<long, long> _tickets = [];

    public void Run()
    {
        Group("lignes.csv", _lines, c => string.Join(';', [c[3], c[4], c[5], c[6],
            c[7].PadLeft(4, '0'), c[8], .. c[9] == "0" ? Array.Empty<string>() : [c[9]]]));
        Group("reglements.csv", _tenders, c => c[3] + ";" + c[5]);
        Group("details.csv", _details, c => string.Join(';', c[3..6]));
        Group("tva.csv", _rates, c => c[3].PadLeft(4, '0') + ":" + c[4]);
        CheckVat();
        Each("identites.csv", (_, c) => _merchants[c[0]] =
            PublishedDigest.Of(string.Join('|', c[1..5])));
        Each("tickets.csv", Ticket);
        Each("grands_totaux.csv", (name, c) => Fields("grands_totaux.csv", name,
            [("journee", 6, c[3]), ("total_journee", 1, c[4]), ("perpetuel_reel", 2, c[5]),
            ("perpetuel_absolu", 3, c[6])]));
        Each("evenements.csv", (name, c) => Fields("evenements.csv", name,
            [("code", 1, c[3]), ("texte", 2, c[4].Replace(',', ';').TrimEnd(' ')), ("horodatage", 3, c[5]),
            ("operateur", 4, c[6].PadLeft(2, '0')), ("argument1", 8, c[7]), ("argument2", 9, c[8])]));
        Each("caisse.csv", (name, c) => Fields("caisse.csv", name,
            [("type", 3, c[3]), ("montant", 0, c[5]), ("horodatage", 1, c[6]),
            ("operateur", 4, c[7].PadLeft(2, '0'))]));
        Each("duplicatas.csv", (name, c) => Fields("duplicatas.csv", name,
            [("original_type", 1, c[3]), ("copie", 2, c[5]), ("motif", 6, c[6]), ("horodatage", 4, c[7]),
            ("operateur", 3, c[8].PadLeft(2, '0'))]));
        Each("notes.csv", (name, c) => Fields("notes.csv", name,
            [("horodatage", 1, c[3]), ("operateur", 3, c[4].PadLeft(2, '0')), ("total_ttc", 0, c[5]),
            ("valeurs", 6, Values(c[7]))]));
        Each("clotures.csv", Closing);
        foreach (string rest in _lines.Keys.Concat(_rates.Keys).Distinct().Where(key => !chain.Texts.ContainsKey(key)))
        {
            Add("lignes.csv", rest, "", "belongs to no sealed ticket");
        }
    }

    private void Ticket(string name, string[] c)
    {
        if (!chain.Texts.TryGetValue(name, out string[]? text))
        {
            Add("tickets.csv", name, "", "is not among the sealed records");
            return;
        }

        if (c[0] == "T")
        {
            _tickets[Long(c[1])] = Long(c[8]);
        }

        Fields("tickets.csv", name, [("horodatage", 2, c[3]), ("operation", 4, c[6]),
            ("operateur", 9, c[7].PadLeft(2, '0')), ("total_ttc", 1, c[8])]);
        Digest("lignes.csv", name, text[LinesField], PublishedDigest.OfLines(_lines.GetValueOrDefault(name) ?? []));
        string tenders = string.Concat((_tenders.GetValueOrDefault(name) ?? []).Select(t => t + "|")) + c[10];
        Digest("reglements.csv", name, text[TendersField], PublishedDigest.Of(tenders));
        Digest("identites.csv", name, text[MerchantField], _merchants.GetValueOrDefault(c[12]) ?? "");
        string rates = string.Join('|', _rates.GetValueOrDefault(name) ?? []);
        if (rates != text[0])
        {
            Add("tva.csv", name, "ttc", $"the sealed breakdown is {text[0]}");
        }

        if (text[^1] == "fmt=2")
        {
            Digest("details.csv", name, text[DetailsField],
                PublishedDigest.Of(string.Join('|', _details.GetValueOrDefault(name) ?? [])));
        }
        else if (_details.ContainsKey(name))
        {
            Add("details.csv", name, "", "the sealed ticket has no details");
        }
    }

    private void CheckVat() => Each("tva.csv", (name, c) =>
    {
        long rate = Long(c[3]), gross = Long(c[4]), net = Long(c[5]), absolute = Math.Abs(gross);
        long divisor = 10_000 + rate;
        long right = ((2 * absolute * 10_000) + divisor) / (2 * divisor);
        if (net != (gross < 0 ? -right : right) || Long(c[6]) != gross - net)
        {
            Add("tva.csv", name, net == (gross < 0 ? -right : right) ? "tva" : "ht", "is not what the rate gives");
        }
    });

    private void Closing(string name, string[] c)
    {
        Fields("clotures.csv", name, [("periode", 6, c[3]), ("horodatage", 4, c[5]),
            ("operateur", 10, c[6].PadLeft(2, '0')), ("total_ttc", 1, c[7]), ("perpetuel_reel", 2, c[8]),
            ("perpetuel_absolu", 3, c[9]), ("valeurs", 9, Values(c[^1]))]);
        string[] values = c[^1].Split(' '), columns = archive.Table("clotures.csv").Columns;
        for (int i = 0; i < Figures && FigureAt + i < values.Length; i++)
        {
            if (c[ColumnAt + i] != values[FigureAt + i])
            {
                Add("clotures.csv", name, columns[ColumnAt + i], "is not what was sealed");
            }
        }

        long first = Long(c[10]), last = Long(c[11]);
        if (first > 0 && _tickets.ContainsKey(first) && _tickets.ContainsKey(last))
        {
            long sum = _tickets.Where(t => t.Key >= first && t.Key <= last).Sum(t => t.Value);
            if (sum != Long(c[7]))
            {
                Add("clotures.csv", name, "total_ttc", Of($"its tickets come to {sum}"));
            }
        }
    }

    // Cells against fields of the sealed text.
    private void Fields(string file, string name, IReadOnlyList<(string Column, int Field, string Cell)> cells)
    {
        if (!chain.Texts.TryGetValue(name, out string[]? text))
        {
            Add(file, name, "", "is not among the sealed records");
            return;
        }

        foreach ((string column, int field, string cell) in cells)
        {
            if (field >= text.Length || text[field] != cell)
            {
                Add(file, name, column, "is not what was sealed");
            }
        }
    }

    private void Digest(string file, string name, string expected, string found)
    {
        if (expected != found)
        {
            Add(file, name, "", "its rows do not give the sealed digest");
        }
    }

    private void Group(string file, Dictionary<string, List<string>> groups, Func<string[], string> part) =>
        Each(file, (name, c) =>
        {
            if (!groups.TryGetValue(name, out List<string>? parts))
            {
                groups[name] = parts = [];
            }

            parts.Add(part(c));
        });

    private void Each(string file, Action<string, string[]> row)
    {
        CsvTable table = archive.Table(file);
        for (int i = 0; i < table.Count; i++)
        {
            string[] cells = table[i];
            if (cells.Length != table.Columns.Length)
            {
                Add(file, cells[0], "", "has the wrong number of columns");
                continue;
            }

            row(DamageFinder.NameOf(table.Columns, cells), cells);
        }
    }

    private static string Values(string cell) => PublishedDigest.Of(cell.Replace(' ', ';'));

    private void Add(string file, string record, string field, string sentence) =>
        findings.Add(new Finding(archive.Name, file, record, field, -1, sentence));

    private static long Long(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : 0;

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
