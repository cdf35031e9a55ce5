using System.Security.Cryptography;
using System.Text;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: the checking page is one file that may do nothing but run its own script.</summary>
public sealed class VerifyPageTests
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
}
