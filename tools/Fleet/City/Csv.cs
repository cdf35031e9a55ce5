namespace Kiosk.Fleet.City;

/// <summary>A row of a file: its line there, counted from 1, and its fields.</summary>
internal readonly record struct CsvRow(int Line, string[] Fields);

/// <summary>Reads small comma-separated files with a header line; fields may be quoted (RFC 4180).</summary>
internal static class Csv
{
    /// <summary>
    /// Rows of a file; empty lines are passed over. Throws <see cref="FleetException"/> naming file and line on a bad
    /// row.
    /// </summary>
    public static IEnumerable<CsvRow> Read(TextReader reader, string name, params string[] header)
    {
        var first = reader.ReadLine() ?? throw new FleetException($"{name}: the file is empty");
        var found = Split(first.TrimStart('\uFEFF'));
        if (!found.Take(header.Length).SequenceEqual(header, StringComparer.OrdinalIgnoreCase))
        {
            throw new FleetException($"{name}: line 1 must be '{string.Join(',', header)}'");
        }

        var line = 1;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length == 0)
            {
                continue;
            }

            var fields = Split(text);
            if (fields.Length < header.Length)
            {
                throw new FleetException($"{name}: line {line} has {fields.Length} fields, {header.Length} expected");
            }

            yield return new CsvRow(line, fields);
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

    private static string[] Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(',');
        }

        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
