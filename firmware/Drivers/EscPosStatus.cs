using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// Reads the status bytes of an ESC/POS printer: the replies to DLE EOT 4 (paper), 1 (printer) and 2 (cause), in the
/// order
/// asked, and the four bytes of automatic status. Anything else is ignored. One thread, no allocation.
/// </summary>
public sealed class EscPosStatus
{
    private const int Paper = 3, Condition = 2, Cause = 1;

    /// <summary>Sense line of the drawer as the printer told it last.</summary>
    public bool Drawer;

    private readonly int[] _auto = new int[4];
    private int _autoCount;
    private int _paper;
    private int _offline = Printer.Offline;
    private int _cover;

    /// <summary>True while the reply to GS r is awaited; set when it came, which tells that all before is printed.
    /// </summary>
    public bool OrderedAwaited, OrderedCame;

    /// <summary>Replies still awaited, 3..0.</summary>
    public int Expected;

    /// <summary>Status bits of <see cref="Printer"/>; offline before the first answer.</summary>
    public int Bits
    {
        get { return _paper | _offline | _cover; }
    }

    /// <summary>The three questions have been sent.</summary>
    public void Expect()
    {
        Expected = Paper;
    }

    /// <summary>No answer came: the printer is off or not there.</summary>
    public void Silent()
    {
        Expected = 0;
        _offline = Printer.Offline;
    }

    /// <summary>Takes a byte from the printer.</summary>
    public void Take(byte value)
    {
        if (_autoCount > 0)
        {
            TakeAutomatic(value);
        }
        else if ((value & 0x93) == 0x12)
        {
            TakeReply(value);
        }
        else if ((value & 0x93) == 0x10)
        {
            _auto[0] = value;
            _autoCount = 1;
        }
        else if (OrderedAwaited && (value & 0x90) == 0)
        {
            OrderedAwaited = false;
            OrderedCame = true;
        }
    }

    private void TakeReply(int value)
    {
        if (Expected == Paper)
        {
            _paper = (value & 0x60) != 0 ? Printer.PaperOut : (value & 0x0C) != 0 ? Printer.NearEnd : Printer.Ready;
        }
        else if (Expected == Condition)
        {
            Drawer = (value & 0x04) != 0;
            _offline = (value & 0x08) != 0 && _paper != Printer.PaperOut ? Printer.Offline : Printer.Ready;
        }
        else if (Expected == Cause)
        {
            _cover = (value & 0x04) != 0 ? Printer.CoverOpen : Printer.Ready;
        }

        Expected -= Expected > 0 ? 1 : 0;
    }

    private void TakeAutomatic(int value)
    {
        if ((value & 0x90) != 0)
        {
            _autoCount = 0;
            Take((byte)value);
            return;
        }

        _auto[_autoCount] = value;
        _autoCount++;
        if (_autoCount < _auto.Length)
        {
            return;
        }

        _autoCount = 0;
        Drawer = (_auto[0] & 0x04) != 0;
        _paper = (_auto[2] & 0x0C) != 0 ? Printer.PaperOut : (_auto[2] & 0x03) != 0 ? Printer.NearEnd : Printer.Ready;
        _cover = (_auto[0] & 0x20) != 0 ? Printer.CoverOpen : Printer.Ready;
        _offline = (_auto[0] & 0x08) != 0 && _paper != Printer.PaperOut ? Printer.Offline : Printer.Ready;
    }
}
