using System.Globalization;

namespace Kiosk.Provision.Hardware;

/// <summary>
/// Draws the wires of a build: the module in the middle, a block per part left and right so that no wires cross, below
/// the rails with their worst mode, the parts of the bare chips, the supply end by end, the cables. French first.
/// </summary>
public static class WiringDrawing
{
    private const int Width = 1680, ModuleLeft = 660, ModuleRight = 1020, BlockWide = 430, Row = 38, Gap = 16,
        Top = 120;

    private static readonly Dictionary<string, string> Colours = new()
    {
        ["noir"] = "#222", ["rouge"] = "#d22", ["orange"] = "#f80", ["jaune"] = "#fd0", ["vert"] = "#2a2",
        ["bleu"] = "#25d", ["violet"] = "#93c", ["gris"] = "#999", ["blanc"] = "#fff", ["brun"] = "#852",
        ["rose"] = "#f9b", ["vert-jaune"] = "#9c0",
    };

    /// <summary>Colours that a wire may have.</summary>
    public static IReadOnlyCollection<string> WireColours => Colours.Keys;

    /// <summary>Name of the drawing in the folder.</summary>
    public static string FileName(BoardBuild build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return $"wiring-{build.Id}.svg";
    }

    /// <summary>The drawing.</summary>
    public static string Draw(HardwareData data, BoardBuild build)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(build);
        var svg = new Svg(Width);
        svg.Text(40, 48, $"Câblage du kiosque, montage {build.Id}, révision {data.Pins.Revision}", 26, bold: true);
        svg.Text(40, 76, $"Wiring of the kiosk, build {build.Id}, revision {data.Pins.Revision}", 17, fill: "#555");
        svg.Text(40, 100, "Tracé depuis les données par « kiosk hardware diagram ».", 13, fill: "#555");
        var blocks = new List<(BoardPin[] Pins, bool IsLeft, int Top)>();
        int left = Top, right = Top;
        foreach (IGrouping<string, BoardPin> block in build.Pins.Where(p => !p.Unwired).GroupBy(p => Block(build, p)))
        {
            bool isLeft = left <= right;
            BoardPin[] pins = [.. block];
            blocks.Add((pins, isLeft, isLeft ? left : right));
            int bottom = (isLeft ? left : right) + High(build, pins) + Gap;
            left = isLeft ? bottom : left;
            right = isLeft ? right : bottom;
        }

        int end = Math.Max(left, right);
        DrawModule(svg, data, build, end);
        foreach ((BoardPin[] pins, bool isLeft, int top) in blocks)
        {
            DrawBlock(svg, data, build, pins, isLeft, top);
        }

