namespace Kiosk.Firmware;

/// <summary>File numbers on the <see cref="Parts.Drive"/>, frozen: a kiosk in the field keeps its files over an
/// update.</summary>
public static class DriveFiles
{
    /// <summary>First file of each pair of alternating slots.</summary>
    public const int Boot = 0, Cursor = 2, HeadMarker = 4, Settings = 6, Catalogue = 8, Basket = 10, Notice = 12;

    /// <summary>Baskets put aside, one file each; facts of the till (pair); inspector's export.</summary>
    public const int Held = 14, Facts = 18, Export = 20;

    /// <summary>First journal segment; the others follow.</summary>
    public const int FirstSegment = 21;

    /// <summary>
    /// Pair of slots behind the last segment, for the attempts of card payments: the drive of a kiosk that takes cards
    /// has <see cref="FilesForCards"/> more files than <see cref="FirstSegment"/> and the segments.
    /// </summary>
    public static int CardSlots(int segmentCount)
    {
        return FirstSegment + segmentCount;
    }

    /// <summary>Files from <see cref="CardSlots"/> on.</summary>
    public const int FilesForCards = 2;

    /// <summary>
    /// Pairs of slots behind those for cards: last refresh of the residents' panel, habit of the passages, then the
    /// city's texts from <see cref="Kiosk.Protocol.NoticeSlot.Hours"/> on. A drive without them keeps none of these.
    /// </summary>
    public static int PageSlots(int segmentCount)
    {
        return CardSlots(segmentCount) + FilesForCards;
    }

    /// <summary>Files from <see cref="PageSlots"/> on; the first of the city's texts among them.</summary>
    public const int FilesForPages = 14, FirstText = 4;

    /// <summary>
    /// Two slots for credentials and a pair that says which one the gateway has answered, behind those of the pages
    /// (F-CRED-2).
    /// </summary>
    public static int Credentials(int segmentCount)
    {
        return PageSlots(segmentCount) + FilesForPages;
    }

    /// <summary>Files from <see cref="Credentials"/> on.</summary>
    public const int FilesForCredentials = 4;
}
