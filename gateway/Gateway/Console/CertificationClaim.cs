using System.Text.RegularExpressions;

namespace Kiosk.Gateway.Console;

/// <summary>
/// Words that claim a certificate, which no text of ours and no merchant's line on a paper may (pos.md R33). Saying
/// that there is none, and the form's words by which a merchant certifies a purchase, claim nothing.
/// </summary>
public static partial class CertificationClaim
{
    /// <summary>The first claim in a text, or null.</summary>
    public static string? In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Match claim = Claims().Match(Honest().Replace(text, ""));
        return claim.Success ? claim.Value : null;
    }

    [GeneratedRegex(@"NF[\s.-]*525|INFOCERT|\bLNE\b|certifi[ée](?!r)\w*|certification", RegexOptions.IgnoreCase)]
    private static partial Regex Claims();

    [GeneratedRegex(@"n'est pas certifiée?\b|certifie avoir acquis", RegexOptions.IgnoreCase)]
    private static partial Regex Honest();
}
