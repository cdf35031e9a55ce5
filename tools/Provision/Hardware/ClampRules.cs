namespace Kiosk.Provision.Hardware;

/// <summary>Rules on surges: what a protection leaves on a line must be borne by all that hangs on it (H-2).</summary>
internal static class ClampRules
{
    public static readonly string[] WithstandColumns = ["ref", "net", "volts", "status", "source"];

    /// <summary>Supplies of this voltage leave the box on long wires and need a clamp, volts.</summary>
    public const double LineVolts = 20;

    /// <summary>
    /// Each line has a clamp; each part on it bears the clamp's voltage, or why that is unknown is said.
    /// </summary>
    public static void Ratings(HardwareData data, RuleRun run)
    {
        foreach (Rail rail in data.Supply.Rails.Where(r => r.Volts >= LineVolts))
        {
            run.Hold(
                data.Supply.Clamps.Any(c => c.Nets.Contains(rail.Id)), $"supply.json {rail.Id}",
                "Aucune protection ne limite cette ligne. Écrire dans « clamps » ce qu'une surtension y laisse.",
                "No protection limits this line. Write into 'clamps' what a surge leaves on it.");
        }

        foreach (Clamp clamp in data.Supply.Clamps)
        {
            run.Hold(
                data.Parts.Rows.Any(p => p["ref"] == clamp.By) && clamp.Volts > 0
                && clamp.Nets.All(n => On(data, n).Any(p => p != clamp.By)),
                $"supply.json {clamp.By}", "Protection hors nomenclature, sans tension ou sur un réseau sans pièce.",
                "Protection not in the parts list, without a voltage or on a net without parts.");
            foreach (string net in clamp.Nets)
            {
                foreach (string part in On(data, net).Where(p => p != clamp.By))
                {
                    Borne(data, run, clamp, net, part);
                }
            }
        }
    }

    private static void Borne(HardwareData data, RuleRun run, Clamp clamp, string net, string part)
    {
        CsvRow? row = data.Withstand.Rows.FirstOrDefault(r => r["ref"] == part && r["net"] == net);
        string source = row?["source"] ?? "";
        double volts = row?.Number("volts") ?? -1;
        string where = $"withstand.csv {part} {net}";
        if (volts < 0 && row?["status"] == SourceRules.Unknown && source.Length > 20)
        {
            run.Note(
                where, $"Ce que supporte cette pièce n'est pas connu ; {clamp.By} laisse {clamp.Volts} V.",
                $"What this part bears is not known; {clamp.By} leaves {clamp.Volts} V. {source}");
            return;
        }

        run.Hold(
            volts >= clamp.Volts, where,
            $"{clamp.By} laisse {clamp.Volts} V, cette pièce en supporte {volts} (-1 : non dit). Autre pièce.",
            $"{clamp.By} leaves {clamp.Volts} V, this part bears {volts} (-1: not said). Take another part.");
    }

    private static IEnumerable<string> On(HardwareData data, string net) => data.Wiring.Rows
        .Where(w => w["net"] == net).SelectMany(w => (string[])[w["from"], w["to"]])
        .Select(e => e.Split('.')[0]).Distinct();
}
