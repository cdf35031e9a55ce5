using System.Text.RegularExpressions;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// Every table of the ledger stands in STORE.md twice: with what it holds, and with how long its rows stay. A number of
/// days, rows or bytes is that of the option named beside it.
/// </summary>
internal static partial class RetentionGuard
{
    /// <summary>What is missing, too much or different; empty when nothing is.</summary>
    public static List<string> Check(
        IReadOnlyCollection<string> tables, string document, Func<string, long?> defaultOf)
    {
        var complaints = new List<string>();
        string[] rows = [.. Part(document, "## Retention").Split('\n').Where(line => line.StartsWith("| `", Ordinal))];
        string[] limited = [.. rows.SelectMany(row => Names(row.Split('|')[1]))];
        string[] held = [.. Part(document, "## Tables").Split('\n').Where(line => line.StartsWith("| `", Ordinal))
            .SelectMany(row => Names(row.Split('|')[1]))];
        complaints.AddRange(tables.Except(limited).Select(table => $"{table}: no limit under Retention"));
        complaints.AddRange(tables.Except(held).Select(table => $"{table}: not under Tables"));
        complaints.AddRange(limited.Concat(held).Distinct().Except(tables).Select(table => $"{table}: no such table"));
        complaints.AddRange(limited.GroupBy(table => table).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: two limits"));
        foreach (string row in rows)
        {
            string limit = row.Split('|')[2];
            complaints.AddRange(Names(limit).Where(option => defaultOf(option) is null)
                .Select(option => $"{option}: no such option"));
            complaints.AddRange(Names(limit).Where(option => defaultOf(option) is { } value && !Says(limit, value))
                .Select(option => $"{option}: the default is {defaultOf(option)}, the line says{limit.TrimEnd()}"));
            if (!Limit().IsMatch(limit))
            {
                complaints.Add($"{Names(row.Split('|')[1]).First()}: no limit that one can check");
            }
        }

        return complaints;
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static bool Says(string limit, long value) => Number().Matches(limit).Any(match =>
        long.Parse(match.Groups[1].Value.Replace(",", "", Ordinal), System.Globalization.CultureInfo.InvariantCulture)
        * (match.Groups[2].Value == " MiB" ? 1024 * 1024 : 1) == value);

    private static IEnumerable<string> Names(string cell) =>
        Name().Matches(cell).Select(match => match.Groups[1].Value);

    private static string Part(string document, string heading)
    {
        int start = document.IndexOf(heading + "\n", Ordinal);
        int end = start < 0 ? -1 : document.IndexOf("\n## ", start + 1, Ordinal);
        return start < 0 ? "" : end < 0 ? document[start..] : document[start..end];
    }

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Name();

    [GeneratedRegex("([0-9][0-9,]*)( MiB)?")]
    private static partial Regex Number();

    [GeneratedRegex("for ever|until |[0-9] (days|rows)")]
    private static partial Regex Limit();
}
