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

    /// <summary>
    /// People beyond the first of their period, and people who turned round, by <see cref="PulseReader"/>.
    /// </summary>
    public int Companions, Turns;

    /// <summary>
    /// Time with both beams free, with one broken, and time in which nobody looked (neither idle nor busy), ms.
    /// </summary>
    public long IdleMs, BusyMs, BlindMs;

    /// <summary>People who passed and its standard error, tenths of a person, once the slot is judged.</summary>
    public long PeopleTenths, ErrorTenths;

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
        Companions = 0;
        Turns = 0;
        IdleMs = 0;
        BusyMs = 0;
        BlindMs = 0;
        PeopleTenths = 0;
        ErrorTenths = 0;
        Quality = partial ? FootfallLayout.Partial : 0;
    }

    /// <summary>Adds the counters and times of another slot, +1 or -1 times; what spoils it spoils the sum.</summary>
    public void Add(FootfallSlot other, int times)
    {
        BusyPeriods += times * other.BusyPeriods;
        AToB += times * other.AToB;
        BToA += times * other.BToA;
        Ambiguous += times * other.Ambiguous;
        Companions += times * other.Companions;
        Turns += times * other.Turns;
        IdleMs += times * other.IdleMs;
        BusyMs += times * other.BusyMs;
        BlindMs += times * other.BlindMs;
        Quality |= other.Quality & FootfallLayout.NoNumber;
    }

    /// <summary>
    /// True when the slot may have a number: not blocked, flapping, dead or saturated (F-FOOT-4).
    /// </summary>
    public bool HasNumber
    {
        get { return (Quality & FootfallLayout.NoNumber) == 0; }
    }

    /// <summary>True for a whole quarter of known time in which the beams were free throughout.</summary>
    public bool IsQuiet
    {
        get
        {
            return StartUtc != 0 && Quality == 0 && BusyPeriods == 0 && BusyMs == 0 && BlindMs == 0
                && (IdleMs + 500) / 1000 == FootfallLayout.SlotSeconds;
        }
    }

    /// <summary>
    /// Sets the saturated bit (idle less than a fifth of the time that was looked at) and the partial one (more than a
    /// fifth was not looked at).
    /// </summary>
    public void JudgeTimes()
    {
        long seen = IdleMs + BusyMs;
        if (seen > 0 && IdleMs * 5 < seen)
        {
            Quality |= FootfallLayout.Saturated;
        }

        if (BlindMs * 5 > seen + BlindMs)
        {
            Quality |= FootfallLayout.Partial;
        }
    }

    /// <summary>Takes the estimate, or none when the slot may not have a number; last step of its judgement.</summary>
    public void Estimate(FlowEstimate flow, int factor, int factorError)
    {
        flow.Compute(this, factor, factorError);
        PeopleTenths = HasNumber ? flow.PeopleTenths : 0;
        ErrorTenths = HasNumber ? flow.ErrorTenths : 0;
    }

    /// <summary>Puts the values of <see cref="FootfallLayout"/> into a buffer, all but the start of the slot.</summary>
    public void CopyTo(int[] values, int offset)
    {
        values[offset + FootfallLayout.BusyPeriods] = BusyPeriods;
        values[offset + FootfallLayout.IdleSeconds] = (int)((IdleMs + 500) / 1000);
        values[offset + FootfallLayout.AToB] = AToB;
        values[offset + FootfallLayout.BToA] = BToA;
        values[offset + FootfallLayout.Ambiguous] = Ambiguous;
        values[offset + FootfallLayout.Quality] = Quality;
        values[offset + FootfallLayout.PeopleTenths] = (int)PeopleTenths;
        values[offset + FootfallLayout.ErrorTenths] = (int)ErrorTenths;
        values[offset + FootfallLayout.BlindSeconds] = (int)((BlindMs + 500) / 1000);
    }
}
