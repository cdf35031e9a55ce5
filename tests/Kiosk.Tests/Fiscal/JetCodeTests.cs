using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Architecture;
using Xunit;

namespace Kiosk.Tests.Fiscal;

[Trait("Requirement", "R25")]
public class JetCodeTests
{
    private static readonly string[][] Rows =
        [.. Repository.Read("firmware/Fiscal/jet-codes.csv").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')
            .Skip(1).Select(line => line.Split(';'))];

    private static readonly Type[] Lists = [typeof(JetCode), typeof(EventCode), typeof(CardEvent)];

    [Fact]
    public void Every_code_has_one_row_with_its_texts_and_every_row_a_code()
    {
        IEnumerable<string> codes = Lists.SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => $"{f.GetRawConstantValue()} {f.Name}");
        Assert.Equal(codes.Order(), Rows.Select(r => $"{r[0]} {r[2]}").Order());
        Assert.All(Rows, row => Assert.Equal(6, row.Length));
        Assert.All(Rows, row => Assert.All(row, cell => Assert.NotEmpty(cell)));
        Assert.Equal(Rows.Length, Rows.Select(r => r[0]).Distinct().Count());
    }

    private static readonly string[] States = ["written", "reserved", "unused"];

    // Who only follows a code that stands in a sealed record does not write it.
    private static readonly string[] Followers = ["StateChange.cs", "PeriodAccount.cs", "FiscalChain.cs"];

    [Fact]
    [Trait("Requirement", "R26")]
    public void Every_row_is_written_by_the_firmware_or_marked_as_reserved_or_unused()
    {
        string code = string.Join('\n', Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "firmware"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Followers.Contains(Path.GetFileName(file)))
            .SelectMany(File.ReadLines).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        Assert.Contains("_events.Write(Note.Code,", code, StringComparison.Ordinal);
        Assert.All(Rows, row =>
        {
            bool told = ArchiveNote.IsCode(int.Parse(row[0], CultureInfo.InvariantCulture));
            Assert.True((row[5] == "written") == (told || Named(code, row[2])),
                $"{row[0]} {row[2]} is told as {row[5]}");
        });
        Assert.All(Rows, row => Assert.Contains(row[5], States));
    }

    private static bool Named(string code, string name) =>
        Lists.Any(type => Regex.IsMatch(code, $"\\b{type.Name}\\.{name}\\b"));

    [Fact]
    public void Own_codes_begin_at_900_and_the_known_ones_are_those_of_the_reference()
    {
        Assert.Equal([10, 15, 20, 30, 40, 50, 60, 80, 90, 170, 190, 240, 260, 320, 910],
            Rows.Where(r => r[1] == "known").Select(r => int.Parse(r[0], CultureInfo.InvariantCulture)));
        Assert.All(Rows.Where(r => r[1] == "own"), r =>
            Assert.InRange(int.Parse(r[0], CultureInfo.InvariantCulture), 900, 999));
    }

    [Fact]
    [Trait("Requirement", "R33")]
    public void No_text_claims_a_certificate()
    {
        string all = string.Join('\n', Rows.Select(row => string.Join(' ', row)));
        Assert.DoesNotContain("certif", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NF525", all, StringComparison.Ordinal);
    }
}
