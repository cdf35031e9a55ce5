namespace Kiosk.Provision.Hardware;

/// <summary>Rails, modes and hold-up of the supply (hardware/supply.json).</summary>
public sealed record SupplyFile
{
    /// <summary>Version of the file's form, 1; share of a rail's limit that may be used, percent.</summary>
    public required int Format { get; init; }

    /// <inheritdoc cref="Format"/>
    public required int LoadPercentMax { get; init; }

    /// <summary>Modes in which sums are made.</summary>
    public required IReadOnlyList<string> Modes { get; init; }

    /// <summary>Rails; a rail stands after the one that feeds it.</summary>
    public required IReadOnlyList<Rail> Rails { get; init; }

    /// <summary>What a surge leaves on each line of the supply.</summary>
    public required IReadOnlyList<Clamp> Clamps { get; init; }

    /// <summary>Voltages that a chip makes for itself.</summary>
    public required IReadOnlyList<PumpedSupply> Pumps { get; init; }

    /// <summary>Filters in front of converters.</summary>
    public required IReadOnlyList<SupplyFilter> Filters { get; init; }

    /// <summary>Time bridged after the supply has failed.</summary>
    public required HoldUp HoldUp { get; init; }
}

/// <summary>A rail.</summary>
public sealed record Rail
{
    /// <summary>Name; rail that feeds it, null for the first; part that makes it; volts; limit, milliamperes.</summary>
    public required string Id { get; init; }

    /// <inheritdoc cref="Id"/>
    public string? From { get; init; }

    /// <inheritdoc cref="Id"/>
    public required string By { get; init; }

    /// <inheritdoc cref="Id"/>
    public required double Volts { get; init; }

    /// <summary>How far it may be from its volts when it is measured, percent.</summary>
    public required double TolerancePercent { get; init; }

    /// <inheritdoc cref="Id"/>
    public required double LimitMilliamps { get; init; }

    /// <summary>Share of the power that arrives, percent; true when it can be switched off by the board.</summary>
    public double EfficiencyPercent { get; init; } = 100;

    /// <inheritdoc cref="EfficiencyPercent"/>
    public bool Switched { get; init; }
}

/// <summary>A part that holds a surge: its lines, and the most that it leaves on them, volts.</summary>
public sealed record Clamp
{
    /// <summary>Nets, part, volts, what the figure rests on, document and figure that they are from.</summary>
    public required IReadOnlyList<string> Nets { get; init; }

    /// <inheritdoc cref="Nets"/>
    public required string By { get; init; }

    /// <inheritdoc cref="Nets"/>
    public required double Volts { get; init; }

    /// <inheritdoc cref="Nets"/>
    public required string Status { get; init; }

    /// <inheritdoc cref="Nets"/>
    public required string Source { get; init; }
}

/// <summary>A voltage that a chip makes for itself, positive or negative.</summary>
public sealed record PumpedSupply
{
    /// <summary>Net, part, volts and how far from them it may be, percent; what it rests on and document.</summary>
    public required string Net { get; init; }

    /// <inheritdoc cref="Net"/>
    public required string By { get; init; }

    /// <inheritdoc cref="Net"/>
    public required double Volts { get; init; }

    /// <inheritdoc cref="Net"/>
    public required double TolerancePercent { get; init; }

    /// <inheritdoc cref="Net"/>
    public required string Status { get; init; }

    /// <inheritdoc cref="Net"/>
    public required string Source { get; init; }
}

/// <summary>A filter between a line and the inputs of converters: what they send back stays inside (EMC).</summary>
public sealed record SupplyFilter
{
    /// <summary>Converters; line; net behind the filter; coil or resistor; what it rests on and document.</summary>
    public required IReadOnlyList<string> Converters { get; init; }

    /// <inheritdoc cref="Converters"/>
    public required string From { get; init; }

    /// <inheritdoc cref="Converters"/>
    public required string Net { get; init; }

    /// <inheritdoc cref="Converters"/>
    public required string Through { get; init; }

    /// <inheritdoc cref="Converters"/>
    public required string Status { get; init; }

    /// <inheritdoc cref="Converters"/>
    public required string Source { get; init; }
}

/// <summary>A capacitor that feeds a rail after the supply has failed (H-3).</summary>
public sealed record HoldUp
{
    /// <summary>Rail on the capacitor; parts; microfarads in all; tolerance, percent.</summary>
    public required string Rail { get; init; }

    /// <inheritdoc cref="Rail"/>
    public required IReadOnlyList<string> Refs { get; init; }

    /// <inheritdoc cref="Rail"/>
    public required double Microfarads { get; init; }

    /// <inheritdoc cref="Rail"/>
    public required double TolerancePercent { get; init; }

    /// <summary>Volts on it when the failure is reported, and the least that the converters take.</summary>
    public required double VoltsAtAlarm { get; init; }

    /// <inheritdoc cref="VoltsAtAlarm"/>
    public required double VoltsMin { get; init; }

    /// <summary>Time that must be bridged, milliseconds.</summary>
    public required double MillisecondsMin { get; init; }
}
