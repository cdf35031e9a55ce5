namespace Kiosk.Provision.Hardware;

/// <summary>Rules on I2C buses.</summary>
internal static class BusRules
{
    /// <summary>Resistance of all pull-ups of a line together, ohms.</summary>
    public const double PullUpMin = 1500, PullUpMax = 10000;

    public static void AddressClash(HardwareData data, RuleRun run) => Each(data, (build, bus) =>
    {
        foreach (BusPart part in bus.Parts)
        {
            string[] same = [.. bus.Parts.Where(p => p.AddressNumber == part.AddressNumber).Select(p => p.Ref)];
            run.Hold(
                same.Length == 1 && part.AddressNumber is >= 0x08 and <= 0x77,
                $"{build.Id} I2C{bus.Bus} {part.Ref} ({part.Constant} {part.Address})",
                $"Adresse réservée ou commune à {string.Join(", ", same)}. Changer le cavalier ou le bus.",
                $"Address reserved or shared by {string.Join(", ", same)}. Change the jumper or the bus.");
        }

        Listed(data, run, build, bus);
    });

    /// <summary>Nets of data and clock.</summary>
    public static string[] Nets(BoardBuild build, I2cLine bus) =>
        [.. build.Pins.Where(p => p.Constant == bus.Data || p.Constant == bus.Clock).Select(p => p.Net)];

    private static void Listed(HardwareData data, RuleRun run, BoardBuild build, I2cLine bus)
    {
        var nets = Netlist.Of(data, build);
        string[] pair = Nets(build, bus);
        foreach (string part in pair.SelectMany(nets.PartsOn).Distinct().Where(p => IsDevice(data, p)
            && p != build.Ref && bus.Parts.All(b => b.Through != p)))
        {
            run.Hold(
                bus.Parts.Any(b => b.Ref == part) && nets.IsOn(part, pair), $"{build.Id} I2C{bus.Bus} {part}",
                "Câblé au bus sans y être dans pins.json avec son adresse, ou sur une ligne seule. Corriger.",
                "Wired to the bus and not in pins.json with its address, or on one line only. Correct it.");
        }
    }

    private static bool IsDevice(HardwareData data, string part) =>
        data.Parts.Rows.Any(r => r["ref"] == part && r["class"] is "module" or "board" or "ic");

    public static void PullUpTotal(HardwareData data, RuleRun run) => Each(data, (build, bus) =>
    {
        double total = bus.PullUps.Count == 0 ? double.PositiveInfinity : 1 / bus.PullUps.Sum(p => 1 / p.Ohm);
        run.Hold(
            total is >= PullUpMin and <= PullUpMax,
            $"{build.Id} I2C{bus.Bus} GPIO{Gpio(build, bus.Data)}/GPIO{Gpio(build, bus.Clock)}",
            $"Tirages : {total:0} ohms en tout, il faut {PullUpMin:0} à {PullUpMax:0}. Ôter ou ajouter une résistance.",
            $"Pull-ups: {total:0} ohms in all, {PullUpMin:0} to {PullUpMax:0} wanted. Remove or add a resistor.");
    });

    public static void Speed(HardwareData data, RuleRun run) => Each(data, (build, bus) =>
    {
        foreach (BusPart part in bus.Parts)
        {
            run.Hold(
                part.MaxHertz >= bus.Hertz, $"{build.Id} I2C{bus.Bus} {part.Ref} ({part.Constant})",
                $"La pièce suit {part.MaxHertz} Hz au plus, le bus va à {bus.Hertz}. Ralentir le bus.",
                $"The part follows {part.MaxHertz} Hz at most, the bus runs at {bus.Hertz}. Slow the bus down.");
        }
    });

    /// <summary>A part whose supply is switched off must not be fed through the bus (F-SEN-2).</summary>
    public static void BackPower(HardwareData data, RuleRun run) => Each(data, (build, bus) =>
    {
        bool switched = bus.Parts.Any(p => IsSwitched(data, p.Rail));
        foreach (PullUp pull in bus.PullUps)
        {
            run.Hold(
                IsSwitched(data, pull.Rail) == switched, $"{build.Id} I2C{bus.Bus} {pull.By}",
                $"Tirage sur {pull.Rail} : alimenterait des pièces coupées par le bus. Tirer vers le rail commuté.",
                $"Pull-up to {pull.Rail}: would feed parts that are switched off. Pull up to the switched rail.");
        }

        foreach (BusPart part in bus.Parts)
        {
            run.Hold(
                IsSwitched(data, part.Rail) == switched, $"{build.Id} I2C{bus.Bus} {part.Ref}",
                "Pièces commutées et permanentes sur un même bus. Les séparer.",
                "Switched and permanent parts on one bus. Separate them.");
        }
    });

    private static bool IsSwitched(HardwareData data, string rail) =>
        data.Supply.Rails.Any(r => r.Id == rail && r.Switched);

    private static int Gpio(BoardBuild build, string constant) =>
        build.Pins.FirstOrDefault(p => p.Constant == constant)?.Gpio ?? -1;

    private static void Each(HardwareData data, Action<BoardBuild, I2cLine> check)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            foreach (I2cLine bus in build.Buses)
            {
                check(build, bus);
            }
        }
    }
}
