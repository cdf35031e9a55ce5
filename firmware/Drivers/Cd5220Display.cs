using System.IO;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;

namespace Kiosk.Drivers;

/// <summary>
/// Customer display of 2 x 20 characters that speaks CD5220 on a serial line (R61): ESC Q A or B, 20 characters, CR.
/// Its code page is one of <see cref="CodePage"/>. One thread, no allocation after construction.
/// </summary>
public sealed class Cd5220Display : CustomerDisplay
{
    private const int Head = 3;
    private readonly Stream _port;
    private readonly int _page;
    private readonly byte[] _out = new byte[Head + Columns + 3];
    private bool _ready, _failed;

    /// <summary>Display on an open port; it is reset before the first line and after a failure.</summary>
    public Cd5220Display(Stream port, int page)
    {
        _port = port;
        _page = page;
    }

    /// <inheritdoc/>
    public override bool Show(int row, byte[] text, int offset)
    {
        try
        {
            if (!_ready)
            {
                _out[0] = 0x1B;
                _out[1] = 0x40;
                _port.Write(_out, 0, 2);
            }

            int length = Compose(row, text, offset);
            _port.Write(_out, 0, length);
            _ready = true;
            _failed = false;
        }
        catch (IOException)
        {
            Failures += _failed ? 0 : 1;
            _failed = true;
            _ready = false;
        }

        return _ready;
    }

    private int Compose(int row, byte[] text, int offset)
    {
        _out[0] = 0x1B;
        _out[1] = 0x51;
        _out[2] = (byte)(row == 0 ? 0x41 : 0x42);
        int length = Head;
        for (int i = 0; i < Columns && length < Head + Columns; i++)
        {
            length += CodePage.Write(_page, text[offset + i], _out, length);
        }

        _out[Head + Columns] = 0x0D;
        return Head + Columns + 1;
    }
}
