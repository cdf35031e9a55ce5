using System.Device.Gpio;

namespace Kiosk.Drivers;

/// <summary>
/// Frees an I2C bus that a part holds (F-SEN-2): nine clocks and a STOP let a part end the byte it hangs in; when that
/// did not help, the probes' supply is taken away for a moment. Two pins stand in parallel to the lines and only ever
/// pull them low or let them go, a third one switches the supply (high = on). One thread, no allocation after
/// construction.
/// </summary>
public sealed class BusRelease
{
    /// <summary>Time without supply; time that the parts need with it before they are asked, milliseconds.</summary>
    public const int OffMs = 500, StartMs = 1000;

    private const int Clocks = 9;

    private readonly GpioController _gpio;
    private readonly int _clock;
    private readonly int _data;
    private readonly int _power;
    private long _onMs = long.MaxValue;
    private long _readyMs;

    /// <summary>Opens the pins: lines let go, supply on.</summary>
    public BusRelease(GpioController gpio, int clockPin, int dataPin, int powerPin)
    {
        _gpio = gpio;
        _clock = clockPin;
        _data = dataPin;
        _power = powerPin;
        gpio.OpenPin(clockPin, PinMode.Input);
        gpio.OpenPin(dataPin, PinMode.Input);
        gpio.OpenPin(powerPin, PinMode.Output);
        gpio.Write(powerPin, PinValue.High);
    }

    /// <summary>Times the bus was clocked free; times the supply was cut; since start.</summary>
    public int Clocked, Cut;

    /// <summary>Sends nine clocks with the data line free, then a STOP. Takes less than a millisecond.</summary>
    public void Clock()
    {
        Clocked++;
        for (int i = 0; i < Clocks; i++)
        {
            Pull(_clock);
            LetGo(_clock);
        }

        Pull(_clock);
        Pull(_data);
        LetGo(_clock);
        LetGo(_data);
    }

    /// <summary>Takes the supply away; <see cref="Poll"/> gives it back.</summary>
    public void CutPower(long nowMs)
    {
        Cut++;
        _gpio.Write(_power, PinValue.Low);
        _onMs = nowMs + OffMs;
        _readyMs = _onMs + StartMs;
    }

    /// <summary>False while the parts have no supply or are starting.</summary>
    public bool IsReady(long nowMs)
    {
        return _onMs == long.MaxValue && nowMs >= _readyMs;
    }

    /// <summary>Gives the supply back when it is time. Returns the monotonic ms when it wants to be called.</summary>
    public long Poll(long nowMs)
    {
        if (nowMs >= _onMs)
        {
            _gpio.Write(_power, PinValue.High);
            _readyMs = nowMs + StartMs;
            _onMs = long.MaxValue;
        }

        return _onMs;
    }

    // The level of the output is never set high: an output that drives a line up would fight the part that holds it.
    private void Pull(int pin)
    {
        _gpio.SetPinMode(pin, PinMode.Output);
        _gpio.Write(pin, PinValue.Low);
    }

    private void LetGo(int pin)
    {
        _gpio.SetPinMode(pin, PinMode.Input);
    }
}
