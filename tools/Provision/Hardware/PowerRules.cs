using System.Globalization;

namespace Kiosk.Provision.Hardware;

/// <summary>Rules on the supply.</summary>
internal static class PowerRules
{
    public static readonly string[] LoadColumns =
        ["rail", "ref", "build", "idle_ma", "typ_ma", "peak_ma", "duty_percent", "peak_in", "source"];

    /// <summary>The mode in which the capacitor must hold: what the board does when the supply has failed.</summary>
    public const string HoldMode = "hold";

    /// <summary>Share of a supply that may be used at most, percent (H-1).</summary>
    private const int SharePercentMax = 80;

    /// <summary>Loads of a build.</summary>
    public static IEnumerable<CsvRow> Loads(HardwareData data, BoardBuild build) =>
        data.Loads.Rows.Where(r => r["build"] == "*" || r["build"] == build.Id);

    /// <summary>Each rail in each mode of each build, and each pin, within its limit and the margin.</summary>
    public static void Current(HardwareData data, RuleRun run)
    {
        run.Hold(
            data.Supply.LoadPercentMax <= SharePercentMax, "supply.json loadPercentMax",
            $"{data.Supply.LoadPercentMax} % : {SharePercentMax} au plus. Remettre la marge.",
            $"{data.Supply.LoadPercentMax} %: {SharePercentMax} at most. Give the margin back.");
        foreach (BoardBuild build in data.Pins.Builds)
        {
            foreach (string mode in data.Supply.Modes)
            {
                foreach (Rail rail in data.Supply.Rails)
                {
                    double sum = Milliamps(data, build.Id, rail, mode);
                    int share = data.Supply.LoadPercentMax;
                    double most = rail.LimitMilliamps * share / 100;
                    run.Hold(
                        sum <= most, $"{build.Id} {rail.Id} {mode}",
                        $"{sum:0} mA, {most:0} au plus ({share} % de {rail.By}). Alimentation plus forte.",
                        $"{sum:0} mA, {most:0} at most ({share} % of {rail.By}). Take a stronger one.");
                }
            }

            foreach (BoardPin pin in build.Pins)
            {
                double most = data.Chip(build).PinMilliampsMax;
                run.Hold(
                    pin.Milliamps <= most, PinRules.Where(build, pin),
                    $"{pin.Milliamps} mA sur une broche de {most} mA au plus. Passer par un transistor.",
                    $"{pin.Milliamps} mA on a pin of {most} mA at most. Go through a transistor.");
            }
        }
    }

    /// <summary>Rows that can be summed: known rail, mode and build, idle up to typical up to peak.</summary>
    public static void Table(HardwareData data, RuleRun run)
    {
        foreach (CsvRow row in data.Loads.Rows)
        {
            double idle = row.Number("idle_ma"), typical = row.Number("typ_ma"), peak = row.Number("peak_ma");
            run.Hold(
                idle >= 0 && idle <= typical && typical <= peak && row.Number("duty_percent") is >= 0 and <= 100,
                $"power.csv:{row.Line} {row["ref"]}",
                "Il faut 0 <= repos <= typique <= pointe (mA) et une part de 0 à 100 %.",
                "Wanted: 0 <= idle <= typical <= peak (mA) and a duty of 0 to 100 %.");
            run.Hold(
                data.Supply.Rails.Any(r => r.Id == row["rail"])
                && row.Words("peak_in").All(m => data.Supply.Modes.Contains(m))
                && (row["build"] == "*" || data.Pins.Builds.Any(b => b.Id == row["build"])),
                $"power.csv:{row.Line} {row["ref"]}",
                "Rail, mode ou montage inconnu. Employer ceux de supply.json et pins.json.",
                "Unknown rail, mode or build. Use those of supply.json and pins.json.");
        }

        foreach (BoardBuild build in data.Pins.Builds)
        {
            Complete(data, run, build);
        }

        foreach (Rail rail in data.Supply.Rails)
        {
            run.Hold(
                data.Parts.Rows.Any(p => p["ref"] == rail.By)
                && (rail.From == null || data.Supply.Rails.TakeWhile(r => r != rail).Any(r => r.Id == rail.From)),
                $"supply.json {rail.Id}",
                $"{rail.By} manque à la nomenclature, ou {rail.From} ne précède pas ce rail.",
                $"{rail.By} is not in the parts list, or {rail.From} does not stand before this rail.");
        }
    }

