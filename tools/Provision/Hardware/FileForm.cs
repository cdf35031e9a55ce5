using System.Collections;
using System.Text.RegularExpressions;

namespace Kiosk.Provision.Hardware;

/// <summary>
/// What the JSON files must be before a rule can look at them: what is named exists, words are known words, numbers
/// can be divided by. A rule then never meets a null or a circle.
/// </summary>
internal static partial class FileForm
{
    private static readonly string[] Directions = ["in", "out", "inout"], Pulls = ["none", "up", "down"],
        Acts = ["high", "low", "edge"], Ports = ["uart0", "usb"];

    /// <summary>Throws at the first thing that cannot be used.</summary>
    /// <exception cref="HardwareException">With file, place and what is wanted.</exception>
    public static void Check(HardwareData data)
    {
        NoNull(data.Pins, "pins.json");
        NoNull(data.Supply, "supply.json");
        NoNull(data.Chips, "chips.json");
        Want(
            data.Pins.Format == 1 && data.Supply.Format == 1 && data.Chips.Format == 1, "format",
            "1 is wanted in pins.json, supply.json and chips.json");
        Want(data.Pins.Builds.Count > 0, "pins.json, builds", "at least one build is wanted");
        Unique(data.Pins.Builds.Select(b => b.Id), "pins.json, builds");
        Unique(data.Supply.Rails.Select(r => r.Id), "supply.json, rails");
        Unique(data.Chips.Chips.Select(c => c.Id), "chips.json, chips");
        Unique(data.Chips.Modules.Select(m => m.Id), "chips.json, modules");
        foreach (BoardBuild build in data.Pins.Builds)
        {
            Build(data, build);
        }

        Supply(data.Supply);
    }

    private static void Build(HardwareData data, BoardBuild build)
    {
        string where = $"pins.json, {build.Id}";
        Want(data.Chip(build).Exists.Count > 0 && build.Pins.Count > 0, where, "pins are wanted");
        Want(Ports.Contains(build.ServicePort), where, $"servicePort is one of {string.Join(", ", Ports)}");
        Want(build.Define.Length == 0 || Name().IsMatch(build.Define), where, "define is a name or empty");
        foreach (BoardPin pin in build.Pins)
        {
            string at = $"{where}, {pin.Constant} (GPIO{pin.Gpio})";
            Want(Name().IsMatch(pin.Constant), at, "constant is a name of letters and digits");
            Want(Directions.Contains(pin.Direction), at, $"direction is one of {string.Join(", ", Directions)}");
            Want(Pulls.Contains(pin.Pull) && Pulls.Contains(pin.InternalPull), at,
                $"pull and internalPull are one of {string.Join(", ", Pulls)}");
            Want(pin.ActsOn == null || Acts.Contains(pin.ActsOn), at, $"actsOn is one of {string.Join(", ", Acts)}");
            Want(pin.Fr.Length > 0 && pin.En.Length > 0 && pin.Net.Length > 0, at, "net, fr and en say something");
            Want(double.IsFinite(pin.Milliamps) && pin.Milliamps >= 0, at, "milliamps is 0 or more");
        }

        foreach (I2cLine bus in build.Buses)
        {
            string at = $"{where}, bus {bus.Bus}";
            Want(bus.Hertz > 0 && bus.PullUps.All(p => p.Ohm > 0), at, "hertz and ohm are above 0");
            Want(bus.Parts.All(p => Name().IsMatch(p.Constant)), at, "constant is a name of letters and digits");
            Want(build.Pins.Any(p => p.Constant == bus.Data) && build.Pins.Any(p => p.Constant == bus.Clock), at,
                "data and clock are constants of pins of this build");
            foreach (string rail in bus.Parts.Select(p => p.Rail).Concat(bus.PullUps.Select(p => p.Rail)))
            {
                Want(data.Supply.Rails.Any(r => r.Id == rail), at, $"supply.json has no rail '{rail}'");
            }
        }
    }

    private static void Supply(SupplyFile supply)
    {
        Want(supply.LoadPercentMax is > 0 and <= 100, "supply.json, loadPercentMax", "1 to 100 is wanted");
        Want(supply.Modes.Contains(PowerRules.HoldMode), "supply.json, modes", $"'{PowerRules.HoldMode}' is wanted");
        Want(supply.Rails.Count > 0, "supply.json, rails", "at least one rail is wanted");
        for (int i = 0; i < supply.Rails.Count; i++)
        {
            Rail rail = supply.Rails[i];
            string at = $"supply.json, {rail.Id}";
            Want(
                rail.Volts > 0 && rail.LimitMilliamps > 0 && rail.TolerancePercent is >= 0 and < 100
                && rail.EfficiencyPercent is > 0 and <= 100, at, "volts, limit, tolerance or efficiency out of range");
            Want(rail.From == null || supply.Rails.Take(i).Any(r => r.Id == rail.From), at,
                $"'{rail.From}' does not stand before it");
        }

        HoldUp hold = supply.HoldUp;
        Want(supply.Rails.Any(r => r.Id == hold.Rail) && hold.Refs.Count > 0 && hold.Microfarads > 0
            && hold.TolerancePercent is >= 0 and < 100 && hold.VoltsMin > 0 && hold.VoltsAtAlarm > hold.VoltsMin,
            "supply.json, holdUp", "a known rail, parts and voltages in order are wanted");
    }

    private static void Unique(IEnumerable<string> names, string where)
    {
        string? twice = names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1)?.Key;
        Want(twice == null, where, $"'{twice}' is there twice");
    }

    /// <summary>No element of a list is null: the reader refuses null properties, not null elements.</summary>
    private static void NoNull(object value, string where)
    {
        foreach (System.Reflection.PropertyInfo property in value.GetType().GetProperties()
            .Where(p => p.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(p.PropertyType)))
        {
            int index = 0;
            foreach (object? element in (IEnumerable)property.GetValue(value)!)
            {
                string at = $"{where}, {property.Name}[{index++}]";
                Want(element != null, at, "null where a value is wanted");
                if (element!.GetType().Namespace == typeof(FileForm).Namespace)
                {
                    NoNull(element, at);
                }
            }
        }
    }

    private static void Want(bool holds, string where, string wanted)
    {
        if (!holds)
        {
            throw new HardwareException($"{where}: {wanted}.");
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
