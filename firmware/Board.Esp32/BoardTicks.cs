using System;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// Time since start of the chip. No wall time: a board without battery clock learns it from the gateway.
    /// </summary>
    public sealed class BoardTicks : Clock
    {
        /// <inheritdoc/>
        public override long MonotonicMs
        {
            get { return Environment.TickCount64; }
        }

        /// <inheritdoc/>
        public override bool TryReadWall(out long utcSeconds, out int quality)
        {
            utcSeconds = 0;
            quality = 0;
            return false;
        }

        /// <inheritdoc/>
        public override void SetWall(long utcSeconds)
        {
            // Nothing holds it over a restart; TimeKeeper keeps the offset while the power lasts.
        }
    }
}
