using Kiosk.Firmware.Footfall;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// Passages of each hour of the week as this kiosk knows them, to say whether an hour was usual. Takes whole hours with
/// a number only, of the pavement's beams only (GRD-1). An hour is told 15 minutes after it has ended (GRD-10). One
/// thread; nothing is allocated after construction.
/// </summary>
public sealed class FootfallHabit
{
    /// <summary>Hours of a week; weeks until an hour has a habit; seconds from the end of an hour until it is
    /// told.</summary>
    public const int Hours = 168, WeeksNeeded = 3, DelaySeconds = 900;

    /// <summary>Bytes at rest: a mean and a number of weeks for each hour.</summary>
    public const int ByteCount = Hours * 3;

    private const int MeanMax = 65535, WeeksMax = 255, HourSeconds = 3600;
    private readonly FootfallCounter _counter;
    private readonly byte[] _state = new byte[ByteCount];
    private long _told = -1;

    /// <summary>Habit of a counter's passages.</summary>
    public FootfallHabit(FootfallCounter counter)
    {
        _counter = counter;
    }

    /// <summary>True when the means changed since <see cref="Write"/>.</summary>
    public bool Changed;

    /// <summary>Follows the clock; gives the facts the last whole hour once it may be told.</summary>
    public void Follow(long nowUtc, PageFacts facts)
    {
        WholeHour last = _counter.Hour;
        if (last.StartUtc == _told || nowUtc - last.StartUtc < HourSeconds + DelaySeconds)
        {
            return;
        }

        _told = last.StartUtc;
        int count = last.People > MeanMax ? MeanMax : last.People;
        long hour = _told / HourSeconds;
        facts.Passages.Take(count, _told + HourSeconds);
        facts.HourFrom = _told;
        facts.Habit = Compare(hour, count);
        Learn(hour, count);
    }

    /// <summary>Copies the state for the drive.</summary>
    public void Write(byte[] buffer)
    {
        System.Array.Copy(_state, buffer, ByteCount);
        Changed = false;
    }

    /// <summary>Takes the state that the drive kept.</summary>
    public void Read(byte[] buffer)
    {
        System.Array.Copy(buffer, _state, ByteCount);
    }

    private int Compare(long hour, int count)
    {
        int at = Index(hour);
        if (_state[at + 2] < WeeksNeeded)
        {
            return PageFacts.NotKnown;
        }

        int mean = Bytes.GetU16(_state, at);
        int apart = mean / 3 > 8 ? mean / 3 : 8;
        return count > mean + apart ? PageFacts.More : count < mean - apart ? PageFacts.Fewer : PageFacts.Usual;
    }

    private void Learn(long hour, int count)
    {
        int at = Index(hour);
        int weeks = _state[at + 2];
        int mean = weeks == 0 ? count : ((3 * Bytes.GetU16(_state, at)) + count + 2) / 4;
        Bytes.PutU16(_state, at, mean);
        _state[at + 2] = (byte)(weeks < WeeksMax ? weeks + 1 : weeks);
        Changed = true;
    }

    private static int Index(long hour)
    {
        long local = ParisDay.LocalSeconds(hour * HourSeconds) / HourSeconds;
        return (int)(local % Hours) * 3;
    }
}
