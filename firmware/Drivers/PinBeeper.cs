using System.Device.Gpio;
using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// Beeper with an oscillator of its own on an output pin, high sounds (hardware/README.md). The pin is low from the
/// start on; while the chip restarts a resistor holds it there. One thread, no allocation after construction.
/// </summary>
public sealed class PinBeeper : Beeper
{
    private readonly GpioController _gpio;
    private readonly int _pin;

    /// <summary>Opens the pin, silent.</summary>
    public PinBeeper(GpioController gpio, int pin)
    {
        _gpio = gpio;
        _pin = pin;
        gpio.OpenPin(pin, PinMode.Output);
        gpio.Write(pin, PinValue.Low);
    }

    /// <inheritdoc/>
    public override void Sound(bool on)
    {
        _gpio.Write(_pin, on ? PinValue.High : PinValue.Low);
    }
}
