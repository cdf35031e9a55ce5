using System;

namespace Kiosk.Firmware.Parts;

/// <summary>Residents' display that keeps its page. One thread.</summary>
public sealed class InMemoryNoticeDisplay : NoticeDisplay
{
    /// <summary>The page shown, Rows x Columns bytes.</summary>
    public readonly byte[] Page = new byte[Rows * Columns];

    /// <summary>Pages shown since start.</summary>
    public int Shown;

    /// <summary>True while the display refuses pages.</summary>
    public bool Busy;

    /// <inheritdoc/>
    public override bool Show(byte[] page)
    {
        if (Busy)
        {
            return false;
        }

        Array.Copy(page, Page, Page.Length);
        Shown++;
        return true;
    }
}
