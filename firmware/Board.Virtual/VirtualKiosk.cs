using Kiosk.Firmware;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual;

/// <summary>A whole kiosk on this PC: virtual parts around the real <see cref="KioskLoop"/>. One thread at a time.</summary>
public sealed class VirtualKiosk
{
    private readonly KioskIdentity _identity;
    private bool _touched;

    /// <summary>Powers a kiosk on (the loop is started).</summary>
    public VirtualKiosk(KioskIdentity identity, VirtualClock clock, Uplink uplink)
    {
        _identity = identity;
        Clock = clock;
        Uplink = uplink;
        Loop = null!;
    }

    /// <summary>Place, e.g. "K07".</summary>
    public string KioskId => _identity.KioskId;

    /// <summary>The driven clock.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The connection.</summary>
    public Uplink Uplink { get; }

    /// <summary>The loop that runs since the last power-on.</summary>
    public KioskLoop Loop { get; private set; }

    /// <summary>Text of the LCD, 4 lines of 20 joined by line feeds; of the paper since it was torn off; of the residents' display.</summary>
    public string Lcd { get; } = string.Empty;

    /// <inheritdoc cref="Lcd"/>
    public string Paper { get; } = string.Empty;

    /// <inheritdoc cref="Lcd"/>
    public string Notice { get; } = string.Empty;

    /// <summary>True while the drawer stands open; <see cref="CloseDrawer"/> shuts it.</summary>
    public bool DrawerOpen { get; }

    /// <summary>False when the roll is out.</summary>
    public bool PaperPresent { get; set; } = true;

    /// <summary>Shuts the drawer by hand.</summary>
    public void CloseDrawer()
    {
        _touched = true;
    }

    /// <summary>Tears the paper off.</summary>
    public void TearPaper()
    {
        _touched = true;
    }

    /// <summary>Presses and releases a key (<see cref="Key"/>) at the clock's now.</summary>
    public void PressKey(int key)
    {
        _touched = true;
    }

    /// <summary>The scanner reads a code at the clock's now.</summary>
    public void Scan(string code)
    {
        _touched = true;
    }

    /// <summary>Sets both beams at the clock's now: bit 0 A broken, bit 1 B broken.</summary>
    public void SetBeams(int state)
    {
        _touched = true;
    }

    /// <summary>Sets what a probe will measure, in the unit of ClimateLayout; channel 0..6.</summary>
    public void SetProbe(int channel, int value)
    {
        _touched = true;
    }

    /// <summary>Makes the power fail at the n-th drive operation from now (1 = the next), with a tear mode 0..3 (none, half, all but one, full).</summary>
    public void CutPowerAt(int operations, int tearMode)
    {
        _touched = true;
    }

    /// <summary>Power off and on again: what is on the drive stays, all else is lost, a new loop starts.</summary>
    public void Restart()
    {
        Clock.PowerOn();
    }

    /// <summary>Runs the loop at the clock's now. Returns the calendar ms when it is next due. Throws <see cref="PowerCutException"/>.</summary>
    public long Step()
    {
        return Clock.CalendarMs + (_touched ? 1 : 10);
    }
}
