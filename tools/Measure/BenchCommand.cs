namespace Kiosk.Measure;

/// <summary>The command line of <c>tools/bench</c>: one figure to take per run.</summary>
public static class BenchCommand
{
    private const string Usage = "usage: bench wire | ingest | step | till | budget";
    private const int UsageExit = 2;

    /// <summary>
    /// Takes the figure that the arguments name. Returns 0, 1 when the bench failed, 2 when the arguments are wrong.
    /// </summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(errors);
        if (arguments.Count != 1)
        {
            return await FailAsync(errors, arguments.Count == 0
                ? "no figure is named"
                : $"unexpected argument '{arguments[1]}' after '{arguments[0]}'");
        }

        return arguments[0] switch
        {
            "wire" => WireBench.Run(output),
            "ingest" => await IngestBench.RunAsync(output, time),
            "step" => StepBench.Run(output, time),
            "till" => TillBench.Run(output, time),
            "budget" => BudgetBench.Run(output, time),
            _ => await FailAsync(errors, $"unknown figure '{arguments[0]}'"),
        };
    }

    private static async Task<int> FailAsync(TextWriter errors, string what)
    {
        await errors.WriteLineAsync($"bench: {what}; {Usage}");
        return UsageExit;
    }
}
