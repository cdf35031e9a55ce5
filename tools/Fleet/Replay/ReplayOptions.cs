namespace Kiosk.Fleet.Replay;

/// <summary>What <c>replay</c> is asked to do.</summary>
public sealed record ReplayOptions
{
    /// <summary>File of baskets, file of footfall, and a catalogue in place of the built-in one.</summary>
    public required string Baskets { get; init; }

    /// <inheritdoc cref="Baskets"/>
    public required string Footfall { get; init; }

    /// <inheritdoc cref="Baskets"/>
    public string? Catalogue { get; init; }

    /// <summary>Percent of each hour's pedestrians that pass a kiosk's beams, above 0 up to 100. Default 5.</summary>
    public double SharePercent { get; init; } = 5;

    /// <summary>Kill the gateway hard every so many seconds; 0 (default) never.</summary>
    public int KillGatewayEverySeconds { get; init; }

    /// <summary>Cut the power of kiosks at random.</summary>
    public bool CutPower { get; init; }

    /// <summary>Seed of walkers and faults. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Folder of the gateway's state; null (default) makes a temporary one and removes it.</summary>
    public string? State { get; init; }
}
