namespace Kiosk.Provision.Hardware;

/// <summary>
/// The parts at the feet of the bare chips and converters, below the rails: they have no place among the module's
/// wires.
/// </summary>
internal static class ChipDrawing
{
    /// <summary>Draws them from a height on; gives the height after them.</summary>
    public static int Draw(Svg svg, HardwareData data, BoardBuild build, int top)
    {
        int y = DrawingRow.Heading(
            svg, top, "Au pied des puces et des convertisseurs", "At the feet of chips and converters");
        foreach (IGrouping<string, CsvRow> chip in ChipRules.Needs(data, build).GroupBy(n => n["ref"]))
        {
            y = DrawingRow.Draw(
                svg, y, chip.Key, data.Parts.Rows.First(p => p["ref"] == chip.Key)["value"],
                chip.Select(n => Words(data, build, n)));
        }

        return y + 12;
    }

    private static string Words(HardwareData data, BoardBuild build, CsvRow need)
    {
        string to = need["to"].Split('.')[^1];
        return need["part"].Length == 0 ? $"{need["pin"]} – {to}"
            : $"{need["pin"]} – {ChipRules.Part(data, build, need) ?? "?"} {need["part"]} – {to}";
    }
}
