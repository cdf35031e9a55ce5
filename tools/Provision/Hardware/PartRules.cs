using System.Globalization;

namespace Kiosk.Provision.Hardware;

/// <summary>Rules on the parts list and the wires.</summary>
internal static class PartRules
{
    public static readonly string[] PartColumns =
    [
        "ref", "build", "qty", "value", "manufacturer_part", "source_1", "source_2", "class", "price_eur",
        "price_date", "lifecycle", "datasheet", "symbol", "spares_53", "note",
    ];

    public static readonly string[] WireColumns =
    [
        "build", "from", "to", "net", "colour", "mm2", "length_mm", "connector", "leaves_box", "protection",
    ];

    /// <summary>Classes of parts that are no end of a wire: cut, screwed, glued, or sitting on a board.</summary>
    private static readonly string[] Unwired = ["mechanical", "consumable", "tool", "label", "stand-alone"];

    private static readonly string[] Lifecycles = ["active", "stock", "not-recommended"];

    /// <summary>Symbols of our own library: no licence of others hangs on a drawing.</summary>
    private static readonly string[] Symbols =
    [
        "kiosk:module", "kiosk:board", "kiosk:ic", "kiosk:c", "kiosk:d", "kiosk:f", "kiosk:j", "kiosk:l", "kiosk:q",
        "kiosk:r", "kiosk:none",
    ];

    /// <summary>Classes of units that are changed in the street: 53 kiosks have spares of each (H-4).</summary>
    private static readonly string[] Units = ["module", "board", "ic", "assembly"];

    /// <summary>One line per reference, with a quantity, a known build, a life cycle and a symbol to draw it.</summary>
    public static void Lines(HardwareData data, RuleRun run)
    {
        foreach (CsvRow row in data.Parts.Rows)
        {
            string where = $"bom.csv:{row.Line} {row["ref"]}";
            run.Hold(
                row["ref"].Length > 0 && data.Parts.Rows.Count(r => r["ref"] == row["ref"]) == 1, where,
                "Repère vide ou employé deux fois. Un repère par ligne.",
                "Reference empty or used twice. One reference per line.");
            run.Hold(
                row.Number("qty") >= 1 && row.Number("qty") % 1 == 0 && Symbols.Contains(row["symbol"])
                && Lifecycles.Contains(row["lifecycle"]) && IsBuild(data, row["build"]), where,
                "Quantité, montage, cycle de vie ou symbole manquent ou sont inconnus.",
                "Quantity, build, life cycle or symbol are missing or unknown.");
            run.Hold(
                row.Number("spares_53") >= (Units.Contains(row["class"]) ? 1 : 0), where,
                "Pièce de rechange manquante (spares_53) : une au moins par unité pour 53 kiosques.",
                "Spare missing (spares_53): one at least per unit for 53 kiosks.");
        }
    }

    /// <summary>A second source or the reason why there is none; a dated price; the describing document.</summary>
    public static void Sources(HardwareData data, RuleRun run)
    {
        foreach (CsvRow row in data.Parts.Rows)
        {
            string where = $"bom.csv:{row.Line} {row["ref"]}";
            bool reasoned = row["source_2"].StartsWith("none: ", StringComparison.Ordinal)
                && row["source_2"].Length > 15;
            run.Hold(
                row["source_1"].Length > 0 && row["source_2"].Length > 0 && row["source_1"] != row["source_2"]
                && (reasoned || !row["source_2"].StartsWith("none", StringComparison.Ordinal)), where,
                "Une seule source. En nommer une seconde ou écrire « none: » et la raison.",
                "One source only. Name a second or write 'none: ' and the reason.");
            run.Hold(
                row.Number("price_eur") >= 0 && row["datasheet"].Length > 0
                && DateOnly.TryParseExact(row["price_date"], "yyyy-MM-dd",
                    CultureInfo.InvariantCulture, DateTimeStyles.None, out _), where,
                "Prix, date du prix (aaaa-mm-jj) ou document manquent.",
                "Price, its date (yyyy-mm-dd) or the document are missing.");
        }
    }

