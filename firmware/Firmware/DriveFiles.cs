namespace Kiosk.Firmware;

/// <summary>File numbers on the <see cref="Parts.Drive"/>, frozen: a kiosk in the field keeps its files over an
/// update.</summary>
public static class DriveFiles
{
    /// <summary>First file of each pair of alternating slots.</summary>
    public const int Boot = 0, Cursor = 2, HeadMarker = 4, Settings = 6, Catalogue = 8, Basket = 10, Notice = 12;

    /// <summary>First journal segment; the others follow.</summary>
    public const int FirstSegment = 14;
}
