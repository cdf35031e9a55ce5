using System.Reflection;
using System.Text.Json.Nodes;
using Kiosk.Measure;
using Kiosk.Tests.Provision.Hardware;
using Xunit;

namespace Kiosk.Tests.Measure;

/// <summary>Every limit of the board's memory has a figure, a verdict, and something that holds it.</summary>
[Trait("Requirement", "F-MEM-1")]
public sealed class BudgetLimitTests
{
    private static readonly BudgetFigures Figures = new()
    {
        CodeBytesMax = 59_000, AssemblyBytes = 470_000, LiveBytes = 90_000,
        Costs = [new("footfall", 100, 0), new("till", 100, 0)],
    };

    [Fact]
    public void Each_limit_has_its_verdict()
    {
        IReadOnlyList<BudgetLimit> limits = BudgetLimits.All(Figures);
        Assert.Equal(11, limits.Count);
        Assert.Equal(
            [
                "kept", "by decision", "kept", "kept", "kept", "on a board", "on a board", "kept", "kept", "kept",
                "on a board",
            ],
            limits.Select(l => l.Verdict));
    }

    [Fact]
    public void What_is_over_its_limit_is_broken_and_said_so()
    {
        BudgetFigures worse = Figures with
        {
            CodeBytesMax = 60_001, AssemblyBytes = 600_000, LiveBytes = 300_000,
            Costs = [new("footfall", 100, 16), new("till", 100, 9_000)],
        };
        var output = new StringWriter();
        var json = new JsonObject();
        Assert.True(BudgetLimits.Write(TextWriter.Null, [], BudgetLimits.All(Figures)));
        Assert.False(BudgetLimits.Write(output, json, BudgetLimits.All(worse)));
        Assert.Equal(
            [
                "byte code of an assembly", "live heap with the application on the drive",
                "growth of the heap in a day", "largest allocation after start", "deployment, 40 % of the partition",
                "allocations in the path of the beams",
            ],
            json["verdicts"]!.AsObject().Where(v => (string?)v.Value == "BROKEN").Select(v => v.Key));
    }

    [Fact]
    public void What_holds_a_limit_is_a_test_here_or_a_line_of_the_test_plan()
    {
        HashSet<string> tests = [.. typeof(BudgetLimitTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() != null)
                .Select(m => $"{t.Name}.{m.Name}"))];
        HashSet<string> plan = [.. HardwareBench.Real.Plan.Rows.Select(r => r["id"])];
        Assert.All(BudgetLimits.All(Figures), l => Assert.True(
            tests.Contains(l.HeldBy) || plan.Contains(l.HeldBy), $"{l.Name}: no test {l.HeldBy}"));
        Assert.All(
            BudgetLimits.All(Figures).Where(l => l.Figure == null), l => Assert.Contains(l.HeldBy, plan));
    }

    [Fact]
    public void The_firmware_takes_less_than_the_heap_of_a_board_with_the_application_on_its_drive() =>
        Assert.InRange(BudgetModules.LiveBytes(), 20_000, BudgetLimits.HeapMax);
}
