using System.Device.Gpio;
using System.Threading;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware;
using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;
using nanoFramework.Runtime.Native;

namespace Kiosk.Board.Esp32
{
    /// <summary>One run of the board: its parts, the loop, the watchdog. The loop decides everything else.</summary>
    public sealed class BoardRun
    {
        /// <summary>The loop sleeps at most this long, so that the keypad is scanned in time.</summary>
        private const int SleepMsMax = 5;

        /// <summary>Code of a restart that neither the loop nor its ladder asked for: a debugger, a tool.</summary>
        private const int RebootFromOutside = 130;

        /// <summary>The page about the identity stands so long before the till, which sells without the city.</summary>
        private const int PageMs = 4000;

        private readonly GpioController _gpio;
        private readonly BoardTicks _ticks = new BoardTicks();
        private Watchdog _watchdog;
        private Lcd _lcd;
        private int _stage = StartPage.Display;

        private KioskLoop _loop;
        private IdentityKeeper _keeper;

        /// <summary>Run on the pins of a board.</summary>
        public BoardRun(GpioController gpio)
        {
            _gpio = gpio;
        }

        /// <summary>Starts everything, the till before the network; stays until a restart is asked for.</summary>
        public void Run()
        {
            Watchdog watchdog = new Watchdog(_gpio, Pins.WatchdogFeed);
            _watchdog = watchdog;
            BoardPins.SetFunctions();
            _lcd = BoardParts.MakeLcd();
            _stage = StartPage.Drive;
            FlashDrive drive = BoardParts.MakeDrive();
            _stage = StartPage.Identity;
            _keeper = new IdentityKeeper(drive, DriveFiles.Credentials(BoardParts.Segments));
            BoardIdentity.Read(_keeper);
            DeviceIdentity identity = _keeper.Identity;
            ShowIdentity(_lcd, watchdog);
            _stage = StartPage.Parts;
            MqttUplink uplink = new MqttUplink(_keeper, _ticks);
            KioskIdentity kiosk = new KioskIdentity(identity.Device, identity.Place, identity.Secret);
            kiosk.BuildUtcSeconds = BuildTime.UtcSeconds;
            CaisseApTerminal card = identity.CardHost.Length == 0 ? null
                : new CaisseApTerminal(identity.CardIdentifier, 1, true);
            CardLine line = card == null ? null : new CardLine(card, identity.CardHost, identity.CardPort);
            BoardParts board = new BoardParts(_gpio, _ticks, card);
            KioskParts parts = board.Make(uplink, drive, _lcd);
            kiosk.Credentials = new CredentialDesk(_keeper.Slots, uplink, parts.Faults);
            _loop = new KioskLoop(parts, kiosk, new NativeMac());
            _stage = StartPage.Journal;
            drive.FeedWhileReading(watchdog);
            _loop.Start(_ticks.MonotonicMs);
            drive.FeedWhileReading(null);
            _stage = StartPage.Running;
            _keeper.Tell(parts.Faults);
            PlatformClock clock = new PlatformClock(_loop.Time);
            clock.Step(_ticks.MonotonicMs);
            Power.OnRebootEvent += OnReboot;
            if (board.Beamer != null)
            {
                board.Beamer.Start(_loop.Supervisor);
            }

            if (_keeper.Slots.Any)
            {
                uplink.Start(_loop.Supervisor);
            }
            else
            {
                _loop.Supervisor.Rest(Supervisor.LinkThread);
            }

            if (line != null)
            {
                line.Start();
            }

            Loop(watchdog, line, clock);
            _loop.Stop(_ticks.MonotonicMs, _loop.RebootCode);
            Power.RebootDevice();
        }

        /// <summary>
        /// A part ended the start, or the run: the display says at which stage, and the watchdog is fed once, so that
        /// the page stands until the next try. Without a display nobody is told.
        /// </summary>
        public void ShowStop(int secondsToNext)
        {
            if (_watchdog != null)
            {
                _watchdog.Feed();
            }

            if (_lcd != null)
            {
                StartPage.Show(_lcd, _stage, secondsToNext);
            }
        }

        // A board that cannot seal says why for ever, fed, so that the watchdog makes no loop of boots of it; one that
        // cannot connect says so and sells.
        private void ShowIdentity(Lcd lcd, Watchdog watchdog)
        {
            int stops = _keeper.StopsSelling;
            while (stops != IdentityItem.None)
            {
                IdentityPage.Show(lcd, _keeper.Identity, stops);
                watchdog.Feed();
                Thread.Sleep(PageMs);
            }

            if (_keeper.StopsConnecting != IdentityItem.None)
            {
                IdentityPage.Show(lcd, _keeper.Identity, _keeper.StopsConnecting);
                Thread.Sleep(PageMs);
            }
        }

        private void Loop(Watchdog watchdog, CardLine line, PlatformClock clock)
        {
            while (_loop.RebootCode == 0)
            {
                if (line != null)
                {
                    line.Step();
                }

                long due = _loop.Step(_ticks.MonotonicMs);
                clock.Step(_ticks.MonotonicMs);
                if (_loop.Supervisor.AllWell(_ticks.MonotonicMs))
                {
                    watchdog.Feed();
                }

                long wait = due - _ticks.MonotonicMs;
                Thread.Sleep(wait <= 0 ? 0 : wait > SleepMsMax ? SleepMsMax : (int)wait);
            }
        }

        // F-BOOT-7: whoever restarts the board, the open slot is closed; a restart of our own has done so already.
        private void OnReboot()
        {
            _loop.Stop(_ticks.MonotonicMs, RebootFromOutside);
        }
    }
}
