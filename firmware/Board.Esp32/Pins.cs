namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// GPIO numbers on an ESP32-S3 with quad PSRAM (hardware/README.md). Not used: 26-32 flash, 0 3 45 46 straps, 19 20
    /// USB, 43 44 the service port.
    /// </summary>
    public static class Pins
    {
        /// <summary>Rows (outputs) and columns (inputs) of the keypad.</summary>
        public static readonly int[] KeypadRows = { 4, 5, 6, 7, 15, 16, 17, 18, 47 },
            KeypadColumns = { 8, 9, 10, 11, 12, 13 };

        /// <summary>I2C bus 1: LCD, battery clock, probes.</summary>
        public const int I2cData = 1, I2cClock = 2;

        /// <summary>UARTs: printer on COM2; on COM3 the scanner speaks and the customer's display listens.</summary>
        public const int PrinterTransmit = 35, PrinterReceive = 36, ScannerReceive = 38, CustomerTransmit = 39;

        /// <summary>Light beams; they read high when broken.</summary>
        public const int BeamA = 40, BeamB = 41;

        /// <summary>Drawer pulse, drawer sense, feed of the external watchdog.</summary>
        public const int Drawer = 21, DrawerSense = 14, WatchdogFeed = 42;

        /// <summary>In parallel to clock and data, to free the bus; supply of the probes, high = on.</summary>
        public const int ReleaseClock = 33, ReleaseData = 34, ProbePower = 37;

        /// <summary>I2C addresses.</summary>
        public const int LcdAddress = 0x27, ClockAddress = 0x68, AirAddress = 0x76, Co2Address = 0x62,
            ParticlesAddress = 0x69, SoundAddress = 0x48;
    }
}
