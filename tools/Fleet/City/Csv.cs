namespace Kiosk.Fleet.City;

/// <summary>
/// A row of a file: its line there, counted from 1, and its fields in the order of the columns asked for.
/// </summary>
internal readonly record struct CsvRow(int Line, string[] Fields);

/// <summary>
/// Reads small comma-separated files with a header line, whose columns may stand in any order. Fields may be quoted
/// (RFC 4180) but end on their line; blanks around a field do not count.
/// </summary>
internal static class Csv
{
    /// <summary>
    /// Rows of a file; blank lines are passed over. Throws <see cref="FleetException"/> naming file and line on a bad
    /// row.
    /// </summary>
    public static IEnumerable<CsvRow> Read(TextReader reader, string name, params string[] header)
    {
        var first = reader.ReadLine() ?? throw new FleetException($"{name}: the file is empty");
        RequireUtf8(first, name, 1);
        var found = CsvLine.Split(first.TrimStart('\uFEFF'), name, 1);
        var columns = Columns(found, name, header);
        var line = 1;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            RequireUtf8(text, name, line);
            var fields = CsvLine.Split(text, name, line);
            if (fields.Length < found.Length || fields.Skip(found.Length).Any(f => f.Length > 0))
            {
                throw new FleetException($"{name}: line {line} has {fields.Length} fields, {found.Length} expected"
                    + (fields.Length > found.Length ? "; one that holds a comma stands in \"quotes\"" : ""));
            }

            yield return new CsvRow(line, [.. columns.Select(c => fields[c])]);
        }
    }

    /// <summary>Rows of a resource that ships inside this assembly.</summary>
    public static IEnumerable<CsvRow> ReadBuiltIn(string name, params string[] header)
    {
        using var stream = typeof(Csv).Assembly.GetManifestResourceStream("Data." + name)
            ?? throw new FleetException($"{name}: not built into this program");
        using var reader = new StreamReader(stream);
        foreach (var row in Read(reader, name, header))
        {
            yield return row;
        }
    }

    private static void RequireUtf8(string text, string name, int line)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            throw new FleetException($"{name}: line {line} holds a letter that is not UTF-8; save the file as UTF-8");
        }
    }

    private static int[] Columns(string[] found, string name, string[] header)
    {
        var columns = new int[header.Length];
        for (var i = 0; i < header.Length; i++)
        {
            columns[i] = Array.FindIndex(found, f => f.Equals(header[i], StringComparison.OrdinalIgnoreCase));
            if (columns[i] < 0)
            {
                throw new FleetException(
                    $"{name}: line 1 must be '{string.Join(',', header)}' in any order; it lacks '{header[i]}'");
            }
        }

        return columns;
    }
}
