using Xunit;

namespace Kiosk.Tests.Architecture;

public class NanoProjectGuardTests
{
    private const string Project = NanoProjectGuard.Folder + "Board.Esp32.nfproj";

    private static readonly string[] Disk =
        [NanoProjectGuard.Folder + "Program.cs", "firmware/Protocol/A.cs", "firmware/Fiscal/B/C.cs", "tools/D.cs"];

    [Fact]
    public void The_board_compiles_every_portable_file_and_its_packages_agree() => Complaints.None(
    [
        .. NanoProjectGuard.CheckCompiled(Repository.Read(Project), Repository.Files(".cs")),
        .. NanoProjectGuard.CheckPackages(
            Repository.Read(Project), Repository.Read(NanoProjectGuard.Folder + "packages.config")),
    ]);

    [Fact]
    public void Portable_code_differs_between_the_platforms_in_one_file_alone() => Complaints.None(
        [.. Repository.Files(".cs").Where(f =>
            NanoProjectGuard.Portable.Any(p => f.StartsWith(p, StringComparison.Ordinal)))
            .SelectMany(f => NanoProjectGuard.CheckConditions(f, Repository.Read(f)))]);

    [Fact]
    public void The_board_stays_out_of_the_main_solution() =>
        Assert.DoesNotContain("Board.Esp32", Repository.Read("Kiosk.sln"), StringComparison.Ordinal);

    [Theory]
    [InlineData("""<P><C Include="x"/></P>""", "firmware/Protocol/A.cs: not compiled")]
    [InlineData("""<P><Compile Include="..\Protocol\Gone.cs"/></P>""", "not on disk")]
    [InlineData("""<P><Compile Include="..\..\tools\*.cs"/></P>""", "not on disk")]
    [InlineData("""<P><Compile Include="..\**\*.cs"/><Compile Include="..\Protocol\**\*.cs"/></P>""", "")]
    public void A_list_that_differs_from_the_disk_is_named(string xml, string complaint)
    {
        IReadOnlyList<string> complaints = NanoProjectGuard.CheckCompiled(xml, Disk);
        Assert.Equal(complaint.Length == 0, complaints.Count == 0);
        Assert.True(complaint.Length == 0 || complaints.Any(c => c.Contains(complaint)), string.Join('\n', complaints));
    }

    [Fact]
    public void A_package_version_that_differs_is_named_on_both_sides() => Assert.Equal(
        2,
        NanoProjectGuard.CheckPackages(
            @"<P><HintPath>packages\X.1.0\lib\X.dll</HintPath></P>",
            """<p><package id="X" version="1.1"/></p>""").Count);

    [Fact]
    public void A_condition_in_another_file_is_named() =>
        Assert.Single(NanoProjectGuard.CheckConditions("firmware/Protocol/A.cs", "class A\n{\n#if X\n#endif\n}\n"));
}
