namespace Kiosk.Provision.Hardware;

/// <summary>Rules on single pins.</summary>
internal static class PinRules
{
    public static string Where(BoardBuild build, BoardPin pin) => $"{build.Id} GPIO{pin.Gpio} ({pin.Constant})";

    public static void Exists(HardwareData data, RuleRun run) => Each(data, (build, chip, module, pin) => run.Hold(
        chip.Exists.Contains(pin.Gpio) && !module.Absent.Contains(pin.Gpio), Where(build, pin),
        $"Ce GPIO n'existe pas sur le module {module.Id}. Choisir un GPIO libre de chips.json.",
        $"Module {module.Id} has no such GPIO. Take a free one of chips.json."));

    public static void Flash(HardwareData data, RuleRun run) => Each(data, (build, chip, module, pin) => run.Hold(
        !chip.Flash.Contains(pin.Gpio), Where(build, pin),
        "Relié à la mémoire flash : la puce ne démarrerait plus. Choisir un autre GPIO.",
        "Tied to the flash: the chip would not start. Take another GPIO."));

    public static void Psram(HardwareData data, RuleRun run) => Each(data, (build, chip, module, pin) => run.Hold(
        !module.Psram.Contains(pin.Gpio), Where(build, pin),
        $"Relié à la PSRAM du module {module.Id}. Choisir un autre GPIO.",
        $"Tied to the PSRAM of module {module.Id}. Take another GPIO."));

    public static void Octal(HardwareData data, RuleRun run) => Each(data, (build, chip, module, pin) => run.Hold(
        !module.Octal || !chip.Octal.Contains(pin.Gpio), Where(build, pin),
        "Pris par la mémoire à huit lignes de ce module (R8, V). Choisir un GPIO hors de 33 à 37.",
        "Taken by the eight-line memory of this module (R8, V). Take a GPIO outside 33 to 37."));

    public static void FlashVoltage(HardwareData data, RuleRun run) => Each(data, (build, chip, module, pin) =>
        run.Hold(module.FlashVolts > 3 || !chip.FlashVoltage.Contains(pin.Gpio), Where(build, pin),
        "À 1,8 V sur ce module : trop bas pour une charge à 3,3 V. Choisir un autre GPIO ou un module à 3,3 V.",
        "At 1.8 V on this module: too low for a 3.3 V load. Take another GPIO or a module with 3.3 V flash."));

    public static void InputOnlyOutput(HardwareData data, RuleRun run) => Each(data, (build, chip, _, pin) => run.Hold(
        (pin.Direction == "in" && FunctionRules.Direction(pin.Function) is null or "in")
        || !chip.InputOnly.Contains(pin.Gpio), Where(build, pin),
        "Entrée seulement : ne peut rien commander. Garder ce GPIO pour une entrée.",
        "Input only: it can drive nothing. Keep this GPIO for an input."));

    public static void InputOnlyPull(HardwareData data, RuleRun run) => Each(data, (build, chip, _, pin) => run.Hold(
        pin.InternalPull == "none" || !chip.InputOnly.Contains(pin.Gpio), Where(build, pin),
        "Ce GPIO n'a pas de résistance de tirage interne. Choisir un autre GPIO, ou une résistance dehors.",
        "This GPIO has no pull inside. Take another GPIO, or a resistor outside and none in the firmware."));

    public static void StrapDriven(HardwareData data, RuleRun run) => Straps(data, (build, pin, strap) =>
    {
        bool isHeld = pin.Driven || (pin.Direction == "in" && !pin.Unwired);
        run.Hold(
            !isHeld, Where(build, pin),
            $"Broche de démarrage ({strap.Decides}) tenue par {pin.Part} pendant le reset. Choisir un autre GPIO.",
            $"Strapping pin ({strap.Decides}) held by {pin.Part} during reset. Take another GPIO.");
        if (!isHeld)
        {
            run.Note(
                Where(build, pin),
                $"broche de démarrage ({strap.Decides}) : rien ne doit la tenir pendant le reset",
                $"strapping pin ({strap.Decides}): nothing may hold it during reset");
        }
    });

    public static void StrapWrongPull(HardwareData data, RuleRun run) => Straps(data, (build, pin, strap) => run.Hold(
        pin.Pull == "none" || pin.Pull == strap.Level, Where(build, pin),
        $"Tirée vers « {pin.Pull} », la puce veut « {strap.Level} » au reset ({strap.Decides}). Ôter la résistance.",
        $"Pulled {pin.Pull}, but the chip wants {strap.Level} at reset ({strap.Decides}). Remove the resistor."));

