namespace Kiosk.Fleet.Simulate;

/// <summary>What may go wrong in a simulated run. Names on the command line are these in lower case.</summary>
[Flags]
public enum FaultKind
{
    /// <summary>Nothing goes wrong.</summary>
    None = 0,

    /// <summary>A frame is lost on its way up.</summary>
    Loss = 1,

    /// <summary>A message comes minutes late.</summary>
    Delay = 2,

    /// <summary>A message comes twice.</summary>
    Duplicate = 4,

    /// <summary>A message comes after later ones.</summary>
    Reorder = 8,

    /// <summary>A message is lost on its way down.</summary>
    AckLoss = 16,

    /// <summary>A kiosk is cut off for hours or days, known to it or not.</summary>
    Partition = 32,

    /// <summary>The power fails in a drive operation, perhaps again while the kiosk starts.</summary>
    Power = 64,

    /// <summary>The battery clock of a kiosk shows a wrong year or is off.</summary>
    Clock = 128,

    /// <summary>The gateway restarts; all that is under way is lost.</summary>
    Gateway = 256,

    /// <summary>A drive operation blocks for up to 400 ms.</summary>
    Stall = 512,

    /// <summary>Bytes of a message are changed or cut off on its way.</summary>
    Corrupt = 1024,

    /// <summary>An old message comes again hours later.</summary>
    Replay = 2048,

    /// <summary>Everything.</summary>
    All = 4095,
}