    /// <summary>Every end of a wire and every load is in the parts list; every part has a wire.</summary>
    public static void BothWays(HardwareData data, RuleRun run)
    {
        HashSet<string> listed = [.. data.Parts.Rows.Select(r => r["ref"])];
        HashSet<string> wired = [];
        foreach (CsvRow row in data.Wiring.Rows)
        {
            foreach (string end in (string[])[Part(row["from"]), Part(row["to"])])
            {
                wired.Add(end);
                Listed(run, listed, end, $"wiring.csv:{row.Line}");
            }
        }

        foreach (CsvRow row in data.Loads.Rows)
        {
            Listed(run, listed, row["ref"], $"power.csv:{row.Line}");
        }

        foreach (BoardBuild build in data.Pins.Builds)
        {
            IEnumerable<string> named = [build.Ref, .. build.Pins.Where(p => !p.Unwired).Select(p => p.Part),
                .. build.Buses.SelectMany(b => b.Parts).Select(p => p.Ref),
                .. build.Buses.SelectMany(b => b.PullUps).Select(p => p.By)];
            foreach (string part in named.Distinct())
            {
                Listed(run, listed, part, $"pins.json {build.Id}");
            }
        }

        foreach (CsvRow row in data.Parts.Rows.Where(r => !Unwired.Contains(r["class"])))
        {
            run.Hold(
                wired.Contains(row["ref"]), $"bom.csv:{row.Line} {row["ref"]}",
                "Aucun fil ne mène à cette pièce. Compléter wiring.csv ou ôter la ligne.",
                "No wire leads to this part. Complete wiring.csv or remove the line.");
        }
    }

    /// <summary>Every pin of pins.json has its wire with the same net, and every wire of the module its pin.</summary>
    public static void WiredPins(HardwareData data, RuleRun run)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            foreach (BoardPin pin in build.Pins.Where(p => !p.Unwired))
            {
                string end = $"{build.Ref}.{pin.Gpio}";
                run.Hold(
                    Wires(data, build.Id).Any(w => (w["from"] == end || w["to"] == end) && w["net"] == pin.Net),
                    PinRules.Where(build, pin),
                    $"Aucun fil {end} du réseau {pin.Net} dans wiring.csv. L'ajouter.",
                    $"No wire {end} of net {pin.Net} in wiring.csv. Add it.");
            }

            foreach (CsvRow wire in Wires(data, build.Id))
            {
                int gpio = Gpio(build, wire["from"]) ?? Gpio(build, wire["to"]) ?? -1;
                run.Hold(
                    gpio < 0 || build.Pins.Any(p => p.Gpio == gpio && p.Net == wire["net"]),
                    $"wiring.csv:{wire.Line} {build.Id} GPIO{gpio}",
                    $"Ce fil ({wire["net"]}) n'est pas dans pins.json. Corriger l'un ou l'autre.",
                    $"This wire ({wire["net"]}) is not in pins.json. Correct one or the other.");
            }
        }
    }

    /// <summary>Wires of a build.</summary>
    public static IEnumerable<CsvRow> Wires(HardwareData data, string build) =>
        data.Wiring.Rows.Where(w => w["build"] == "*" || w["build"] == build);

    private static void Listed(RuleRun run, HashSet<string> listed, string part, string where) => run.Hold(
        listed.Contains(part), $"{where} {part}",
        "Cette pièce n'est pas dans bom.csv. L'y ajouter ou corriger le repère.",
        "This part is not in bom.csv. Add it there or correct the reference.");

    /// <summary>Parts of a build.</summary>
    public static IEnumerable<CsvRow> Fitted(HardwareData data, BoardBuild build) =>
        data.Parts.Rows.Where(p => p["build"] == "*" || p["build"] == build.Id);

    /// <summary>Whether a text is a build or all of them.</summary>
    public static bool IsBuild(HardwareData data, string build) =>
        build == "*" || data.Pins.Builds.Any(b => b.Id == build);

    private static string Part(string end) => end.Split('.')[0];

    private static int? Gpio(BoardBuild build, string end)
    {
        string[] halves = end.Split('.');
        return halves[0] == build.Ref && halves.Length == 2
            && int.TryParse(halves[1], NumberStyles.None, CultureInfo.InvariantCulture, out int gpio) ? gpio : null;
    }
}
