namespace Kiosk.Board.Virtual.Drive;

/// <summary>What of an operation reaches the drive when the power fails in it (device.md 2.3, F-JRN-5).</summary>
public enum TearMode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Half of the bytes.</summary>
    Half = 1,

    /// <summary>All bytes but the last.</summary>
    AllButOne = 2,

    /// <summary>Everything, but the firmware never hears of it.</summary>
    Full = 3,
}
