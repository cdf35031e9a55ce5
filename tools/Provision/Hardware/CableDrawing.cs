namespace Kiosk.Provision.Hardware;

/// <summary>
/// Below the chips: each net of the supply end by end, from the mains to the rails, and each cable that leaves the box
/// with its wires and their protection.
/// </summary>
internal static class CableDrawing
{
    private static readonly string[] Mains = ["L", "N", "PE"];

    /// <summary>Draws both lists from a height on; gives the height after them.</summary>
    public static int Draw(Svg svg, HardwareData data, BoardBuild build, int top)
    {
        int y = DrawingRow.Heading(svg, top, "Alimentation, bout par bout", "Supply, end by end");
        CsvRow[] wires = [.. PartRules.Wires(data, build.Id)];
        IEnumerable<string> supply = Mains
            .Concat(data.Supply.Rails.Select(r => r.Id)).Concat(data.Supply.Clamps.SelectMany(c => c.Nets))
            .Concat(data.Supply.Filters.Select(f => f.Net)).Concat(data.Supply.Pumps.Select(p => p.Net));
        foreach (string net in supply.Distinct())
        {
            CsvRow[] own = [.. wires.Where(w => w["net"] == net)];
            if (own.Length > 0)
            {
                y = DrawingRow.Draw(
                    svg, y, net, $"{string.Join(", ", own.Select(w => w["colour"]).Distinct())}",
                    own.Select(w => $"{w["from"]} – {w["to"]} {w["mm2"]} mm²"));
            }
        }

        y = DrawingRow.Heading(
            svg, y + 22, "Câbles qui sortent, et leurs protections", "Cables that leave the box, with protections");
        foreach (IGrouping<string, CsvRow> cable in wires.Where(w => w["leaves_box"] == "yes")
            .GroupBy(w => Far(data, w)))
        {
            CsvRow first = cable.First();
            y = DrawingRow.Draw(
                svg, y, cable.Key, $"{first["connector"]}, {cable.Max(w => w.Number("length_mm")):0} mm",
                cable.Select(w =>
                    $"{w["from"]} – {w["to"]} {w["net"]} {w["colour"]} {w["mm2"]} mm² ({w["protection"]})"));
        }

        return y + 12;
    }

    /// <summary>The part at the far end: the one that is a unit, not a terminal or a chip of the box.</summary>
    private static string Far(HardwareData data, CsvRow wire) => Netlist.Ends(wire).Select(Netlist.Part)
        .FirstOrDefault(p => data.Parts.Rows.Any(r => r["ref"] == p && r["class"] is "module" or "board")) ?? "?";
}
