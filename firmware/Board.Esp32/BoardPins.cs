using nanoFramework.Hardware.Esp32;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// Gives the bus pins of hardware/pins.json their functions, once, before a bus is opened: some have no
    /// default, the defaults of others clash with each other.
    /// </summary>
    public static class BoardPins
    {
        /// <summary>All buses of this build.</summary>
        public static void SetFunctions()
        {
            SetPinFunction(Pins.I2cData, DeviceFunction.I2C1_DATA);
            SetPinFunction(Pins.I2cClock, DeviceFunction.I2C1_CLOCK);
            SetPinFunction(Pins.SensorData, DeviceFunction.I2C2_DATA);
            SetPinFunction(Pins.SensorClock, DeviceFunction.I2C2_CLOCK);
            SetPinFunction(Pins.PrinterTransmit, DeviceFunction.COM2_TX);
            SetPinFunction(Pins.PrinterReceive, DeviceFunction.COM2_RX);
            SetPinFunction(Pins.CustomerTransmit, DeviceFunction.COM3_TX);
            SetPinFunction(Pins.ScannerReceive, DeviceFunction.COM3_RX);
            SetPinFunction(Pins.SpiClock, DeviceFunction.SPI1_CLOCK);
            SetPinFunction(Pins.SpiOut, DeviceFunction.SPI1_MOSI);
            SetPinFunction(Pins.SpiIn, DeviceFunction.SPI1_MISO);
        }

        /// <summary>A pin that this build does not have is passed over.</summary>
        private static void SetPinFunction(int pin, DeviceFunction function)
        {
            if (pin >= 0)
            {
                Configuration.SetPinFunction(pin, function);
            }
        }
    }
}
