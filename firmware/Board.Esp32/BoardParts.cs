using System.Device.Gpio;
using System.Device.I2c;
using System.IO.Ports;
using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using nanoFramework.Hardware.Esp32;
using I2cBus = Kiosk.Drivers.I2cBus;

namespace Kiosk.Board.Esp32
{
    /// <summary>Puts the parts of this board together; once, before the loop starts.</summary>
    public static class BoardParts
    {
        /// <summary>Bytes of the journal area on an 8 MB board, and of a segment.</summary>
        public const int JournalBytes = 1100000, SegmentBytes = 16384;

        /// <summary>All parts of a selling kiosk; the card terminal is null where there is none.</summary>
        public static KioskParts Make(GpioController gpio, Clock ticks, Uplink uplink, CardTerminal card)
        {
            Configuration.SetPinFunction(Pins.I2cData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(Pins.I2cClock, DeviceFunction.I2C1_CLOCK);
            Configuration.SetPinFunction(Pins.PrinterTransmit, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(Pins.PrinterReceive, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(Pins.CustomerTransmit, DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(Pins.ScannerReceive, DeviceFunction.COM3_RX);

            int segments = JournalBytes / SegmentBytes;
            int files = DriveFiles.CardSlots(segments) + DriveFiles.FilesForCards;
            FlashDrive drive = new FlashDrive(files, JournalBytes + 65536);
            KioskParts parts = new KioskParts(drive, new RtcClock(ticks, new Ds3231(Bus(Pins.ClockAddress))), uplink);
            parts.SegmentBytes = SegmentBytes;
            parts.SegmentCount = segments;
            parts.Keypad = new MatrixKeypad(gpio, Pins.KeypadRows, Pins.KeypadColumns, ticks);
            // The scanner only speaks and the customer's display only listens: one UART serves both.
            SerialPort counter = Port("COM3", 9600);
            parts.Scanner = new UartScanner(counter.BaseStream);
            parts.CustomerDisplay = new Cd5220Display(counter.BaseStream, CodePage.Cp858);
            parts.Cards = card == null ? null : new CardPayment(drive, DriveFiles.CardSlots(segments), card, 1);
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
