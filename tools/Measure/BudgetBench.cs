using System.Globalization;
using System.Text.Json.Nodes;

namespace Kiosk.Measure;

/// <summary>
/// The budgets of the board (device.md 2.12): byte code, allocations after start, layout of the drive, capacity and
/// wear of the journal for three kiosks. Bytes and commits are counted on the firmware's own code.
/// </summary>
public static class BudgetBench
{
    /// <summary>Byte code that one assembly can have on a board, and what is allowed here.</summary>
    public const int ByteCodeMax = 65_535, ByteCodeGoal = 60_000;

    private const int WarmUpSales = 300, Sales = 200;

    private static readonly string[] Assemblies =
        ["Protocol", "Fiscal", "Core", "Till", "Pages", "Firmware", "Drivers"];

    /// <summary>Takes the figures; the last line written is one JSON object. 0 when every budget is kept.</summary>
    public static int Run(TextWriter output, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(output);
        var json = new JsonObject();
        bool kept = Code(output, json, out int largest);
        kept &= Allocations(output, json, time, out TillCost till, out IReadOnlyList<ModuleCost> costs);
        kept &= Layout(output, json);
        kept &= Journal(output, json, Load(output, json, till));
        kept &= BudgetLimits.Write(output, json, BudgetLimits.All(new BudgetFigures
        {
            CodeBytesMax = largest, Costs = costs, LiveBytes = BudgetModules.LiveBytes(),
            AssemblyBytes = Assemblies.Sum(n => new FileInfo(AssemblyFile(n)).Length),
        }));
        json["budgets_kept"] = kept;
        output.WriteLine(json.ToJsonString());
        return kept ? 0 : 1;
    }

    private static string AssemblyFile(string name) => Path.Combine(AppContext.BaseDirectory, $"Kiosk.{name}.dll");

    private static bool Code(TextWriter output, JsonObject json, out int largest)
    {
        largest = 0;
        output.WriteLine($"{"byte code",-28}{"bytes",12}{"allowed",12}{"of the board",14}");
        bool kept = true;
        foreach (string name in Assemblies)
        {
            int bytes = ByteCode.Of(AssemblyFile(name));
            largest = Math.Max(largest, bytes);
            output.WriteLine(Invariant(
                $"{name,-28}{bytes,12}{ByteCodeGoal,12}{bytes * 100.0 / ByteCodeMax,12:0.0} %"));
            json["code_" + name.ToLower(CultureInfo.InvariantCulture)] = bytes;
            kept &= bytes <= ByteCodeGoal;
        }

        return kept;
    }

    private static bool Allocations(
        TextWriter output, JsonObject json, TimeProvider time, out TillCost till, out IReadOnlyList<ModuleCost> all)
    {
        output.WriteLine($"{"after start",-28}{"Steps",12}{"bytes",12}{"allowed",14}");
        till = Till(time);
        List<ModuleCost> costs = [.. BudgetModules.Costs(), till.Cost];
        all = costs;
        foreach (ModuleCost cost in costs)
        {
            output.WriteLine(Invariant($"{cost.Name,-28}{cost.Steps,12}{cost.Bytes,12}{0,14}"));
        }

        json["steps"] = costs.Sum(c => c.Steps);
        json["bytes_allocated"] = costs.Sum(c => c.Bytes);
        return costs.All(c => c.Bytes == 0);
    }

    private static JournalLoad Load(TextWriter output, JsonObject json, TillCost till)
    {
        SenseLoad senses = BudgetModules.Senses();
        output.WriteLine(Invariant(
            $"bytes of a slot {senses.Footfall.Each:0.0}, a reading {senses.Climate.Each:0.0}, ")
            + Invariant($"health {senses.Health.Each:0.0}, ")
            + Invariant($"a sale of three lines {till.SaleBytes:0.0} in {till.SaleCommits:0.0} commits"));
        output.WriteLine(Invariant(
            $"a day of senses without the gateway: {senses.DayBytes:0} bytes of {SenseLoad.DayBytesMax:0}: ")
            + Invariant($"{senses.Footfall.Records:0} slots, {senses.Climate.Records:0} readings, ")
            + Invariant($"{senses.Health.Records:0} of the house"));
        json["sense_day_bytes"] = Math.Round(senses.DayBytes);
        json["sense_day_records"] = Math.Round(senses.DayCommits);
        json["sale_bytes"] = Math.Round(till.SaleBytes, 1);
        return new JournalLoad(senses, till.SaleBytes, till.SaleCommits);
    }

