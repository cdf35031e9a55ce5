using Xunit;

namespace Kiosk.Tests.Architecture;

/// <summary>The newcomer's map in README.md is true, because this reads it.</summary>
public class ReferenceGuardTests
{
    private const string Map = """
        | project | may reference | packages |
        |---|---|---|
        | `Low` | none | none |
        | `High` | `Low` | `Some.Package` |
        """;

    [Fact]
    public void References_and_packages_match_the_map_in_the_readme()
    {
        string[] files = [.. Repository.Files(".csproj").Where(f => f != ReferenceGuard.Oracle)];
        ProjectRow[] projects =
            [.. files.Select(f => ReferenceGuard.ReadProject(Path.GetFileNameWithoutExtension(f), Repository.Read(f)))];
        IReadOnlyList<ProjectRow> map = ReferenceGuard.ReadMap(Repository.Read("README.md"));
        Assert.NotEmpty(map);
        Complaints.None(
        [
            .. ReferenceGuard.Compare(map, projects),
            .. ReferenceGuard.CheckSolution(Repository.Read("Kiosk.sln"), files),
            .. ReferenceGuard.CheckApart(Repository.Read("Kiosk.sln")),
            .. ReferenceGuard.CheckOracle(Repository.Read(ReferenceGuard.Oracle)),
            .. ReferenceGuard.CheckDirect("Directory.Build.props", Repository.Read("Directory.Build.props")),
            .. files.Concat(Repository.Files(".props")).SelectMany(f =>
                ReferenceGuard.CheckText(f, Repository.Read(f))),
        ]);
    }

    [Theory]
    [InlineData("""<P><I Include="../Low/Low.csproj"/></P>""", "allows package Some.Package")]
    [InlineData("""<P><PackageReference Include="Other"/></P>""", "references package Other")]
    [InlineData("""<P><ProjectReference Include="..\High\High.csproj"/></P>""", "in a circle")]
    public void A_project_that_strays_from_the_map_is_named(string xml, string complaint)
    {
        ProjectRow[] projects = [ReferenceGuard.ReadProject("Low", "<P/>"), ReferenceGuard.ReadProject("High", xml)];
        IReadOnlyList<string> complaints = ReferenceGuard.Compare(ReferenceGuard.ReadMap(Map), projects);
        Assert.Contains(complaints, c => c.StartsWith("High: ", StringComparison.Ordinal) && c.Contains(complaint));
    }

    [Fact]
    public void A_project_without_a_row_and_a_row_without_a_project_are_named()
    {
        IReadOnlyList<string> complaints =
            ReferenceGuard.Compare(ReferenceGuard.ReadMap(Map), [ReferenceGuard.ReadProject("New", "<P/>")]);
        Assert.Contains(complaints, c => c.StartsWith("New: not in the project map", StringComparison.Ordinal));
        Assert.Contains(complaints, c => c.StartsWith("Low: in the project map", StringComparison.Ordinal));
    }

    [Fact]
    public void A_circle_of_two_is_found()
    {
        ProjectRow[] projects =
        [
            ReferenceGuard.ReadProject("Low", """<P><ProjectReference Include="../High/High.csproj"/></P>"""),
            ReferenceGuard.ReadProject("High", """<P><ProjectReference Include="../Low/Low.csproj"/></P>"""),
        ];
        Assert.Equal(2, ReferenceGuard.Compare(ReferenceGuard.ReadMap(Map), projects).Count(c => c.Contains("circle")));
    }

    [Fact]
    public void A_version_in_a_project_file_is_refused() => Assert.Single(
        ReferenceGuard.CheckText("X.csproj", """<P><PackageReference Include="Some" Version="1.0"/></P>"""));

    [Fact]
    public void A_silenced_warning_in_a_project_file_is_refused() =>
        Assert.Single(ReferenceGuard.CheckText("X.csproj", "<P><NoWarn>CA1</NoWarn></P>"));

    [Fact]
    public void A_project_missing_from_the_solution_is_named() =>
        Assert.Single(ReferenceGuard.CheckSolution("\"a\\A.csproj\"", ["a/A.csproj", "b/B.csproj"]));

    [Theory]
    [InlineData("Project(\"x\") = \"firmware\\Board.Esp32\\Board.Esp32.nfproj\"")]
    [InlineData("Project(\"x\") = \"tests\\Kiosk.Oracle\\Kiosk.Oracle.csproj\"")]
    public void The_board_or_the_oracle_in_the_main_solution_is_named(string solution) =>
        Assert.Single(ReferenceGuard.CheckApart(solution));

    [Theory]
    [InlineData("<P/>")]
    [InlineData("""<P><PackageReference Include="Iot.Device.Bindings"/></P>""")]
    [InlineData("""<P><PackageReference Include="Iot.Device.Bindings" Version="4.2.0"/></P>""")]
    [InlineData("""<P><PackageReference Include="Iot.Device.Bindings" Version="[4.2,5)"/></P>""")]
    [InlineData("""
        <P><PackageReference Include="Iot.Device.Bindings" Version="[4.2.0]"/>
        <ProjectReference Include="../../gateway/Ledger/Ledger.csproj"/></P>
        """)]
    public void An_oracle_that_is_not_pinned_or_knows_too_much_is_named(string xml) =>
        Assert.Single(ReferenceGuard.CheckOracle(xml));

    [Theory]
    [InlineData("<P/>")]
    [InlineData("<P><DisableTransitiveProjectReferences>false</DisableTransitiveProjectReferences></P>")]
    public void References_that_leak_through_another_project_are_named(string xml) =>
        Assert.Single(ReferenceGuard.CheckDirect("Directory.Build.props", xml));
}
