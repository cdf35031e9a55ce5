namespace Kiosk.Board.Esp32
{
    /// <summary>Written anew by every release (firmware/README.md): no clock is believed below it.</summary>
    public static class BuildTime
    {
        /// <summary>UTC seconds of the release, 2026-11-01.</summary>
        public const long UtcSeconds = 1793491200;
    }
}
