using System.Text.RegularExpressions;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// Goal: the auditor's dossier (pos.md R73) says what is there: its links exist, every requirement has one row, what a
/// row names stands in the code, and a proof is a test class that bears the requirement's number.
/// </summary>
[Trait("Requirement", "R73")]
public sealed class DossierTests
{
    private const string Dossier = "firmware/Fiscal/DOSSIER.md";
    private const int RulesMax = 74;
    private static readonly string[] Open = ["R7", "R60"];

    [Fact]
    public void The_dossier_says_what_is_there() => Assert.Empty(Complaints(Repository.Read(Dossier)));

    [Theory]
    [InlineData("](README.md)", "](ABSENT.md)", "ABSENT.md")]
    [InlineData("| R20 |", "| R19 |", "R20")]
    [InlineData("`EReportWriter`", "`EReportOracle`", "EReportOracle")]
    [InlineData("EReportTests", "ERepportTests", "ERepportTests")]
    [InlineData("| R9 |", "| R9 bis |", "R9")]
    [InlineData("AttestationTests", "non tenu", "R72")]
    public void What_it_says_wrongly_is_named(string right, string wrong, string named)
    {
        string text = Repository.Read(Dossier);
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Contains(Complaints(text.Replace(right, wrong, StringComparison.Ordinal)),
            complaint => complaint.Contains(named, StringComparison.Ordinal));
    }

    // Stored frames are the records: nothing changes them. A purge deletes them; besides, the row of a loss that was
    // declared gives way to the record when it comes after all.
    [Fact]
    [Trait("Requirement", "R12")]
    public void No_statement_changes_a_stored_frame_and_a_purge_alone_deletes_a_record()
    {
        (string Path, string Text)[] code = [.. Sources("gateway")];
        Assert.DoesNotContain(code, file => Regex.IsMatch(file.Text, @"\bUPDATE\s+frame\b|REPLACE\s+INTO\s+frame\b"));
        Assert.Equal(["FrameTable", "PurgeOffice"], code
            .Where(file => Regex.IsMatch(file.Text, @"\bDELETE\s+FROM\s+frame\b"))
            .Select(file => Path.GetFileNameWithoutExtension(file.Path)).Order());
    }

    private static List<string> Complaints(string text)
    {
        List<string> complaints = [];
        string folder = Path.GetDirectoryName(Dossier)!;
        foreach (Match link in Regex.Matches(text, @"\]\(([^)]+)\)"))
        {
            string path = Path.Combine(folder, link.Groups[1].Value);
            if (!Path.Exists(Repository.Path(path)))
            {
                complaints.Add($"{path} is not there");
            }
        }

        string[][] rows = [.. Regex.Matches(text, @"^\| (R\d+) \|(.+)\|(.+)\|(.+)\|$", RegexOptions.Multiline)
            .Select(row => row.Groups.Values.Skip(1).Select(group => group.Value.Trim()).ToArray())];
        for (int rule = 1; rule <= RulesMax; rule++)
        {
            string id = $"R{rule}";
            if (rows.Count(row => row[0] == id) != 1)
            {
                complaints.Add($"{id} must have one row");
            }
        }

        string[] names = [.. Sources("firmware").Concat(Sources("gateway")).Concat(Sources("tools"))
            .SelectMany(file => NamesIn(file.Text).Append(Path.GetFileNameWithoutExtension(file.Path)))];
        (string Path, string Text)[] tests = [.. Sources("tests")];
        foreach (string[] row in rows)
        {
            complaints.AddRange(Regex.Matches(row[2], @"`([A-Z]\w+)(\.\w+)?`").Select(name => name.Groups[1].Value)
                .Except(names).Select(name => $"{row[0]}: {name} is neither a type nor a file"));
            complaints.AddRange(Proofs(row, tests));
        }

        return complaints;
    }

    private static IEnumerable<string> Proofs(string[] row, (string Path, string Text)[] tests)
    {
        if (Open.Contains(row[0]))
        {
            yield break;
        }

        foreach (string proof in row[3].Split(", "))
        {
            string trait = $"\"Requirement\", \"{row[0]}\")";
            if (!tests.Any(file => Regex.IsMatch(file.Text, $@"class {Regex.Escape(proof)}\b")
                && file.Text.Contains(trait, StringComparison.Ordinal)))
            {
                yield return $"{row[0]}: no test class {proof} bears it";
            }
        }
    }

    private static IEnumerable<string> NamesIn(string text) =>
        Regex.Matches(text, @"\b(?:class|struct|record|enum) (\w+)").Select(name => name.Groups[1].Value);

    private static IEnumerable<(string Path, string Text)> Sources(string folder) => Directory
        .EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
        .Select(path => (path, File.ReadAllText(path)));
}
