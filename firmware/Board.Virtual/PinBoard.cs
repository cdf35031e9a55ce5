using System.Device.Gpio;
using Kiosk.Board.Virtual.Chips;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Board.Virtual.Pins;
using Kiosk.Board.Virtual.Streams;
using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Board.Virtual;

/// <summary>
/// The outside of a kiosk down to pins, buses and serial lines, under the firmware's own hardware parts. One thread.
/// </summary>
internal sealed class PinBoard : KioskFront
{
    private const int BeamA = 38, BeamB = 39, DrawerPin = 40, DrawerSense = 41, PrinterBytesPerSecond = 11520;

    private const int PanelCommand = 18, PanelReset = 21, PanelBusy = 35;

    private const int ReleaseClock = 33, ReleaseData = 34, ProbePower = 37, SupplyFail = 36, BeeperPin = 43;

    private static readonly int[] RowPins = [4, 5, 6, 7, 8, 9, 10, 11, 42];
    private static readonly int[] ColumnPins = [12, 13, 14, 15, 16, 17];

    private readonly VirtualPins _pins = new();
    private readonly KeyFingers _fingers = new();
    private readonly LcdChip _lcd = new();
    private readonly Bme280Chip _air = new(humidity: true);
    private readonly Scd4xChip _co2 = new();
    private readonly Sps30Chip _particles = new();
    private readonly SoundMeterChip _sound = new();
    private readonly ScannerStream _scanner = new();
    private readonly PrinterStream _printer = new();
    private readonly Uc8179Chip _panel;
    private readonly int[] _measured = [2150, 5200, 10132];
    private readonly Ds3231Chip _clockChip;
    private readonly RtcClock _clock;
    private GpioController? _gpio;
    private MatrixKeypad? _keypad;
    private Beams? _beams;
    private SampledBeams? _samples;
    private BusRelease? _release;
    private readonly bool _drawerOnPrinter, _sampleBeams, _supplyAlarm;
    private bool _drawerOpen;

    public PinBoard(VirtualClock clock, VirtualKioskOptions options)
    {
        (_drawerOnPrinter, _sampleBeams) = (options.DrawerOnPrinter, options.SampledBeams);
        _supplyAlarm = options.SupplyAlarm;
        _pins.Drive(SupplyFail, true);
        _panel = new Uc8179Chip(clock);
        _pins.Wire(PanelBusy, () => _panel.Ready);
        _clockChip = new Ds3231Chip(clock);
        _clock = new RtcClock(clock, new Ds3231(new I2cBus(_clockChip)));
        for (int column = 0; column < ColumnPins.Length; column++)
        {
            int wired = column;
            _pins.Wire(ColumnPins[column], () => !IsPulledLow(wired));
        }

        _pins.Drive(DrawerSense, true);
        _pins.OutputChanged = OnOutput;
        _ = new VirtualBus(_pins, ReleaseClock, ReleaseData, ProbePower, _air, _co2, _particles, _sound);
        MeasureAir();
    }

    public override string Lcd => _lcd.Text;

    public override PaperRoll Roll => _printer.Roll;

    public override bool DrawerOpen => _drawerOnPrinter ? _printer.DrawerOpen : _drawerOpen;

    public override bool PaperPresent
    {
        get => _printer.PaperPresent;
        set => _printer.PaperPresent = value;
    }

    public override bool Beeps => _pins.Level(BeeperPin);

    public override int KeysLost => _fingers.Lost + (_keypad?.Lost ?? 0);

    public override int EdgesLost => _beams?.Lost ?? 0;

    public override Clock ClockPart => _clock;

    public override void CloseDrawer()
    {
        _drawerOpen = false;
        _printer.DrawerOpen = false;
        _pins.Drive(DrawerSense, true);
    }

    public override void PressKey(int key, long nowMs) => _fingers.Press(key);

    public override void Scan(string code) => _scanner.Scan(code);

    public override void SetBeams(int state, long nowMs)
    {
        _pins.Drive(BeamA, (state & 1) != 0);
        _pins.Drive(BeamB, (state & 2) != 0);
    }

    public override void SetSupply(bool present) => _pins.Drive(SupplyFail, present);

