namespace Kiosk.Board.Virtual;

/// <summary>How a virtual kiosk is built.</summary>
public sealed class VirtualKioskOptions
{
    /// <summary>False for a vacant kiosk: no keypad, scanner, display, printer and drawer.</summary>
    public bool Sells { get; init; } = true;

    /// <summary>
    /// True puts the firmware's own hardware parts on virtual pins, buses and streams; false (cheap, for many kiosks
    /// and
    /// millions of edges) uses direct parts.
    /// </summary>
    public bool FullFidelity { get; init; }

    /// <summary>True fits a customer display of 2 x 20 characters (CD5220).</summary>
    public bool CustomerDisplay { get; init; }

    /// <summary>True fits a card terminal on a line of its own (Concert v2), whose customer always pays.</summary>
    public bool CardTerminal { get; init; }

    /// <summary>
    /// True fits a sensor for stops at the counter (GRD-1), unplugged until <see cref="VirtualKiosk.SetCounter"/>.
    /// Costs a step each 100 ms while it is plugged in.
    /// </summary>
    public bool CounterSense { get; init; }

    /// <summary>
    /// With <see cref="FullFidelity"/>: the drawer hangs on the printer's connector, pin 2 or 5 by the settings.
    /// </summary>
    public bool DrawerOnPrinter { get; init; }

    /// <summary>
    /// With <see cref="FullFidelity"/>: the beams are sampled 100 times a second as on the board, so that a stall of
    /// the drive is time in which nobody looks at them. Costs a step each 10 ms.
    /// </summary>
    public bool SampledBeams { get; init; }

    /// <summary>
    /// True fits the alarm of the supply, half a second before the board stops (H-3). Costs a step each 20 ms.
    /// </summary>
    public bool SupplyAlarm { get; init; }

    /// <summary>Bytes of a journal segment, number of segments.</summary>
    public int SegmentBytes { get; init; } = 16_384;

    /// <inheritdoc cref="SegmentBytes"/>
    public int SegmentCount { get; init; } = 64;

    /// <summary>Folder that keeps the drive's files; null keeps them in memory.</summary>
    public string? DriveFolder { get; init; }
}
