namespace Kiosk.Protocol;

/// <summary>
/// A message of the city to the residents, shown by kiosks until it ends. Preallocated; owned by one thread.
/// </summary>
public sealed class Notice
{
    /// <summary>Version, rising with each push; 0 when there never was one.</summary>
    public int Version;

    /// <summary>UTC second after which it is not shown; 0 = until replaced.</summary>
    public long ValidUntil;

    /// <summary>Text, Latin-1 bytes; only the first <see cref="TextLength"/> are meaningful.</summary>
    public readonly byte[] Text;

    /// <summary>Length of the text, 0 for none.</summary>
    public int TextLength;

    /// <summary>What it is about (<see cref="NoticeSlot"/>).</summary>
    public int Slot;

    /// <summary>The text in a second language, Latin-1 bytes, shown smaller below; its length, 0 for none.</summary>
    public readonly byte[] Second;

    /// <inheritdoc cref="Second"/>
    public int SecondLength;

    /// <summary>Notice with all its room.</summary>
    public Notice()
        : this(Limits.NoticeBytesMax)
    {
    }

    /// <summary>Notice with room for a number of bytes in each language; 0 for one that is never filled.</summary>
    public Notice(int bytesMax)
    {
        Text = new byte[bytesMax];
        Second = new byte[bytesMax];
    }
}
