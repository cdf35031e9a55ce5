using System.Globalization;
using System.Text.Json.Nodes;

namespace Kiosk.Measure;

/// <summary>What a limit comes to.</summary>
internal static class Verdict
{
    /// <summary>Measured or added up here and within the limit; not within it; told by a board alone.</summary>
    public const string Kept = "kept", Broken = "BROKEN", Board = "on a board";

    /// <summary>Over the limit by a decision that is written down.</summary>
    public const string Decided = "by decision";
}

/// <summary>A limit of the board's memory and flash, with what holds it.</summary>
/// <param name="Name">The limit.</param>
/// <param name="Figure">What is measured here; null when a board alone can tell.</param>
/// <param name="Allowed">The limit; the least wanted when <paramref name="IsFloor"/>.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="HeldBy">Test as class and method, or number in hardware/test-plan.csv.</param>
internal sealed record BudgetLimit(
    string Name, double? Figure, double Allowed, string Unit, string HeldBy, bool IsFloor = false)
{
    /// <summary>Where a figure over the limit was decided, or null.</summary>
    public string? Decision { get; init; }

    /// <summary>One of <see cref="Measure.Verdict"/>.</summary>
    public string Verdict => Figure == null ? Measure.Verdict.Board
        : (IsFloor ? Figure >= Allowed : Figure <= Allowed) ? Measure.Verdict.Kept
        : Decision == null ? Measure.Verdict.Broken : Measure.Verdict.Decided;
}

/// <summary>Figures that the limits are compared with.</summary>
internal sealed record BudgetFigures
{
    /// <summary>Byte code of the largest assembly, bytes.</summary>
    public required int CodeBytesMax { get; init; }

    /// <summary>Bytes of all portable assemblies as files; what the runs of all modules allocate after start.</summary>
    public required long AssemblyBytes { get; init; }

    /// <inheritdoc cref="AssemblyBytes"/>
    public required IReadOnlyList<ModuleCost> Costs { get; init; }

    /// <summary>Bytes that the firmware takes for itself until its first hour is over.</summary>
    public required long LiveBytes { get; init; }
}

/// <summary>
/// The limits of device.md 2.12 row by row: figure, limit, verdict, and the test that holds it. A figure of this PC is
/// an upper bound where it can be one: files of assemblies are larger here than on a board.
/// </summary>
internal static class BudgetLimits
{
    /// <summary>
    /// Platform assemblies that the board's project deploys beside ours (mscorlib to System.Threading), bytes, and the
    /// leaf project itself with room to grow.
    /// </summary>
    public const long PlatformBytes = 186_232, LeafBytes = 32 * 1024;

    /// <summary>Live heap without and with the application on the drive; deployment; largest allocation.</summary>
    public const long SmallHeapMax = 64 * 1024, HeapMax = 400 * 1024, DeployMax = 734_000, AllocationMax = 8 * 1024;

    /// <summary>Growth of a day; internal memory to keep free for TLS, and in one block.</summary>
    public const long GrowthMax = 1024, TlsFreeMin = 50 * 1024, TlsBlockMin = 17 * 1024;

    private const double RunsPerDay = 12;

    /// <summary>
    /// The board's objects cost 12 bytes a field where this PC's cost 8 at most: at most half as much again.
    /// </summary>
    private const double BoardShare = 1.5;

    /// <summary>All limits.</summary>
    public static IReadOnlyList<BudgetLimit> All(BudgetFigures figures)
    {
        double live = figures.LiveBytes * BoardShare;
        long after = figures.Costs.Sum(c => c.Bytes), largest = figures.Costs.Max(c => c.Bytes);
        BudgetProfile small = BudgetProjection.Profiles[0];
        const string Alloc = "AllocationGuardTests.The_loop_allocates_only_what_is_listed_after_start";
        return
        [
            new("byte code of an assembly", figures.CodeBytesMax, BudgetBench.ByteCodeGoal, "bytes",
                "CodeSizeTests.A_portable_assembly_stays_within_its_budget_of_byte_code"),
            new("live heap, till on a board without PSRAM", live, SmallHeapMax, "bytes", "T50")
            {
                Decision = "hardware/README.md, 1: boards with PSRAM alone",
            },
            new("live heap with the application on the drive", live, HeapMax, "bytes", "T50"),
            new("growth of the heap in a day", after * RunsPerDay, GrowthMax, "bytes", Alloc),
            new("largest allocation after start", largest, AllocationMax, "bytes", Alloc),
            new("internal memory free for TLS", null, TlsFreeMin, "bytes", "T51", IsFloor: true),
            new("largest free block before connecting", null, TlsBlockMin, "bytes", "T52", IsFloor: true),
            new("deployment, 40 % of the partition",
                figures.AssemblyBytes + PlatformBytes + LeafBytes, DeployMax, "bytes", "T53"),
            new("drive of 8 MB flash, planned", small.DriveBytes - BudgetProjection.Left(small), small.DriveBytes,
                "bytes", "BudgetTests.A_drive_that_is_planned_too_full_has_less_than_nothing_left"),
            new("allocations in the path of the beams", figures.Costs.First(c => c.Name == "footfall").Bytes, 0,
                "bytes", "LeafAllocationTests.What_the_board_makes_and_calls_after_start_is_listed_with_its_cost"),
            new("pause of a collection at a key", null, 50, "ms", "T54"),
        ];
    }

    /// <summary>Writes the table; true when nothing is broken.</summary>
    public static bool Write(TextWriter output, JsonObject json, IReadOnlyList<BudgetLimit> limits)
    {
        output.WriteLine($"{"limit",-46}{"figure",12}{"allowed",10} {"unit",-7}{"verdict",-13}held by");
        var verdicts = new JsonObject();
        foreach (BudgetLimit limit in limits)
        {
            string figure = limit.Figure?.ToString("0", CultureInfo.InvariantCulture) ?? "-";
            string bound = (limit.IsFloor ? ">= " : "") + limit.Allowed.ToString("0", CultureInfo.InvariantCulture);
            string decision = limit.Verdict == Verdict.Decided ? $" ({limit.Decision})" : "";
            output.WriteLine(
                $"{limit.Name,-46}{figure,12}{bound,10} {limit.Unit,-7}{limit.Verdict,-13}{limit.HeldBy}{decision}");
            verdicts[limit.Name] = limit.Verdict;
        }

        json["verdicts"] = verdicts;
        return limits.All(l => l.Verdict != Verdict.Broken);
    }
}
