using System.Globalization;
using System.Text;

namespace Kiosk.Provision.Hardware;

/// <summary>Writes the firmware's Pins.cs from pins.json.</summary>
public static class PinsSource
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "Pins.cs";

    /// <summary>Value of a constant whose part a build does not have.</summary>
    public const int NotFitted = -1;

    private const string Head =
        """
        namespace Kiosk.Board.Esp32
        {
            /// <summary>
            /// GPIO numbers, buses and addresses of the board; -1 where a build has no such part. Made from
            /// hardware/pins.json by "kiosk hardware pins": change them there.
            /// </summary>
            public static class Pins
            {

        """;

    /// <summary>The source of all builds, one branch each.</summary>
    public static string Write(HardwareData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<BoardBuild> builds = data.Pins.Builds;
        BoardPin[] pins = [.. builds.SelectMany(b => b.Pins).DistinctBy(p => p.Constant)];
        string[] parts =
            [.. builds.SelectMany(b => b.Buses).SelectMany(b => b.Parts).Select(p => p.Constant).Distinct()];
        var text = new StringBuilder(Head);
        BoardBuild[] ordered = [.. builds.Where(b => b.Define.Length > 0), .. builds.Where(b => b.Define.Length == 0)];
        for (int i = 0; i < ordered.Length; i++)
        {
            string define = ordered[i].Define;
            text.Append(define.Length == 0 ? "#else\n" : (i == 0 ? "#if " : "#elif ") + define + "\n");
            foreach (BoardPin pin in pins)
            {
                Constant(text, pin.En, pin.Constant, Number(Gpio(ordered[i], pin.Constant)));
            }

            foreach (string name in parts)
            {
                I2cLine? bus = ordered[i].Buses.FirstOrDefault(b => b.Parts.Any(p => p.Constant == name));
                BusPart? part = bus?.Parts.First(p => p.Constant == name);
                string what = $"{part?.Ref ?? "part"} on I2C";
                Constant(text, what + ", bus", name + "Bus", Number(bus?.Bus ?? NotFitted));
                Constant(text, what + ", address", name + "Address", part?.Address ?? Number(NotFitted));
            }
        }

        return text.Append("#endif\n    }\n}\n").ToString();
    }

    private static int Gpio(BoardBuild build, string constant) =>
        build.Pins.FirstOrDefault(p => p.Constant == constant)?.Gpio ?? NotFitted;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Constant(StringBuilder text, string what, string name, string value) => text.Append(
        CultureInfo.InvariantCulture, $"        /// <summary>{char.ToUpperInvariant(what[0])}{what[1..]}.</summary>\n")
        .Append(CultureInfo.InvariantCulture, $"        public const int {name} = {value};\n");
}
