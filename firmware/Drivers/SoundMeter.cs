using Kiosk.Firmware.Climate;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// A-weighted sound level by a decibel meter with a processor of its own (PCBA-DBM-r3, version 0x31), which gives whole
/// decibels and has no register for samples or a spectrum: no sound can leave it (F-SEN-6, GRD-2). A part of another
/// version is not spoken to. The value is the energy mean of the last hundred windows of three seconds, so that a
/// reading stands for the five minutes before it. One thread, no allocation after construction.
/// </summary>
public sealed class SoundMeter : SampledPart
{
    /// <summary>Length of a window, wait for the first ones, least time between two samples, milliseconds.</summary>
    public const int WindowMs = 3000, WarmMs = 10000, SampleMs = 1000;

    /// <summary>Windows that the part remembers; loudest level it can measure, dB.</summary>
    public const int Windows = 100, DecibelsMax = 130;

    private const int StepTenths = 5, LevelOnly = 0x31, AWeighting = 0x02, ClearHistory = 0x04;

    private readonly I2cBus _bus;
    private readonly SoundEnergy _energy = new SoundEnergy();
    private readonly StuckWatch _stuck = new StuckWatch();
    private readonly byte[] _register = new byte[1];
    private readonly byte[] _setting = new byte[2];
    private readonly byte[] _one = new byte[1];
    private readonly byte[] _history = new byte[Windows];
    private long _startedMs;
    private int _scratch = 0x5A;
    private int _level;

    /// <summary>Part on a bus; nothing is sent before the first read.</summary>
    public SoundMeter(I2cBus bus)
        : base(SampleMs)
    {
        _bus = bus;
    }

    /// <summary>Windows behind the last value, 1..<see cref="Windows"/>; 0 before the first.</summary>
    public int Count
    {
        get { return _energy.Count; }
    }

    /// <summary>Half of the 95 % interval of the last value, 0.1 dB, in steps of 0.5 dB.</summary>
    public int HalfWidth;

    /// <summary>Reads LAeq in 0.1 dB(A); returns a <see cref="ReadingCode"/>.</summary>
    public int Read(long nowMs, out int value)
    {
        value = 0;
        int code = Sampled(nowMs);
        if (code == ReadingCode.Ok)
        {
            value = _level;
        }

        return code;
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

        int code = Check();
        if (code != ReadingCode.Ok || nowMs - _startedMs < WarmMs)
        {
            return code != ReadingCode.Ok ? code : ReadingCode.Warming;
        }

        _register[0] = 0x14;
        return _bus.WriteRead(_register, _history) ? Take() : ReadingCode.Bus;
    }

    /// <summary>
    /// The part has no checksum: a byte written and read back tells that the lines carry what is sent.
    /// </summary>
    private int Check()
    {
        _scratch = ((_scratch * 5) + 3) & 0xFF;
        _register[0] = 0x05;
        if (!Set(0x05, _scratch) || !_bus.WriteRead(_register, _one))
        {
            return ReadingCode.Bus;
        }

        return _one[0] == _scratch ? ReadingCode.Ok : ReadingCode.Crc;
    }

    /// <summary>
    /// Adds the windows up; an empty one has not been measured yet, one above the range was not sent.
    /// </summary>
    private int Take()
    {
        _energy.Clear();
        long raw = 0;
        for (int i = 0; i < _history.Length; i++)
        {
            if (_history[i] > DecibelsMax)
            {
                return ReadingCode.Crc;
            }

            raw = (raw * 31) + _history[i];
            _energy.Add(_history[i]);
        }

        if (_energy.Count == 0)
        {
            return ReadingCode.Bus;
        }

        _level = _energy.MeanTenths();
        HalfWidth = (_energy.HalfWidthTenths() + StepTenths - 1) / StepTenths * StepTenths;
        bool stuck = _stuck.Note(ClimateLayout.Sound, raw);
        return !ClimateRange.Holds(ClimateLayout.Sound, _level) ? ReadingCode.Range
            : stuck ? ReadingCode.Stuck : ReadingCode.Ok;
    }

    private bool SetUp()
    {
        _register[0] = 0x00;
        if (!_bus.WriteRead(_register, _one) || _one[0] != LevelOnly)
        {
            return false;
        }

        // The low byte makes both halves of the window's length count. Windows of another length are forgotten.
        return Set(0x06, AWeighting) && Set(0x07, WindowMs >> 8) && Set(0x08, WindowMs & 0xFF)
            && Set(0x09, ClearHistory);
    }

    private bool Set(int register, int value)
    {
        _setting[0] = (byte)register;
        _setting[1] = (byte)value;
        return _bus.Write(_setting);
    }
}
