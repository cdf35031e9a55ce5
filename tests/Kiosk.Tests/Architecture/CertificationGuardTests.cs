using System.Text.RegularExpressions;
using Kiosk.Gateway.Console;

namespace Kiosk.Tests.Architecture;

/// <summary>Goal: nothing that we print, show or write claims a certificate (pos.md R33, pitfall 5.8).</summary>
[Trait("Requirement", "R33")]
public sealed partial class CertificationGuardTests
{
    private static readonly string[] Folders = ["firmware/", "gateway/", "tools/"];

    private static readonly string[] Endings = [".cs", ".razor", ".html", ".js", ".csv"];

    // Where the words themselves are named.
    private const string Own = "gateway/Gateway/Console/CertificationClaim.cs";

    [Fact]
    public void No_text_of_the_product_claims_a_certificate()
    {
        string[] files =
        [
            .. Endings.SelectMany(Repository.Files).Where(file => file != Own
                && Array.Exists(Folders, folder => file.StartsWith(folder, StringComparison.Ordinal))),
        ];
        Assert.True(files.Length > 300, $"{files.Length} files");
        Assert.Empty(files.SelectMany(file => Claims(file, Repository.Read(file))));
    }

    // The texts beside the pictures of all papers.
    [Fact]
    public void No_approved_paper_or_screen_claims_a_certificate()
    {
        string[] papers = [.. Repository.Files(".txt").Where(
            file => file.Contains("/Golden/", StringComparison.Ordinal))];
        Assert.NotEmpty(papers);
        Assert.Empty(papers.SelectMany(file => CertificationClaim.In(Repository.Read(file)) is { } claim
            ? new[] { $"{file}: {claim}" } : []));
    }

    [Theory]
    [InlineData("LOGICIEL CERTIFIÉ")]
    [InlineData("caisse certifiee")]
    [InlineData("NF525 n° 1234")]
    [InlineData("conforme NF 525")]
    [InlineData("NF-525")]
    [InlineData("Certification LNE")]
    [InlineData("logiciel certifié, il n'est pas certifié")]
    public void The_guard_names_what_claims_one(string text)
    {
        Assert.NotNull(CertificationClaim.In(text));
        Assert.Single(Claims("Paper.cs", $"        _slip.Line(\"{text}\");\n"));
    }

    [Theory]
    [InlineData("Ce logiciel n'est pas certifié par un organisme accrédité.")]
    [InlineData("certifie avoir acquis ou reçu ce logiciel")]
    [InlineData("il n'a pas de certificat")]
    [InlineData("untrusted_certificate")]
    [InlineData("BONNEFOY 525")]
    public void The_guard_lets_honest_words_pass(string text) => Assert.Null(CertificationClaim.In(text));

    [Fact]
    public void What_a_comment_says_is_printed_nowhere() =>
        Assert.Empty(Claims("Slip.cs", "    /// <summary>Never a word of certification, never \"NF525\".</summary>\n"));

    private static IEnumerable<string> Claims(string file, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            bool isComment = file.EndsWith(".cs", StringComparison.Ordinal) && Comment().IsMatch(lines[i]);
            if (!isComment && CertificationClaim.In(
                lines[i].Replace(nameof(CertificationClaim), "", StringComparison.Ordinal)) is { } claim)
            {
                yield return $"{file}:{i + 1}: {claim}";
            }
        }
    }

    [GeneratedRegex(@"^\s*//")]
    private static partial Regex Comment();
}
