using System.Globalization;
using System.Text;

namespace Kiosk.Provision.Hardware;

/// <summary>A row of a table: its line in the file and its values by column.</summary>
public sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The value of a column, trimmed.</summary>
    public string this[string column] => Values[column];

    /// <summary>A number of 0 or more; -1 when the text is none.</summary>
    public double Number(string column) =>
        Figure(column) is { } n and >= 0 ? n : -1;

    /// <summary>A number with or without a sign; null when the text is none.</summary>
    public double? Figure(string column) =>
        double.TryParse(this[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out double n) && double.IsFinite(n) ? n : null;

    /// <summary>The words of a value, separated by blanks.</summary>
    public string[] Words(string column) => this[column].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A comma-separated file with a line of titles; values may stand in double quotes.</summary>
public sealed record CsvTable(string Name, IReadOnlyList<CsvRow> Rows)
{
    /// <summary>Reads a file with exactly these columns.</summary>
    /// <exception cref="HardwareException">It cannot be read, or a line has other columns.</exception>
    public static CsvTable Read(string path, IReadOnlyList<string> columns) =>
        Parse(Path.GetFileName(path), HardwareData.Text(path), columns);

    /// <summary>Reads a text.</summary>
    /// <exception cref="HardwareException">A line has other columns.</exception>
    public static CsvTable Parse(string name, string text, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(columns);
        string[] lines = text.Split('\n');
        if (!Cells(lines[0]).SequenceEqual(columns))
        {
            throw new HardwareException($"{name}, line 1: columns wanted are {string.Join(',', columns)}.");
        }

        var rows = new List<CsvRow>();
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0)
            {
                continue;
            }

            if (lines[i].Count(c => c == '"') % 2 != 0)
            {
                throw new HardwareException($"{name}, line {i + 1}: a quote is opened and not closed.");
            }

            List<string> cells = Cells(lines[i]);
            if (cells.Count != columns.Count)
            {
                throw new HardwareException(
                    $"{name}, line {i + 1}: {cells.Count} values, {columns.Count} wanted.");
            }

            rows.Add(new CsvRow(i + 1, columns.Zip(cells).ToDictionary(p => p.First, p => p.Second)));
        }

        return new CsvTable(name, rows);
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        foreach (char c in line.TrimEnd('\r'))
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString().Trim());
        return cells;
    }
}
