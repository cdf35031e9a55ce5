using System.Globalization;
using System.Text.RegularExpressions;

namespace Kiosk.Provision.Hardware;

/// <summary>Rules on what leaves the box, and on fuses and filters in front of what it feeds (H-2).</summary>
internal static partial class CableRules
{
    /// <summary>Cross-section that a wire behind a fuse needs, mm2 for each ampere of the fuse.</summary>
    private const double SquareMillimetresPerAmp = 0.1;

    /// <summary>Whether a wire leaves the box; one that is "outside" never enters it.</summary>
    private static readonly string[] Leaves = ["yes", "no", "outside"];

    /// <summary>
    /// Every wire that leaves the box has a protection that is soldered to it, or to the other side of a resistor in
    /// it, and leads to ground or to a line that another protection holds.
    /// </summary>
    public static void Protection(HardwareData data, RuleRun run)
    {
        foreach (CsvRow row in data.Wiring.Rows)
        {
            run.Hold(
                Leaves.Contains(row["leaves_box"]) && row.Number("mm2") > 0 && row.Number("length_mm") > 0
                && row["colour"].Length > 0 && PartRules.IsBuild(data, row["build"]), $"wiring.csv:{row.Line}",
                "Section, longueur, couleur, montage ou sortie du coffret (yes, no, outside) manquent.",
                "Cross-section, length, colour, build or leaving the box (yes, no, outside) are missing.");
        }

        foreach (BoardBuild build in data.Pins.Builds)
        {
            var nets = Netlist.Of(data, build);
            foreach (CsvRow wire in nets.Wires.Where(w => w["leaves_box"] == "yes"))
            {
                string part = wire["protection"];
                run.Hold(
                    PartRules.Fitted(data, build).Any(p => p["ref"] == part)
                    && (wire["net"] == Netlist.Ground || (Reaches(data, nets, part, wire["net"])
                        && (nets.IsOn(part, Netlist.Ground) || IsHeld(data, nets, part, wire["net"])))),
                    $"wiring.csv:{wire.Line} {build.Id} {wire["from"]} {wire["to"]}",
                    $"Ce fil ({wire["net"]}) sort du coffret et « {part} » n'y est pas soudé. Câbler une protection.",
                    $"This wire ({wire["net"]}) leaves the box and '{part}' is not soldered to it. Wire a protection.");
            }
        }
    }

    /// <summary>
    /// A line of a supply leaves the box behind a fuse alone, on wires that carry what the fuse lets pass.
    /// </summary>
    public static void Fuse(HardwareData data, RuleRun run)
    {
        foreach (Rail rail in data.Supply.Rails.Where(r => IsFuse(r.By)))
        {
            run.Hold(
                Amps(data, rail.By) * 1000 == rail.LimitMilliamps, $"supply.json {rail.Id}",
                $"La limite n'est pas le calibre de {rail.By}. Accorder supply.json et bom.csv.",
                $"The limit is not the rating of {rail.By}. Make supply.json and bom.csv agree.");
        }

        foreach (CsvRow wire in data.Wiring.Rows)
        {
            Rail? rail = data.Supply.Rails.FirstOrDefault(r => r.Id == wire["net"]);
            if (rail is { Volts: >= ClampRules.LineVolts } && (wire["leaves_box"] == "yes" || IsFuse(rail.By)))
            {
                double amps = IsFuse(rail.By) ? Amps(data, rail.By) : double.NaN;
                run.Hold(
                    wire.Number("mm2") >= amps * SquareMillimetresPerAmp,
                    $"wiring.csv:{wire.Line} {wire["from"]} {wire["to"]}",
                    $"{wire["mm2"]} mm² sur {rail.Id} ({rail.By}) : pas de fusible, ou fil trop fin. Corriger.",
                    $"{wire["mm2"]} mm² on {rail.Id} ({rail.By}): no fuse, or too thin a wire. Correct it.");
            }
        }
    }

    /// <summary>
    /// Every converter is behind a filter: its input on the filter's net, a coil or resistor between that and the line,
    /// a capacitor at its foot.
    /// </summary>
    public static void InputFilter(HardwareData data, RuleRun run)
    {
        foreach (Rail rail in data.Supply.Rails.Where(r => IsConverter(data, r)))
        {
            SupplyFilter[] filters = [.. data.Supply.Filters.Where(f => f.Converters.Contains(rail.By))];
            CsvRow? foot = data.Needs.Rows.FirstOrDefault(n => n["ref"] == rail.By && n["pin"] == "IN"
                && n["part"].EndsWith('F') && n["to"] == Netlist.Ground);
            foreach (BoardBuild build in data.Pins.Builds)
            {
                var nets = Netlist.Of(data, build);
                run.Hold(
                    filters.Length == 1 && nets.NetsAt($"{rail.By}.IN").SequenceEqual([nets.Net(filters[0].Net)])
                    && nets.Net(filters[0].From) != nets.Net(filters[0].Net)
                    && nets.IsOn(filters[0].Through, filters[0].From, filters[0].Net),
                    $"{build.Id} {rail.By}.IN ({rail.Id})",
                    "Convertisseur sans filtre d'entrée, ou câblé devant lui. Voir « filters » de supply.json.",
                    "Converter without an input filter, or wired in front of it. See 'filters' of supply.json.");
                run.Hold(
                    foot != null && ChipRules.Part(data, build, foot) != null, $"{build.Id} {rail.By}.IN",
                    "Aucun condensateur de needs.csv n'est soudé entre l'entrée et GND. L'ajouter.",
                    "No capacitor of needs.csv is soldered from the input to GND. Add it.");
            }
        }
    }

    private static bool Reaches(HardwareData data, Netlist nets, string part, string net) =>
        nets.IsOn(part, net) || data.Supply.Clamps.Any(c => c.By == part && c.Nets.Contains(net))
        || nets.PartsOn(net).Where(Netlist.IsResistor).Any(r => nets.NetsOf(r).Overlaps(nets.NetsOf(part).Where(
            n => n != nets.Net(Netlist.Ground) && data.Supply.Rails.All(l => nets.Net(l.Id) != n))));

    private static bool IsHeld(HardwareData data, Netlist nets, string part, string net) =>
        data.Supply.Clamps.Where(c => c.By != part).SelectMany(c => c.Nets)
            .Any(n => nets.Net(n) != nets.Net(net) && nets.IsOn(part, n));

    private static bool IsConverter(HardwareData data, Rail rail) =>
        data.Supply.Rails.FirstOrDefault(r => r.Id == rail.From) is { } from && rail.Volts < from.Volts * 0.9;

    private static bool IsFuse(string part) => part.Length > 1 && part[0] == 'F' && char.IsAsciiDigit(part[1]);

    private static double Amps(HardwareData data, string fuse)
    {
        Match match = Rating().Match(data.Parts.Rows.FirstOrDefault(p => p["ref"] == fuse)?["value"] ?? "");
        return match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN;
    }

    [GeneratedRegex(@"\b[TF]([0-9.]+)A\b")]
    private static partial Regex Rating();
}
