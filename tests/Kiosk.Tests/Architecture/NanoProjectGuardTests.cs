using Xunit;

namespace Kiosk.Tests.Architecture;

public class NanoProjectGuardTests
{
    private static readonly NanoProject Lower = NanoProjectGuard.Projects[1];

    private static readonly string[] Disk =
        [NanoProjectGuard.Folder + "Program.cs", "firmware/Protocol/A.cs", "firmware/Fiscal/B/C.cs", "tools/D.cs"];

    [Fact]
    public void The_board_compiles_every_portable_file_and_its_packages_agree() => Complaints.None(
    [
        .. NanoProjectGuard.Projects.SelectMany(p =>
            NanoProjectGuard.CheckCompiled(p, Repository.Read(p.Path), Repository.Files(".cs"))),
        .. NanoProjectGuard.Projects.SelectMany(p =>
            NanoProjectGuard.CheckPackages(p, Repository.Read(p.Path), Repository.Read(p.Packages))),
        .. NanoProjectGuard.Projects.SelectMany(p => NanoProjectGuard.CheckVersions(
            Repository.Read(NanoProjectGuard.Projects[0].Packages), p, Repository.Read(p.Packages))),
    ]);

    [Fact]
    public void The_board_has_a_project_per_portable_assembly_that_references_what_the_main_build_does()
    {
        string solution = Repository.Read(NanoProjectGuard.Folder + "Board.Esp32.sln").Replace('\\', '/');
        Complaints.None(
        [
            .. NanoProjectGuard.Projects
                .Where(p => !solution.Contains($"\"{p.Path[NanoProjectGuard.Folder.Length..]}\""))
                .Select(p => $"{p.Path}: not in Board.Esp32.sln."),
            .. NanoProjectGuard.Projects.SelectMany(p =>
                NanoProjectGuard.CheckReferences(p, Repository.Read(p.Path), References(p))),
            .. NanoProjectGuard.Projects.Where(p => !Repository.Read(p.Path).Contains("<Optimize>true</Optimize>"))
                .Select(p => $"{p.Path}: not optimized; its byte code would outgrow an assembly."),
        ]);
    }

    [Fact]
    public void Portable_code_differs_between_the_platforms_in_one_file_alone() => Complaints.None(
        [.. Repository.Files(".cs").Where(f =>
            NanoProjectGuard.Portable.Any(p => f.StartsWith(p, StringComparison.Ordinal)))
            .SelectMany(f => NanoProjectGuard.CheckConditions(f, Repository.Read(f)))]);

    [Theory]
    [InlineData("""<P><C Include="x"/></P>""", "firmware/Protocol/A.cs: not compiled")]
    [InlineData("""<P><Compile Include="..\..\Protocol\Gone.cs"/></P>""", "not on disk")]
    [InlineData("""<P><Compile Include="..\..\..\tools\*.cs"/></P>""", "tools/D.cs: compiled by")]
    [InlineData("""<P><Compile Include="..\..\**\*.cs"/></P>""", "firmware/Fiscal/B/C.cs: compiled by")]
    [InlineData("""<P><Compile Include="..\..\Protocol\**\*.cs"/></P>""", "")]
    public void A_list_that_differs_from_the_disk_is_named(string xml, string complaint)
    {
        IReadOnlyList<string> complaints = NanoProjectGuard.CheckCompiled(Lower, xml, Disk);
        Assert.Equal(complaint.Length == 0, complaints.Count == 0);
        Assert.True(complaint.Length == 0 || complaints.Any(c => c.Contains(complaint)), string.Join('\n', complaints));
    }

    [Fact]
    public void A_package_version_that_differs_is_named_on_both_sides() => Assert.Equal(
        2,
        NanoProjectGuard.CheckPackages(
            Lower,
            @"<P><HintPath>..\packages\X.1.0\lib\X.dll</HintPath></P>",
            """<p><package id="X" version="1.1"/></p>""").Count);

    [Fact]
    public void A_package_version_that_the_board_does_not_have_is_named() => Assert.Single(
        NanoProjectGuard.CheckVersions(
            """<p><package id="X" version="1.1"/></p>""", Lower, """<p><package id="X" version="1.0"/></p>"""));

    [Fact]
    public void Every_package_of_the_board_is_known_in_its_version() => Complaints.None(
    [
        .. NanoProjectGuard.Projects.SelectMany(p => NanoProjectGuard.CheckKnown(
            Repository.Read(NanoProjectGuard.KnownPackages), p, Repository.Read(p.Packages))),
    ]);

    [Theory]
    [InlineData("1.17.11", 0)]
    [InlineData("1.17.12", 1)]
    [InlineData("2.0.0-preview.52", 1)]
    public void A_package_version_that_is_not_known_is_named(string version, int complaints) => Assert.Equal(
        complaints,
        NanoProjectGuard.CheckKnown(
            "# comment\nnanoFramework.CoreLibrary 1.17.11\n",
            Lower,
            $"""<p><package id="nanoFramework.CoreLibrary" version="{version}"/></p>""").Count);

    [Fact]
    public void A_project_reference_that_is_missing_or_too_much_is_named() => Assert.Equal(
        2,
        NanoProjectGuard.CheckReferences(
            Lower, """<P><ProjectReference Include="..\Kiosk.Fiscal\Kiosk.Fiscal.nfproj"/></P>""", ["Firmware"]).Count);

    [Fact]
    public void A_condition_in_another_file_is_named() =>
        Assert.Single(NanoProjectGuard.CheckConditions("firmware/Protocol/A.cs", "class A\n{\n#if X\n#endif\n}\n"));

    /// <summary>The board's own project takes all of the portable ones.</summary>
    private static IReadOnlyCollection<string> References(NanoProject project)
    {
        if (project == NanoProjectGuard.Projects[0])
        {
            return [.. NanoProjectGuard.Portable.Select(f => f.Split('/')[1])];
        }

        string name = project.Sources.Split('/')[1];
        string xml = Repository.Read($"{project.Sources}{name}.csproj");
        return [.. ReferenceGuard.ReadProject(name, xml).References];
    }
}
