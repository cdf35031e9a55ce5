using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>The merchant's display as text. One thread.</summary>
public sealed class VirtualLcd : Lcd
{
    private readonly string[] _lines = [.. Enumerable.Repeat(new string(' ', Columns), Rows)];

    /// <summary>False makes the display deaf.</summary>
    public bool Works { get; set; } = true;

    /// <summary>Four lines of 20 characters joined by line feeds.</summary>
    public string Text => string.Join('\n', _lines);

    /// <inheritdoc/>
    public override bool Show(int row, byte[] text, int offset)
    {
        if (Works)
        {
            _lines[row] = DeviceText.Decode(text.AsSpan(offset, Columns));
        }

        return Works;
    }
}