    public override void SetProbe(int channel, int value)
    {
        switch (channel)
        {
            case ClimateLayout.Co2:
                _co2.Fault = BusFault.None;
                _co2.Co2 = value;
                break;
            case ClimateLayout.Pm25:
                _particles.Fault = BusFault.None;
                _particles.Pm25 = value / 10f;
                break;
            case ClimateLayout.Pm10:
                _particles.Fault = BusFault.None;
                _particles.Pm10 = value / 10f;
                break;
            case ClimateLayout.Sound:
                _sound.Fault = BusFault.None;
                _sound.Hear(value);
                break;
            default:
                _air.Fault = BusFault.None;
                _measured[channel] = value;
                MeasureAir();
                break;
        }
    }

    public override void FailProbe(int channel, int code)
    {
        BusFault fault = code == ReadingCode.Crc ? BusFault.BadCrc : BusFault.NoAcknowledge;
        switch (channel)
        {
            case ClimateLayout.Co2:
                _co2.Fault = fault;
                break;
            case ClimateLayout.Pm25:
            case ClimateLayout.Pm10:
                _particles.Fault = fault;
                break;
            case ClimateLayout.Sound:
                // It has no checksum: a bad line shows as a part that does not answer.
                _sound.Fault = BusFault.NoAcknowledge;
                break;
            default:
                _air.Fault = fault;
                break;
        }
    }

    public override void Fit(KioskParts parts, bool sells)
    {
        GpioController gpio = _gpio ??= new GpioController(_pins);
        _samples = _sampleBeams ? new SampledBeams(gpio, BeamA, BeamB, PinValue.High, _clock) : null;
        parts.Beams = _beams = _samples ?? (Beams)new BeamPair(gpio, BeamA, BeamB, PinValue.High, _clock);
        _release ??= new BusRelease(gpio, ReleaseClock, ReleaseData, ProbePower);
        parts.Probes = new BoardProbes(
            new Bme280(new I2cBus(_air)), new Scd4x(new I2cBus(_co2)), new Sps30(new I2cBus(_particles)),
            new SoundMeter(new I2cBus(_sound)), _release);
        parts.NoticeDisplay = new Uc8179(_panel, gpio, PanelCommand, PanelReset, PanelBusy);
        parts.Supply = _supplyAlarm ? new SupplyPin(gpio, SupplyFail) : null;
        if (sells)
        {
            parts.Keypad = _keypad = new MatrixKeypad(gpio, RowPins, ColumnPins, _clock);
            parts.Scanner = new UartScanner(_scanner);
            parts.Beeper = new PinBeeper(gpio, BeeperPin);
            parts.Lcd = new Hd44780(new I2cBus(_lcd));
            var printer = new EscPosPrinter(_printer, _clock, PrinterBytesPerSecond);
            parts.Printer = printer;
            parts.Drawer = _drawerOnPrinter ? new PrinterDrawer(printer, pin5: false, wired: true, openIsHigh: true)
                : new PulseDrawer(gpio, DrawerPin, DrawerSense);
        }
    }

    public override void Dispose()
    {
        _gpio?.Dispose();
        _pins.Dispose();
        foreach (VirtualChip chip in (VirtualChip[])[_lcd, _air, _co2, _particles, _sound, _clockChip])
        {
            chip.Dispose();
        }

        _panel.Dispose();
        foreach (ByteStream stream in (ByteStream[])[_scanner, _printer])
        {
            stream.Dispose();
        }
    }

    public override long Advance(long nowMs)
    {
        long due = _fingers.Advance(nowMs);
        if (_samples == null)
        {
            return due;
        }

        _samples.Sample();
        return Math.Min(due, nowMs + BeamSampler.SampleMs);
    }

    private bool IsPulledLow(int column)
    {
        for (int row = 0; row < RowPins.Length; row++)
        {
            if (!_pins.Level(RowPins[row]) && _fingers.IsDown((row * ColumnPins.Length) + column))
            {
                return true;
            }
        }

        return false;
    }

    private void OnOutput(int pin, bool high)
    {
        if (pin == PanelReset)
        {
            _panel.Reset(high);
        }

        _panel.DataLine = pin == PanelCommand ? high : _panel.DataLine;
        if (pin == DrawerPin && high)
        {
            _drawerOpen = true;
            _pins.Drive(DrawerSense, false);
        }
    }

    // Two parts in one box measure the same air.
    private void MeasureAir()
    {
        int temperature = _measured[ClimateLayout.Temperature], humidity = _measured[ClimateLayout.Humidity];
        _air.Measure(temperature, humidity, pascals: _measured[ClimateLayout.Pressure] * 10);
        _co2.Measure(temperature, humidity);
    }
}
