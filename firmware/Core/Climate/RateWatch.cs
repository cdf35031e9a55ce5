using Kiosk.Protocol;

namespace Kiosk.Firmware.Climate;

/// <summary>
/// Tells a reading that moved farther than the thing measured can (F-SEN-1, rate): it is marked once, and believed when
/// the next one stands by it. Readings more than <see cref="ForgetMs"/> apart say nothing about each other. One thread,
/// no allocation after construction.
/// </summary>
public sealed class RateWatch
{
    /// <summary>Age from which the reading before does not count, milliseconds.</summary>
    public const int ForgetMs = 900000;

    private readonly int[] _last = new int[ClimateLayout.Channels];
    private readonly long[] _lastMs = new long[ClimateLayout.Channels];
    private readonly bool[] _known = new bool[ClimateLayout.Channels];

    /// <summary>
    /// Farthest that a channel moves between two readings, in the unit of <see cref="ClimateLayout"/>: 15 degrees C,
    /// 50 % humidity, 15 hPa, 10,000 ppm, 500 ug/m3; sound may do anything.
    /// </summary>
    public static int StepMax(int channel)
    {
        switch (channel)
        {
            case ClimateLayout.Temperature:
                return 1500;
            case ClimateLayout.Humidity:
                return 5000;
            case ClimateLayout.Pressure:
                return 150;
            case ClimateLayout.Co2:
                return 10000;
            case ClimateLayout.Pm25:
            case ClimateLayout.Pm10:
                return 5000;
            default:
                return int.MaxValue;
        }
    }

    /// <summary>Takes a plausible value of a channel (0..6); true when it is too far from the one before.</summary>
    public bool Note(int channel, int value, long nowMs)
    {
        int moved = value > _last[channel] ? value - _last[channel] : _last[channel] - value;
        bool fresh = _known[channel] && nowMs - _lastMs[channel] <= ForgetMs;
        _known[channel] = true;
        _last[channel] = value;
        _lastMs[channel] = nowMs;
        return fresh && moved > StepMax(channel);
    }
}
