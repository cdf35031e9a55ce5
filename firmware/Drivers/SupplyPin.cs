using System.Device.Gpio;
using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>The supply's alarm on a pin, low while mains or 24 V are gone (hardware/README.md). One thread.</summary>
public sealed class SupplyPin : Supply
{
    private readonly GpioController _gpio;
    private readonly int _pin;

    /// <summary>Opens the pin; the alarm's comparator has its own pull-up.</summary>
    public SupplyPin(GpioController gpio, int pin)
    {
        _gpio = gpio;
        _pin = pin;
        gpio.OpenPin(pin, PinMode.Input);
    }

    /// <inheritdoc/>
    public override bool Failing
    {
        get { return _gpio.Read(_pin) == PinValue.Low; }
    }
}
