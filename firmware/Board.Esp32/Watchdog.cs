using System.Device.Gpio;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// The external watchdog chip: resets the board when the feed pin has not changed for its window (F-WDT-1). Fed by
    /// the main loop alone, after a Step that came back.
    /// </summary>
    public sealed class Watchdog
    {
        private readonly GpioController _gpio;
        private readonly int _pin;
        private bool _high;

        /// <summary>Watchdog fed by edges on a pin.</summary>
        public Watchdog(GpioController gpio, int pin)
        {
            _gpio = gpio;
            _pin = pin;
            gpio.OpenPin(pin, PinMode.Output);
        }

        /// <summary>One edge.</summary>
        public void Feed()
        {
            _high = !_high;
            _gpio.Write(_pin, _high ? PinValue.High : PinValue.Low);
        }
    }
}
