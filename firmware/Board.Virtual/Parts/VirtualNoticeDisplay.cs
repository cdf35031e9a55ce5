using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>The residents' display as text. One thread.</summary>
public sealed class VirtualNoticeDisplay : NoticeDisplay
{
    /// <summary>False makes the display busy for ever.</summary>
    public bool Works { get; set; } = true;

    /// <summary>Rows joined by line feeds, trailing spaces cut; empty before the first page.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>Pages shown.</summary>
    public int Refreshes { get; private set; }

    /// <inheritdoc/>
    public override bool Show(byte[] page)
    {
        if (Works)
        {
            Refreshes++;
            Text = string.Join('\n', page.Chunk(Columns).Select(row => DeviceText.Decode(row).TrimEnd()));
        }

        return Works;
    }
}
