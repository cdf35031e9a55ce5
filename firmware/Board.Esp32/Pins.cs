namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// GPIO numbers, buses and addresses of the board; -1 where a build has no such part. Made from
    /// hardware/pins.json by "kiosk hardware pins": change them there.
    /// </summary>
    public static class Pins
    {
#if KIOSK_WROVER
        /// <summary>Bus 1: data.</summary>
        public const int I2cData = 21;
        /// <summary>Bus 1: clock.</summary>
        public const int I2cClock = 22;
        /// <summary>Bus 2, shield: data.</summary>
        public const int SensorData = -1;
        /// <summary>Bus 2, shield: clock.</summary>
        public const int SensorClock = -1;
        /// <summary>Frees bus 2: clock.</summary>
        public const int ReleaseClock = -1;
        /// <summary>Frees bus 2: data.</summary>
        public const int ReleaseData = -1;
        /// <summary>Printer: transmit.</summary>
        public const int PrinterTransmit = 26;
        /// <summary>Printer: receive.</summary>
        public const int PrinterReceive = 34;
        /// <summary>Customer display CD5220: transmit.</summary>
        public const int CustomerTransmit = 27;
        /// <summary>Scanner: receive.</summary>
        public const int ScannerReceive = 35;
        /// <summary>Drawer: pulse.</summary>
        public const int Drawer = -1;
        /// <summary>Drawer: contact, low when open.</summary>
        public const int DrawerSense = -1;
        /// <summary>Beam A, high when broken.</summary>
        public const int BeamA = 32;
        /// <summary>Beam B, high when broken.</summary>
        public const int BeamB = 33;
        /// <summary>SPI: clock.</summary>
        public const int SpiClock = 18;
        /// <summary>SPI: to the parts.</summary>
        public const int SpiOut = 23;
        /// <summary>SPI: from the SD card.</summary>
        public const int SpiIn = 15;
        /// <summary>E-paper: select.</summary>
        public const int PanelSelect = 5;
        /// <summary>E-paper: data or command.</summary>
        public const int PanelCommand = 14;
        /// <summary>E-paper: reset.</summary>
        public const int PanelReset = 13;
        /// <summary>E-paper: busy, low.</summary>
        public const int PanelBusy = 19;
        /// <summary>SD card: select.</summary>
        public const int StorageSelect = -1;
        /// <summary>External watchdog: alive.</summary>
        public const int WatchdogFeed = 25;
        /// <summary>High: the watchdog has bitten.</summary>
        public const int WatchdogLatch = 36;
        /// <summary>Supply of the shield, high = on.</summary>
        public const int ProbePower = -1;
        /// <summary>Beeper: high = sound.</summary>
        public const int Beeper = 4;
        /// <summary>Low: mains or 24 V lost.</summary>
        public const int SupplyFail = 39;
        /// <summary>U3 on I2C, bus.</summary>
        public const int KeypadBus = 1;
        /// <summary>U3 on I2C, address.</summary>
        public const int KeypadAddress = 0x34;
        /// <summary>U4 on I2C, bus.</summary>
        public const int ClockBus = 1;
        /// <summary>U4 on I2C, address.</summary>
        public const int ClockAddress = 0x68;
        /// <summary>DS2 on I2C, bus.</summary>
        public const int LcdBus = 1;
        /// <summary>DS2 on I2C, address.</summary>
        public const int LcdAddress = 0x27;
        /// <summary>U6 on I2C, bus.</summary>
        public const int AirBus = 1;
        /// <summary>U6 on I2C, address.</summary>
        public const int AirAddress = 0x76;
        /// <summary>U7 on I2C, bus.</summary>
        public const int Co2Bus = 1;
        /// <summary>U7 on I2C, address.</summary>
        public const int Co2Address = 0x62;
        /// <summary>U8 on I2C, bus.</summary>
        public const int ParticlesBus = 1;
        /// <summary>U8 on I2C, address.</summary>
        public const int ParticlesAddress = 0x69;
        /// <summary>U9 on I2C, bus.</summary>
        public const int SoundBus = 1;
        /// <summary>U9 on I2C, address.</summary>
        public const int SoundAddress = 0x48;
#else
        /// <summary>Bus 1: data.</summary>
        public const int I2cData = 8;
        /// <summary>Bus 1: clock.</summary>
        public const int I2cClock = 9;
        /// <summary>Bus 2, shield: data.</summary>
        public const int SensorData = 6;
        /// <summary>Bus 2, shield: clock.</summary>
        public const int SensorClock = 7;
        /// <summary>Frees bus 2: clock.</summary>
        public const int ReleaseClock = 1;
        /// <summary>Frees bus 2: data.</summary>
        public const int ReleaseData = 14;
        /// <summary>Printer: transmit.</summary>
        public const int PrinterTransmit = 17;
        /// <summary>Printer: receive.</summary>
        public const int PrinterReceive = 18;
        /// <summary>Customer display CD5220: transmit.</summary>
        public const int CustomerTransmit = 39;
        /// <summary>Scanner: receive.</summary>
        public const int ScannerReceive = 38;
        /// <summary>Drawer: pulse.</summary>
        public const int Drawer = 21;
        /// <summary>Drawer: contact, low when open.</summary>
        public const int DrawerSense = 2;
        /// <summary>Beam A, high when broken.</summary>
        public const int BeamA = 40;
        /// <summary>Beam B, high when broken.</summary>
        public const int BeamB = 41;
        /// <summary>SPI: clock.</summary>
        public const int SpiClock = 12;
        /// <summary>SPI: to the parts.</summary>
        public const int SpiOut = 11;
        /// <summary>SPI: from the SD card.</summary>
        public const int SpiIn = 13;
        /// <summary>E-paper: select.</summary>
        public const int PanelSelect = 10;
        /// <summary>E-paper: data or command.</summary>
        public const int PanelCommand = 3;
        /// <summary>E-paper: reset.</summary>
        public const int PanelReset = 15;
        /// <summary>E-paper: busy, low.</summary>
        public const int PanelBusy = 16;
        /// <summary>SD card: select.</summary>
        public const int StorageSelect = 5;
        /// <summary>External watchdog: alive.</summary>
        public const int WatchdogFeed = 47;
        /// <summary>High: the watchdog has bitten.</summary>
        public const int WatchdogLatch = 4;
        /// <summary>Supply of the shield, high = on.</summary>
        public const int ProbePower = 48;
        /// <summary>Beeper: high = sound.</summary>
        public const int Beeper = 46;
        /// <summary>Low: mains or 24 V lost.</summary>
        public const int SupplyFail = 42;
        /// <summary>U3 on I2C, bus.</summary>
        public const int KeypadBus = 1;
        /// <summary>U3 on I2C, address.</summary>
        public const int KeypadAddress = 0x34;
        /// <summary>U4 on I2C, bus.</summary>
        public const int ClockBus = 1;
        /// <summary>U4 on I2C, address.</summary>
        public const int ClockAddress = 0x68;
        /// <summary>DS2 on I2C, bus.</summary>
        public const int LcdBus = 1;
        /// <summary>DS2 on I2C, address.</summary>
        public const int LcdAddress = 0x27;
        /// <summary>U6 on I2C, bus.</summary>
        public const int AirBus = 2;
        /// <summary>U6 on I2C, address.</summary>
        public const int AirAddress = 0x76;
        /// <summary>U7 on I2C, bus.</summary>
        public const int Co2Bus = 2;
        /// <summary>U7 on I2C, address.</summary>
        public const int Co2Address = 0x62;
        /// <summary>U8 on I2C, bus.</summary>
        public const int ParticlesBus = 2;
        /// <summary>U8 on I2C, address.</summary>
        public const int ParticlesAddress = 0x69;
        /// <summary>U9 on I2C, bus.</summary>
        public const int SoundBus = 2;
        /// <summary>U9 on I2C, address.</summary>
        public const int SoundAddress = 0x48;
#endif
    }
}
