using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The cash drawers: of two merchants who share the kiosk each has one of its own, and only that of the merchant who
/// sells opens. One thread.
/// </summary>
public sealed class DrawerDesk
{
    private readonly KioskParts _parts;
    private readonly TillDesk _desk;
    private readonly EventWriter _events;
    private readonly DrawerWatch _watch = new DrawerWatch();
    private Drawer? _watched;
    private int _pulses;

    /// <summary>Drawers of a board.</summary>
    public DrawerDesk(KioskParts parts, TillDesk desk, EventWriter events)
    {
        _parts = parts;
        _desk = desk;
        _events = events;
    }

    /// <summary>Drawer of the merchant who sells; null when none is fitted.</summary>
    public Drawer? InUse
    {
        get { return _desk.Settings.Drawer == 1 && _parts.SecondDrawer != null ? _parts.SecondDrawer : _parts.Drawer; }
    }

    /// <summary>
    /// Settings or merchant changed: the pulse takes the line of the printer that they say; with one connector the
    /// second merchant's drawer hangs on the other line (R54).
    /// </summary>
    public void TakeSettings()
    {
        Settings settings = _desk.Settings;
        bool pin5 = (settings.PrinterFlags & Settings.PrinterDrawerPin5) != 0;
        if (_parts.Drawer != null)
        {
            _parts.Drawer.UsePin5(pin5 != (settings.Drawer == 1 && _parts.SecondDrawer == null));
        }

        if (_parts.SecondDrawer != null)
        {
            _parts.SecondDrawer.UsePin5(!pin5);
        }
    }

    /// <summary>Opens it.</summary>
    public void Open(long nowMs)
    {
        Drawer? drawer = InUse;
        if (drawer != null)
        {
            drawer.Open(nowMs);
            _desk.DrawerPulses++;
        }
    }

    /// <summary>
    /// Ends pulses and looks at the drawer: one that opens without us is a technical event (R53); the till's own pulses
    /// are known by their number. Returns when it is next due.
    /// </summary>
    public long Step(long nowMs)
    {
        long due = _parts.Drawer == null ? long.MaxValue : _parts.Drawer.Poll(nowMs);
        long second = _parts.SecondDrawer == null ? long.MaxValue : _parts.SecondDrawer.Poll(nowMs);
        due = second < due ? second : due;
        Drawer? drawer = InUse;
        if (drawer == null)
        {
            return due;
        }

        if (_desk.DrawerPulses != _pulses)
        {
            _pulses = _desk.DrawerPulses;
            _watch.Pulsed(nowMs);
        }

        int told = _watch.Look(drawer, nowMs);
        if (_watched != drawer)
        {
            // As it stood when the power or the merchant came: nobody opened it now.
            _watched = drawer;
        }
        else if (told == DrawerWatch.OpenedAlone)
        {
            _events.Write(JetCode.DrawerOpened, _desk.Operator, 0, 0, nowMs);
        }

        long next = _watch.NextMs(nowMs);
        return next < due ? next : due;
    }
}
