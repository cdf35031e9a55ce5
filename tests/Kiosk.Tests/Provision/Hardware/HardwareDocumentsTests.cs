using System.Globalization;
using System.Text.RegularExpressions;
using Kiosk.Provision.Hardware;
using Kiosk.Tests.Architecture;
using Xunit;

namespace Kiosk.Tests.Provision.Hardware;

/// <summary>What people read names the parts that are there, in both languages alike.</summary>
public sealed partial class HardwareDocumentsTests
{
    private static readonly string[] Columns =
        ["id", "part", "essai", "test", "tool", "low", "high", "unit", "requirement"];

    private static readonly CsvTable Plan = CsvTable.Parse(
        "test-plan.csv", Repository.Read("hardware/test-plan.csv"), Columns);

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
            Assert.True(row["low"].Length > 0, row["id"]);
            Assert.True(
                row["high"].Length == 0 || Number(row["low"]) <= Number(row["high"]), $"{row["id"]}: limits");
            Assert.True(row["essai"].Length > 0 && row["test"].Length > 0 && row["unit"].Length > 0, row["id"]);
        });
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> References(string text) => Reference().Matches(text)
        .Select(m => m.Value).Where(r => r != "S3");

    private static List<string> Steps(string half) =>
        [.. Step().Split(half)[1..].Select(s => string.Join(' ', References(s.Split("\n\n")[0]).Distinct().Order()))];

    [GeneratedRegex(@"(?<![A-Za-z0-9_.\-])(U|DS|PS|PR|BC|CD|RT|C|D|R|Q|F|P|J|X|E|L|K|B|S)[0-9]{1,2}(?![A-Za-z0-9\-])")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\n[0-9]+\. ")]
    private static partial Regex Step();
}