    private static TillCost Till(TimeProvider time)
    {
        var till = new TillCounter(time);
        for (int i = 0; i < WarmUpSales; i++)
        {
            till.Sell();
        }

        (long bytes, int commits) = (till.JournalBytes, till.JournalCommits);
        TillSale[] sales = [.. Enumerable.Range(0, Sales).Select(_ => till.Sell())];
        return new TillCost(
            new ModuleCost("till", sales.Sum(s => s.Steps), sales.Sum(s => s.Bytes)),
            (till.JournalBytes - bytes) / (double)Sales, (till.JournalCommits - commits) / (double)Sales);
    }

    private static bool Layout(TextWriter output, JsonObject json)
    {
        output.WriteLine($"{"drive, bytes",-28}{"8 MB flash",12}{"16 MB flash",12}");
        BudgetProfile small = BudgetProjection.Profiles[0], large = BudgetProjection.Profiles[^1];
        (string Name, long Small, long Large)[] rows =
        [
            ("two application slots", BudgetProjection.SlotBytes, BudgetProjection.SlotBytes),
            ("identity and settings", BudgetProjection.IdentityBytes, BudgetProjection.IdentityBytes),
            ("journal", small.JournalBytes, large.JournalBytes),
            ("spare", BudgetProjection.SpareBytes, BudgetProjection.SpareBytes),
            ("not planned", BudgetProjection.Left(small), BudgetProjection.Left(large)),
            ("drive", small.DriveBytes, large.DriveBytes),
        ];
        foreach ((string name, long a, long b) in rows)
        {
            output.WriteLine(Invariant($"{name,-28}{a,12}{b,12}"));
        }

        json["drive_left_8mb"] = BudgetProjection.Left(small);
        json["drive_left_16mb"] = BudgetProjection.Left(large);
        return BudgetProjection.Left(small) >= 0 && BudgetProjection.Left(large) >= 0;
    }

    private static bool Journal(TextWriter output, JsonObject json, JournalLoad load)
    {
        output.WriteLine(
            $"{"journal",-20}{"sales/day",10}{"days",8}{"goal",6}{"beside",10}{"commits/day",13}{"years",8}{"trace",8}"
            + $"{"60 days MB",12} verdict");
        var profiles = new JsonArray();
        bool kept = load.Senses.DayBytes <= SenseLoad.DayBytesMax;
        foreach (BudgetProfile profile in BudgetProjection.Profiles)
        {
            double days = BudgetProjection.SaleDays(profile, load), commits = BudgetProjection.Commits(profile, load);
            double years = BudgetProjection.Years(profile.DriveBytes, commits);
            double trace = BudgetProjection.Years(profile.DriveBytes, BudgetProjection.TraceCommits);
            double offline = BudgetProjection.OfflineBytes(profile, load) / 1e6;
            output.WriteLine(
                Invariant($"{profile.Name,-20}{profile.SalesPerDay,10}{days,8:0.0}{profile.SaleDaysGoal,6}")
                + (profile.TelemetryDaysGoal > 0 ? $"{profile.TelemetryDaysGoal,5} days" : $"{"thinned",10}")
                + Invariant($"{commits,13:0}{years,8:0.0}{trace,8:0.0}{offline,12:0.0} ")
                + (IsKept(profile, days, years, trace) ? Verdict.Kept : Verdict.Broken));
            profiles.Add(new JsonObject
            {
                ["profile"] = profile.Name, ["sale_days"] = Math.Round(days, 1), ["goal"] = profile.SaleDaysGoal,
                ["years"] = Math.Round(years, 1), ["trace_years"] = Math.Round(trace, 1),
                ["sixty_days_mb"] = Math.Round(offline, 1),
                ["sixty_days_unthinned"] = offline * 1e6 <= profile.JournalBytes,
            });
            kept &= IsKept(profile, days, years, trace);
        }

        json["journal"] = profiles;
        return kept;
    }

    private static bool IsKept(BudgetProfile profile, double days, double years, double trace) =>
        days >= profile.SaleDaysGoal && Math.Min(years, trace) >= BudgetProjection.YearsGoal;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private readonly record struct TillCost(ModuleCost Cost, double SaleBytes, double SaleCommits);
}
