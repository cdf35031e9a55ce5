namespace Kiosk.Provision.Hardware;

/// <summary>Rules on levels: what another part puts on a pin of the chip.</summary>
internal static class LevelRules
{
    /// <summary>
    /// No part puts more on a pin than the chip bears, unless a level shifter is soldered in between; a part that is
    /// fed with more says which level its line has.
    /// </summary>
    public static void LevelShift(HardwareData data, RuleRun run)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            var nets = Netlist.Of(data, build);
            foreach (BoardPin pin in build.Pins.Where(p => !p.Unwired))
            {
                bool isShifted = pin.Through != null && nets.IsOn(pin.Through, pin.Net)
                    && !nets.IsOn(pin.Part, pin.Net);
                double? volts = pin.Direction == "out" ? pin.Volts ?? 0 : pin.Volts;
                Shift(data, run, build, PinRules.Where(build, pin), pin.Part, volts, isShifted);
            }

            foreach (I2cLine bus in build.Buses)
            {
                string[] pair = BusRules.Nets(build, bus);
                foreach (BusPart part in bus.Parts)
                {
                    bool isShifted = part.Through != null && nets.IsOn(part.Through, pair)
                        && pair.All(n => !nets.IsOn(part.Ref, n))
                        && nets.NetsOf(part.Through).Intersect(nets.NetsOf(part.Ref)).Count() >= pair.Length;
                    Shift(
                        data, run, build, $"{build.Id} {part.Ref} ({part.Constant})", part.Ref, part.Volts, isShifted);
                }
            }
        }
    }

    private static void Shift(
        HardwareData data, RuleRun run, BoardBuild build, string where, string part, double? volts, bool isShifted)
    {
        double most = data.Chip(build).VoltsMax;
        double fed = PowerRules.Loads(data, build).Where(r => r["ref"] == part)
            .Select(r => data.Supply.Rails.FirstOrDefault(l => l.Id == r["rail"])?.Volts ?? 0).DefaultIfEmpty(0).Max();
        run.Hold(
            volts != null || fed <= most, where,
            $"{part} est alimenté en {fed} V : dire dans volts le niveau de sa ligne, d'après sa fiche.",
            $"{part} is fed with {fed} V: say in volts which level its line has, by its datasheet.");
        run.Hold(
            (volts ?? 0) <= most || isShifted, where,
            $"{volts} V sur une broche de {most} V. Souder un adaptateur de niveau de la nomenclature sur la ligne.",
            $"{volts} V on a pin of {most} V at most. Solder a level shifter of the parts list into the line.");
    }
}
