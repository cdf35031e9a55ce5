using Kiosk.Tests.Architecture.Il;
using Xunit;

namespace Kiosk.Tests.Architecture.Portable;

public class CodeSizeTests
{
    private const string Home = "Kiosk.Tests.Architecture.Portable.Offenders.";

    [Theory]
    [InlineData("Kiosk.Protocol")]
    [InlineData("Kiosk.Fiscal")]
    [InlineData("Kiosk.Core")]
    [InlineData("Kiosk.Till")]
    [InlineData("Kiosk.Pages")]
    [InlineData("Kiosk.Firmware")]
    [InlineData("Kiosk.Drivers")]
    public void A_portable_assembly_stays_within_its_budget_of_byte_code(string assembly)
    {
        IlModel model = IlModel.Load(_ => true, assembly);
        Assert.True(CodeSizeRule.Bytes(model) > 5_000, "The bodies were not read.");
        Complaints.None(CodeSizeRule.Check(assembly, model, CodeSizeRule.Budget));
    }

    [Fact]
    public void An_assembly_over_its_budget_is_named_with_its_figure_and_biggest_types()
    {
        IlModel bad = IlModel.Load(n => n.StartsWith(Home, StringComparison.Ordinal), "Kiosk.Tests");
        int bytes = CodeSizeRule.Bytes(bad);
        string complaint = Assert.Single(CodeSizeRule.Check("Kiosk.Tests", bad, bytes - 1));
        Assert.StartsWith($"Kiosk.Tests: {bytes} bytes", complaint, StringComparison.Ordinal);
        Assert.Contains(Home + "Traps ", complaint, StringComparison.Ordinal);
        Assert.Empty(CodeSizeRule.Check("Kiosk.Tests", bad, bytes));
    }
}
