using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// The sources of the fiscal core, its version and its digest belong together (pos.md R71): who changes the core
/// decides on a version.
/// </summary>
internal static class FiscalVersionGuard
{
    public const string Folder = "firmware/Fiscal/";
    private const string DigestFile = Folder + "FiscalDigest.cs";

    /// <summary>SHA-256 over path and text of each source in order of path, the digest's own file left out.</summary>
    public static string Digest(IEnumerable<(string Path, string Text)> sources)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string path, string text) in sources.Where(s => s.Path != DigestFile)
            .OrderBy(s => s.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + "\n" + text.ReplaceLineEndings("\n") + "\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What does not belong together, with the remedy.</summary>
    public static IEnumerable<string> Complaints(IReadOnlyCollection<(string Path, string Text)> sources,
        string versionText, int versionNumber, string digestVersion, string digest)
    {
        string real = Digest(sources);
        if (real != digest)
        {
            yield return $"{Folder} changed. Raise FiscalVersion (major when a rule of sealing, closing, archiving or "
                + $"correction changed, else minor), then write that version into {DigestFile}, and {real}.";
        }

        if (digestVersion != versionText)
        {
            yield return $"{DigestFile} is of version {digestVersion}, FiscalVersion.Text is {versionText}.";
        }

        int[] parts =
        [
            .. versionText.Split('.').Select(p =>
                int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1),
        ];
        if (parts.Length != 3 || parts.Any(p => p is < 0 or > 99)
            || (parts[0] * 10000) + (parts[1] * 100) + parts[2] != versionNumber)
        {
            yield return $"FiscalVersion.Number {versionNumber} does not say {versionText}.";
        }
    }
}
