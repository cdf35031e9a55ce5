using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>What the committing thread knows of one device; written back with each commit that changes it.</summary>
internal sealed class DeviceState
{
    public required DeviceKeys Keys { get; init; }

    public required bool Revoked { get; init; }

    public required TerminalChain Chain { get; set; }

    public required ICatalogueSource Catalogues { get; init; }

    public required Progress Progress { get; init; }

    /// <summary>Time of the last event of the contiguous part, UTC seconds.</summary>
    public long ContiguousWall { get; set; }

    public long LastSeen { get; set; }

    public long Duplicates { get; set; }

    /// <summary>For its frames and acknowledgements; holds both keys prepared.</summary>
    public PlatformMac Mac { get; } = new();

    /// <summary>Writer of its acknowledgements, made on first use.</summary>
    public DownlinkWriter? Downlink { get; set; }
}
