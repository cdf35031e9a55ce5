using System.Globalization;

namespace Kiosk.Provision.Verify;

/// <summary>What all comparisons of tables with sealed texts have in common. One run.</summary>
internal sealed class TableBench(ArchiveImage archive, ChainWalk chain, List<Finding> findings)
{
    private const int RankColumn = 2, NamedMax = 50;

    /// <summary>Hands over every row with the right number of cells, and the name of its record.</summary>
    public void Each(string file, Action<string, string[]> row)
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

    /// <summary>
    /// The same of a table with one row per record of some natures: each exactly once, at its rank, none missing.
    /// </summary>
    public void Documents(string file, string[] natures, Action<string, string[]> row)
    {
        var seen = new HashSet<string>();
        long before = 0;
        Each(file, (name, c) =>
        {
            if (!natures.Contains(c[0]) || !chain.Ranks.TryGetValue(name, out long rank))
            {
                Add(file, name, "", "is not among the sealed records");
                return;
            }

            if (!seen.Add(name) || rank < before)
            {
                Add(file, name, "", rank < before ? "does not stand in the order of ranks" : "stands twice");
                return;
            }

            before = rank;
            Cell(file, name, "rang", c[RankColumn], rank.ToString(CultureInfo.InvariantCulture));
            row(name, c);
        });
        Missing(file, [.. chain.Texts.Keys.Where(
            name => natures.Contains(name[..name.IndexOf(' ', StringComparison.Ordinal)]) && !seen.Contains(name))]);
    }

    /// <summary>Cells against fields of the sealed text.</summary>
    public void Fields(string file, string name, IReadOnlyList<(string Column, int Field, string Cell)> cells)
    {
        string[] text = chain.Texts[name];
        foreach ((string column, int field, string cell) in cells)
        {
            if (field >= text.Length || text[field] != cell)
            {
                Add(file, name, column, "is not what was sealed");
            }
        }
    }

    /// <summary>A cell against what it must be.</summary>
    public void Cell(string file, string name, string column, string cell, string right)
    {
        if (cell != right)
        {
            Add(file, name, column, $"is {cell}, but what was sealed gives {right}");
        }
    }

    public void Add(string file, string record, string field, string sentence) =>
        findings.Add(new Finding(archive.Name, file, record, field, -1, sentence));

    public static long Long(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : 0;

    /// <summary>The number in "K07-T-000012", without zeros; "0" when there is none.</summary>
    public static string NumberIn(string field) =>
        Long(field[(field.LastIndexOf('-') + 1)..]).ToString(CultureInfo.InvariantCulture);

    private void Missing(string file, List<string> names)
    {
        foreach (string name in names.Take(NamedMax))
        {
            Add(file, name, "", "is sealed, but has no row here");
        }

        if (names.Count > NamedMax)
        {
            Add(file, "", "", $"{names.Count - NamedMax} more sealed records have no row here");
        }
    }
}
