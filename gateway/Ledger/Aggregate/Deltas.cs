using Kiosk.Protocol;

namespace Kiosk.Ledger.Aggregate;

/// <summary>Key of one aggregate row.</summary>
internal readonly record struct SlotKey(long Device, AggregateStep Step, long Slot);

/// <summary>What one commit adds to a footfall row.</summary>
internal sealed class FootfallDelta
{
    public long AToB, BToA, Ambiguous, Busy, Idle, Valid, Invalid;

    /// <summary>People in tenths, sum of the squares of their standard errors, slots that have a number.</summary>
    public long People, Square, Numbered;

    public void Add(Record slot)
    {
        long quality = slot.Values[FootfallLayout.Quality];
        Valid += quality == 0 ? 1 : 0;
        Invalid += quality == 0 ? 0 : 1;
        if ((quality & (FootfallLayout.Flapping | FootfallLayout.Dead)) != 0)
        {
            return;
        }

        AToB += slot.Values[FootfallLayout.AToB];
        BToA += slot.Values[FootfallLayout.BToA];
        Ambiguous += slot.Values[FootfallLayout.Ambiguous];
        Busy += slot.Values[FootfallLayout.BusyPeriods];
        Idle += slot.Values[FootfallLayout.IdleSeconds];
        if ((quality & FootfallLayout.NoNumber) == 0)
        {
            AddNumber(slot);
        }
    }

    /// <summary>
    /// Quarters right before a slot in which nobody passed (its last value), 0..7; 0 in older records.
    /// </summary>
    public static long QuietBefore(Record slot) => slot.Count < FootfallLayout.CountWithQuiet
        ? 0 : Math.Clamp(slot.Values[FootfallLayout.QuietBefore], 0, FootfallLayout.QuietMax);

    /// <summary>Adds a whole quarter in which nobody passed.</summary>
    public void AddQuiet()
    {
        Valid++;
        Numbered++;
        Idle += FootfallLayout.SlotSeconds;
    }

    // Firmware before the estimate told what it could read, with the error of counting that (device.md 2.9).
    private void AddNumber(Record slot)
    {
        bool estimated = slot.Count > FootfallLayout.ErrorTenths;
        long read = slot.Values[FootfallLayout.AToB] + slot.Values[FootfallLayout.BToA]
            + slot.Values[FootfallLayout.Ambiguous];
        long error = estimated ? slot.Values[FootfallLayout.ErrorTenths] : 0;
        Numbered++;
        People += estimated ? slot.Values[FootfallLayout.PeopleTenths] : 10 * read;
        Square += estimated ? error * error : 100 * slot.Values[FootfallLayout.BusyPeriods];
    }

    public void Add(FootfallDelta other)
    {
        AToB += other.AToB;
        BToA += other.BToA;
        Ambiguous += other.Ambiguous;
        Busy += other.Busy;
        Idle += other.Idle;
        Valid += other.Valid;
        Invalid += other.Invalid;
        People += other.People;
        Square += other.Square;
        Numbered += other.Numbered;
    }
}

/// <summary>
/// What one commit adds to a climate row: count, sum, lowest, highest per channel; readings with code ok only.
/// </summary>
internal sealed class ClimateDelta
{
    public readonly long[] Counts = new long[ClimateLayout.Channels];
    public readonly long[] Sums = new long[ClimateLayout.Channels];
    public readonly long[] Lows = new long[ClimateLayout.Channels];
    public readonly long[] Highs = new long[ClimateLayout.Channels];

    /// <summary>Lowest and highest number of the curves of its readings.</summary>
    public long CurveLow = ClimateLayout.CurveMask, CurveHigh;

    public void Add(Record reading)
    {
        long codes = reading.Values[ClimateLayout.Codes];
        NoteCurves(Curve(codes), Curve(codes));
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            if (((codes >> (4 * channel)) & 15) == ReadingCode.Ok)
            {
                long value = reading.Values[channel];
                Merge(channel, 1, channel == ClimateLayout.Sound ? SoundEnergy.Of(value) : value, value, value);
            }
        }
    }

    /// <summary>Number of the curve above the codes of a reading.</summary>
    public static int Curve(long codes) => (int)(codes >> ClimateLayout.CurveShift) & ClimateLayout.CurveMask;

    public void Add(ClimateDelta other)
    {
        NoteCurves(other.CurveLow, other.CurveHigh);
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            if (other.Counts[channel] > 0)
            {
                Merge(channel, other.Counts[channel], other.Sums[channel], other.Lows[channel], other.Highs[channel]);
            }
        }
    }

    private void NoteCurves(long low, long high)
    {
        CurveLow = Math.Min(CurveLow, low);
        CurveHigh = Math.Max(CurveHigh, high);
    }

    private void Merge(int channel, long count, long sum, long low, long high)
    {
        Lows[channel] = Counts[channel] == 0 ? low : Math.Min(Lows[channel], low);
        Highs[channel] = Counts[channel] == 0 ? high : Math.Max(Highs[channel], high);
        Counts[channel] += count;
        Sums[channel] += sum;
    }
}
