using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// Counts bad reads of one part in a row (F-SEN-2): at three its bus is freed, at six and nine its supply cut, and the
/// part is set up anew before the next read; from ten on it is disabled and tried once an hour. One thread, no
/// allocation.
/// </summary>
public sealed class ProbeHealth
{
    /// <summary>
    /// Bad reads before a set-up; before the part is disabled; wait of a disabled part, milliseconds.
    /// </summary>
    public const int ResetAfter = 3, DisableAfter = 10, RetryMs = 3600000;

    /// <summary>What the part needs of the bus: nothing, clocks, a moment without supply.</summary>
    public const int RemedyNone = 0, RemedyClocks = 1, RemedyPower = 2;

    private long _disabledMs;
    private int _remedy;

    /// <summary>Bad reads in a row, and since start; times set up anew.</summary>
    public int BadInRow, Bad, Resets;

    /// <summary>True when the part must be set up before it is read.</summary>
    public bool NeedsSetup = true;

    /// <summary>What the bus must do now; told once.</summary>
    public int TakeRemedy()
    {
        int remedy = _remedy;
        _remedy = RemedyNone;
        return remedy;
    }

    /// <summary>True while the part rests; after an hour one more try is let through.</summary>
    public bool IsDisabled(long nowMs)
    {
        return BadInRow >= DisableAfter && nowMs - _disabledMs < RetryMs;
    }

    /// <summary>Notes the code of a read and returns it; a tenth bad read in a row becomes disabled.</summary>
    public int Note(int code, long nowMs)
    {
        if (code != ReadingCode.Crc && code != ReadingCode.Bus)
        {
            BadInRow = 0;
            return code;
        }

        Bad++;
        BadInRow++;
        if (BadInRow % ResetAfter == 0)
        {
            NeedsSetup = true;
            Resets++;
            _remedy = BadInRow == ResetAfter ? RemedyClocks : RemedyPower;
        }

        NeedsSetup = NeedsSetup || BadInRow >= DisableAfter;

        _disabledMs = nowMs;
        return BadInRow >= DisableAfter ? ReadingCode.Disabled : code;
    }
}
