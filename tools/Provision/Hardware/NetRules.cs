namespace Kiosk.Provision.Hardware;

/// <summary>Rules on what the wires join, build by build: what is declared must be what is soldered.</summary>
internal static class NetRules
{
    /// <summary>An end is on one net; nets joined by a bridge have one voltage and are not ground.</summary>
    public static void OneNet(HardwareData data, RuleRun run) => Each(data, (build, nets) =>
    {
        foreach ((string end, string[] on) in nets.AllEnds)
        {
            run.Hold(
                on.Length == 1, $"{build.Id} {end}",
                $"Sur plusieurs réseaux à la fois : {string.Join(", ", on)}. Un court-circuit : corriger wiring.csv.",
                $"On several nets at once: {string.Join(", ", on)}. A short circuit: correct wiring.csv.");
        }

        foreach (CsvRow bridge in nets.Wires.Where(w => w["connector"] == Netlist.Bridge))
        {
            string[] joined = [.. nets.Wires.Where(w => Netlist.Ends(w).Intersect(Netlist.Ends(bridge)).Any())
                .Select(w => w["net"]).Distinct()];
            run.Hold(
                joined.Length == 2, $"{build.Id} {bridge["from"]} {bridge["to"]}",
                $"Un pont joint deux réseaux, celui-ci : {string.Join(", ", joined)}. Corriger wiring.csv.",
                $"A bridge joins two nets, this one: {string.Join(", ", joined)}. Correct wiring.csv.");
        }

        foreach (IGrouping<string, Rail> same in data.Supply.Rails.GroupBy(r => nets.Net(r.Id)))
        {
            run.Hold(
                same.Select(r => r.Volts).Distinct().Count() == 1 && same.Key != nets.Net(Netlist.Ground),
                $"{build.Id} {string.Join('+', same.Select(r => r.Id))}",
                "Un pont joint des tensions différentes, ou un rail à la masse. L'ôter.",
                "A bridge joins different voltages, or a rail to ground. Remove it.");
        }
    });

    /// <summary>The wires of a build lead to parts of that build, and a part with two legs has both soldered.</summary>
    public static void BothLegs(HardwareData data, RuleRun run) => Each(data, (build, nets) =>
    {
        CsvRow[] fitted = [.. PartRules.Fitted(data, build)];
        foreach (CsvRow wire in nets.Wires)
        {
            string[] absent = [.. Netlist.Ends(wire).Select(Netlist.Part).Where(p => fitted.All(f => f["ref"] != p))];
            run.Hold(
                absent.Length == 0, $"wiring.csv:{wire.Line} {build.Id}",
                $"{string.Join(", ", absent)} n'est pas de ce montage. Corriger la colonne build.",
                $"{string.Join(", ", absent)} is not in this build. Correct the column build.");
        }

        foreach (CsvRow part in fitted.Where(p => p["class"] == "passive"))
        {
            run.Hold(
                nets.NetsOf(part["ref"]).Count >= 2, $"{build.Id} {part["ref"]}",
                "Un seul côté est câblé : la pièce ne fait rien. Câbler l'autre.",
                "Only one side is wired: the part does nothing. Wire the other one.");
        }
    });

    /// <summary>The pull that a pin is said to have is the resistor that its net has, no more and no less.</summary>
    public static void PullWired(HardwareData data, RuleRun run) => Each(data, (build, nets) =>
    {
        HashSet<string> lines = [.. build.Buses.SelectMany(b => (string[])[b.Data, b.Clock])];
        HashSet<string> busNets = [.. build.Pins.Where(p => lines.Contains(p.Constant)).Select(p => nets.Net(p.Net))];
        foreach (BoardPin pin in build.Pins.Where(p => !p.Unwired && !busNets.Contains(nets.Net(p.Net))))
        {
            string wired = Pull(data, build, nets, pin.Net);
            run.Hold(
                wired == pin.Pull, PinRules.Where(build, pin),
                $"Tirage « {pin.Pull} » dans pins.json, « {wired} » d'après les résistances câblées. Les accorder.",
                $"Pull '{pin.Pull}' in pins.json, '{wired}' by the resistors that are wired. Make them agree.");
        }

        foreach (I2cLine bus in build.Buses)
        {
            string[] pair = BusRules.Nets(build, bus);
            foreach (PullUp pull in bus.PullUps.Where(p => Netlist.IsResistor(p.By)))
            {
                run.Hold(
                    nets.IsOn(pull.By, [pull.Rail, .. pair]), $"{build.Id} I2C{bus.Bus} {pull.By}",
                    $"Cette résistance doit joindre {string.Join(" et ", pair)} à {pull.Rail}. Compléter wiring.csv.",
                    $"This resistor must join {string.Join(" and ", pair)} to {pull.Rail}. Complete wiring.csv.");
            }
        }
    });

    /// <summary>"up", "down", "both" or "none" by the resistors from a net to a supply of logic or to ground.</summary>
    private static string Pull(HardwareData data, BoardBuild build, Netlist nets, string net)
    {
        double most = data.Chip(build).VoltsMax;
        string[] logic = [.. data.Supply.Rails.Where(r => r.Volts <= most).Select(r => nets.Net(r.Id))];
        string[] resistors = [.. nets.PartsOn(net).Where(Netlist.IsResistor)];
        bool up = resistors.Any(r => nets.NetsOf(r).Overlaps(logic));
        bool down = resistors.Any(r => nets.IsOn(r, Netlist.Ground));
        return up && down ? "both" : up ? "up" : down ? "down" : "none";
    }

    private static void Each(HardwareData data, Action<BoardBuild, Netlist> check)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            check(build, Netlist.Of(data, build));
        }
    }
}
