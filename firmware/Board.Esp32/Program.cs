using System;
using System.Device.Gpio;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace Kiosk.Board.Esp32
{
    /// <summary>Starts the kiosk and never ends: the runtime would wait for a debugger for ever (F-BOOT-6).</summary>
    public static class Program
    {
        /// <summary>Before a start that failed is tried again by a restart, milliseconds.</summary>
        private const int RestartMs = 60000;

        /// <summary>Runs until the power goes.</summary>
        public static void Main()
        {
            try
            {
                new BoardRun(new GpioController()).Run();
            }
            catch (Exception fault)
            {
                // The one place above the loop's own guards. Not fed, the watchdog restarts a board that hangs here.
                Console.WriteLine("kiosk stopped: " + fault.GetType().FullName + " " + fault.Message);
            }

            Thread.Sleep(RestartMs);
            Power.RebootDevice();
        }
    }
}
