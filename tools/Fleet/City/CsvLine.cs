using System.Text;

namespace Kiosk.Fleet.City;

/// <summary>One line of a comma-separated file.</summary>
internal static class CsvLine
{
    /// <summary>
    /// Its fields without the blanks around them. A quote that opens a field must close before the line ends; inside
    /// an unquoted field it is a letter like any other. Throws <see cref="FleetException"/> naming file and line.
    /// </summary>
    public static string[] Split(string text, string name, int line)
    {
        if (!text.Contains('"', StringComparison.Ordinal))
        {
            return text.Split(',', StringSplitOptions.TrimEntries);
        }

        var fields = new List<string>();
        for (var at = 0; at <= text.Length;)
        {
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            fields.Add(at < text.Length && text[at] == '"' ? Quoted(text, ref at, name, line) : Plain(text, ref at));
        }

        return [.. fields];
    }

    private static string Plain(string text, ref int at)
    {
        var comma = text.IndexOf(',', at);
        var end = comma < 0 ? text.Length : comma;
        var field = text[at..end].Trim();
        at = end + 1;
        return field;
    }

    private static string Quoted(string text, ref int at, string name, int line)
    {
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                field.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                at++;
                if (Plain(text, ref at).Length > 0)
                {
                    throw new FleetException($"{name}: line {line}: a comma must follow a closing quote");
                }

                return field.ToString().Trim();
            }
        }

        throw new FleetException($"{name}: line {line}: a quoted field is not closed");
    }
}
