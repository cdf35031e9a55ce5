using System.Text.RegularExpressions;

namespace Kiosk.Tests.Architecture;

/// <summary>Every driver that the board composes stands in the table of its README, with binding and reason.</summary>
internal static partial class DriverTable
{
    public static IReadOnlyList<string> Check(string composition, string readme, IEnumerable<string> drivers)
    {
        HashSet<string> rows = [.. Row().Matches(readme).Select(row => row.Groups["name"].Value)];
        HashSet<string> known = [.. drivers];
        HashSet<string> made =
            [.. New().Matches(composition).Select(m => m.Groups["name"].Value).Where(known.Contains)];
        return
        [
            .. made.Except(rows).Order().Select(name =>
                $"{name} is composed and has no row in firmware/Board.Esp32/README.md: write binding, size, reason."),
            .. rows.Except(made).Order().Select(name =>
                $"{name} has a row in firmware/Board.Esp32/README.md and is not composed: remove the row."),
        ];
    }

    [GeneratedRegex(@"new (?<name>\w+)\(")]
    private static partial Regex New();

    // Six cells, none empty.
    [GeneratedRegex(@"^\| `(?<name>\w+)` \|( [^|]+ \|){5}$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
