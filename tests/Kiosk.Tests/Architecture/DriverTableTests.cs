namespace Kiosk.Tests.Architecture;

public class DriverTableTests
{
    private static readonly string[] Drivers =
        [.. Directory.GetFiles(Repository.Path("firmware/Drivers"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))];

    [Fact]
    public void Every_driver_that_the_board_composes_has_its_row()
    {
        string composition = Repository.Read("firmware/Board.Esp32/BoardParts.cs")
            + Repository.Read("firmware/Board.Esp32/BoardRun.cs") + Repository.Read("firmware/Board.Esp32/Program.cs");
        Complaints.None(DriverTable.Check(composition, Repository.Read("firmware/Board.Esp32/README.md"), Drivers));
    }

    [Theory]
    [InlineData("new A(1)", "| `A` | p | none | - | - | w |", "")]
    [InlineData("new A(1); new B()", "| `A` | p | none | - | - | w |", "B is composed")]
    [InlineData("new A(1)", "| `A` | p | none | - | - |", "A is composed")]
    [InlineData("", "| `A` | p | none | - | - | w |", "A has a row")]
    [InlineData("new C(1)", "", "")]
    public void A_driver_without_a_row_and_a_row_without_a_driver_are_named(
        string composition, string readme, string complaint)
    {
        IReadOnlyList<string> found = DriverTable.Check(composition, readme, ["A", "B"]);
        Assert.Equal(complaint.Length > 0 ? 1 : 0, found.Count);
        Assert.StartsWith(complaint, found.Count > 0 ? found[0] : "", StringComparison.Ordinal);
    }
}
