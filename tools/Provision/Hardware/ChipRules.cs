namespace Kiosk.Provision.Hardware;

/// <summary>
/// Rules on bare chips: what a module's board has on it, the perforated board must be given (needs.csv).
/// </summary>
internal static class ChipRules
{
    public static readonly string[] NeedColumns = ["ref", "pin", "part", "to", "status", "source"];

    /// <summary>Each pin and part that the maker's circuit of a bare chip asks for is wired, in each build.</summary>
    public static void Needs(HardwareData data, RuleRun run)
    {
        foreach (CsvRow chip in data.Parts.Rows.Where(r => r["class"] == "ic"))
        {
            run.Hold(
                data.Needs.Rows.Any(n => n["ref"] == chip["ref"]), $"bom.csv:{chip.Line} {chip["ref"]}",
                "Puce nue sans ligne dans needs.csv. Y écrire ses broches et composants selon sa fiche.",
                "Bare chip without a line in needs.csv. Write its pins and parts there, from its datasheet.");
        }

        foreach (BoardBuild build in data.Pins.Builds)
        {
            foreach (CsvRow need in Needs(data, build))
            {
                string pin = $"{need["ref"]}.{need["pin"]}";
                bool isPart = need["part"].Length > 0;
                run.Hold(
                    isPart ? Part(data, build, need) != null : Nets(data, build, pin).Contains(need["to"]),
                    $"{build.Id} {pin} (needs.csv:{need.Line})",
                    isPart ? $"Il faut {need["part"]} entre {pin} et {need["to"]}. L'ajouter à bom.csv et wiring.csv."
                        : $"Aucun fil ne mène {pin} à {need["to"]}. L'ajouter à wiring.csv.",
                    isPart ? $"{need["part"]} wanted between {pin} and {need["to"]}. Add it to bom.csv and wiring.csv."
                        : $"No wire takes {pin} to {need["to"]}. Add it to wiring.csv.");
            }
        }
    }

    /// <summary>Lines of needs.csv for the chips of a build.</summary>
    public static IEnumerable<CsvRow> Needs(HardwareData data, BoardBuild build) =>
        data.Needs.Rows.Where(n => PartRules.Fitted(data, build).Any(p => p["ref"] == n["ref"]));

    /// <summary>
    /// The part that meets a need, null when none does: it has the value, one wire joins it to the pin itself (a
    /// capacitor at the other end of the board is none), and another end of it is on the second net.
    /// </summary>
    public static string? Part(HardwareData data, BoardBuild build, CsvRow need)
    {
        string pin = $"{need["ref"]}.{need["pin"]}";
        string[] second = need["to"].Contains('.', StringComparison.Ordinal)
            ? [.. Nets(data, build, need["to"])] : [need["to"]];
        foreach (CsvRow wire in PartRules.Wires(data, build.Id).Where(w => w["from"] == pin || w["to"] == pin))
        {
            string near = wire["from"] == pin ? wire["to"] : wire["from"];
            string part = near.Split('.')[0];
            bool isValue = PartRules.Fitted(data, build).Any(p => p["ref"] == part
                && p["value"].StartsWith(need["part"], StringComparison.Ordinal));
            if (isValue && PartRules.Wires(data, build.Id).Any(w => second.Contains(w["net"])
                && ((string[])[w["from"], w["to"]]).Any(e => e.Split('.')[0] == part && e != near)))
            {
                return part;
            }
        }

        return null;
    }

    private static IEnumerable<string> Nets(HardwareData data, BoardBuild build, string end) =>
        PartRules.Wires(data, build.Id).Where(w => w["from"] == end || w["to"] == end).Select(w => w["net"]);
}
