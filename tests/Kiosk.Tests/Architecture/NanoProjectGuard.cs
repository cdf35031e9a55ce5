using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kiosk.Tests.Architecture;

/// <summary>A project of the board's solution: its file and the folder of the sources that it compiles.</summary>
internal sealed record NanoProject(string Path, string Sources)
{
    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];

    public string Packages => Folder + "packages.config";
}

/// <summary>
/// The board compiles every portable source and nothing else, each portable project as an assembly of its own; package
/// versions agree in all its files; the portable sources differ between the platforms in one file alone.
/// </summary>
internal static class NanoProjectGuard
{
    public const string Folder = "firmware/Board.Esp32/";

    public static readonly string[] Portable =
        ["firmware/Protocol/", "firmware/Fiscal/", "firmware/Core/", "firmware/Till/", "firmware/Pages/",
            "firmware/Firmware/", "firmware/Drivers/"];

    public static readonly NanoProject[] Projects =
    [
        new(Folder + "Board.Esp32.nfproj", Folder),
        .. Portable.Select(f => f.Split('/')[1]).Select(name =>
            new NanoProject($"{Folder}Kiosk.{name}/Kiosk.{name}.nfproj", $"firmware/{name}/")),
    ];

    /// <summary>The one file where #if may stand.</summary>
    public const string ConditionalFile = "firmware/Drivers/I2cBus.cs";

    /// <summary>
    /// Compares what a project compiles (wildcards or a list, as an editor may expand them) with the disk.
    /// </summary>
    public static IReadOnlyList<string> CheckCompiled(
        NanoProject project, string projectXml, IReadOnlyList<string> files)
    {
        string[] wanted = [.. files.Where(f => f.StartsWith(project.Sources, StringComparison.Ordinal))];
        HashSet<string> compiled = [];
        var complaints = new List<string>();
        foreach (string include in Elements(projectXml, "Compile", "Include"))
        {
            Regex pattern = Pattern(project, include);
            string[] found = [.. files.Where(f => pattern.IsMatch(f))];
            if (found.Length == 0)
            {
                complaints.Add($"{project.Path} compiles {include}, which is not on disk. Remove it.");
            }

            compiled.UnionWith(found);
        }

        complaints.AddRange(wanted.Except(compiled).Select(f =>
            $"{f}: not compiled by {project.Path}. Restore the wildcard of its folder."));
        complaints.AddRange(compiled.Except(wanted).Select(f =>
            $"{f}: compiled by {project.Path}, which is the project of {project.Sources} alone."));
        return complaints;
    }

    /// <summary>
    /// Every package of packages.config has a reference into its folder of the same version, and the reverse.
    /// </summary>
    public static IReadOnlyList<string> CheckPackages(NanoProject project, string projectXml, string packagesXml)
    {
        HashSet<string> listed = [.. Listed(packagesXml)];
        HashSet<string> used = [.. XDocument.Parse(projectXml).Descendants()
            .Where(e => e.Name.LocalName == "HintPath")
            .Select(e => e.Value.Replace('\\', '/').Split("packages/")[1].Split('/')[0])];
        return
        [
            .. listed.Except(used).Select(p => $"{project.Packages} lists {p}, which {project.Path} does not use."),
            .. used.Except(listed).Select(p => $"{project.Path} references {p}, which {project.Packages} lacks."),
        ];
    }

    /// <summary>A portable project brings no package that the board's own project lists not, or otherwise.</summary>
    public static IReadOnlyList<string> CheckVersions(string boardPackagesXml, NanoProject project, string xml) =>
        [.. Listed(xml).Except(Listed(boardPackagesXml)).Select(p =>
            $"{project.Packages} lists {p}, which {Projects[0].Packages} does not have in this version.")];

    /// <summary>Versions known to go together: a library that does not match the image stays unloaded.</summary>
    public const string KnownPackages = "firmware/nano-packages.txt";

    /// <summary>Every package is known in this version.</summary>
    public static IReadOnlyList<string> CheckKnown(string known, NanoProject project, string packagesXml)
    {
        HashSet<string> versions =
            [.. known.Split('\n').Where(l => !l.StartsWith('#')).Select(l => l.Trim().Replace(' ', '.'))];
        return
        [
            .. Listed(packagesXml).Where(p => !versions.Contains(p)).Select(p =>
                $"{project.Packages} lists {p}, which {KnownPackages} does not know in this version."),
        ];
    }

    /// <summary>The projects referenced on the board are those that the main build references.</summary>
    public static IReadOnlyList<string> CheckReferences(
        NanoProject project, string projectXml, IReadOnlyCollection<string> wanted)
    {
        string[] real = [.. Elements(projectXml, "ProjectReference", "Include")
            .Select(i => i.Split('\\', '/')[^1].Replace("Kiosk.", "").Replace(".nfproj", ""))];
        return
        [
            .. wanted.Except(real).Select(n => $"{project.Path} does not reference {n}."),
            .. real.Except(wanted).Select(n => $"{project.Path} references {n}, which the main build does not."),
        ];
    }

    public static IReadOnlyList<string> CheckConditions(string path, string source) =>
        path == ConditionalFile || !Regex.IsMatch(source, @"^\s*#(el)?if\b", RegexOptions.Multiline)
            ? []
            : [$"{path}: #if. Only {ConditionalFile} may differ; put the difference into a Board project."];

    private static IEnumerable<string> Listed(string packagesXml) =>
        Elements(packagesXml, "package", "id")
            .Zip(Elements(packagesXml, "package", "version"), (id, version) => $"{id}.{version}");

    private static IEnumerable<string> Elements(string xml, string element, string attribute) =>
        XDocument.Parse(xml).Descendants().Where(e => e.Name.LocalName == element)
            .Select(e => e.Attribute(attribute)?.Value ?? "");

    private static Regex Pattern(NanoProject project, string include)
    {
        string path = include.Replace('\\', '/');
        string folder = project.Folder.TrimEnd('/');
        for (; path.StartsWith("../", StringComparison.Ordinal); path = path[3..])
        {
            folder = folder[..Math.Max(0, folder.LastIndexOf('/'))];
        }

        string pattern = Regex.Escape($"{folder}/{path}".TrimStart('/'));
        return new Regex("^" + pattern.Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*") + "$");
    }
}
