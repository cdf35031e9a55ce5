using System.Text.RegularExpressions;
using Kiosk.Provision;
using Kiosk.Provision.Verify;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: an inspector reads every finding in French (pos.md R29).</summary>
[Trait("Requirement", "R29")]
public sealed partial class FindingFrenchTests(ArchiveFixture fixture) : IClassFixture<ArchiveFixture>
{
    // Texts of the verifier that are no sentences: labels of the tables, published constants, a mistake of usage.
    private static readonly string[] NoSentences = ["ArchiveLayout.cs", "SealText.cs", "FindingFrench.cs", "KeySet.cs"];

    [Fact]
    public void Every_sentence_of_the_verifier_has_its_French()
    {
        string[] files = [.. Directory.GetFiles(Repository.Path("tools/Provision/Verify"), "*.cs")
            .Where(file => !NoSentences.Contains(Path.GetFileName(file)))];
        string[] sentences = [.. files.SelectMany(file => File.ReadLines(file))
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Literal().Matches(line).Select(match => match.Groups[1].Value))
            .Where(text => Words().IsMatch(text) && text is not ("their order" or "kiosk chain v1,"))
            .Select(text => Hole().Replace(text, "7"))];
        Assert.True(sentences.Length > 50, $"{sentences.Length} sentences");
        Assert.DoesNotContain(sentences, sentence => FindingFrench.Of(sentence) == null);
    }

    [Theory]
    [InlineData("rank 7 follows 5", "le rang 7 suit 5")]
    [InlineData("T 12 is missing", "T 12 manque")]
    [InlineData("archive 2 is missing: K07.zip comes before", "l'archive 2 manque : K07.zip la précède")]
    [InlineData("row 3 is 'a;b', but the closing sealed 'c'", "la ligne 3 est « a;b », la clôture a scellé « c »")]
    public void What_a_sentence_names_stands_in_the_French_too(string english, string french) =>
        Assert.Equal(french, FindingFrench.Of(english));

    [Fact]
    public void What_is_none_of_its_sentences_has_no_French() =>
        Assert.Null(FindingFrench.Of("the moon is full"));

    [Fact]
    public void The_command_names_a_removed_record_in_French()
    {
        byte[] cut = ZipForgery.Edit(
            fixture.Made[0].File, "enregistrements.csv", rows => rows.Where((_, i) => i != 20));
        using var verifier = new ArchiveVerifier([]);
        verifier.Add(Path.GetFileName(fixture.Made[0].File), cut);
        verifier.Finish();
        using var data = new StringWriter();
        VerifyCommand.Report(verifier, Kiosk.Provision.Words.French, data, TextWriter.Null);
        Assert.Contains("enregistrements.csv", data.ToString(), StringComparison.Ordinal);
        Assert.Contains(": retiré", data.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("removed", data.ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("[a-z]{2,} [a-z(]")]
    private static partial Regex Words();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
