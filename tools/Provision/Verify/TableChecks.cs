using System.Globalization;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Compares the readable tables with the sealed texts, both ways: every row is that of a sealed record, every sealed
/// record has its rows, and every cell that a text, a sealed digest or another table determines is what they say. What
/// only the manifest's signature covers is listed in ARCHIVE.md. One run.
/// </summary>
internal sealed class TableChecks(ArchiveImage archive, ChainWalk chain, List<Finding> findings)
{
    private const int LinesField = 7, TendersField = 8, OperatorField = 9, MerchantField = 10, OriginalField = 11,
        ReasonField = 13, DetailsField = 14, OffCode = 3, NonSaleCode = 6;

    private readonly TableBench _bench = new(archive, chain, findings);
    private readonly Dictionary<string, List<string>> _lines = [], _tenders = [], _details = [], _rates = [];
    private readonly Dictionary<string, (long Off, long NonSale)> _sums = [];
    private readonly Dictionary<string, string> _merchants = [], _days = [];
    private readonly HashSet<string> _used = [];
    private readonly SortedList<long, long> _tickets = [];
    private readonly SortedDictionary<long, (long Gross, long Net)> _totals = [];

    public void Run()
    {
        foreach ((string file, string columns) in ArchiveLayout.Columns)
        {
            if (string.Join(';', archive.Table(file).Columns) != columns)
            {
                _bench.Add(file, "", "", "its columns are not those of the format");
                return;
            }
        }

        Gather();
        _bench.Documents("tickets.csv", ["T", "X"], Ticket);
        CheckVat();
        Identities();
        new DocumentChecks(archive, chain, _bench, _tickets).Run();
        new TotalChecks(archive, findings).Sums(chain, _totals, _tickets.Count);
    }

    private void Gather()
    {
        Group("lignes.csv", _lines, isCounted: true, c => string.Join(';', [c[3], c[4], c[5], c[6],
            c[7].PadLeft(4, '0'), c[8], .. c[9] == "0" ? Array.Empty<string>() : [c[9]]]));
        Group("reglements.csv", _tenders, isCounted: true, c => c[3] + ";" + c[5]);
        Group("details.csv", _details, isCounted: true, c => string.Join(';', c[3..6]));
        Group("tva.csv", _rates, isCounted: false, c => c[3].PadLeft(4, '0') + ":" + c[4]);
        _bench.Each("reglements.csv", (name, c) => _bench.Cell(
            "reglements.csv", name, "libelle", c[4], ArchiveLayout.TenderLabel(c[3])));
        _bench.Each("details.csv", (name, c) =>
        {
            (long off, long nonSale) = _sums.GetValueOrDefault(name);
            long code = TableBench.Long(c[3]), cents = TableBench.Long(c[5]);
            _sums[name] = (off + (code == OffCode ? cents : 0), nonSale + (code == NonSaleCode ? cents : 0));
        });
        _bench.Each("identites.csv", (_, c) =>
        {
            if (!_merchants.TryAdd(c[0], PublishedDigest.Of(string.Join('|', c[1..5]))))
            {
                _bench.Add("identites.csv", c[0], "reglages", "stands twice");
            }
        });
    }

    private void Ticket(string name, string[] c)
    {
        string[] text = chain.Texts[name];
        bool detailed = text[^1] == "fmt=2";
        _days[name] = c[5];
        _used.Add(c[12]);
        if (c[0] == "T")
        {
            _tickets[TableBench.Long(c[1])] = TableBench.Long(c[8]);
        }

        _bench.Fields("tickets.csv", name, [("horodatage", 2, c[3]), ("operation", 4, c[6]),
            ("operateur", OperatorField, c[7].PadLeft(2, '0')), ("total_ttc", 1, c[8]),
            ("decalage", text.Length - 4, c[4]), ("horloge", text.Length - 3, c[13])]);
        (long off, long nonSale) = _sums.GetValueOrDefault(name);
        Cell(name, "lignes", c[9], Of($"{_lines.GetValueOrDefault(name)?.Count ?? 0}"));
        Cell(name, "original", c[14], detailed ? TableBench.NumberIn(text[OriginalField]) : "0");
        Cell(name, "motif", c[15], detailed && text[ReasonField] != " " ? text[ReasonField] : "0");
        Cell(name, "remise", c[16], Of($"{off}"));
        Cell(name, "hors_chiffre", c[17], Of($"{nonSale}"));
        if (!IsDay(name, c))
        {
            _bench.Add("tickets.csv", name, "journee", "is not the business day that was sealed");
        }

        CheckDigests(name, c, text, detailed);
    }

