using System.Device.Gpio;
using System.Threading;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware;
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

        private readonly GpioController _gpio;
        private readonly BoardTicks _ticks = new BoardTicks();
        private KioskLoop _loop;

        /// <summary>Run on the pins of a board.</summary>
        public BoardRun(GpioController gpio)
        {
            _gpio = gpio;
        }

        /// <summary>Starts everything, the till before the network; stays until a restart is asked for.</summary>
        public void Run()
        {
            Watchdog watchdog = new Watchdog(_gpio, Pins.WatchdogFeed);
            BoardIdentity identity = new BoardIdentity();
            MqttUplink uplink = new MqttUplink(identity, _ticks);
            KioskIdentity kiosk = new KioskIdentity(identity.Device, identity.KioskId, identity.Secret);
            kiosk.BuildUtcSeconds = BuildTime.UtcSeconds;

            CaisseApTerminal card = identity.CardHost == null ? null
                : new CaisseApTerminal(identity.CardIdentifier, 1, true);
            CardLine line = card == null ? null : new CardLine(card, identity.CardHost, identity.CardPort);
            _loop = new KioskLoop(BoardParts.Make(_gpio, _ticks, uplink, card), kiosk, new NativeMac());
            _loop.Start(_ticks.MonotonicMs);
            Power.OnRebootEvent += OnReboot;
            BoardParts.Beams.Start(_loop.Supervisor);
            uplink.Start(_loop.Supervisor);
            if (line != null)
            {
                line.Start();
            }

            Loop(watchdog, line);
            _loop.Stop(_ticks.MonotonicMs, _loop.RebootCode);
            Power.RebootDevice();
        }

        private void Loop(Watchdog watchdog, CardLine line)
        {
            while (_loop.RebootCode == 0)
            {
                if (line != null)
                {
                    line.Step();
                }

                long due = _loop.Step(_ticks.MonotonicMs);
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
