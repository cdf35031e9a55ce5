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
        private const int RestartMs = 25000;

        /// <summary>Runs until the power goes.</summary>
        public static void Main()
        {
            BoardRun run = null;
            try
            {
                run = new BoardRun(new GpioController());
                run.Run();
            }
            catch (Exception fault)
            {
                // The one place above the loop's own guards. Not fed, the watchdog restarts a board that hangs here.
                Console.WriteLine("kiosk stopped: " + fault.GetType().FullName + " " + fault.Message);
                Show(run);
            }

            Thread.Sleep(RestartMs);
            Power.RebootDevice();
        }

        private static void Show(BoardRun run)
        {
            try
            {
                if (run != null)
                {
                    run.ShowStop(RestartMs / 1000);
                }
            }
            catch (Exception fault)
            {
                Console.WriteLine("display: " + fault.Message);
            }
        }
    }
}
