using System.IO;
using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// Barcode scanner behind a byte stream whose Read gives what has arrived, 0 when nothing has (the board sets the port
/// so). A failing port reads as silence and is counted. One thread.
/// </summary>
public sealed class UartScanner : Scanner
{
    private readonly Stream _port;
    private bool _failed;

    /// <summary>Scanner on an open port.</summary>
    public UartScanner(Stream port)
    {
        _port = port;
    }

    /// <inheritdoc/>
    public override bool Works
    {
        get { return !_failed; }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int length)
    {
        try
        {
            int count = _port.Read(buffer, offset, length);
            _failed = false;
            return count;
        }
        catch (IOException)
        {
            Failures += _failed ? 0 : 1;
            _failed = true;
            return 0;
        }
    }
}
