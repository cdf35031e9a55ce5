namespace Kiosk.Provision.Hardware;

/// <summary>
/// Rules on the test plan of each kiosk (test-plan.csv): limits come from the data, nothing is left out.
/// </summary>
internal static class PlanRules
{
    public static readonly string[] PlanColumns =
    [
        "id", "part", "net", "essai", "test", "tool", "low", "nominal", "high", "unit", "requirement",
    ];

    /// <summary>Chips that watch over the supply; each has a test although no wire names it as a protection.</summary>
    private static readonly string[] Guards = ["U10", "U11", "U13"];

    /// <summary>
    /// Each rail and each voltage that a chip pumps is measured once, within the limits that supply.json gives; each
    /// protection has a test; limits are in order.
    /// </summary>
    public static void Plan(HardwareData data, RuleRun run)
    {
        foreach (CsvRow row in data.Plan.Rows)
        {
            double? low = row.Figure("low"), nominal = row.Figure("nominal"), high = row.Figure("high");
            run.Hold(
                low != null && (nominal ?? low) >= low && (high ?? nominal ?? low) >= (nominal ?? low)
                && row["unit"].Length > 0 && data.Parts.Rows.Any(p => p["ref"] == row["part"]),
                $"test-plan.csv:{row.Line} {row["id"]}",
                "Pièce inconnue, unité absente ou limites en désordre (bas, nominal, haut).",
                "Unknown part, no unit, or limits out of order (low, nominal, high).");
        }

        foreach (Rail rail in data.Supply.Rails)
        {
            Measured(data, run, rail.Id, rail.Volts, rail.TolerancePercent);
        }

        foreach (PumpedSupply pump in data.Supply.Pumps)
        {
            Measured(data, run, pump.Net, pump.Volts, pump.TolerancePercent);
            run.Hold(
                data.Pins.Builds.All(b => Netlist.Of(data, b).IsOn(pump.By, pump.Net)), $"supply.json {pump.Net}",
                $"{pump.By} n'est pas sur ce réseau. Corriger supply.json ou wiring.csv.",
                $"{pump.By} is not on this net. Correct supply.json or wiring.csv.");
        }

        foreach (string part in Protections(data).Distinct().Order())
        {
            run.Hold(
                data.Plan.Rows.Any(r => r["part"] == part), $"test-plan.csv {part}",
                "Protection sans essai. Ajouter une ligne avec ses limites.",
                "Protection without a test. Add a line with its limits.");
        }
    }

    private static void Measured(HardwareData data, RuleRun run, string net, double volts, double tolerance)
    {
        CsvRow[] rows = [.. data.Plan.Rows.Where(r => r["net"] == net)];
        double margin = Math.Abs(volts) * tolerance / 100;
        double low = Math.Round(volts - margin, 2), high = Math.Round(volts + margin, 2);
        run.Hold(
            rows.Length == 1 && rows[0]["unit"] == "V" && rows[0].Figure("low") == low
            && rows[0].Figure("nominal") == volts && rows[0].Figure("high") == high, $"test-plan.csv {net}",
            FormattableString.Invariant($"Une ligne à {volts} V, de {low} à {high} V, est voulue pour ce réseau."),
            FormattableString.Invariant($"One line at {volts} V, from {low} to {high} V, is wanted for this net."));
    }

    private static IEnumerable<string> Protections(HardwareData data) =>
        data.Wiring.Rows.Select(w => w["protection"]).Where(p => p.Length > 0)
            .Concat(data.Supply.Clamps.Select(c => c.By))
            .Concat(data.Parts.Rows.Select(p => p["ref"])
                .Where(r => r.Length > 1 && r[0] is 'F' or 'P' && r[1..].All(char.IsAsciiDigit)))
            .Concat(Guards);
}
