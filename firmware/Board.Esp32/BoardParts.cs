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
    public sealed class BoardParts : PartsFitter
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

        private readonly GpioController _gpio;
        private readonly Clock _ticks;
        private readonly CardTerminal _card;
        private SerialPort _counter;
        private EscPosPrinter _printer;

        /// <summary>Samples the beams; started by the run once there is a supervisor; null without beams.</summary>
        public BeamTask Beamer;

        /// <summary>Parts on the pins of a board; the card terminal is null where there is none.</summary>
        public BoardParts(GpioController gpio, Clock ticks, CardTerminal card)
        {
            _gpio = gpio;
            _ticks = ticks;
            _card = card;
        }

        /// <summary>All parts of a selling kiosk that could be made, around the three that must be there.</summary>
        public KioskParts Make(Uplink uplink, Drive drive, Lcd lcd)
        {
            KioskParts parts = new KioskParts(drive, Wall(_ticks), uplink);
            parts.SegmentBytes = SegmentBytes;
            parts.SegmentCount = Segments;
            parts.Lcd = lcd;
            parts.WatchdogLatched = IsHigh(_gpio, Pins.WatchdogLatch);
            parts.Memory = new BoardMemory();
            FitAll(parts);
            return parts;
        }

        /// <inheritdoc/>
        protected override void Fit(int part, KioskParts parts)
        {
            switch (part)
            {
                case Keypad: FitKeypad(parts); break;
                case Printer: FitPrinter(parts); break;
                case Drawer: parts.Drawer = MakeDrawer(Pins.Drawer, Pins.DrawerSense); break;
                case Scanner: parts.Scanner = new UartScanner(CounterPort().BaseStream); break;
                case CustomerDisplay:
                    parts.CustomerDisplay = new Cd5220Display(CounterPort().BaseStream, CodePage.Cp858);
                    break;
                case Cards:
                    parts.Cards = _card == null ? null
                        : new CardPayment(parts.Drive, DriveFiles.CardSlots(Segments), _card, 1);
                    break;
                case Beeper: parts.Beeper = new PinBeeper(_gpio, Pins.Beeper); break;
                case Beams: FitBeams(parts); break;
                case Probes: FitProbes(parts); break;
                case NoticeDisplay:
                    parts.NoticeDisplay = new Uc8179(
                        Panel(), _gpio, Pins.PanelCommand, Pins.PanelReset, Pins.PanelBusy);
                    break;
                case MemoryCard: parts.MemoryCard = Storage(Pins.StorageSelect); break;
                case Supply: parts.Supply = new SupplyPin(_gpio, Pins.SupplyFail); break;
                default: break;
            }
        }

        private void FitKeypad(KioskParts parts)
        {
            Tca8418Keypad keypad = new Tca8418Keypad(Bus(Pins.KeypadBus, Pins.KeypadAddress), _ticks);
            parts.Keypad = keypad;
            parts.CounterSense = new CounterLine(keypad);
        }

        private void FitPrinter(KioskParts parts)
        {
            _printer = new EscPosPrinter(Port("COM2", 19200).BaseStream, _ticks, 1900);
            parts.Printer = _printer;
        }

        private void FitBeams(KioskParts parts)
        {
            SampledBeams beams = new SampledBeams(_gpio, Pins.BeamA, Pins.BeamB, PinValue.High, _ticks);
            Beamer = new BeamTask(beams, _ticks);
            parts.Beams = beams;
        }

        private void FitProbes(KioskParts parts)
        {
            parts.Probes = new BoardProbes(
                new Bme280(Bus(Pins.AirBus, Pins.AirAddress)), new Scd4x(Bus(Pins.Co2Bus, Pins.Co2Address)),
                new Sps30(Bus(Pins.ParticlesBus, Pins.ParticlesAddress)),
                new SoundMeter(Bus(Pins.SoundBus, Pins.SoundAddress)),
                Release(_gpio, Pins.ReleaseClock, Pins.ReleaseData, Pins.ProbePower));
        }

        // The scanner only speaks and the customer's display only listens: one UART serves both.
        private SerialPort CounterPort()
        {
            if (_counter == null)
            {
                _counter = Port("COM3", 9600);
            }

            return _counter;
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
        private Drawer? MakeDrawer(int pulse, int sense)
        {
            if (pulse >= 0)
            {
                return new PulseDrawer(_gpio, pulse, sense);
            }

            return _printer == null ? null : new PrinterDrawer(_printer, false, true, true);
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
