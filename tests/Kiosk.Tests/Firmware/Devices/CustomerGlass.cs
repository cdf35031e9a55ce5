using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.Devices;

/// <summary>What the customer reads.</summary>
internal sealed class CustomerGlass : CustomerDisplay
{
    private readonly byte[] _rows = new byte[Rows * Columns];

    /// <summary>Lines sent so far.</summary>
    public int Lines { get; private set; }

    /// <summary>Both lines joined by a line feed.</summary>
    public string Text => string.Join('\n', _rows.Chunk(Columns).Select(r => DeviceText.Decode(r)));

    public override bool Show(int row, byte[] text, int offset)
    {
        Lines++;
        Array.Copy(text, offset, _rows, row * Columns, Columns);
        return true;
    }
}
