using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual;

/// <summary>The outside of a virtual kiosk: what people press, see and walk through. Times are monotonic ms.</summary>
internal abstract class KioskFront : IDisposable
{
    public abstract string Lcd { get; }

    public abstract PaperRoll Roll { get; }

    public abstract bool DrawerOpen { get; }

    public abstract bool PaperPresent { get; set; }

    /// <summary>True while the beeper sounds.</summary>
    public abstract bool Beeps { get; }

    public abstract int KeysLost { get; }

    public abstract int EdgesLost { get; }

    /// <summary>The firmware's clock when the outside has one of its own (a battery clock on a bus).</summary>
    public virtual Clock? ClockPart => null;

    public abstract void CloseDrawer();

    public abstract void PressKey(int key, long nowMs);

    public abstract void Scan(string code);

    public abstract void SetBeams(int state, long nowMs);

    public abstract void SetProbe(int channel, int value);

    public abstract void FailProbe(int channel, int code);

    /// <summary>The 24 V in front of the board's own supply come or go.</summary>
    public abstract void SetSupply(bool present);

    /// <summary>Hands the parts to a loop that starts at monotonic 0.</summary>
    public abstract void Fit(KioskParts parts, bool sells);

    /// <summary>Lets pins and buses catch up with an instant; returns when they are next due.</summary>
    public virtual long Advance(long nowMs) => long.MaxValue;

    /// <summary>Lets pins and buses go.</summary>
    public abstract void Dispose();
}
