using System.Text.Json.Nodes;
using Kiosk.Measure;

namespace Kiosk.Tests.Measure;

/// <summary>Goal: a wrong call is named, and the step figures carry their keys.</summary>
public class BenchCommandTests
{
    [Theory]
    [InlineData("no figure is named")]
    [InlineData("unknown figure 'wired'", "wired")]
    [InlineData("unexpected argument '--fast' after 'step'", "step", "--fast")]
    public async Task A_wrong_call_is_refused_with_what_is_wrong_and_the_usage(string what, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(2, await BenchCommand.RunAsync(arguments, output, errors, TimeProvider.System));
        Assert.Equal($"bench: {what}; usage: bench wire | ingest | step | till | budget", errors.ToString().TrimEnd());
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void Step_figures_are_the_best_and_the_median_of_the_rounds()
    {
        JsonObject json = StepFigures.Json([new(3.0004, 30, 9), new(1.5, 20, 7), new(2, 10, 8)], stepsPerDay: 5000);
        Assert.Equal(
            """{"step_us":1.5,"step_us_median":2,"steps_per_day":5000,"seal_managed_us":10,"""
            + "\"seal_managed_us_median\":20,\"seal_platform_us\":7,\"seal_platform_us_median\":8,\"rounds\":3}",
            json.ToJsonString());
    }
}