    public static void Uart0(HardwareData data, RuleRun run) => Each(data, (build, chip, _, pin) => run.Hold(
        !chip.Uart0.Contains(pin.Gpio), Where(build, pin),
        "Port de service (UART0, COM1) : flasher et dépanner deviendraient impossibles. Choisir un autre GPIO.",
        "Service port (UART0, COM1): flashing and debugging would be impossible. Take another GPIO."));

    public static void UsbService(HardwareData data, RuleRun run) => Each(data, (build, chip, _, pin) => run.Hold(
        build.ServicePort != "usb" || !chip.Usb.Contains(pin.Gpio), Where(build, pin),
        "Lignes USB, qui sont ici le port de service. Choisir un autre GPIO.",
        "USB lines, which are the service port here. Take another GPIO."));

    public static void Adc2Wifi(HardwareData data, RuleRun run) => Each(data, (build, chip, _, pin) => run.Hold(
        !(pin.Analog || FunctionRules.IsAnalog(pin.Function)) || chip.Adc1.Contains(pin.Gpio)
        || (!build.Wifi && chip.Adc2.Contains(pin.Gpio)), Where(build, pin),
        $"Entrée analogique hors d'ADC1 ; ADC2 est pris par le Wi-Fi. Choisir parmi {string.Join(", ", chip.Adc1)}.",
        $"Analog input outside ADC1; ADC2 belongs to Wi-Fi. Take one of {string.Join(", ", chip.Adc1)}."));

    /// <summary>
    /// What moves a part, or resets the board, must rest while the chip starts: no pulse to its level, and a resistor
    /// that holds the other level (F-WDT-2). An input that counts edges takes no pin that moves at all.
    /// </summary>
    public static void ResetGlitchOnActuator(HardwareData data, RuleRun run) => Each(data, (build, chip, _, pin) =>
    {
        if (pin.ActsOn == null)
        {
            run.Hold(
                pin.Direction != "out" || pin.Function != null || !Acts(data, pin.Part), Where(build, pin),
                $"{pin.Part} agit sur un niveau : le dire dans actsOn (high, low ou edge).",
                $"{pin.Part} acts on a level: say which in actsOn (high, low or edge).");
            return;
        }

        string rest = pin.ActsOn == "low" ? "up" : "down";
        bool pulses = chip.ResetGlitches.Any(g => g.Gpio == pin.Gpio
            && (g.Level == "both" || pin.ActsOn == "edge" || g.Level == pin.ActsOn));
        run.Hold(
            !pulses, Where(build, pin),
            $"Ce GPIO bouge au reset et {pin.Part} agirait. Choisir un GPIO sans impulsion.",
            $"This GPIO moves at reset and {pin.Part} would act. Take a GPIO without a pulse.");
        run.Hold(
            pin.Pull == rest, Where(build, pin),
            $"Rien ne tient {pin.Part} au repos pendant le reset. Ajouter une résistance ({rest}).",
            $"Nothing keeps {pin.Part} at rest during reset. Add a resistor ({rest}).");
    });

    public static void Duplicate(HardwareData data, RuleRun run)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            foreach (BoardPin pin in build.Pins)
            {
                BoardPin[] same = [.. build.Pins.Where(p => p.Gpio == pin.Gpio || p.Constant == pin.Constant)];
                string names = string.Join(", ", same.Select(p => p.Constant));
                run.Hold(
                    same.Length == 1, Where(build, pin),
                    $"Employé plusieurs fois : {names}. Un GPIO et un nom par ligne.",
                    $"Used more than once: {names}. One GPIO and one name per line.");
            }
        }
    }

    /// <summary>A transistor, a chip or a sounder does something at a level; a module obeys its protocol.</summary>
    private static bool Acts(HardwareData data, string part) =>
        data.Parts.Rows.Any(r => r["ref"] == part && r["class"] is "ic" or "passive");

    private static void Straps(HardwareData data, Action<BoardBuild, BoardPin, StrapFact> check) =>
        Each(data, (build, chip, _, pin) =>
        {
            if (chip.Straps.FirstOrDefault(s => s.Gpio == pin.Gpio) is { } strap)
            {
                check(build, pin, strap);
            }
        });

    private static void Each(HardwareData data, Action<BoardBuild, ChipFacts, ModuleFacts, BoardPin> check)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            foreach (BoardPin pin in build.Pins)
            {
                check(build, data.Chip(build), data.Module(build), pin);
            }
        }
    }
}
