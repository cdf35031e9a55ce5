using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using System.IO.Ports;
using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using I2cBus = Kiosk.Drivers.I2cBus;

namespace Kiosk.Board.Esp32
{
    /// <summary>Puts the parts of this board together; once, before the loop starts.</summary>
    public static class BoardParts
    {
#if KIOSK_WROVER
        /// <summary>Bytes of the journal area: 8 MB of flash have a drive of 2 MB.</summary>
        public const int JournalBytes = 1100000;
#else
        /// <summary>Bytes of the journal area: 16 MB of flash have a drive of 3 MB; 60 days offline (R62).</summary>
        public const int JournalBytes = 2100000;
#endif

        /// <summary>Bytes of a segment; segments of the journal.</summary>
        public const int SegmentBytes = 16384, Segments = JournalBytes / SegmentBytes;

        /// <summary>Samples the beams; started by the run once there is a supervisor.</summary>
        public static BeamTask Beams;

        /// <summary>All parts of a selling kiosk; the card terminal is null where there is none.</summary>
        public static KioskParts Make(
            GpioController gpio, Clock ticks, Uplink uplink, CardTerminal card, Drive drive, Lcd lcd)
        {
            KioskParts parts = new KioskParts(drive, Wall(ticks), uplink);
            parts.SegmentBytes = SegmentBytes;
            parts.SegmentCount = Segments;
            // The scanner only speaks and the customer's display only listens: one UART serves both.
            SerialPort counter = Port("COM3", 9600);
            EscPosPrinter printer = new EscPosPrinter(Port("COM2", 19200).BaseStream, ticks, 1900);
            Tca8418Keypad keypad = new Tca8418Keypad(Bus(Pins.KeypadBus, Pins.KeypadAddress), ticks);
            parts.Keypad = keypad;
            parts.CounterSense = new CounterLine(keypad);
            parts.Scanner = new UartScanner(counter.BaseStream);
            parts.CustomerDisplay = new Cd5220Display(counter.BaseStream, CodePage.Cp858);
            parts.Cards = card == null ? null : new CardPayment(drive, DriveFiles.CardSlots(Segments), card, 1);
            parts.Printer = printer;
            parts.Drawer = MakeDrawer(gpio, Pins.Drawer, Pins.DrawerSense, printer);
            parts.Beeper = new PinBeeper(gpio, Pins.Beeper);
            parts.Lcd = lcd;
            SampledBeams beams = new SampledBeams(gpio, Pins.BeamA, Pins.BeamB, PinValue.High, ticks);
            Beams = new BeamTask(beams, ticks);
            parts.Beams = beams;
            parts.Probes = new BoardProbes(
                new Bme280(Bus(Pins.AirBus, Pins.AirAddress)), new Scd4x(Bus(Pins.Co2Bus, Pins.Co2Address)),
                new Sps30(Bus(Pins.ParticlesBus, Pins.ParticlesAddress)),
                new SoundMeter(Bus(Pins.SoundBus, Pins.SoundAddress)),
                Release(gpio, Pins.ReleaseClock, Pins.ReleaseData, Pins.ProbePower));
            parts.NoticeDisplay = new Uc8179(Panel(), gpio, Pins.PanelCommand, Pins.PanelReset, Pins.PanelBusy);
            parts.WatchdogLatched = IsHigh(gpio, Pins.WatchdogLatch);
            parts.Memory = new BoardMemory();
            parts.MemoryCard = Storage(Pins.StorageSelect);
            parts.Supply = new SupplyPin(gpio, Pins.SupplyFail);
            return parts;
        }

        /// <summary>The internal drive with all files of the kiosk.</summary>
        public static FlashDrive MakeDrive()
        {
            return new FlashDrive(
                DriveFiles.Credentials(Segments) + DriveFiles.FilesForCredentials, JournalBytes + 65536);
        }

        /// <summary>The merchant's display, which says also why a board does not start.</summary>
        public static Lcd MakeLcd()
        {
            return new Hd44780(Bus(Pins.LcdBus, Pins.LcdAddress));
        }

        private static Clock Wall(Clock ticks)
        {
            return new RtcClock(ticks, new Ds3231(Bus(Pins.ClockBus, Pins.ClockAddress)));
        }

        /// <summary>A drawer on pins of ours, or behind the printer where the build has none for it.</summary>
        private static Drawer MakeDrawer(GpioController gpio, int pulse, int sense, EscPosPrinter printer)
        {
            if (pulse >= 0)
            {
                return new PulseDrawer(gpio, pulse, sense);
            }

            return new PrinterDrawer(printer, false, true, true);
        }

        /// <summary>What frees the probes' bus; null where the build has no pins for it.</summary>
        private static BusRelease? Release(GpioController gpio, int clock, int data, int power)
        {
            return clock < 0 ? null : new BusRelease(gpio, clock, data, power);
        }

        /// <summary>The slot for a memory card; null where the build has no pin to select it.</summary>
        private static MemoryCard? Storage(int select)
        {
            return select < 0 ? null : new SdCard(1, select);
        }

        /// <summary>The watchdog's latch; read before the first feed, which clears it.</summary>
        private static bool IsHigh(GpioController gpio, int pin)
        {
            gpio.OpenPin(pin, PinMode.Input);
            return gpio.Read(pin) == PinValue.High;
        }

        /// <summary>100 kHz: display expander, CO2 and particle sensors take no more.</summary>
        private static I2cBus Bus(int bus, int address)
        {
            return new I2cBus(I2cDevice.Create(new I2cConnectionSettings(bus, address, I2cBusSpeed.StandardMode)));
        }

        /// <summary>Write only; the SD card shares the bus and has a select line of its own.</summary>
        private static SpiDevice Panel()
        {
            SpiConnectionSettings settings = new SpiConnectionSettings(1, Pins.PanelSelect);
            settings.ClockFrequency = 4000000;
            settings.Mode = SpiMode.Mode0;
            settings.DataFlow = DataFlow.MsbFirst;
            settings.Configuration = SpiBusConfiguration.HalfDuplex;
            return SpiDevice.Create(settings);
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
