namespace Kiosk.Provision.Hardware;

/// <summary>What is connected to which pin (hardware/pins.json), one build per module.</summary>
public sealed record PinFile
{
    /// <summary>Version of the file's form, 1.</summary>
    public required int Format { get; init; }

    /// <summary>Revision of the hardware, one letter.</summary>
    public required string Revision { get; init; }

    /// <summary>Builds.</summary>
    public required IReadOnlyList<BoardBuild> Builds { get; init; }
}

/// <summary>One way to build the board.</summary>
public sealed record BoardBuild
{
    /// <summary>Name as in wiring.csv; module of chips.json; reference in the parts list.</summary>
    public required string Id { get; init; }

    /// <inheritdoc cref="Id"/>
    public required string Module { get; init; }

    /// <inheritdoc cref="Id"/>
    public required string Ref { get; init; }

    /// <summary>Firmware image of nanoFramework; symbol that selects the build in Pins.cs, or empty.</summary>
    public required string Image { get; init; }

    /// <inheritdoc cref="Image"/>
    public required string Define { get; init; }

    /// <summary>"uart0" or "usb"; whether the radio is used.</summary>
    public required string ServicePort { get; init; }

    /// <inheritdoc cref="ServicePort"/>
    public required bool Wifi { get; init; }

    /// <summary>Pins in use.</summary>
    public required IReadOnlyList<BoardPin> Pins { get; init; }

    /// <summary>I2C buses.</summary>
    public required IReadOnlyList<I2cLine> Buses { get; init; }
}

/// <summary>One pin of the module and what hangs on it.</summary>
public sealed record BoardPin
{
    /// <summary>Name in Pins.cs; GPIO number; net in the wiring; part at the other end.</summary>
    public required string Constant { get; init; }

    /// <inheritdoc cref="Constant"/>
    public required int Gpio { get; init; }

    /// <inheritdoc cref="Constant"/>
    public required string Net { get; init; }

    /// <inheritdoc cref="Constant"/>
    public required string Part { get; init; }

    /// <summary>"in", "out" or "inout".</summary>
    public required string Direction { get; init; }

    /// <summary>Name in DeviceFunction for a bus pin, else null.</summary>
    public string? Function { get; init; }

    /// <summary>Pull that stands on the line at reset ("up", "down", "none"), outside the chip.</summary>
    public string Pull { get; init; } = "none";

    /// <summary>Pull that the firmware switches on inside the chip.</summary>
    public string InternalPull { get; init; } = "none";

    /// <summary>True when another part drives the line at reset; when the pin is an analog input.</summary>
    public bool Driven { get; init; }

    /// <inheritdoc cref="Driven"/>
    public bool Analog { get; init; }

    /// <summary>Level that sets off something that moves or resets ("high", "low", "edge"), else null.</summary>
    public string? ActsOn { get; init; }

    /// <summary>
    /// Highest level that the other side puts on the line, volts, null for a part that is fed with the chip's own
    /// voltage; part that lowers it.
    /// </summary>
    public double? Volts { get; init; }

    /// <inheritdoc cref="Volts"/>
    public string? Through { get; init; }

    /// <summary>Current that the pin gives or takes, milliamperes.</summary>
    public double Milliamps { get; init; } = 1;

    /// <summary>True for a function that must be set although nothing is wired to its pin.</summary>
    public bool Unwired { get; init; }

    /// <summary>What it is for.</summary>
    public required string Fr { get; init; }

    /// <inheritdoc cref="Fr"/>
    public required string En { get; init; }
}

/// <summary>An I2C bus with its pull-ups and parts.</summary>
public sealed record I2cLine
{
    /// <summary>Number of the bus; constants of its two pins; clock, hertz.</summary>
    public required int Bus { get; init; }

    /// <inheritdoc cref="Bus"/>
    public required string Data { get; init; }

    /// <inheritdoc cref="Bus"/>
    public required string Clock { get; init; }

    /// <inheritdoc cref="Bus"/>
    public required int Hertz { get; init; }

    /// <summary>Resistors to a rail.</summary>
    public required IReadOnlyList<PullUp> PullUps { get; init; }

    /// <summary>Parts.</summary>
    public required IReadOnlyList<BusPart> Parts { get; init; }
}

/// <summary>A pull-up on both lines.</summary>
public sealed record PullUp
{
    /// <summary>Part that carries the resistors; ohms on data and on clock; rail.</summary>
    public required string By { get; init; }

    /// <inheritdoc cref="By"/>
    public required double Ohm { get; init; }

    /// <inheritdoc cref="By"/>
    public required string Rail { get; init; }
}

/// <summary>A part on a bus.</summary>
public sealed record BusPart
{
    /// <summary>Name in Pins.cs; reference; address as 0x27; rail; fastest clock, hertz.</summary>
    public required string Constant { get; init; }

    /// <inheritdoc cref="Constant"/>
    public required string Ref { get; init; }

    /// <inheritdoc cref="Constant"/>
    public required string Address { get; init; }

    /// <inheritdoc cref="Constant"/>
    public required string Rail { get; init; }

    /// <inheritdoc cref="Constant"/>
    public required int MaxHertz { get; init; }

    /// <inheritdoc cref="BoardPin.Volts"/>
    public double? Volts { get; init; }

    /// <inheritdoc cref="Volts"/>
    public string? Through { get; init; }

    /// <summary>The address as a number; -1 when it is none.</summary>
    public int AddressNumber =>
        Address.StartsWith("0x", StringComparison.Ordinal)
        && int.TryParse(
            Address.AsSpan(2), System.Globalization.NumberStyles.HexNumber,
            System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : -1;
}
