using System.Device.Gpio;
using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// Cash drawer on an output pin (high opens) with an optional sense input. One thread, no allocation after
/// construction.
/// </summary>
public sealed class PulseDrawer : Drawer
{
    /// <summary>Length of the pulse, milliseconds.</summary>
    public const int PulseMs = 50;

    private readonly GpioController _gpio;
    private readonly int _pin;
    private readonly int _sensePin;
    private long _endMs = long.MaxValue;

    /// <summary>
    /// Opens the pins; <paramref name="sensePin"/> is -1 when not wired, else low while the drawer is open.
    /// </summary>
    public PulseDrawer(GpioController gpio, int pin, int sensePin)
    {
        _gpio = gpio;
        _pin = pin;
        _sensePin = sensePin;
        gpio.OpenPin(pin, PinMode.Output);
        gpio.Write(pin, PinValue.Low);
        if (sensePin >= 0)
        {
            gpio.OpenPin(sensePin, PinMode.InputPullUp);
        }
    }

    /// <inheritdoc/>
    public override bool IsOpen
    {
        get { return _sensePin >= 0 && _gpio.Read(_sensePin) == PinValue.Low; }
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _gpio.Write(_pin, PinValue.High);
        _endMs = nowMs + PulseMs;
    }

    /// <inheritdoc/>
    public override long Poll(long nowMs)
    {
        if (nowMs >= _endMs)
        {
            _gpio.Write(_pin, PinValue.Low);
            _endMs = long.MaxValue;
        }

        return _endMs;
    }
}
