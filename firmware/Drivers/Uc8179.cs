using System.Device.Gpio;
using System.Device.Spi;
using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// E-paper 7.5", 800 x 480, black and white, with a UC8179 (Waveshare 7.5inch V2): SPI, a line that tells data from
/// commands, reset, and BUSY (low while it works). Each page wakes it from deep sleep by a reset and ends in deep sleep
/// (F-DSP-3). BUSY is looked at, never waited for: after twice the time that the work takes and a second more it is
/// reset and the page given up (F-DSP-2). One thread; nothing is allocated after construction.
/// </summary>
public sealed class Uc8179 : NoticeDisplay
{
    /// <summary>How long a full and a partial refresh take, and switching the supplies; milliseconds.</summary>
    public const int FullMs = 4200, PartialMs = 1600, PowerMs = 200;

    /// <summary>Length of the reset pulse and rest after it; BUSY means nothing so soon after a command.</summary>
    public const int ResetMs = 10, RestMs = 20, SettleMs = 100;

    private const int Sleeping = 0, InReset = 1, Resting = 2, PoweringOn = 3, Taking = 4, Working = 5, PoweringOff = 6,
        GivenUp = 7;

    private readonly SpiDevice _spi;
    private readonly GpioController _gpio;
    private readonly int _command, _reset, _busy;
    private readonly byte[] _one = new byte[1];
    private int _step;
    private int _bands;
    private bool _partial;
    private long _sinceMs;

    /// <summary>Pages given up because BUSY did not end, since start.</summary>
    public int Timeouts;

    /// <summary>Panel on an open SPI device (its select line is the device's) and three pins.</summary>
    public Uc8179(SpiDevice spi, GpioController gpio, int commandPin, int resetPin, int busyPin)
    {
        _spi = spi;
        _gpio = gpio;
        _command = commandPin;
        _reset = resetPin;
        _busy = busyPin;
        gpio.OpenPin(commandPin, PinMode.Output);
        gpio.OpenPin(resetPin, PinMode.Output);
        gpio.Write(resetPin, PinValue.High);
        gpio.OpenPin(busyPin, PinMode.Input);
    }

    /// <inheritdoc/>
    public override int State(long nowMs)
    {
        switch (_step)
        {
            case InReset:
                EndReset(nowMs);
                return Waking;
            case Resting:
                PowerOn(nowMs);
                return Waking;
            case PoweringOn:
                Await(nowMs, PowerMs);
                return _step == GivenUp ? Failed : _step == Taking ? Ready : Waking;
            case Working:
                Await(nowMs, _partial ? PartialMs : FullMs);
                return _step == GivenUp ? Failed : Refreshing;
            case PoweringOff:
                Await(nowMs, PowerMs);
                return _step == GivenUp ? Failed : _step == Sleeping ? Asleep : Refreshing;
            default:
                return _step == Taking ? Ready : _step == GivenUp ? Failed : Asleep;
        }
    }

    /// <inheritdoc/>
    public override void Wake(bool partial, long nowMs)
    {
        _partial = partial;
        _bands = 0;
        _gpio.Write(_reset, PinValue.Low);
        Go(InReset, nowMs);
    }

    /// <inheritdoc/>
    public override void Write(bool old, byte[] band)
    {
        if (_bands % Bands == 0)
        {
            Send(old ? 0x10 : 0x13);
        }

        _bands++;
        for (int i = 0; old && !_partial && i < band.Length; i++)
        {
            // A full refresh drives every pixel: each was the opposite before.
            band[i] = (byte)(band[i] ^ 0xFF);
        }

        _spi.Write(band);
    }

    /// <inheritdoc/>
    public override void Refresh(long nowMs)
    {
        Send(0x12);
        Go(Working, nowMs);
    }

    private void Go(int step, long nowMs)
    {
        _step = step;
        _sinceMs = nowMs;
    }

    private void EndReset(long nowMs)
    {
        if (nowMs - _sinceMs >= ResetMs)
        {
            _gpio.Write(_reset, PinValue.High);
            Go(Resting, nowMs);
        }
    }

    private void PowerOn(long nowMs)
    {
        if (nowMs - _sinceMs < RestMs)
        {
            return;
        }

        if (!_partial)
        {
            // Supplies of 20 V for the gates and 15 V for the sources; booster.
            Send(0x01);
            Data(0x07, 0x07, 0x3F, 0x3F);
            Send(0x06);
            Data(0x17, 0x17, 0x28, 0x17);
        }

        Send(0x04);
        Go(PoweringOn, nowMs);
    }

    /// <summary>The work under way has ended, goes on, or has taken too long.</summary>
    private void Await(long nowMs, int usualMs)
    {
        long since = nowMs - _sinceMs;
        if (since >= SettleMs && _gpio.Read(_busy) == PinValue.High)
        {
            Finish(nowMs);
        }
        else if (since >= (2 * usualMs) + 1000)
        {
            Timeouts++;
            _gpio.Write(_reset, PinValue.Low);
            _step = GivenUp;
        }
    }

    private void Finish(long nowMs)
    {
        if (_step == PoweringOn)
        {
            Configure();
            Go(Taking, nowMs);
        }
        else if (_step == Working)
        {
            Send(0x50);
            Data(0xF7);
            Send(0x02);
            Go(PoweringOff, nowMs);
        }
        else
        {
            Send(0x07);
            Data(0xA5);
            _step = Sleeping;
        }
    }

    /// <summary>Black and white by the panel's own waveforms; 800 by 480; a 1 in the new layer is black.</summary>
    private void Configure()
    {
        Send(0x00);
        Data(0x1F);
        Send(0x61);
        Data(0x03, 0x20, 0x01, 0xE0);
        Send(0x50);
        Data(_partial ? 0xA9 : 0x10);
        Data(0x07);
        if (!_partial)
        {
            Send(0x15);
            Data(0x00);
            Send(0x60);
            Data(0x22);
            return;
        }

        // The fast waveform is chosen by a temperature that the panel is told; then the whole panel as the window.
        Send(0xE0);
        Data(0x02);
        Send(0xE5);
        Data(0x6E);
        Send(0x91);
        Send(0x90);
        Data(0x00, 0x00, 0x03, 0x1F);
        Data(0x00, 0x00, 0x01, 0xDF);
        Data(0x01);
    }

    private void Send(int command)
    {
        _gpio.Write(_command, PinValue.Low);
        Data(command);
        _gpio.Write(_command, PinValue.High);
    }

    private void Data(int value)
    {
        _one[0] = (byte)value;
        _spi.Write(_one);
    }

    private void Data(int first, int second, int third, int fourth)
    {
        Data(first);
        Data(second);
        Data(third);
        Data(fourth);
    }
}
