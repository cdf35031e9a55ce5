using Kiosk.Protocol;

namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Counters of the running 15-minute slot (F-FOOT-1). Owned by <see cref="FootfallCounter"/>; one thread.
/// </summary>
public sealed class FootfallSlot
{
    /// <summary>Start and end of the slot, monotonic ms.</summary>
    public long StartMs, EndMs;

    /// <summary>Start as UTC seconds, multiple of 900, or 0 when the wall time was unknown at the start.</summary>
    public long StartUtc;

    /// <summary>Busy periods begun, passages A to B and B to A, periods that could not be read.</summary>
    public int BusyPeriods, AToB, BToA, Ambiguous;

    /// <summary>Time with both beams free, ms.</summary>
    public long IdleMs;

    /// <summary>Quality bits of <see cref="FootfallLayout"/>.</summary>
    public int Quality;

    /// <summary>Begins a slot.</summary>
    public void Begin(long startMs, long endMs, long startUtc, bool partial)
    {
        StartMs = startMs;
        EndMs = endMs;
        StartUtc = startUtc;
        BusyPeriods = 0;
        AToB = 0;
        BToA = 0;
        Ambiguous = 0;
        IdleMs = 0;
        Quality = partial ? FootfallLayout.Partial : 0;
    }

    /// <summary>Sets the saturated bit: idle less than a fifth of the time covered (F-FOOT-4).</summary>
    public void JudgeIdle(long endMs)
    {
        long covered = endMs - StartMs;
        if (covered > 0 && IdleMs * 5 < covered)
        {
            Quality |= FootfallLayout.Saturated;
        }
    }

    /// <summary>Puts the values of <see cref="FootfallLayout"/> into a buffer.</summary>
    public void CopyTo(long[] values, int offset)
    {
        values[offset + FootfallLayout.SlotStart] = StartUtc;
        values[offset + FootfallLayout.BusyPeriods] = BusyPeriods;
        values[offset + FootfallLayout.IdleSeconds] = (IdleMs + 500) / 1000;
        values[offset + FootfallLayout.AToB] = AToB;
        values[offset + FootfallLayout.BToA] = BToA;
        values[offset + FootfallLayout.Ambiguous] = Ambiguous;
        values[offset + FootfallLayout.Quality] = Quality;
    }
}
