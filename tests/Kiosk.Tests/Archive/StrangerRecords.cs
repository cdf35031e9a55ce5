using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Records and tables of one archive as ARCHIVE.md describes them: the public chain and its links, seals before, sealed
/// digests, cells, sums. Goes on where the archive before ended. One run.
/// </summary>
internal sealed class StrangerRecords(
    StrangerPage page, Dictionary<string, List<string[]>> tables, JsonNode body, List<string> wrong,
    StrangerRecords? before)
{
    private const string Records = "enregistrements.csv";

    private static readonly (string File, string Natures)[] Documents =
    [
        ("tickets.csv", "T X"), ("grands_totaux.csv", "GT"), ("evenements.csv", "E"), ("caisse.csv", "C"),
        ("duplicatas.csv", "D"), ("notes.csv", "N"), ("clotures.csv", "J M A"),
    ];

    private readonly Dictionary<string, (long Number, string Seal)> _last = new(before?._last ?? []);
    private readonly Dictionary<string, Dictionary<string, string>> _texts = [];
    private readonly Dictionary<string, string> _ranks = [];
    private readonly List<(string Rank, string Version)> _software = [];
    private readonly string _terminal = (string)body["terminal"]!;
    private string _journal = before?._journal ?? " ";
    private long _signed = before?._signed ?? 0, _absolute = before?._absolute ?? 0;

    /// <summary>Ranks, numbers and seals before; leaves, marks and heads against the counter-seals.</summary>
    public void CheckChain(IReadOnlyList<JsonNode> links)
    {
        JsonNode range = body["range"]!;
        long rank = (long)range["firstRank"]!;
        string head = (string)range["before"]!;
        if (rank == 1)
        {
            Demand(head == Sha(Encoding.ASCII.GetBytes("kiosk chain v1," + _terminal)), "head(0)");
        }

        int at = 0;
        foreach (JsonNode link in links)
        {
            Demand((string?)link["terminal"] == _terminal && (long)link["first"]! == rank
                && (string?)link["before"] == head
                && (at == 0 || (long)link["link"]! == (long)links[at - 1]["link"]! + 1),
                $"link {link["link"]} follows the one before");
            byte[] marks = Base64Url.DecodeFromChars((string)link["marks"]!);
            Demand(marks.Length == 4 * ((long)link["last"]! - (long)link["first"]! + 1), $"marks of {link["link"]}");
            for (int i = 0; rank <= (long)link["last"]!; rank++, i++)
            {
                string[]? row = Row((int)(rank - (long)range["firstRank"]!));
                if (row == null)
                {
                    wrong.Add($"the record of rank {rank} is gone");
                    return;
                }

                byte[] leaf = SHA256.HashData(Encoding.UTF8.GetBytes(row[4] + "," + row[5]));
                Demand(leaf.AsSpan(0, 4).SequenceEqual(marks.AsSpan(4 * i, 4)),
                    $"{row[1]} {row[2]} is the one counter-sealed");
                head = Sha([.. Base64Url.DecodeFromChars(head), .. leaf]);
                Demand(row[0] == Of(rank), $"rank of {row[1]} {row[2]}");
                Record(row);
            }

            Demand((string?)link["head"] == head, $"head of link {link["link"]}");
            at++;
        }

        Demand(rank == (long)range["lastRank"]! + 1 && Row((int)(rank - (long)range["firstRank"]!)) == null
            && (string?)range["head"] == head, "links cover the archive");
        Demand(tables[Records][0][3] == $"{range["firstSequence"]}"
            && tables[Records][^1][3] == $"{range["lastSequence"]}", "sequences of the range");
    }

    /// <summary>Every record has its row, every row its record, every cell what was sealed.</summary>
    public void CheckTables()
    {
        foreach ((string file, string natures) in Documents)
        {
            string[] own = natures.Split(' ');
            Demand(tables[file].Select(Name).SequenceEqual(_texts.Keys.Where(name => own.Contains(name.Split(' ')[0]))),
                $"{file} has the sealed records in their order");
            foreach (string[] row in tables[file].Where(row => _texts.ContainsKey(Name(row))))
            {
                Cells(file, row);
            }
        }

        Parts("lignes.csv");
        Parts("reglements.csv");
        Parts("details.csv");
        tables["tickets.csv"].ForEach(Ticket);
        tables["tva.csv"].ForEach(Vat);
        tables["grands_totaux.csv"].ForEach(GrandTotal);
        tables["notes.csv"].ForEach(row => Demand(
            Digest(row[^1].Replace(' ', ';')) == _texts[Name(row)]["empreinte_valeurs"]
            && row[^1].Split(' ')[4] == Cell("notes.csv", row, "lignes"), $"values of {Name(row)}"));
        tables["clotures.csv"].ForEach(Closing);
        foreach (string file in (string[])["reglements.csv", "caisse.csv"])
        {
            tables[file].ForEach(row => Demand(
                Cell(file, row, "libelle") == page.Labels.GetValueOrDefault(
                    (file, Cell(file, row, "type")), "type " + Cell(file, row, "type")),
                $"label of {Name(row)} in {file}"));
        }

        Demand(tables["logiciels.csv"].Select(row => (row[0], row[1])).SequenceEqual(_software)
            && tables["logiciels.csv"].TrueForAll(row => row[2] == Software(Long(row[1]))), "logiciels.csv");
        Demand(tables["identites.csv"].Select(row => row[0]).SequenceEqual(
            tables["tickets.csv"].Select(row => Cell("tickets.csv", row, "reglages")).Distinct()), "identites.csv");
    }

    /// <summary>What archive.json sums up.</summary>
    public void CheckTotals()
    {
        JsonNode totals = body["totals"]!;
        List<string[]> vat = [.. tables["tva.csv"].Where(row => row[0] == "T")];
        string rates = string.Join(' ', vat.GroupBy(row => Long(row[3])).OrderBy(rate => rate.Key).Select(rate =>
            $"{rate.Key}:{rate.Sum(row => Long(row[4]))}:{rate.Sum(row => Long(row[5]))}"));
        (string Name, string Right)[] all =
        [
            ("records", Of(tables[Records].Count)), ("breaks", Of(tables[Records].Count(row => row[4].Length == 0))),
            ("tickets", Of(tables["tickets.csv"].Count(row => row[0] == "T"))),
            ("cents", Of(vat.Sum(row => Long(row[4])))), ("perpetualSigned", Of(_signed)),
            ("perpetualAbsolute", Of(_absolute)),
        ];
        foreach ((string name, string right) in all)
        {
            Demand($"{totals[name]}" == right, $"archive.json {name}");
        }

        Demand(rates == string.Join(' ', totals["rates"]!.AsArray().Select(
            rate => $"{rate!["rate"]}:{rate["gross"]}:{rate["net"]}")), "archive.json rates");
    }

    private string[]? Row(int index) => index < tables[Records].Count ? tables[Records][index] : null;

    private void Record(string[] row)
    {
        string nature = row[1], name = $"{row[1]} {row[2]}";
        Demand(page.Knows(nature) && nature != "R", $"nature of {name}");
        if (row[4].Length == 0 || page.Text(nature, row[4]) is not { } text)
        {
            Demand(row[4].Length == 0 && row[5].Length == 0, $"fields of {name}");
            _last[nature] = (Long(row[2]), "");
            _journal = "";
            return;
        }

        bool isFirst = !_last.TryGetValue(nature, out (long Number, string Seal) last);
        Demand(Long(row[2]) == last.Number + 1, $"number of {name}");
        Demand(text["numero"] == $"{_terminal}-{nature}-{Long(row[2]):000000}", $"sealed number of {name}");
        Demand(text["drapeau"] == (isFirst ? "N" : "O"), $"flag of {name}");
        Demand(isFirst ? text["sceau_precedent"] == " " : last.Seal.Length == 0 || text["sceau_precedent"] == last.Seal,
            $"{name} follows its nature");
        Demand(nature == "X" ? text["sceau_journal"] == " " : _journal.Length == 0 || text["sceau_journal"] == _journal,
            $"{name} follows the journal");
        Demand(row[5].Length == 43 && Base64Url.DecodeFromChars(row[5]).Length == 32, $"length of the seal of {name}");
        _last[nature] = (Long(row[2]), row[5]);
        _journal = nature == "X" ? _journal : row[5];
        _texts[name] = text;
        _ranks[name] = row[0];
        string version = nature == "E" && text["code"] == "925" ? text["argument1"] : text["logiciel"];
        if (_software.Count == 0 || _software[^1].Version != version)
        {
            _software.Add((row[0], version));
        }
    }

    // A field and a column of one name hold the same, but for how they are written.
    private void Cells(string file, string[] row)
    {
        string name = Name(row);
        Dictionary<string, string> text = _texts[name];
        string[] columns = page.Columns[file];
        for (int i = 0; i < columns.Length; i++)
        {
            string cell = row[i];
            if (columns[i] == "rang")
            {
                Demand(cell == _ranks[name], $"rank of {name} in {file}");
            }
            else if (text.TryGetValue(columns[i], out string? field))
            {
                string own = columns[i] switch
                {
                    "numero" or "original" => Of(field == " " ? 0 : Long(field[(field.LastIndexOf('-') + 1)..])),
                    "operateur" => Of(Long(field)),
                    _ => field,
                };
                cell = columns[i] == "texte" ? cell.Replace(',', ';').TrimEnd(' ') : cell;
                Demand(own == cell, $"{columns[i]} of {name} in {file}");
            }
            else if (columns[i] is "original" or "motif")
            {
                Demand(cell == "0", $"{columns[i]} of {name} in {file}");
            }
        }
    }

    // The parts of a ticket belong to one, and count from 1.
    private void Parts(string file)
    {
        foreach (IGrouping<string, string[]> ticket in tables[file].GroupBy(Name))
        {
            Demand(_texts.ContainsKey(ticket.Key) && ticket.Select(row => row[2]).SequenceEqual(
                Enumerable.Range(1, ticket.Count()).Select(i => Of(i))), $"rows of {ticket.Key} in {file}");
        }
    }

    private void Ticket(string[] row)
    {
        string name = Name(row);
        Dictionary<string, string> text = _texts[name];
        string In(string column) => Cell("tickets.csv", row, column);
        List<string[]> lines = Of("lignes.csv", name), tenders = Of("reglements.csv", name);
        List<string[]> details = Of("details.csv", name);
        Demand(Lines(lines) == text["empreinte_lignes"] && In("lignes") == Of(lines.Count), $"lines of {name}");
        string paid = string.Concat(tenders.Select(t => $"{t[3]};{t[5]}|")) + In("rendu");
        Demand(Digest(paid) == text["empreinte_reglements"], $"tenders of {name}");
        string[]? merchant = tables["identites.csv"].Find(m => m[0] == In("reglages"));
        Demand(merchant != null && Digest(string.Join('|', merchant[1..5])) == text["empreinte_identite"],
            $"merchant of {name}");
        Demand(text.TryGetValue("empreinte_details", out string? digest)
            ? Digest(string.Join('|', details.Select(d => string.Join(';', d[3..6])))) == digest
            : details.Count == 0, $"details of {name}");
        Demand(text["taux"] == Rates(Of("tva.csv", name), 3, 4), $"rates of {name}");
        Demand(Long(text["total_ttc"]) == Of("tva.csv", name).Sum(v => Long(v[4]))
            && Long(text["total_ttc"]) == lines.Sum(line => Long(line[8])), $"total of {name}");
        long off = details.Where(d => d[3] == "3").Sum(d => Long(d[5]));
        long other = details.Where(d => d[3] == "6").Sum(d => Long(d[5]));
        Demand(In("remise") == Of(off) && In("hors_chiffre") == Of(other), $"sums of details of {name}");
        Demand(Long(In("total_ttc")) + other == tenders.Sum(t => Long(t[5])) - Long(In("rendu")), $"{name} is paid");
        if (row[0] == "T")
        {
            Demand(In("journee") == _texts["G" + name]["journee"], $"business day of {name}");
        }
    }

    private void Vat(string[] row)
    {
        long gross = Long(row[4]), rate = Long(row[3]), net = Math.Abs(gross) * 10_000 * 2 / (10_000 + rate);
        net = (net + 1) / 2 * Math.Sign(gross);
        Demand(row[5] == Of(net) && row[6] == Of(gross - net)
            && row[2] == Cell("tickets.csv", tables["tickets.csv"].Find(t => Name(t) == Name(row))!, "journee"),
            $"VAT of {Name(row)}");
    }

    private void GrandTotal(string[] row)
    {
        long cents = Long(_texts[Name(row)[1..]]["total_ttc"]);
        _signed += cents;
        _absolute += Math.Abs(cents);
        Demand(row[5] == Of(_signed) && row[6] == Of(_absolute), $"perpetual totals of {Name(row)}");
    }

    private void Closing(string[] row)
    {
        string name = Name(row);
        Dictionary<string, string> text = _texts[name];
        string In(string column) => Cell("clotures.csv", row, column);
        string[] values = row[^1].Split(' ');
        Demand(Digest(string.Join(';', values)) == text["empreinte_valeurs"], $"values of {name}");
        Demand(values[0] == row[1] && values[1] == Of("JMA".IndexOf(row[0], StringComparison.Ordinal) + 1)
            && values[2] == In("periode") && values[3] == In("drapeaux") && values[4] == In("operateur")
            && values[5] == In("perpetuel_reel") && values[6] == In("perpetuel_absolu"), $"head of {name}");
        Demand(page.Figures.Length == 21 && page.Figures.Select(In).SequenceEqual(values[7..28]), $"figures of {name}");
        List<string[]> rows = Of("clotures_detail.csv", name);
        string[] kinds = ["taux", "reglement", "operateur", "hors_chiffre"];
        Demand(rows.Select(r => r[2]).SequenceEqual(kinds.SelectMany(
                (kind, i) => Enumerable.Repeat(kind, (int)Long(values[28 + i]))))
            && rows.SelectMany(r => r[3..6]).SequenceEqual(values[32..]), $"rows of {name}");
        Demand(text["taux"] == Rates([.. rows.Where(r => r[2] == "taux")], 3, 4), $"rates of {name}");
        Demand(Long(In("total_ttc")) == Long(In("ventes_ttc")) + Long(In("retours_ttc")), $"total of {name}");
        Tickets(row, Long(In("premier_ticket")), Long(In("dernier_ticket")), In, rows);
    }

    // The sums over its tickets, when the archive holds them all.
    private void Tickets(string[] row, long first, long last, Func<string, string> figure, List<string[]> rows)
    {
        string name = Name(row);
        List<string[]> tickets = [.. tables["tickets.csv"].Where(
            t => t[0] == "T" && Long(t[1]) >= first && Long(t[1]) <= last)];
        if (first == 0 || tickets.Count != last - first + 1)
        {
            return;
        }

        bool IsSale(string[] t) => Cell("tickets.csv", t, "operation") == "VENTE";
        long Sum(IEnumerable<string[]> some) => some.Sum(t => Long(Cell("tickets.csv", t, "total_ttc")));
        Demand(figure("ventes") == Of(tickets.Count(IsSale)) && figure("ventes_ttc") == Of(Sum(tickets.Where(IsSale)))
            && figure("retours") == Of(tickets.Count(t => !IsSale(t)))
            && figure("retours_ttc") == Of(Sum(tickets.Where(t => !IsSale(t)))), $"sales of {name}");
        Demand(figure("remises") == Of(tickets.Where(t => Cell("tickets.csv", t, "operation") != "RETOUR")
            .Sum(t => Long(Cell("tickets.csv", t, "remise")))), $"discounts of {name}");
        ILookup<string, string> operations = tickets.ToLookup(Name, t => Cell("tickets.csv", t, "operation"));
        int Lines(string operation) => tables["details.csv"].Count(
            d => d[3] == "3" && operations[Name(d)].Contains(operation));
        Demand(figure("lignes_remisees") == Of(Lines("VENTE") - Lines("ANNULATION")), $"discounted lines of {name}");
        long Seal(long number) => Base64Url.DecodeFromChars(tables[Records].Find(
            r => r[1] == "T" && r[2] == Of(number))![5]).Take(6).Aggregate(0L, (sum, b) => (sum * 256) + b);
        Demand(figure("premier_sceau") == Of(Seal(first)) && figure("dernier_sceau") == Of(Seal(last)),
            $"seals of {name}");
        var names = tickets.Select(Name).ToHashSet();
        IEnumerable<string[]> vat = tables["tva.csv"].Where(v => names.Contains(Name(v)));
        Demand(vat.GroupBy(v => v[3]).OrderBy(rate => Long(rate.Key))
            .Select(rate => $"{rate.Key} {rate.Sum(r => Long(r[4]))} {rate.Sum(r => Long(r[5]))}")
            .SequenceEqual(Sorted(rows, "taux")), $"sums per rate of {name}");
        Demand(tables["details.csv"].Where(d => names.Contains(Name(d)) && d[3] == "6")
            .GroupBy(d => Long(d[4])).OrderBy(kind => kind.Key)
            .Select(kind => $"{kind.Key} {kind.Count()} {kind.Sum(d => Long(d[5]))}")
            .SequenceEqual(Sorted(rows, "hors_chiffre")), $"sums of what is no sale of {name}");
        wrong.AddRange(new StrangerSums(page, tables, row, tickets).Wrong());
    }

    private static IEnumerable<string> Sorted(List<string[]> rows, string table) =>
        rows.Where(row => row[2] == table).OrderBy(row => Long(row[3])).Select(row => string.Join(' ', row[3..6]));

    private List<string[]> Of(string file, string name) => [.. tables[file].Where(row => Name(row) == name)];

    private string Cell(string file, string[] row, string column) => row[Array.IndexOf(page.Columns[file], column)];

    private void Demand(bool holds, string what)
    {
        if (!holds)
        {
            wrong.Add(what);
        }
    }

    private static string Rates(List<string[]> rows, int rate, int cents) =>
        string.Join('|', rows.Select(row => $"{Long(row[rate]):0000}:{row[cents]}"));

    private static string Lines(List<string[]> lines)
    {
        string text = "";
        for (int i = 0; i < lines.Count; i++)
        {
            string[] c = lines[i];
            text = i > 0 && i % 24 == 0 ? Digest(text) : text;
            text += (text.Length > 0 ? "|" : "") + $"{c[3]};{c[4]};{c[5]};{c[6]};{Long(c[7]):0000};{c[8]}"
                + (c[9] == "0" ? "" : ";" + c[9]);
        }

        return Digest(text);
    }

    private static string Digest(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(
        "kiosk record digest v1"u8, [.. text.Select(c => c == '€' ? (byte)0x80 : (byte)c)]));

    private static string Software(long number) => $"Kiosk {number / 10_000}.{number / 100 % 100}.{number % 100}";

    private static string Name(string[] row) => $"{row[0]} {row[1]}";

    private static string Sha(byte[] bytes) => Base64Url.EncodeToString(SHA256.HashData(bytes));

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
