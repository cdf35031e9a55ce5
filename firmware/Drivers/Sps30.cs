using Kiosk.Firmware.Climate;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// Particulate matter by an SPS30 in its float format, read without floating point. Thirty seconds are warming
/// (F-SEN-4). The part would clean itself each week of its own running time, with a burst of its fan that stirs up
/// dust, and not say so: its own clock is switched off, we clean at each start and each week, and drop what is measured
/// meanwhile. One thread, no allocation after construction.
/// </summary>
public sealed class Sps30 : SampledPart
{
    /// <summary>
    /// Warm-up, least time between two samples, age from which the last value is stale, milliseconds.
    /// </summary>
    public const int WarmMs = 30000, SampleMs = 1000, StaleMs = 60000;

    /// <summary>Time between two cleanings; how long the fan bursts and the dust settles, milliseconds.</summary>
    public const int CleanEveryMs = 604800000, CleanMs = 15000;

    private const int ReadTries = 30, Words = 8;

    private readonly I2cBus _bus;
    private readonly StuckWatch _stuck = new StuckWatch();
    private readonly byte[] _start = new byte[] { 0x00, 0x10, 0x03, 0x00, 0xAC };
    private readonly byte[] _noAutoClean = new byte[] { 0x80, 0x04, 0x00, 0x00, 0x81, 0x00, 0x00, 0x81 };
    private readonly byte[] _clean = new byte[] { 0x56, 0x07 };
    private readonly byte[] _isReady = new byte[] { 0x02, 0x02 };
    private readonly byte[] _read = new byte[] { 0x03, 0x00 };
    private readonly byte[] _word = new byte[3];
    private readonly byte[] _data = new byte[Words * 3];
    private long _startedMs;
    private long _freshMs;
    private long _cleanedMs;
    private int _pm25;
    private int _pm10;

    /// <summary>Part on a bus; nothing is sent before the first read.</summary>
    public Sps30(I2cBus bus)
        : base(SampleMs)
    {
        _bus = bus;
    }

    /// <summary>Reads PM2.5 or PM10 in 0.1 ug/m3; returns a <see cref="ReadingCode"/>.</summary>
    public int Read(int channel, long nowMs, out int value)
    {
        value = 0;
        int code = Sampled(nowMs);
        if (code != ReadingCode.Ok)
        {
            return code;
        }

        value = channel == ClimateLayout.Pm25 ? _pm25 : _pm10;
        bool stuck = _stuck.SameFor(channel) >= StuckWatch.SamplesMax(channel);
        return !ClimateRange.Holds(channel, value) ? ReadingCode.Range : stuck ? ReadingCode.Stuck : ReadingCode.Ok;
    }

    /// <summary>
    /// Tenths of an IEEE 754 single given as its two halves, rounded half up; -1 for negative, infinite, not a number
    /// or
    /// above 100,000.
    /// </summary>
    public static int Tenths(int high, int low)
    {
        int exponent = (high >> 7) & 0xFF;
        if ((high & 0x8000) != 0 || exponent > 127 + 16)
        {
            return (high & 0x7FFF) == 0 && low == 0 ? 0 : -1;
        }

        if (exponent < 127 - 8)
        {
            return 0;
        }

        long mantissa = 0x800000 | ((high & 0x7F) << 16) | low;
        int shift = 127 + 23 - exponent;
        return (int)(((mantissa * 10) + (1L << (shift - 1))) >> shift);
    }

    /// <inheritdoc/>
    protected override int Sample(long nowMs)
    {
        if (Health.NeedsSetup)
        {
            // A part that runs already refuses; the data then tell.
            _bus.Write(_start);
            _bus.Write(_noAutoClean);
            _bus.Write(_clean);
            Health.NeedsSetup = false;
            _startedMs = nowMs;
            _freshMs = nowMs;
            _cleanedMs = nowMs;
        }

        if (nowMs - _cleanedMs >= CleanEveryMs && _bus.Write(_clean))
        {
            _cleanedMs = nowMs;
        }

        bool cleaning = nowMs - _cleanedMs < CleanMs;
        int code = Ask(_isReady, _word, 1);
        if (code == ReadingCode.Ok && (_word[1] & 1) != 0)
        {
            code = Ask(_read, _data, Words);
            if (code == ReadingCode.Ok && !cleaning)
            {
                _freshMs = nowMs;
                Keep();
            }
        }

        if (code != ReadingCode.Ok)
        {
            return code;
        }

        return cleaning || nowMs - _startedMs < WarmMs ? ReadingCode.Warming
            : nowMs - _freshMs >= StaleMs ? ReadingCode.Stale : ReadingCode.Ok;
    }

    private void Keep()
    {
        // Words: PM1.0, PM2.5, PM4, PM10, two each.
        _pm25 = Tenths(Crc8.Word(_data, 2), Crc8.Word(_data, 3));
        _pm10 = Tenths(Crc8.Word(_data, 6), Crc8.Word(_data, 7));
        _stuck.Note(ClimateLayout.Pm25, ((long)Crc8.Word(_data, 2) << 16) | (long)Crc8.Word(_data, 3));
        _stuck.Note(ClimateLayout.Pm10, ((long)Crc8.Word(_data, 6) << 16) | (long)Crc8.Word(_data, 7));
    }

    private int Ask(byte[] command, byte[] reply, int words)
    {
        if (!_bus.Write(command))
        {
            return ReadingCode.Bus;
        }

        bool read = false;
        for (int i = 0; i < ReadTries && !read; i++)
        {
            read = _bus.Read(reply);
        }

        return !read ? ReadingCode.Bus : Crc8.HoldsWords(reply, words) ? ReadingCode.Ok : ReadingCode.Crc;
    }
}
