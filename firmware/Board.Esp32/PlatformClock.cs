using System;
using Kiosk.Firmware;
using nanoFramework.Runtime.Native;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// The runtime's own clock, by which TLS judges certificates (F-TIME-5). Set before the first connection, from the
    /// battery clock or else the time of the build, and put right when network time makes nonsense of it. Used by the
    /// loop's thread only.
    /// </summary>
    public sealed class PlatformClock
    {
        /// <summary>Milliseconds between two looks.</summary>
        public const int LookMs = 10000;

        private readonly TimeKeeper _time;
        private long _lookAtMs;

        /// <summary>Clock that follows a kiosk's time.</summary>
        public PlatformClock(TimeKeeper time)
        {
            _time = time;
        }

        /// <summary>Looks when it is time to.</summary>
        public void Step(long nowMs)
        {
            if (nowMs < _lookAtMs)
            {
                return;
            }

            _lookAtMs = nowMs + LookMs;
            long seconds = _time.ForPlatform(DateTime.UtcNow.ToUnixTimeSeconds(), nowMs);
            if (seconds != 0)
            {
                Rtc.SetSystemTime(DateTime.FromUnixTimeSeconds(seconds));
            }
        }
    }
}
