using System.Text.Json.Nodes;

namespace Kiosk.Measure;

/// <summary>What one sale of three lines cost: two of them by key, one scanned, paid in cash.</summary>
/// <param name="Steps">Steps from the first key until nothing is due.</param>
/// <param name="Bytes">Bytes that our code allocated in them.</param>
/// <param name="Commits">Appends to the journal.</param>
/// <param name="Snapshots">Snapshots of the open basket.</param>
/// <param name="Microseconds">Time in them, on this PC.</param>
/// <param name="KeyToLcd">Steps from a key to its line on the display, the most of the sale.</param>
/// <param name="ScanToLine">Steps from the scan to its line on the display.</param>
/// <param name="TenderToDrawer">Steps from the tender to the drawer's pulse.</param>
internal readonly record struct TillSale(
    int Steps, long Bytes, int Commits, int Snapshots, double Microseconds, int KeyToLcd, int ScanToLine,
    int TenderToDrawer);

/// <summary>Figures of many sales, with the goals of the till.</summary>
internal static class TillFigures
{
    /// <summary>Journal commits of one sale at most; bytes allocated after start.</summary>
    public const int CommitsGoal = 2, BytesGoal = 0;

    /// <summary>The table, one line per figure: typical and worst sale.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<TillSale> sales)
    {
        yield return $"{"per sale of 3 lines",-28}{"median",10}{"worst",10}{"goal",8}";
        yield return Row("Steps", sales, s => s.Steps, "");
        yield return Row("bytes allocated", sales, s => s.Bytes, "0");
        yield return Row("journal commits", sales, s => s.Commits, "2");
        yield return Row("basket snapshots", sales, s => s.Snapshots, "");
        yield return Row("microseconds on this PC", sales, s => s.Microseconds, "");
        yield return Row("Steps, key to LCD", sales, s => s.KeyToLcd, "1");
        yield return Row("Steps, scan to line", sales, s => s.ScanToLine, "1");
        yield return Row("Steps, tender to drawer", sales, s => s.TenderToDrawer, "1");
    }

    /// <summary>The JSON line. Allocations are the sum over all sales: none may hide in a median.</summary>
    public static JsonObject Json(IReadOnlyList<TillSale> sales) => new()
    {
        ["sales"] = sales.Count,
        ["steps_per_sale"] = Median(sales, s => s.Steps),
        ["steps_per_sale_worst"] = sales.Max(s => s.Steps),
        ["bytes_allocated"] = sales.Sum(s => s.Bytes),
        ["journal_commits"] = Median(sales, s => s.Commits),
        ["journal_commits_worst"] = sales.Max(s => s.Commits),
        ["basket_snapshots"] = Median(sales, s => s.Snapshots),
        ["sale_us"] = Math.Round(sales.Min(s => s.Microseconds), 1),
        ["sale_us_median"] = Math.Round(Median(sales, s => s.Microseconds), 1),
        ["key_to_lcd_steps"] = sales.Max(s => s.KeyToLcd),
        ["scan_to_line_steps"] = sales.Max(s => s.ScanToLine),
        ["tender_to_drawer_steps"] = sales.Max(s => s.TenderToDrawer),
        ["goals_met"] = sales.Sum(s => s.Bytes) == BytesGoal && sales.Max(s => s.Commits) <= CommitsGoal,
    };

    private static string Row(string name, IReadOnlyList<TillSale> sales, Func<TillSale, double> figure, string goal) =>
        FormattableString.Invariant($"{name,-28}{Median(sales, figure),10:0.#}{sales.Max(figure),10:0.#}{goal,8}");

    private static double Median(IReadOnlyList<TillSale> sales, Func<TillSale, double> figure) =>
        sales.Select(figure).Order().ElementAt(sales.Count / 2);
}
