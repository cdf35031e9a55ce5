using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// The board compiles every portable source and nothing else; package versions in its two files agree; the portable
/// sources differ between the platforms in one file alone.
/// </summary>
internal static class NanoProjectGuard
{
    public const string Folder = "firmware/Board.Esp32/";

    public static readonly string[] Portable = ["firmware/Protocol/", "firmware/Fiscal/", "firmware/Firmware/"];

    /// <summary>The one file where #if may stand.</summary>
    public const string ConditionalFile = "firmware/Firmware/Hardware/I2cBus.cs";

    /// <summary>
    /// Compares what the project compiles (wildcards or a list, as an editor may expand them) with the disk.
    /// </summary>
    public static IReadOnlyList<string> CheckCompiled(string projectXml, IReadOnlyList<string> files)
    {
        string[] wanted = [.. files.Where(f => f.StartsWith(Folder, StringComparison.Ordinal)
            || Portable.Any(p => f.StartsWith(p, StringComparison.Ordinal)))];
        HashSet<string> compiled = [];
        var complaints = new List<string>();
        foreach (string include in Elements(projectXml, "Compile", "Include"))
        {
            Regex pattern = Pattern(include);
            string[] found = [.. files.Where(f => pattern.IsMatch(f))];
            if (found.Length == 0)
            {
                complaints.Add($"{Folder}Board.Esp32.nfproj compiles {include}, which is not on disk. Remove it.");
            }

            compiled.UnionWith(found);
        }

        complaints.AddRange(wanted.Except(compiled).Select(f =>
            $"{f}: not compiled by Board.Esp32.nfproj. Restore the wildcard of its folder."));
        complaints.AddRange(compiled.Except(wanted).Select(f =>
            $"{f}: compiled by Board.Esp32.nfproj, but not portable. Only portable sources and its own files go "
                + "there."));
        return complaints;
    }

    /// <summary>
    /// Every package of packages.config has a reference into its folder of the same version, and the reverse.
    /// </summary>
    public static IReadOnlyList<string> CheckPackages(string projectXml, string packagesXml)
    {
        HashSet<string> listed = [.. Elements(packagesXml, "package", "id")
            .Zip(Elements(packagesXml, "package", "version"), (id, version) => $"{id}.{version}")];
        HashSet<string> used = [.. XDocument.Parse(projectXml).Descendants()
            .Where(e => e.Name.LocalName == "HintPath").Select(e => e.Value.Split('\\', '/')[1])];
        return
        [
            .. listed.Except(used).Select(p =>
                $"packages.config lists {p}, which Board.Esp32.nfproj does not reference."),
            .. used.Except(listed).Select(p =>
                $"Board.Esp32.nfproj references {p}, which packages.config does not list."),
        ];
    }

    public static IReadOnlyList<string> CheckConditions(string path, string source) =>
        path == ConditionalFile || !Regex.IsMatch(source, @"^\s*#(el)?if\b", RegexOptions.Multiline)
            ? []
            : [$"{path}: #if. Only {ConditionalFile} may differ; put the difference into a Board project."];

    private static IEnumerable<string> Elements(string xml, string element, string attribute) =>
        XDocument.Parse(xml).Descendants().Where(e => e.Name.LocalName == element)
            .Select(e => e.Attribute(attribute)?.Value ?? "");

    private static Regex Pattern(string include)
    {
        string path = include.Replace('\\', '/');
        path = path.StartsWith("../", StringComparison.Ordinal) ? "firmware/" + path[3..] : Folder + path;
        string pattern = Regex.Escape(path).Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*");
        return new Regex("^" + pattern + "$");
    }
}
