using System.IO;
using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// Residents' display that takes text over a serial line: for each row, ESC [ row ; 1 H, then its Latin-1 bytes. The
/// module
/// does the fonts and the panel's refresh. One thread, no allocation after construction.
/// </summary>
public sealed class StreamNotice : NoticeDisplay
{
    private const int HeadBytes = 6;

    private readonly Stream _port;
    private readonly byte[] _out = new byte[Rows * (HeadBytes + Columns)];

    /// <summary>Display on an open port.</summary>
    public StreamNotice(Stream port)
    {
        _port = port;
    }

    /// <summary>Pages that could not be written since start.</summary>
    public int Failures;

    /// <inheritdoc/>
    public override bool Show(byte[] page)
    {
        int at = 0;
        for (int row = 0; row < Rows; row++)
        {
            _out[at] = 0x1B;
            _out[at + 1] = (byte)'[';
            _out[at + 2] = (byte)('1' + row);
            _out[at + 3] = (byte)';';
            _out[at + 4] = (byte)'1';
            _out[at + 5] = (byte)'H';
            System.Array.Copy(page, row * Columns, _out, at + HeadBytes, Columns);
            at += HeadBytes + Columns;
        }

        try
        {
            _port.Write(_out, 0, at);
            return true;
        }
        catch (IOException)
        {
            Failures++;
            return false;
        }
    }
}
