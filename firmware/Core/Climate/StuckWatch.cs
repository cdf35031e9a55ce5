using Kiosk.Protocol;

namespace Kiosk.Firmware.Climate;

/// <summary>
/// Tells a part that repeats itself (F-SEN-3): so many identical raw words in a row that a noisy part cannot produce
/// them. One watch per stream of samples; one thread, no allocation after construction.
/// </summary>
public sealed class StuckWatch
{
    private readonly long[] _last = new long[ClimateLayout.Channels];
    private readonly int[] _same = new int[ClimateLayout.Channels];

    /// <summary>
    /// Identical samples that mean stuck: temperature 60, humidity 60, pressure 120, CO2 30, PM 120, sound 60.
    /// </summary>
    public static int SamplesMax(int channel)
    {
        switch (channel)
        {
            case ClimateLayout.Pressure:
            case ClimateLayout.Pm25:
            case ClimateLayout.Pm10:
                return 120;
            case ClimateLayout.Co2:
                return 30;
            default:
                return 60;
        }
    }

    /// <summary>Takes a raw word of a channel (0..6); true when the channel is stuck.</summary>
    public bool Note(int channel, long raw)
    {
        if (_same[channel] == 0 || _last[channel] != raw)
        {
            _last[channel] = raw;
            _same[channel] = 1;
            return false;
        }

        if (_same[channel] < SamplesMax(channel))
        {
            _same[channel]++;
        }

        return _same[channel] >= SamplesMax(channel);
    }

    /// <summary>Identical samples of a channel in a row until now, counted up to <see cref="SamplesMax"/>.</summary>
    public int SameFor(int channel)
    {
        return _same[channel];
    }

    /// <summary>Forgets a channel (after a reset of the part).</summary>
    public void Forget(int channel)
    {
        _same[channel] = 0;
    }
}
