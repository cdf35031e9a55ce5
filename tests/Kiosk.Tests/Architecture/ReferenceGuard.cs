using System.Xml.Linq;

namespace Kiosk.Tests.Architecture;

/// <summary>A row of the project map, or what a project file really says.</summary>
internal sealed record ProjectRow(string Name, IReadOnlySet<string> References, IReadOnlySet<string> Packages);

/// <summary>Compares the project map in README.md with the project files, both ways.</summary>
internal static class ReferenceGuard
{
    /// <summary>
    /// The one project outside the solution and its map: it needs a package that is not to be had everywhere.
    /// </summary>
    public const string Oracle = "tests/Kiosk.Oracle/Kiosk.Oracle.csproj";

    private const string OraclePackage = "Iot.Device.Bindings";

    /// <summary>The rows under "| project | may reference | packages |"; "none" is the empty set.</summary>
    public static IReadOnlyList<ProjectRow> ReadMap(string markdown)
    {
        IEnumerable<string[]> rows = markdown.Split('\n')
            .SkipWhile(l => !l.StartsWith("| project | may reference | packages", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries));
        return [.. rows.Select(c => new ProjectRow(c[1].Trim('`'), Names(c[2]), Names(c[3])))];
    }

    public static ProjectRow ReadProject(string name, string xml)
    {
        XDocument document = XDocument.Parse(xml);
        return new(
            name,
            Includes(document, "ProjectReference").Select(i => Path.GetFileNameWithoutExtension(i.Replace('\\', '/')))
                .ToHashSet(),
            Includes(document, "PackageReference").ToHashSet());
    }

    public static IReadOnlyList<string> Compare(IReadOnlyList<ProjectRow> map, IReadOnlyList<ProjectRow> projects)
    {
        var complaints = new List<string>();
        foreach (ProjectRow project in projects)
        {
            ProjectRow? row = map.FirstOrDefault(r => r.Name == project.Name);
            if (row == null)
            {
                complaints.Add($"{project.Name}: not in the project map of README.md. Add a row saying why it "
                    + "may exist.");
                continue;
            }

            complaints.AddRange(Differ(project.Name, "project", row.References, project.References));
            complaints.AddRange(Differ(project.Name, "package", row.Packages, project.Packages));
        }

        complaints.AddRange(map.Where(r => projects.All(p => p.Name != r.Name))
            .Select(r => $"{r.Name}: in the project map of README.md, but there is no such project. Remove the row."));
        complaints.AddRange(projects.Where(p => Reaches(projects, p.Name, p.Name, [])).Select(p =>
            $"{p.Name}: references itself in a circle. Move what both need into the lower project."));
        return complaints;
    }

    /// <summary>Versions stand in Directory.Packages.props; suppressions nowhere.</summary>
    public static IReadOnlyList<string> CheckText(string path, string xml)
    {
        XDocument document = XDocument.Parse(xml);
        var complaints = new List<string>();
        complaints.AddRange(document.Descendants()
            .Where(e => e.Name.LocalName == "PackageReference" && e.Attribute("Version") != null)
            .Select(e => $"{path}: version of {e.Attribute("Include")?.Value}. Put it into Directory.Packages.props."));
        complaints.AddRange(document.Descendants()
            .Where(e => e.Name.LocalName is "NoWarn" or "WarningsNotAsErrors")
            .Select(e => $"{path}: {e.Name.LocalName}. Switch the rule off in .editorconfig with its reason."));
        return complaints;
    }

    /// <summary>A project sees only what its own row names: nothing through another project.</summary>
    public static IReadOnlyList<string> CheckDirect(string path, string xml) =>
        XDocument.Parse(xml).Descendants("DisableTransitiveProjectReferences").Any(e => e.Value == "true") ? []
            : [$"{path}: DisableTransitiveProjectReferences is not true, so references leak through. Set it."];

    /// <summary>
    /// The board's projects need another toolchain, the oracle another package: both stay out of the main solution.
    /// </summary>
    public static IReadOnlyList<string> CheckApart(string solution) =>
    [
        .. ((string[])["Board.Esp32", "Kiosk.Oracle"]).Where(n => solution.Contains(n, StringComparison.Ordinal))
            .Select(n => $"Kiosk.sln: names {n}, which does not build everywhere. Remove it; it is built by itself."),
    ];

    /// <summary>The oracle knows virtual chips and their drivers, and pins exactly what it asks.</summary>
    public static IReadOnlyList<string> CheckOracle(string xml)
    {
        string[] allowed = ["Protocol", "Core", "Drivers", "Board.Virtual"];
        ProjectRow project = ReadProject("Kiosk.Oracle", xml);
        bool pinned = XDocument.Parse(xml).Descendants("PackageReference").Any(e =>
            e.Attribute("Include")?.Value == OraclePackage
            && e.Attribute("Version")?.Value is ['[', .., ']'] version && !version.Contains(','));
        return
        [
            .. project.References.Except(allowed).Select(n =>
                $"{Oracle}: references {n}. It may know virtual chips and drivers only."),
            .. pinned ? (string[])[] : [$"{Oracle}: {OraclePackage} has no exact version in brackets. Pin it."],
        ];
    }

    public static IReadOnlyList<string> CheckSolution(string solution, IEnumerable<string> projectPaths)
    {
        string slashed = solution.Replace('\\', '/');
        return [.. projectPaths.Where(p => !slashed.Contains($"\"{p}\"", StringComparison.Ordinal))
            .Select(p => $"{p}: not in Kiosk.sln. Run: dotnet sln add {p}")];
    }

    private static IEnumerable<string> Differ(
        string project, string what, IReadOnlySet<string> allowed, IReadOnlySet<string> real) =>
        real.Except(allowed).Select(n =>
            $"{project}: references {what} {n}, which the map in README.md does not allow. Drop it, or argue "
                + "for the row.")
        .Concat(allowed.Except(real).Select(n =>
            $"{project}: README.md allows {what} {n}, which it does not reference. Remove it from the row."));

    private static bool Reaches(IReadOnlyList<ProjectRow> all, string from, string to, HashSet<string> seen) =>
        all.FirstOrDefault(p => p.Name == from)?.References
            .Any(r => r == to || (seen.Add(r) && Reaches(all, r, to, seen))) == true;

    private static HashSet<string> Names(string cell) =>
        [.. cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(n => n.Trim('`')).Where(n => n != "none")];

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants().Where(e => e.Name.LocalName == element).Select(e => e.Attribute("Include")?.Value ?? "");
}
