namespace Kiosk.Provision.Hardware;

/// <summary>
/// The parts at the feet of the bare chips, below the rails: they have no place among the module's wires.
/// </summary>
internal static class ChipDrawing
{
    private const int Row = 32;

    /// <summary>Draws them from a height on; gives the height after them.</summary>
    public static int Draw(Svg svg, HardwareData data, BoardBuild build, int top)
    {
        svg.Text(40, top, "Au pied des puces nues", 18, bold: true);
        svg.Text(400, top, "At the feet of the bare chips", 14, fill: "#555");
        int y = top + 16;
        foreach (IGrouping<string, CsvRow> chip in ChipRules.Needs(data, build).GroupBy(n => n["ref"]))
        {
            string value = data.Parts.Rows.First(p => p["ref"] == chip.Key)["value"];
            svg.Box(40, y, 1600, 26, "#fff", "#bbb");
            svg.Text(52, y + 18, chip.Key, 13, bold: true);
            svg.Text(100, y + 18, value, 12);
            svg.Text(400, y + 18, string.Join(
                "  ·  ", chip.Where(n => n["part"].Length > 0 || IsTied(data, n)).Select(n => Words(data, build, n))),
                11);
            y += Row;
        }

        return y + 12;
    }

    /// <summary>A pin on a rail or on ground; the others are among the wires above.</summary>
    private static bool IsTied(HardwareData data, CsvRow need) =>
        need["to"] == "GND" || data.Supply.Rails.Any(r => r.Id == need["to"]);

    private static string Words(HardwareData data, BoardBuild build, CsvRow need)
    {
        string to = need["to"].Split('.')[^1];
        return need["part"].Length == 0 ? $"{need["pin"]} – {to}"
            : $"{need["pin"]} – {ChipRules.Part(data, build, need) ?? "?"} {need["part"]} – {to}";
    }
}
