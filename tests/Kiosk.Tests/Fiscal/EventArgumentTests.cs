using System.Text.RegularExpressions;
using Kiosk.Tests.Architecture;
using Xunit;

namespace Kiosk.Tests.Fiscal;

/// <summary>
/// Goal: whoever reads an archive knows what each argument of each technical event means (pos.md R25, R29): ARCHIVE.md
/// has a row for every code that the firmware writes, and says 0 exactly where the firmware writes nothing but 0.
/// </summary>
[Trait("Requirement", "R25")]
[Trait("Requirement", "R29")]
public partial class EventArgumentTests
{
    private static readonly string[] Head = ["event", "what happened", "argument1", "argument2"];

    private static readonly Dictionary<string, string> Written = Repository.Read("firmware/Fiscal/jet-codes.csv")
        .ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split(';'))
        .Where(row => row[5] == "written").ToDictionary(row => row[2], row => row[0]);

    [Fact]
    public void Every_argument_of_every_event_that_is_written_has_its_meaning_in_ARCHIVE_md() =>
        Complaints.None(Gaps(Repository.Read("gateway/Ledger/ARCHIVE.md"), Calls()));

    [Theory]
    [InlineData("| 940 | drawer", "| 941 | drawer", "940 has 0 rows")]
    [InlineData("5 other | 0 |", "5 other | |", "940 argument2 has no meaning")]
    [InlineData("5 other | 0 |", "5 other | the operator |", "940 argument2 is always 0")]
    [InlineData("| discount given | cents |", "| discount given | 0 |", "941 argument1 is not always 0")]
    public void What_the_page_says_wrongly_is_named(string right, string wrong, string named)
    {
        string page = Repository.Read("gateway/Ledger/ARCHIVE.md");
        Assert.Contains(right, page, StringComparison.Ordinal);
        Assert.Contains(Gaps(page.Replace(right, wrong, StringComparison.Ordinal), Calls()), complaint =>
            complaint.Contains(named, StringComparison.Ordinal));
    }

    // Written through a value that holds the code: cards, notes of the city, the network, the two of a return.
    [Fact]
    public void Nearly_all_codes_are_found_where_they_are_written() => Assert.Equal(
        ["DayMonthClosing", "DeclaredNotPaid", "DeclaredPaid", "GivenBack", "KeyRotation", "MonthArchive",
            "OfflineBegin", "OfflineEnd", "Purge", "Restore", "ReturnedItem", "TenderCorrected", "TrainingBegin",
            "TrainingEnd", "YearArchive", "YearClosing"],
        Written.Keys.Except(Calls().Select(call => call.Name)).Order(StringComparer.Ordinal));

    private static List<string> Gaps(string page, List<(string Name, string First, string Second)> calls)
    {
        string[][] rows = [.. page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim()[1..^1].Split('|').Select(cell => cell.Trim()).ToArray())
            .SkipWhile(row => !row.SequenceEqual(Head)).Skip(2).TakeWhile(row => row.Length == Head.Length)];
        List<string> gaps = [];
        foreach ((string name, string code) in Written)
        {
            string[][] own = [.. rows.Where(row => row[0] == code)];
            if (own.Length != 1)
            {
                gaps.Add($"{code} has {own.Length} rows");
                continue;
            }

            (string Name, string First, string Second)[] of = [.. calls.Where(call => call.Name == name)];
            gaps.AddRange(Gaps($"{code} argument1", own[0][2], [.. of.Select(call => call.First)]));
            gaps.AddRange(Gaps($"{code} argument2", own[0][3], [.. of.Select(call => call.Second)]));
        }

        gaps.AddRange(rows.Select(row => row[0]).Except(Written.Values).Select(code => $"{code} is not written"));
        return gaps;
    }

    private static IEnumerable<string> Gaps(string argument, string meaning, string[] values)
    {
        bool zero = values.Length > 0 && values.All(value => value == "0");
        if (meaning.Length == 0)
        {
            yield return $"{argument} has no meaning";
        }
        else if (zero && meaning != "0")
        {
            yield return $"{argument} is always 0";
        }
        else if (values.Length > 0 && !zero && meaning == "0")
        {
            yield return $"{argument} is not always 0";
        }
    }

    // The arguments of every call that names the code of an event and the time: the two before the time.
    private static List<(string Name, string First, string Second)> Calls()
    {
        List<(string, string, string)> calls = [];
        foreach (string file in Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "firmware"), "*.cs", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            foreach (Match start in CallStart().Matches(text))
            {
                string[] arguments = Arguments(text, start.Groups[1].Index);
                if (arguments.Length > 3 && arguments[^1] == "nowMs")
                {
                    calls.Add((start.Groups[2].Value, arguments[^3], arguments[^2]));
                }
            }
        }

        return calls;
    }

    private static string[] Arguments(string text, int first)
    {
        List<string> arguments = [];
        int depth = 0, from = first;
        for (int at = first; depth >= 0 && at < text.Length; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth < 0 || (depth == 0 && text[at] == ','))
            {
                arguments.Add(text[from..at].Trim());
                from = at + 1;
            }
        }

        return [.. arguments];
    }

    [GeneratedRegex(@"\((?=((?:\w+(?:\[\w+\])?,\s*)?(?:JetCode|EventCode|CardEvent)\.(\w+),))")]
    private static partial Regex CallStart();
}
