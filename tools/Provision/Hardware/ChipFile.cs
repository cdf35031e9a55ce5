namespace Kiosk.Provision.Hardware;

/// <summary>What the makers say about chips and modules (hardware/chips.json); each fact with its source.</summary>
public sealed record ChipFile
{
    /// <summary>Version of the file's form, 1.</summary>
    public required int Format { get; init; }

    /// <summary>Chips.</summary>
    public required IReadOnlyList<ChipFacts> Chips { get; init; }

    /// <summary>Modules that carry them.</summary>
    public required IReadOnlyList<ModuleFacts> Modules { get; init; }
}

/// <summary>A chip: GPIO numbers by what is special about them.</summary>
public sealed record ChipFacts
{
    /// <summary>Name, as in "esp32-s3".</summary>
    public required string Id { get; init; }

    /// <summary>GPIOs that the silicon has; of these: tied to flash, input only without pulls.</summary>
    public required IReadOnlyList<int> Exists { get; init; }

    /// <inheritdoc cref="Exists"/>
    public required IReadOnlyList<int> Flash { get; init; }

    /// <inheritdoc cref="Exists"/>
    public required IReadOnlyList<int> InputOnly { get; init; }

    /// <summary>Read at reset: a wrong level starts the chip otherwise or not at all.</summary>
    public required IReadOnlyList<StrapFact> Straps { get; init; }

    /// <summary>The service port (transmit, receive); USB (D-, D+); JTAG.</summary>
    public required IReadOnlyList<int> Uart0 { get; init; }

    /// <inheritdoc cref="Uart0"/>
    public required IReadOnlyList<int> Usb { get; init; }

    /// <inheritdoc cref="Uart0"/>
    public required IReadOnlyList<int> Jtag { get; init; }

    /// <summary>GPIO of each channel of the first converter; GPIOs of the second, which Wi-Fi takes.</summary>
    public required IReadOnlyList<int> Adc1 { get; init; }

    /// <inheritdoc cref="Adc1"/>
    public required IReadOnlyList<int> Adc2 { get; init; }

    /// <summary>Taken by octal PSRAM or flash; supplied with 1.8 V when the flash is.</summary>
    public required IReadOnlyList<int> Octal { get; init; }

    /// <inheritdoc cref="Octal"/>
    public required IReadOnlyList<int> FlashVoltage { get; init; }

    /// <summary>Pulses at reset, before any program runs.</summary>
    public required IReadOnlyList<GlitchFact> ResetGlitches { get; init; }

    /// <summary>Pins that nanoFramework takes for a function when none is set.</summary>
    public required IReadOnlyList<DefaultFact> Defaults { get; init; }

    /// <summary>Highest voltage on a pin, volts; current that a pin may give for long, milliamperes.</summary>
    public required double VoltsMax { get; init; }

    /// <inheritdoc cref="VoltsMax"/>
    public required double PinMilliampsMax { get; init; }

    /// <summary>Documents and sections that the facts are from.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
}

/// <summary>A strapping pin and the level ("up", "down", "none") that it must see at reset.</summary>
public sealed record StrapFact
{
    /// <summary>GPIO, level at reset, what it decides.</summary>
    public required int Gpio { get; init; }

    /// <inheritdoc cref="Gpio"/>
    public required string Level { get; init; }

    /// <inheritdoc cref="Gpio"/>
    public required string Decides { get; init; }
}

/// <summary>A pin that moves at reset: "low", "high" or "both".</summary>
public sealed record GlitchFact
{
    /// <summary>GPIO and the level it goes to.</summary>
    public required int Gpio { get; init; }

    /// <inheritdoc cref="Gpio"/>
    public required string Level { get; init; }
}

/// <summary>A default pin of nanoFramework.</summary>
public sealed record DefaultFact
{
    /// <summary>Name in DeviceFunction; its GPIO.</summary>
    public required string Function { get; init; }

    /// <inheritdoc cref="Function"/>
    public required int Gpio { get; init; }
}

/// <summary>A module: which of the chip's pins it keeps for itself.</summary>
public sealed record ModuleFacts
{
    /// <summary>Name, chip.</summary>
    public required string Id { get; init; }

    /// <inheritdoc cref="Id"/>
    public required string Chip { get; init; }

    /// <summary>GPIOs not led out; GPIOs tied to the PSRAM.</summary>
    public required IReadOnlyList<int> Absent { get; init; }

    /// <inheritdoc cref="Absent"/>
    public required IReadOnlyList<int> Psram { get; init; }

    /// <summary>True when flash or PSRAM has eight lines; supply of the flash, volts.</summary>
    public required bool Octal { get; init; }

    /// <inheritdoc cref="Octal"/>
    public required double FlashVolts { get; init; }

    /// <summary>Documents and sections that the facts are from.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
}
