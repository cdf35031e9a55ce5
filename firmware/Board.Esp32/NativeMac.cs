using System;
using System.Security.Cryptography;
using Kiosk.Protocol;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// HMAC-SHA-256 of the chip. The platform's call takes and returns whole arrays, so each one allocates: a copy of
    /// the
    /// data and the 32-byte result.
    /// </summary>
    public sealed class NativeMac : Mac
    {
        /// <inheritdoc/>
        public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset)
        {
            byte[] source = new byte[length];
            Array.Copy(data, offset, source, 0, length);
            byte[] full = HMACSHA256.HashData(key, source);
            Array.Copy(full, 0, mac, macOffset, Mac.Length);
        }
    }
}
