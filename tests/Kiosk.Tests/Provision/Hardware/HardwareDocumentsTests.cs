using System.Text.RegularExpressions;
using Kiosk.Provision.Hardware;
using Kiosk.Tests.Architecture;
using Xunit;

namespace Kiosk.Tests.Provision.Hardware;

/// <summary>What people read names the parts that are there, in both languages alike.</summary>
public sealed partial class HardwareDocumentsTests
{
    private static readonly CsvTable Plan = HardwareBench.Real.Plan;

    [Theory]
    [InlineData("hardware/assembly.md")]
    [InlineData("hardware/emc-safety.md")]
    [InlineData("hardware/README.md")]
    [InlineData("hardware/enclosure/enclosure.svg")]
    public void A_document_names_parts_of_the_parts_list_alone(string path)
    {
        HashSet<string> known = [.. HardwareBench.Real.Parts.Rows.Select(r => r["ref"])];
        Assert.Empty(References(Repository.Read(path)).Except(known));
    }

    [Fact]
    public void Both_languages_of_the_assembly_name_the_same_parts_in_the_same_steps()
    {
        string[] halves = Repository.Read("hardware/assembly.md").Split("## English");
        Assert.Equal(Steps(halves[0]), Steps(halves[1]));
        Assert.Equal(12, Steps(halves[0]).Count);
    }

    [Fact]
    [Trait("Requirement", "P-3")]
    public void Every_test_has_a_part_a_limit_and_a_number_of_its_own()
    {
        Assert.Equal(Enumerable.Range(1, Plan.Rows.Count).Select(n => $"T{n:00}"), Plan.Rows.Select(r => r["id"]));
        Assert.All(Plan.Rows, row =>
        {
            Assert.Contains(HardwareBench.Real.Parts.Rows, p => p["ref"] == row["part"]);
            Assert.True(row.Figure("low") != null, row["id"]);
            Assert.True(row["essai"].Length > 0 && row["test"].Length > 0 && row["unit"].Length > 0, row["id"]);
            Assert.True(row["tool"].Length > 0 && row["requirement"].Length > 0, row["id"]);
        });
    }

    [Theory]
    [InlineData("hardware/assembly.md")]
    [InlineData("hardware/emc-safety.md")]
    [InlineData("hardware/README.md")]
    public void A_document_names_tests_and_rules_that_there_are(string path)
    {
        string text = Repository.Read(path);
        Assert.Empty(TestNumber().Matches(text).Select(m => m.Value).Except(
            [.. Plan.Rows.Select(r => r["id"]), "T10", "T20"]));
        Assert.Empty(RuleList().Matches(text)
            .SelectMany(m => Quoted().Matches(m.Value)).Select(m => m.Groups[1].Value).Except(Checkup.Rules));
    }

    [Fact]
    public void The_number_of_tests_in_the_documents_is_the_number_of_the_plan()
    {
        string last = Plan.Rows[^1]["id"];
        Assert.Contains($"T01 à {last}", Repository.Read("hardware/assembly.md"), StringComparison.Ordinal);
        Assert.Contains($"T01 to {last}", Repository.Read("hardware/assembly.md"), StringComparison.Ordinal);
        Assert.Contains($"; {Plan.Rows.Count} tests", Repository.Read("hardware/README.md"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> References(string text) => Reference().Matches(text)
        .Select(m => m.Value).Where(r => r != "S3");

    private static List<string> Steps(string half) =>
        [.. Step().Split(half)[1..].Select(s => string.Join(' ', References(s.Split("\n\n")[0]).Distinct().Order()))];

    [GeneratedRegex(@"(?<![\w.\-])(U|DS|PS|PR|BC|BZ|CD|RT|C|D|R|Q|F|P|J|X|E|L|K|B|S)[0-9]{1,2}(?![A-Za-z0-9\-])")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\bT[0-9]{2}\b")]
    private static partial Regex TestNumber();

    /// <summary>The word rule or rules, in either language, and the names in back quotes after it.</summary>
    [GeneratedRegex("[Rr](?:ule|ègle)s? (?:`[a-z0-9-]+`(?:, | and | et )?)+")]
    private static partial Regex RuleList();

    [GeneratedRegex("`([a-z0-9-]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\n[0-9]+\. ")]
    private static partial Regex Step();
}
