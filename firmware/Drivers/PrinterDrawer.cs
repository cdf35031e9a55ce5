using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// Cash drawer on the receipt printer's connector: a pulse of 50 ms on pin 2, or 5, and the sense line read back from
/// the printer's status (R54). One thread, no allocation after construction.
/// </summary>
public sealed class PrinterDrawer : Drawer
{
    private readonly EscPosPrinter _printer;
    private bool _pin5;
    private readonly bool _openIsHigh;
    private readonly bool _wired;

    /// <summary>
    /// Drawer behind a printer, on pin 5 or 2 until the settings tell; <paramref name="wired"/> when the sense line is
    /// connected, then <paramref name="openIsHigh"/> tells its level while the drawer is open.
    /// </summary>
    public PrinterDrawer(EscPosPrinter printer, bool pin5, bool wired, bool openIsHigh)
    {
        _printer = printer;
        _pin5 = pin5;
        _wired = wired;
        _openIsHigh = openIsHigh;
    }

    /// <inheritdoc/>
    public override bool IsOpen
    {
        get { return _wired && _printer.DrawerSense == _openIsHigh; }
    }

    /// <inheritdoc/>
    public override void UsePin5(bool pin5)
    {
        _pin5 = pin5;
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        if (!_printer.Kick(_pin5))
        {
            Failures++;
        }
    }

    /// <inheritdoc/>
    public override long Poll(long nowMs)
    {
        return long.MaxValue;
    }
}
