using Kiosk.Firmware.Climate;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// CO2 by an SCD40/SCD41 in periodic measurement. Self-calibration is off (a closed kiosk never sees 400 ppm each
/// week);
/// three minutes are warming; 0 ppm is no value (F-SEN-4). One thread, no allocation after construction.
/// </summary>
public sealed class Scd4x : SampledPart
{
    /// <summary>
    /// Warm-up, least time between two samples, age from which the last value is stale, milliseconds.
    /// </summary>
    public const int WarmMs = 180000, SampleMs = 5000, StaleMs = 60000;

    /// <summary>
    /// Reads tried while the part works on a command; it refuses its address until it is done (1 ms).
    /// </summary>
    public const int ReadTries = 30;

    private readonly I2cBus _bus;
    private readonly StuckWatch _stuck = new StuckWatch();
    private readonly byte[] _calibrationOff = new byte[] { 0x24, 0x16, 0x00, 0x00, 0x81 };
    private readonly byte[] _start = new byte[] { 0x21, 0xB1 };
    private readonly byte[] _isReady = new byte[] { 0xE4, 0xB8 };
    private readonly byte[] _read = new byte[] { 0xEC, 0x05 };
    private readonly byte[] _word = new byte[3];
    private readonly byte[] _data = new byte[9];
    private long _startedMs;
    private long _freshMs;

    /// <summary>Last values: CO2 in ppm, temperature in 0.01 degree C, relative humidity in 0.01 %.</summary>
    public int Co2, Temperature, Humidity;

    /// <summary>Part on a bus; nothing is sent before the first read.</summary>
    public Scd4x(I2cBus bus)
        : base(SampleMs)
    {
        _bus = bus;
    }

    /// <summary>Reads CO2 in ppm; returns a <see cref="ReadingCode"/>.</summary>
    public int Read(long nowMs, out int value)
    {
        value = 0;
        int code = Sampled(nowMs);
        if (code == ReadingCode.Ok)
        {
            value = Co2;
        }

        return code;
    }

    /// <inheritdoc/>
    protected override int Sample(long nowMs)
    {
        if (Health.NeedsSetup)
        {
            // A part that runs already refuses both; the data then tell.
            _bus.Write(_calibrationOff);
            _bus.Write(_start);
            Health.NeedsSetup = false;
            _startedMs = nowMs;
            _freshMs = nowMs;
        }

        int code = Ask(_isReady, _word, 1);
        if (code != ReadingCode.Ok)
        {
            return code;
        }

        if ((Crc8.Word(_word, 0) & 0x7FF) != 0)
        {
            code = Ask(_read, _data, 3);
            if (code != ReadingCode.Ok)
            {
                return code;
            }

            _freshMs = nowMs;
            Keep();
        }

        return Judge(nowMs);
    }

    private int Judge(long nowMs)
    {
        if (nowMs - _startedMs < WarmMs)
        {
            return ReadingCode.Warming;
        }

        if (nowMs - _freshMs >= StaleMs)
        {
            return ReadingCode.Stale;
        }

        if (!ClimateRange.Holds(ClimateLayout.Co2, Co2))
        {
            return ReadingCode.Range;
        }

        bool stuck = _stuck.SameFor(ClimateLayout.Co2) >= StuckWatch.SamplesMax(ClimateLayout.Co2);
        return stuck ? ReadingCode.Stuck : ReadingCode.Ok;
    }

    private void Keep()
    {
        Co2 = Crc8.Word(_data, 0);
        Temperature = (int)(((17500L * Crc8.Word(_data, 1)) + 32767) / 65535) - 4500;
        Humidity = (int)(((10000L * Crc8.Word(_data, 2)) + 32767) / 65535);
        _stuck.Note(ClimateLayout.Co2, Co2);
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
