using System;
using System.Device.Gpio;
using System.Threading;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware;
using nanoFramework.Networking;
using nanoFramework.Runtime.Native;

namespace Kiosk.Board.Esp32
{
    /// <summary>The board: its parts, the loop, the watchdog. The loop decides everything else.</summary>
    public static class Program
    {
        /// <summary>The loop sleeps at most this long, so that the keypad is scanned in time.</summary>
        private const int SleepMsMax = 5;

        /// <summary>Runs until the power goes.</summary>
        public static void Main()
        {
            BoardIdentity identity = new BoardIdentity();
            BoardTicks ticks = new BoardTicks();
            GpioController gpio = new GpioController();
            Watchdog watchdog = new Watchdog(gpio, Pins.WatchdogFeed);
            MqttUplink uplink = new MqttUplink(identity);
            KioskIdentity kiosk = new KioskIdentity(identity.Device, identity.KioskId, identity.Secret);
            kiosk.BuildUtcSeconds = BuildTime.UtcSeconds;

            CaisseApTerminal card = identity.CardHost == null ? null
                : new CaisseApTerminal(identity.CardIdentifier, 1, true);
            CardLine line = card == null ? null : new CardLine(card, identity.CardHost, identity.CardPort);
            KioskLoop loop = new KioskLoop(BoardParts.Make(gpio, ticks, uplink, card), kiosk, new NativeMac());
            loop.Start(ticks.MonotonicMs);
            WifiNetworkHelper.SetupNetworkHelper(identity.Network, identity.Password);
            uplink.Start();
            if (line != null)
            {
                line.Start();
            }

            while (loop.RebootCode == 0)
            {
                if (line != null)
                {
                    line.Step();
                }

                long due = loop.Step(ticks.MonotonicMs);
                watchdog.Feed();
                long wait = due - ticks.MonotonicMs;
                Thread.Sleep(wait <= 0 ? 0 : wait > SleepMsMax ? SleepMsMax : (int)wait);
            }

            loop.Stop(ticks.MonotonicMs, loop.RebootCode);
            Power.RebootDevice();
        }
    }
}
