using System.Text.RegularExpressions;

namespace Kiosk.Provision.Hardware;

/// <summary>Rules on the functions that nanoFramework gives to pins.</summary>
internal static partial class FunctionRules
{
    /// <summary>
    /// Every bus pin has a function, every function one pin, its partner too, and the firmware sets it before use.
    /// </summary>
    public static void MissingFunction(HardwareData data, RuleRun run)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            foreach (BoardPin pin in build.Pins.Where(p => p.Function != null))
            {
                string function = pin.Function!;
                string where = PinRules.Where(build, pin);
                run.Hold(
                    Known().IsMatch(function) && build.Pins.Count(p => p.Function == function) == 1, where,
                    $"Fonction « {function} » inconnue ou donnée deux fois. Voir DeviceFunction de nanoFramework.",
                    $"Function '{function}' is unknown or given twice. See DeviceFunction of nanoFramework.");
                run.Hold(
                    Direction(function) == pin.Direction, where,
                    $"{function} va dans le sens « {Direction(function)} », pas « {pin.Direction} ». Le corriger.",
                    $"{function} goes '{Direction(function)}', not '{pin.Direction}'. Correct direction.");
                string[] missing = [.. Partners(function).Where(f => build.Pins.All(p => p.Function != f))];
                run.Hold(
                    missing.Length == 0, where,
                    $"Il manque {string.Join(", ", missing)} : une liaison a besoin de toutes ses broches.",
                    $"{string.Join(", ", missing)} missing: a bus needs all of its pins.");
                run.Hold(
                    data.Firmware == null || IsSet(data.Firmware.Values, pin), where,
                    $"Le micrologiciel n'appelle pas SetPinFunction(Pins.{pin.Constant}, DeviceFunction.{function}).",
                    $"The firmware does not call SetPinFunction(Pins.{pin.Constant}, DeviceFunction.{function}).");
            }

            Called(data, run, build);
            foreach (I2cLine bus in build.Buses)
            {
                Serves(build, run, bus.Data, $"I2C{bus.Bus}_DATA");
                Serves(build, run, bus.Clock, $"I2C{bus.Bus}_CLOCK");
            }
        }
    }

    /// <summary>
    /// What a bus takes by default and nobody has set elsewhere must not be the pin of something else.
    /// </summary>
    public static void DefaultClash(HardwareData data, RuleRun run)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            HashSet<string> used = [.. build.Pins.Where(p => p.Function != null).Select(p => Bus(p.Function!))];
            foreach (DefaultFact fact in data.Chip(build).Defaults.Where(d => used.Contains(Bus(d.Function))))
            {
                BoardPin? other = build.Pins.Any(p => p.Function == fact.Function)
                    ? null : build.Pins.FirstOrDefault(p => p.Gpio == fact.Gpio);
                run.Hold(
                    other == null, $"{build.Id} GPIO{fact.Gpio} ({other?.Constant})",
                    $"{fact.Function} prend ce GPIO par défaut. Donner {fact.Function} à un autre GPIO (unwired).",
                    $"{fact.Function} takes this GPIO by default. Give {fact.Function} another GPIO (unwired).");
            }

            foreach (BoardPin pin in build.Pins.Where(p => p.Function == null))
            {
                run.Hold(
                    !pin.Net.StartsWith("SPI", StringComparison.Ordinal) || pin.Direction != "inout",
                    PinRules.Where(build, pin),
                    "Broche de bus sans fonction explicite. Lui donner sa fonction.",
                    "A bus pin without an explicit function. Give it one.");
            }
        }
    }

    private static void Serves(BoardBuild build, RuleRun run, string constant, string function) => run.Hold(
        build.Pins.Any(p => p.Constant == constant && p.Function == function), $"{build.Id} {constant}",
        $"Cette broche doit avoir la fonction {function}.",
        $"This pin must have the function {function}.");

    /// <summary>Way of a function seen from the chip: "in", "out" or "inout"; null for none.</summary>
    public static string? Direction(string? function) => function?.Split('_')[^1] switch
    {
        null => null,
        "TX" or "RTS" or "MOSI" => "out",
        "RX" or "CTS" or "MISO" => "in",
        "DATA" => "inout",
        "CLOCK" => function.StartsWith("I2C", StringComparison.Ordinal) ? "inout" : "out",
        _ => "in",
    };

    /// <summary>Whether a function reads a voltage.</summary>
    public static bool IsAnalog(string? function) => function?.StartsWith("ADC", StringComparison.Ordinal) == true;

    /// <summary>What the firmware sets is what the data say: no function that they do not know of.</summary>
    private static void Called(HardwareData data, RuleRun run, BoardBuild build)
    {
        foreach (Match call in (data.Firmware?.Values ?? []).SelectMany(s => Call().Matches(s)))
        {
            BoardPin? pin = build.Pins.FirstOrDefault(p => p.Constant == call.Groups[1].Value);
            run.Hold(
                pin == null || pin.Function == call.Groups[2].Value, $"{build.Id} {call.Groups[1].Value}",
                $"Le micrologiciel donne {call.Groups[2].Value}, pins.json « {pin?.Function} ». Les accorder.",
                $"The firmware gives {call.Groups[2].Value}, pins.json '{pin?.Function}'. Make them agree.");
        }
    }

    private static bool IsSet(IEnumerable<string> sources, BoardPin pin)
    {
        string call = $"SetPinFunction(Pins.{pin.Constant}, DeviceFunction.{pin.Function})";
        return sources.Any(s => s.Contains(call, StringComparison.Ordinal));
    }

    private static string Bus(string function) => function.Split('_')[0];

    private static IEnumerable<string> Partners(string function)
    {
        string bus = Bus(function);
        string[] wanted = bus[..^1] switch
        {
            "I2C" => ["DATA", "CLOCK"],
            "SPI" => ["MOSI", "MISO", "CLOCK"],
            "COM" => ["TX", "RX"],
            _ => [],
        };
        return wanted.Select(w => $"{bus}_{w}");
    }

    [GeneratedRegex("^(I2C[12]_(DATA|CLOCK)|SPI[12]_(MOSI|MISO|CLOCK)|COM[1-4]_(TX|RX|RTS|CTS)|ADC1_CH[0-9]+)$")]
    private static partial Regex Known();

    [GeneratedRegex(@"SetPinFunction\(Pins\.(\w+), DeviceFunction\.(\w+)\)")]
    private static partial Regex Call();
}
