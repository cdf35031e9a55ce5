using Kiosk.Tests.Architecture.Il;
using Xunit;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// After start our code allocates nothing but what firmware/step-allocations.txt lists with a reason.
/// </summary>
public class AllocationGuardTests
{
    private const string List = "firmware/step-allocations.txt";
    private const string Home = "Kiosk.Tests.Architecture.Portable.Offenders.";

    [Fact]
    public void The_loop_allocates_only_what_is_listed_after_start()
    {
        var rule = new AllocationRule(IlModel.Portable(), "Kiosk.Firmware.KioskLoop", "Step");
        Assert.True(rule.MethodsReached > 100, $"Only {rule.MethodsReached} methods reached from KioskLoop.Step.");
        string[] real = [.. rule.Sites.Select(s => "allocates " + s), .. rule.Outside.Select(o => "calls " + o)];
        string[] listed = Entries();
        Complaints.None(
        [
            .. real.Except(listed).Select(r =>
                $"{r} # after start. Preallocate it; or add this line to {List}, with what it costs and why."),
            .. listed.Except(real).Select(l => $"{List}: '{l}' happens no more. Remove the line."),
        ]);
    }

    [Fact]
    public void Every_line_of_the_list_has_a_reason() =>
        Assert.All(Lines(), l => Assert.Matches(@"^(allocates|calls|board) .+ # \S+ \S+", l));

    [Fact]
    public void An_allocation_behind_an_override_is_found()
    {
        IlModel bad = IlModel.Load(n => n.StartsWith(Home, StringComparison.Ordinal), "Kiosk.Tests");
        var rule = new AllocationRule(bad, Home + "Loop", "Step");
        Assert.Contains(rule.Sites, s => s.Contains("GreedyPart.Poll()", StringComparison.Ordinal));
        Assert.DoesNotContain(rule.Sites, s => s.Contains("Loop.Start()", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_that_leaves_the_portable_code_is_found()
    {
        IlModel bad = IlModel.Load(n => n.StartsWith(Home, StringComparison.Ordinal), "Kiosk.Tests");
        var rule = new AllocationRule(bad, Home + "Loop", "Step");
        Assert.Contains(rule.Outside, o => o.Contains("System.Int32.Parse", StringComparison.Ordinal));
    }

    /// <summary>Entries of the portable code; those of the board have a test of their own.</summary>
    private static string[] Entries() =>
        [.. Lines().Where(l => !l.StartsWith("board ", StringComparison.Ordinal)).Select(l => l.Split(" # ")[0])];

    private static IEnumerable<string> Lines() =>
        Repository.Read(List).Split('\n').Where(l => l.Length > 0 && l[0] != '#');
}
