namespace Kiosk.Firmware.Parts;

/// <summary>
/// Residents' panel, 800 x 480 pixels of one bit, that sleeps between two pages: wake it, write both layers band by
/// band, let it refresh. Nothing waits: <see cref="State"/> is asked until it says the next state. One thread (the
/// loop).
/// </summary>
public abstract class NoticeDisplay
{
    /// <summary>Bands of a layer and bytes of a band, 40 rows of 100 bytes; 1 is black.</summary>
    public const int Bands = 12, BandBytes = 4000;

    /// <summary>Sleeps; wakes; takes bands; refreshes; gave up the last page (it is reset, and may be woken).</summary>
    public const int Asleep = 0, Waking = 1, Ready = 2, Refreshing = 3, Failed = 4;

    /// <summary>Lets the panel go on and tells its state.</summary>
    public abstract int State(long nowMs);

    /// <summary>
    /// Begins a page. A partial refresh changes only the pixels that differ, faster and without a flash, but wears the
    /// panel when it is not followed by full ones.
    /// </summary>
    public abstract void Wake(bool partial, long nowMs);

    /// <summary>
    /// Takes the next band of a layer, from the top: first all of the old layer, then all of the new one. The old layer
    /// is the page shown for a partial refresh, else the new page again. The bytes may be changed.
    /// </summary>
    public abstract void Write(bool old, byte[] band);

    /// <summary>Shows what was written, then sleeps.</summary>
    public abstract void Refresh(long nowMs);

    /// <summary>
    /// False where nobody looks at the pixels (a simulated city): pages are then chosen and timed, not drawn.
    /// </summary>
    public virtual bool TakesPixels
    {
        get { return true; }
    }
}
