using Kiosk.Firmware.Parts;
using nanoFramework.Runtime.Native;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// The managed heap. The platform tells its free bytes after a collection, which it makes for that.
    /// </summary>
    public sealed class BoardMemory : Memory
    {
        /// <inheritdoc/>
        public override long FreeBytes
        {
            get { return GC.Run(false); }
        }
    }
}