    private void CheckDigests(string name, string[] c, string[] text, bool detailed)
    {
        Digest("lignes.csv", name, text[LinesField], PublishedDigest.OfLines(_lines.GetValueOrDefault(name) ?? []));
        string tenders = string.Concat((_tenders.GetValueOrDefault(name) ?? []).Select(t => t + "|")) + c[10];
        Digest("reglements.csv", name, text[TendersField], PublishedDigest.Of(tenders));
        Digest("identites.csv", name, text[MerchantField], _merchants.GetValueOrDefault(c[12]) ?? "");
        string rates = string.Join('|', _rates.GetValueOrDefault(name) ?? []);
        if (rates != text[0])
        {
            _bench.Add("tva.csv", name, "ttc", $"the sealed breakdown is {text[0]}");
        }

        if (detailed)
        {
            Digest("details.csv", name, text[DetailsField],
                PublishedDigest.Of(string.Join('|', _details.GetValueOrDefault(name) ?? [])));
        }
        else if (_details.ContainsKey(name))
        {
            _bench.Add("details.csv", name, "", "the sealed ticket has no details");
        }
    }

    // The grand total of a ticket seals its business day; in training mode there is none: that day or the one before.
    private bool IsDay(string name, string[] c)
    {
        if (c[0] == "T")
        {
            return chain.Texts.TryGetValue("G" + name, out string[]? total) && total[6] == c[5];
        }

        const string pattern = "yyyyMMdd";
        return c[3].Length > pattern.Length && DateOnly.TryParseExact(
                c[3][..pattern.Length], pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && (c[5] == day.ToString(pattern, CultureInfo.InvariantCulture)
                || c[5] == day.AddDays(-1).ToString(pattern, CultureInfo.InvariantCulture));
    }

    private void CheckVat() => _bench.Each("tva.csv", (name, c) =>
    {
        long rate = TableBench.Long(c[3]), gross = TableBench.Long(c[4]), net = TableBench.Long(c[5]);
        long absolute = Math.Abs(gross), divisor = 10_000 + rate;
        long right = ((2 * absolute * 10_000) + divisor) / (2 * divisor);
        _bench.Cell("tva.csv", name, "ht", c[5], Of($"{(gross < 0 ? -right : right)}"));
        _bench.Cell("tva.csv", name, "tva", c[6], Of($"{gross - net}"));
        _bench.Cell("tva.csv", name, "journee", c[2], _days.GetValueOrDefault(name) ?? c[2]);
        if (c[0] == "T")
        {
            (long total, long netTotal) = _totals.GetValueOrDefault(rate);
            _totals[rate] = (total + gross, netTotal + net);
        }
    });

    private void Identities()
    {
        foreach (string version in _merchants.Keys.Where(version => !_used.Contains(version)))
        {
            _bench.Add("identites.csv", version, "reglages", "no ticket has these settings");
        }
    }

    private void Cell(string name, string column, string cell, string right) =>
        _bench.Cell("tickets.csv", name, column, cell, right);

    private void Digest(string file, string name, string expected, string found)
    {
        if (expected != found)
        {
            _bench.Add(file, name, "", "its rows do not give the sealed digest");
        }
    }

    // Rows of tickets by ticket; the third column of most counts them from 1.
    private void Group(
        string file, Dictionary<string, List<string>> groups, bool isCounted, Func<string[], string> part) =>
        _bench.Each(file, (name, c) =>
        {
            if (!groups.TryGetValue(name, out List<string>? parts))
            {
                groups[name] = parts = [];
                if (c[0] is not ("T" or "X") || !chain.Texts.ContainsKey(name))
                {
                    _bench.Add(file, name, "", "belongs to no sealed ticket");
                }
            }

            parts.Add(part(c));
            if (isCounted)
            {
                _bench.Cell(file, name, "rang", c[2], Of($"{parts.Count}"));
            }
        });

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
