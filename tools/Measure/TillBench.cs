namespace Kiosk.Measure;

/// <summary>
/// What a sale of three lines costs the board, counted on the same code on this PC: Steps, allocations, commits. The
/// microseconds are this PC's; the board is another matter.
/// </summary>
public static class TillBench
{
    private const int Sales = 500;

    // Sales before the measured ones: the runtime compiles and allocates once.
    private const int WarmUp = 300;

    /// <summary>Runs the bench; the last line written is one JSON object. Returns the exit code.</summary>
    public static int Run(TextWriter output, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(time);
        List<TillSale> sales = Measure(time, WarmUp, Sales);
        foreach (string line in TillFigures.Table(sales))
        {
            output.WriteLine(line);
        }

        output.WriteLine(TillFigures.Json(sales).ToJsonString());
        return 0;
    }

    internal static List<TillSale> Measure(TimeProvider time, int warmUp, int sales)
    {
        var till = new TillCounter(time);
        var measured = new List<TillSale>(warmUp + sales);
        for (int i = 0; i < warmUp + sales; i++)
        {
            measured.Add(till.Sell());
        }

        return till.Tickets == warmUp + sales
            ? measured[warmUp..]
            : throw new InvalidOperationException($"{till.Tickets} tickets sealed of {warmUp + sales} sales");
    }
}
