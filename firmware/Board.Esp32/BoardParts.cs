using System.Device.Gpio;
using System.Device.I2c;
using System.IO.Ports;
using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using nanoFramework.Hardware.Esp32;
using I2cBus = Kiosk.Drivers.I2cBus;

namespace Kiosk.Board.Esp32
{
    /// <summary>Puts the parts of this board together; once, before the loop starts.</summary>
    public static class BoardParts
    {
        /// <summary>Bytes of the journal area on an 8 MB board, and of a segment.</summary>
        public const int JournalBytes = 1100000, SegmentBytes = 16384;

        /// <summary>All parts of a selling kiosk.</summary>
        public static KioskParts Make(GpioController gpio, Clock ticks, Uplink uplink)
        {
            Configuration.SetPinFunction(Pins.I2cData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(Pins.I2cClock, DeviceFunction.I2C1_CLOCK);
            Configuration.SetPinFunction(Pins.PrinterTransmit, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(Pins.PrinterReceive, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(Pins.ScannerTransmit, DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(Pins.ScannerReceive, DeviceFunction.COM3_RX);

            int segments = JournalBytes / SegmentBytes;
            int files = DriveFiles.CardSlots(segments) + DriveFiles.FilesForCards;
            FlashDrive drive = new FlashDrive(files, JournalBytes + 65536);
            KioskParts parts = new KioskParts(drive, new RtcClock(ticks, new Ds3231(Bus(Pins.ClockAddress))), uplink);
            parts.SegmentBytes = SegmentBytes;
            parts.SegmentCount = segments;
            parts.Keypad = new MatrixKeypad(gpio, Pins.KeypadRows, Pins.KeypadColumns, ticks);
            parts.Scanner = new UartScanner(Port("COM3", 9600).BaseStream);
            parts.Printer = new EscPosPrinter(Port("COM2", 19200).BaseStream, ticks, 1900);
            parts.Drawer = new PulseDrawer(gpio, Pins.Drawer, Pins.DrawerSense);
            parts.Lcd = new Hd44780(Bus(Pins.LcdAddress));
            parts.Beams = new BeamPair(gpio, Pins.BeamA, Pins.BeamB, PinValue.High, ticks);
            parts.Probes = new BoardProbes(
                new Bme280(Bus(Pins.AirAddress)), new Scd4x(Bus(Pins.Co2Address)),
                new Sps30(Bus(Pins.ParticlesAddress)), new SoundMeter(Bus(Pins.SoundAddress)),
                new BusRelease(gpio, Pins.ReleaseClock, Pins.ReleaseData, Pins.ProbePower));
            parts.Memory = new BoardMemory();
            return parts;
        }

        private static I2cBus Bus(int address)
        {
            return new I2cBus(I2cDevice.Create(new I2cConnectionSettings(1, address)));
        }

        private static SerialPort Port(string name, int baudRate)
        {
            SerialPort port = new SerialPort(name, baudRate);
            port.ReadTimeout = 1;
            port.Open();
            return port;
        }
    }
}