    /// <summary>
    /// Each unit or chip that is wired to a rail has a load on it, each load a wire; what the module feeds from its own
    /// regulator counts on the module's rail.
    /// </summary>
    private static void Complete(HardwareData data, RuleRun run, BoardBuild build)
    {
        var nets = Netlist.Of(data, build);
        CsvRow[] loads = [.. Loads(data, build)];
        string[] moduleRails = [.. loads.Where(r => r["ref"] == build.Ref).Select(r => r["rail"])];
        foreach (CsvRow load in loads)
        {
            run.Hold(
                nets.IsOn(load["ref"], load["rail"]) || moduleRails.Contains(load["rail"]),
                $"power.csv:{load.Line} {build.Id} {load["ref"]}",
                $"Aucun fil ne mène {load["ref"]} à {load["rail"]}. Corriger le rail ou le fil.",
                $"No wire takes {load["ref"]} to {load["rail"]}. Correct the rail or the wire.");
        }

        foreach (CsvRow part in PartRules.Fitted(data, build).Where(p => p["class"] is "module" or "board" or "ic"
            && data.Supply.Rails.All(r => r.By != p["ref"])))
        {
            foreach (Rail rail in data.Supply.Rails.Where(r => nets.IsOn(part["ref"], r.Id)))
            {
                run.Hold(
                    loads.Any(l => l["ref"] == part["ref"] && nets.Net(l["rail"]) == nets.Net(rail.Id)),
                    $"power.csv {build.Id} {part["ref"]} {rail.Id}",
                    "Pièce sur ce rail sans ligne de courant : la somme serait trop belle. L'ajouter.",
                    "A part on this rail without a line of current: the sum would flatter. Add it.");
            }
        }
    }

    /// <summary>The capacitor's energy between alarm and least voltage covers the time, in each build (H-3).</summary>
    public static void HoldUp(HardwareData data, RuleRun run)
    {
        HoldUp hold = data.Supply.HoldUp;
        run.Hold(
            hold.Refs.Sum(r => Microfarads(data, r)) == hold.Microfarads, $"supply.json {string.Join('+', hold.Refs)}",
            $"{hold.Microfarads} µF ne sont pas la somme de bom.csv. Accorder les deux.",
            $"{hold.Microfarads} µF is not the sum of bom.csv. Make them agree.");
        foreach (BoardBuild build in data.Pins.Builds)
        {
            double time = HoldMilliseconds(data, build.Id);
            run.Hold(
                time >= hold.MillisecondsMin, $"{build.Id} {string.Join('+', hold.Refs)}",
                $"Tient {time:0} ms, il en faut {hold.MillisecondsMin:0}. Condensateur plus grand.",
                $"Holds {time:0} ms, {hold.MillisecondsMin:0} wanted. Take a larger capacitor.");
        }
    }

    /// <summary>The number before µF in the value of a part, 0 when there is none.</summary>
    private static double Microfarads(HardwareData data, string part)
    {
        string value = data.Parts.Rows.FirstOrDefault(p => p["ref"] == part)?["value"] ?? "";
        string digits = value.Split("µF")[0].Replace(" ", "", StringComparison.Ordinal);
        return double.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out double n) ? n : 0;
    }

    /// <summary>Time that the capacitor bridges with its least capacitance, milliseconds.</summary>
    public static double HoldMilliseconds(HardwareData data, string build)
    {
        HoldUp hold = data.Supply.HoldUp;
        Rail rail = data.Supply.Rails.First(r => r.Id == hold.Rail);
        double farads = hold.Microfarads * 1e-6 * (1 - (hold.TolerancePercent / 100));
        double joules = farads * ((hold.VoltsAtAlarm * hold.VoltsAtAlarm) - (hold.VoltsMin * hold.VoltsMin)) / 2;
        double watts = rail.Volts * Milliamps(data, build, rail, HoldMode) / 1000;
        return watts <= 0 ? double.PositiveInfinity : joules / watts * 1000;
    }

    /// <summary>Current of a rail: its loads, and what it gives to the rails behind it.</summary>
    public static double Milliamps(HardwareData data, string build, Rail rail, string mode)
    {
        double own = data.Loads.Rows
            .Where(r => r["rail"] == rail.Id && (r["build"] == "*" || r["build"] == build))
            .Sum(r => r.Number(r.Words("peak_in").Contains(mode) ? "peak_ma" : "typ_ma"));
        return own + data.Supply.Rails.Where(r => r.From == rail.Id).Sum(r =>
            Milliamps(data, build, r, mode) * r.Volts / (rail.Volts * r.EfficiencyPercent / 100));
    }
}