        int chips = ChipDrawing.Draw(svg, data, build, DrawRails(svg, data, build, end + 60) + 10);
        return svg.Finish(CableDrawing.Draw(svg, data, build, chips + 10));
    }

    private static int High(BoardBuild build, BoardPin[] pins) =>
        ((pins.Length + (((Bus(build, pins[0])?.Parts.Count ?? 0) + 1) / 2)) * Row) + 34;

    /// <summary>Pins of one part are drawn together; the two of a bus are the bus.</summary>
    private static string Block(BoardBuild build, BoardPin pin) =>
        Bus(build, pin) is { } bus ? $"I2C {bus.Bus}" : pin.Part;

    private static I2cLine? Bus(BoardBuild build, BoardPin pin) =>
        build.Buses.FirstOrDefault(b => b.Data == pin.Constant || b.Clock == pin.Constant);

    private static void DrawModule(Svg svg, HardwareData data, BoardBuild build, int bottom)
    {
        const int Middle = (ModuleLeft + ModuleRight) / 2;
        svg.Box(ModuleLeft, Top, ModuleRight - ModuleLeft, bottom - Top, "#fff8e6");
        svg.Text(Middle, Top - 12, $"{build.Ref}  {Value(data, build.Ref)}", 14, "middle", bold: true);
        svg.Text(Middle, bottom + 22, $"image {build.Image}, service {build.ServicePort}", 13, "middle");
    }

    private static void DrawBlock(
        Svg svg, HardwareData data, BoardBuild build, BoardPin[] pins, bool isLeft, int top)
    {
        I2cLine? bus = Bus(build, pins[0]);
        int x = isLeft ? 40 : Width - 40 - BlockWide;
        svg.Box(x, top, BlockWide, High(build, pins), bus == null ? "#f4f4f4" : "#eaf2ff");
        string title = bus == null
            ? $"{pins[0].Part}  {Value(data, pins[0].Part)}" : $"I2C {bus.Bus}, {bus.Hertz / 1000} kHz";
        svg.Text(x + 12, top + 20, title, 14, bold: true);
        for (int i = 0; i < pins.Length; i++)
        {
            DrawPin(svg, data, build, pins[i], isLeft, top + 30 + (i * Row));
        }

        for (int i = 0; i < (bus?.Parts.Count ?? 0); i++)
        {
            BusPart part = bus!.Parts[i];
            string through = part.Through == null ? "" : $" ({part.Through})";
            svg.Text(
                x + 12 + (i % 2 * 210), top + 30 + (pins.Length * Row) + 14 + (i / 2 * Row),
                $"{part.Ref} {part.Constant} {part.Address} {part.Rail}{through}", 12);
        }
    }

    private static void DrawPin(Svg svg, HardwareData data, BoardBuild build, BoardPin pin, bool isLeft, int top)
    {
        string end = $"{build.Ref}.{pin.Gpio}";
        CsvRow? wire = PartRules.Wires(data, build.Id).FirstOrDefault(w => w["from"] == end || w["to"] == end);
        int y = top + 16;
        int near = isLeft ? ModuleLeft : ModuleRight;
        int far = isLeft ? 40 + BlockWide : Width - 40 - BlockWide;
        svg.Line(near, y, far, y, Colours.GetValueOrDefault(wire?["colour"] ?? "", "#222"));
        svg.Text(
            isLeft ? near + 10 : near - 10, y + 5, $"GPIO{pin.Gpio}  {pin.Constant}", 13, isLeft ? "start" : "end");
        string other = wire == null ? "" : wire["from"] == end ? wire["to"] : wire["from"];
        int text = isLeft ? 52 : far + 12;
        svg.Text(text, y + 1, $"{other}  {pin.Fr}", 12);
        svg.Text(text, y + 15, pin.En, 10, fill: "#666");
        if (wire != null)
        {
            int middle = (near + far) / 2;
            svg.Text(middle, y - 6, $"{pin.Net}, {wire["colour"]}", 11, "middle");
            string through = pin.Through == null ? "" : $", via {pin.Through}";
            svg.Text(
                middle, y + 15, $"{wire["mm2"]} mm², {wire["length_mm"]} mm, {wire["connector"]}{through}", 10,
                "middle", "#666");
        }
    }

    private const int ShareMax = 999;

    private static int DrawRails(Svg svg, HardwareData data, BoardBuild build, int top)
    {
        svg.Text(40, top, "Alimentation, pire mode par rail", 18, bold: true);
        svg.Text(400, top, "Supply, worst mode per rail", 14, fill: "#555");
        int y = top + 16;
        foreach (Rail rail in data.Supply.Rails)
        {
            string mode = data.Supply.Modes.MaxBy(m => PowerRules.Milliamps(data, build.Id, rail, m))!;
            double most = PowerRules.Milliamps(data, build.Id, rail, mode);
            if (most <= 0)
            {
                continue;
            }

            // A figure that is nonsense is named by its rule; the drawing stands all the same.
            double percent = most * 100 / rail.LimitMilliamps;
            int share = percent >= 0 && percent < ShareMax ? (int)percent : ShareMax;
            svg.Box(40, y, 1600, 26, "#fff", "#bbb");
            svg.Box(1180, y + 5, 4 * share, 16, "#8c8", "#363");
            svg.Box(1180, y + 5, 400, 16, "none", "#999");
            string source = rail.From == null ? rail.By : $"{rail.By} ({rail.From})";
            svg.Text(52, y + 18, rail.Id, 13, bold: true);
            svg.Text(120, y + 18, string.Create(CultureInfo.InvariantCulture, $"{rail.Volts} V"));
            svg.Text(180, y + 18, source);
            svg.Text(300, y + 18, string.Create(
                CultureInfo.InvariantCulture, $"{most:0} mA / {rail.LimitMilliamps:0} mA"));
            svg.Text(460, y + 18, mode);
            svg.Text(560, y + 18, Loads(data, build, rail), 12);
            svg.Text(1590, y + 18, $"{share} %");
            y += 32;
        }

        double time = PowerRules.HoldMilliseconds(data, build.Id);
        svg.Text(40, y + 20, string.Create(
            CultureInfo.InvariantCulture,
            $"Maintien / hold-up: {time:0} ms >= {data.Supply.HoldUp.MillisecondsMin:0} ms"));
        return y + 44;
    }

    private static string Loads(HardwareData data, BoardBuild build, Rail rail) => string.Join(
        ' ',
        data.Loads.Rows
            .Where(r => r["rail"] == rail.Id && (r["build"] == "*" || r["build"] == build.Id)).Select(r => r["ref"])
            .Concat(data.Supply.Rails
                .Where(r => r.From == rail.Id && PowerRules.Milliamps(data, build.Id, r, data.Supply.Modes[0]) > 0)
                .Select(r => $">{r.Id}")));

    private static string Value(HardwareData data, string part) =>
        data.Parts.Rows.FirstOrDefault(r => r["ref"] == part)?["value"] ?? "?";
}
