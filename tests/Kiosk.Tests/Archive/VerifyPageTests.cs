using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Kiosk.Provision.Verify;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: the checking page is one file that may do nothing but run its own script.</summary>
public sealed partial class VerifyPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("tools/Provision/verify.html"));

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    public void The_policy_names_the_digest_of_what_is_in_the_page(string tag)
    {
        int from = Page.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
        string content = Page[from..Page.IndexOf($"</{tag}>", from, StringComparison.Ordinal)];
        string digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        Assert.Contains($"{tag}-src 'sha256-{digest}'", Page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http:")]
    [InlineData("https:")]
    [InlineData("src=")]
    [InlineData("fetch(")]
    [InlineData("XMLHttpRequest")]
    [InlineData("innerHTML")]
    public void The_page_reaches_nowhere(string forbidden) =>
        Assert.DoesNotContain(forbidden, Page, StringComparison.Ordinal);

    // The command and the page say one thing in one sentence, in both languages.
    [Fact]
    [Trait("Requirement", "R29")]
    public void The_page_says_what_the_command_says()
    {
        (string, string)[] table = [.. Pair().Matches(Sentences()).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
        Assert.Equal(FindingFrench.All, table);
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public void Every_finding_of_the_page_is_one_of_those_sentences()
    {
        string checks = Page[..Page.IndexOf("const SENTENCES", StringComparison.Ordinal)];
        string[] said = [.. Said().Matches(checks).Select(m => m.Groups[1].Value)];
        Assert.True(said.Length > 40, $"{said.Length} sentences");
        string[] known = [.. FindingFrench.All.Select(pair => pair.English)];
        Assert.DoesNotContain(said, sentence => !known.Contains(sentence));
    }

    private static string Sentences()
    {
        int from = Page.IndexOf("const SENTENCES = {", StringComparison.Ordinal);
        return Page[from..Page.IndexOf("\n};", from, StringComparison.Ordinal)];
    }

    [GeneratedRegex("^  \"([^\"]*)\": \"([^\"]*)\"", RegexOptions.Multiline)]
    private static partial Regex Pair();

    [GeneratedRegex("(?:-1|0|at), (?:[a-z_.()A-Z <]+ \\? )?\"([a-zJ{][^\"]*)\"")]
    private static partial Regex Said();
}
