namespace Kiosk.Fleet.Demo;

/// <summary>What <c>demo</c> is asked to do.</summary>
public sealed record DemoOptions
{
    /// <summary>Real seconds to run; 0 (default) until interrupted.</summary>
    public int ForSeconds { get; init; }

    /// <summary>Calendar seconds per real second, 1..120. Default 20.</summary>
    public int Factor { get; init; } = 20;

    /// <summary>
    /// Loopback ports of the front panels and of the gateway's pages; 0 = chosen by the system. Defaults 5081 and
    /// 5080.
    /// </summary>
    public int PanelPort { get; init; } = 5081;

    /// <inheritdoc cref="PanelPort"/>
    public int CityPort { get; init; } = 5080;

    /// <summary>Seed of customers, passers-by and weather. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Folder of the gateway's state; null (default) makes a temporary one and removes it.</summary>
    public string? State { get; init; }
}
