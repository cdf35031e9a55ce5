using Kiosk.Firmware.Climate;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// Temperature, pressure and (BME280) humidity. The first second is warming (F-SEN-4); skipped and impossible raw
/// values,
/// wrong identity and a silent bus have their codes. One thread, no allocation after construction.
/// </summary>
public sealed class Bme280 : SampledPart
{
    /// <summary>Warm-up and least time between two samples, milliseconds.</summary>
    public const int WarmMs = 1000, SampleMs = 1000;

    private const int Skipped20 = 0x80000, Skipped16 = 0x8000;

    private readonly I2cBus _bus;
    private readonly Bme280Compensation _curve = new Bme280Compensation();
    private readonly StuckWatch _stuck = new StuckWatch();
    private readonly int[] _raw = new int[3];
    private readonly byte[] _register = new byte[1];
    private readonly byte[] _setting = new byte[2];
    private readonly byte[] _one = new byte[1];
    private readonly byte[] _seven = new byte[7];
    private readonly byte[] _coefficients = new byte[24];
    private readonly byte[] _data = new byte[8];
    private bool _humid;
    private long _startedMs;

    /// <summary>Part on a bus; nothing is sent before the first read.</summary>
    public Bme280(I2cBus bus)
        : base(SampleMs)
    {
        _bus = bus;
    }

    /// <summary>
    /// Reads temperature, humidity or pressure in the unit of <see cref="ClimateLayout"/>; returns a
    /// <see cref="ReadingCode"/>.
    /// </summary>
    public int Read(int channel, long nowMs, out int value)
    {
        value = 0;
        int code = Sampled(nowMs);
        if (code != ReadingCode.Ok)
        {
            return code;
        }

        int raw = _raw[channel];
        if ((channel == ClimateLayout.Humidity && !_humid) || IsSkipped(channel, raw))
        {
            return ReadingCode.Disabled;
        }

        value = Convert(channel, raw);
        bool stuck = _stuck.SameFor(channel) >= StuckWatch.SamplesMax(channel);
        return !ClimateRange.Holds(channel, value) ? ReadingCode.Range : stuck ? ReadingCode.Stuck : ReadingCode.Ok;
    }

    private static bool IsSkipped(int channel, int raw)
    {
        return raw == (channel == ClimateLayout.Humidity ? Skipped16 : Skipped20);
    }

    private int Convert(int channel, int raw)
    {
        int temperature = _curve.Temperature(_raw[ClimateLayout.Temperature]);
        if (channel == ClimateLayout.Temperature)
        {
            return temperature;
        }

        return channel == ClimateLayout.Humidity
            ? (int)(((_curve.Humidity(raw) * 100) + 512) >> 10)
            : (int)((_curve.Pressure(raw) + 1280) / 2560);
    }

    /// <inheritdoc/>
    protected override int Sample(long nowMs)
    {
        if (Health.NeedsSetup)
        {
            if (!SetUp())
            {
                return ReadingCode.Bus;
            }

            Health.NeedsSetup = false;
            _startedMs = nowMs;
        }

        _register[0] = 0xF7;
        if (!_bus.WriteRead(_register, _data) || IsBusDead())
        {
            return ReadingCode.Bus;
        }

        if (nowMs - _startedMs < WarmMs)
        {
            return ReadingCode.Warming;
        }

        _raw[ClimateLayout.Pressure] = Word20(0);
        _raw[ClimateLayout.Temperature] = Word20(3);
        _raw[ClimateLayout.Humidity] = (_data[6] << 8) | _data[7];
        for (int channel = 0; channel < _raw.Length; channel++)
        {
            _stuck.Note(channel, _raw[channel]);
        }

        return ReadingCode.Ok;
    }

    /// <summary>True when all data bytes are 0x00 or all are 0xFF: no part sends that, a dead bus does.</summary>
    private bool IsBusDead()
    {
        for (int i = 1; i < _data.Length; i++)
        {
            if (_data[i] != _data[0])
            {
                return false;
            }
        }

        return _data[0] == 0x00 || _data[0] == 0xFF;
    }

    private int Word20(int at)
    {
        return (_data[at] << 12) | (_data[at + 1] << 4) | (_data[at + 2] >> 4);
    }

    private bool SetUp()
    {
        _register[0] = 0xD0;
        if (!_bus.WriteRead(_register, _one) || (_one[0] != 0x60 && _one[0] != 0x58))
        {
            return false;
        }

        _humid = _one[0] == 0x60;
        _register[0] = 0x88;
        if (!_bus.WriteRead(_register, _coefficients) || !_curve.LoadTemperatureAndPressure(_coefficients))
        {
            return false;
        }

        if (_humid && !LoadHumidity())
        {
            return false;
        }

        return (!_humid || Set(0xF2, 0x01)) && Set(0xF4, 0x27);
    }

    private bool LoadHumidity()
    {
        _register[0] = 0xA1;
        if (!_bus.WriteRead(_register, _one))
        {
            return false;
        }

        _register[0] = 0xE1;
        if (!_bus.WriteRead(_register, _seven))
        {
            return false;
        }

        _curve.LoadHumidity(_one[0], _seven);
        return true;
    }

    private bool Set(int register, int value)
    {
        _setting[0] = (byte)register;
        _setting[1] = (byte)value;
        return _bus.Write(_setting);
    }
}
