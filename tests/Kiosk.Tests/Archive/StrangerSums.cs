using System.Globalization;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Tenders, operators and cash of a closing, added up again from the tables as ARCHIVE.md says: what was paid with,
/// who sold, what should be in the drawer and what was counted. One closing.
/// </summary>
internal sealed class StrangerSums(
    StrangerPage page, Dictionary<string, List<string[]>> tables, string[] closing, List<string[]> tickets)
{
    private const string Closings = "clotures.csv", Cash = "caisse.csv", Others = "100";
    private const int OwnRowsMax = 8;

    private readonly HashSet<string> _tickets = [.. tickets.Select(row => row[1])];

    /// <summary>What does not add up, in words.</summary>
    public IEnumerable<string> Wrong()
    {
        string name = $"{closing[0]} {closing[1]}";
        if (!Tenders().SequenceEqual(Rows("reglement")))
        {
            yield return "sums per tender of " + name;
        }

        if (!OperatorsAddUp())
        {
            yield return "sums per operator of " + name;
        }

        string[] figures = ["especes_hors_ventes", "especes_attendues", "especes_comptees", "comptages"];
        long[] right = closing[0] == "J" ? OfDay() : OfDays();
        foreach ((string figure, long cents) in figures.Zip(right))
        {
            if (In(closing, figure) != cents)
            {
                yield return $"{figure} of {name}: {In(closing, figure)}, right is {cents}";
            }
        }
    }

    private IEnumerable<string> Tenders()
    {
        long change = tickets.Sum(row => Long(Cell("tickets.csv", row, "rendu")));
        var types = tables["reglements.csv"].Where(row => row[0] == "T" && _tickets.Contains(row[1]))
            .GroupBy(row => Long(row[3])).ToDictionary(
                type => type.Key, type => (Times: (long)type.Count(), Cents: type.Sum(row => Long(row[5]))));
        if (change != 0)
        {
            (long times, long cents) = types.GetValueOrDefault(1);
            types[1] = (times, cents - change);
        }

        return types.OrderBy(type => type.Key).Select(type => $"{type.Key} {type.Value.Times} {type.Value.Cents}");
    }

    // A row of its own holds all tickets of an operator in a day; in sums of days a part may lie under the others.
    private bool OperatorsAddUp()
    {
        var sold = tickets.GroupBy(row => Cell("tickets.csv", row, "operateur")).ToDictionary(
            who => who.Key,
            who => (Times: (long)who.Count(), Cents: who.Sum(row => Long(Cell("tickets.csv", row, "total_ttc")))));
        string[][] rows = [.. Rows("operateur").Select(row => row.Split(' '))];
        string[][] own = [.. rows.Where(row => row[0] != Others)];
        bool whole = closing[0] == "J" || own.Length == rows.Length;
        return rows.Length <= OwnRowsMax && (sold.Count > OwnRowsMax) == (own.Length < rows.Length)
            && own.All(row => sold.TryGetValue(row[0], out (long Times, long Cents) all) && (whole
                ? (Long(row[1]), Long(row[2])) == all : Long(row[1]) <= all.Times))
            && rows.Sum(row => Long(row[1])) == tickets.Count
            && rows.Sum(row => Long(row[2])) == In(closing, "total_ttc");
    }

    // Movements since the closing of the day before, by rank; a count stands, and what came after it is added.
    private long[] OfDay()
    {
        long rank = In(closing, "rang");
        long from = tables[Closings].Where(row => row[0] == "J" && In(row, "rang") < rank)
            .Select(row => In(row, "rang")).LastOrDefault();
        long moved = 0, expected = 0, counted = 0, counts = 0;
        var cash = tables[Cash].Where(row => Long(row[2]) > from && Long(row[2]) < rank)
            .Select(row => (Rank: Long(row[2]), Type: row[3], Cents: Long(row[5])));
        var paid = tickets.Select(row => (Rank: Long(row[2]), Type: "T", Cents: InCash(row)));
        foreach ((_, string type, long cents) in cash.Concat(paid).OrderBy(one => one.Rank))
        {
            if (type == "4")
            {
                (counted, counts) = (cents, counts + 1);
                continue;
            }

            long change = type is "2" or "5" ? -Math.Abs(cents) : cents;
            moved += type == "T" ? 0 : change;
            expected += change;
            counted += counts > 0 ? change : 0;
        }

        return [moved, expected, counted, counts];
    }

    private long[] OfDays()
    {
        string[][] days = [.. tables[Closings].Where(row => row[0] == "J" && In(row, "rang") < In(closing, "rang")
            && (closing[0] == "A" || Cell(Closings, row, "periode")[..6] == Cell(Closings, closing, "periode")))];
        return
        [
            days.Sum(day => In(day, "especes_hors_ventes")), days.Sum(day => In(day, "especes_attendues")),
            days.Sum(day => In(day, In(day, "comptages") > 0 ? "especes_comptees" : "especes_attendues")),
            days.Sum(day => In(day, "comptages")),
        ];
    }

    private long InCash(string[] ticket) => tables["reglements.csv"]
        .Where(row => row[0] == "T" && row[1] == ticket[1] && row[3] == "1").Sum(row => Long(row[5]))
        - Long(Cell("tickets.csv", ticket, "rendu"));

    private IEnumerable<string> Rows(string table) => tables["clotures_detail.csv"]
        .Where(row => row[0] == closing[0] && row[1] == closing[1] && row[2] == table)
        .Select(row => string.Join(' ', row[3..6]));

    private long In(string[] row, string column) => Long(Cell(Closings, row, column));

    private string Cell(string file, string[] row, string column) => row[Array.IndexOf(page.Columns[file], column)];

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
