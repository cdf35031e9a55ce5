using System.Text.RegularExpressions;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// A released version of the fiscal core stands for one digest of its sources for ever (pos.md R71): who changes the
/// core after a release raises its version, and pinning the digest again is not enough.
/// </summary>
internal static partial class FiscalReleaseGuard
{
    public const string List = "firmware/Fiscal/releases.csv";

    /// <summary>Lines of the list without its head.</summary>
    public static string[] Lines(string text) =>
    [
        .. text.ReplaceLineEndings("\n").Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#' && !line.StartsWith("product;", StringComparison.Ordinal)),
    ];

    /// <summary>What does not hold, with the remedy.</summary>
    public static IEnumerable<string> Complaints(string[] lines, string[] frozen, string changelog,
        string version, string digest)
    {
        string[][] rows = [.. lines.Select(line => line.Split(';'))];
        if (rows.Any(row => row.Length != 3 || !IsVersion(row[0]) || !IsVersion(row[1]) || row[2].Length != 64))
        {
            yield return $"{List}: a line is product;core;sha256.";
            yield break;
        }

        if (!lines.SequenceEqual(frozen))
        {
            yield return $"{List} is only added to, and each line stands in FiscalReleaseGuardTests.Frozen too: put "
                + "back what was there, add the release in both.";
        }

        foreach (string[] row in rows.Where(row => row[1] == version && row[2] != digest))
        {
            yield return $"{FiscalVersionGuard.Folder} changed after {version} was released with {row[0]}. Raise "
                + "FiscalVersion (major when a rule of sealing, closing, archiving or correction changed, else minor).";
        }

        if (rows.Any(row => Version.Parse(row[1]) > Version.Parse(version)))
        {
            yield return $"FiscalVersion {version} is below one that was released.";
        }

        if (rows.Zip(rows.Skip(1)).Any(pair => Version.Parse(pair.First[0]) >= Version.Parse(pair.Second[0])
            || Version.Parse(pair.First[1]) > Version.Parse(pair.Second[1])))
        {
            yield return $"{List}: versions only rise.";
        }

        foreach (string product in Released().Matches(changelog).Select(match => match.Groups[1].Value)
            .Except(rows.Select(row => row[0])))
        {
            yield return $"CHANGELOG.md calls {product} released; add \"{product};{version};{digest}\" to {List}.";
        }
    }

    private static bool IsVersion(string text) => Version.TryParse(text, out Version? v) && v.Build >= 0;

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+)(?!.*not yet released).*$", RegexOptions.Multiline)]
    private static partial Regex Released();
}
