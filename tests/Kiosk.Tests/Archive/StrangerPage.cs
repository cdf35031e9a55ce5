using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Archive;

/// <summary>
/// What ARCHIVE.md fixes, read from the page itself: order of entries, columns of tables, fields of texts, labels. What
/// is not on the page is not known here. Immutable.
/// </summary>
internal sealed class StrangerPage
{
    private const string TailRow = "tail of all", DetailsRow = "after these, with details";

    private readonly List<string[]> _rows;
    private readonly Dictionary<string, string[]> _fields = [];

    public StrangerPage()
    {
        _rows = [.. Repository.Read("gateway/Ledger/ARCHIVE.md").Split('\n').Select(Cells)];
        foreach (string[] row in After("nature", "fields before the tail"))
        {
            foreach (string nature in row[0] is TailRow or DetailsRow ? [row[0]] : row[0].Split(", "))
            {
                _fields[nature] = row[1].Split(", ");
            }
        }

        foreach (string[] row in After("file", "one row is", "columns"))
        {
            Columns[row[0].Trim('`')] = row[2].Split(", ");
        }

        foreach (string[] row in After("type", "label in `reglements.csv`", "label in `caisse.csv`"))
        {
            Label("reglements.csv", row[0], row[1]);
            Label("caisse.csv", row[0], row[2]);
        }
    }

    /// <summary>Columns of each table, in the order of the tables.</summary>
    public Dictionary<string, string[]> Columns { get; } = [];

    /// <summary>Labels by table and type.</summary>
    public Dictionary<(string File, string Type), string> Labels { get; } = [];

    /// <summary>Natures that the page knows.</summary>
    public bool Knows(string nature) => _fields.ContainsKey(nature);

    /// <summary>The text of a record by the names of its fields; null when their number is another.</summary>
    public Dictionary<string, string>? Text(string nature, string text)
    {
        string[] values = text.Split(','), tail = _fields[TailRow], names = _fields[nature];
        if (values[^1] == "fmt=2")
        {
            names = [.. names, .. _fields[DetailsRow]];
        }

        names = [.. names, .. tail];
        return names.Length != values.Length ? null
            : names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>The column of a figure is one of a closing's between the perpetual totals and the values.</summary>
    public string[] Figures => Columns["clotures.csv"][10..^1];

    private IEnumerable<string[]> After(params string[] header) =>
        _rows.SkipWhile(row => !row.SequenceEqual(header)).Skip(2).TakeWhile(row => row.Length > 0);

    private static string[] Cells(string line) =>
        line.StartsWith("| ", StringComparison.Ordinal) || line.StartsWith("|-", StringComparison.Ordinal)
            ? [.. line.Trim()[1..^1].Split('|').Select(cell => cell.Trim())] : [];

    private void Label(string file, string type, string label)
    {
        if (label.Length > 0)
        {
            Labels[(file, type)] = label;
        }
    }
}
