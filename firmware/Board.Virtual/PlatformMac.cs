using System.Security.Cryptography;
using Kiosk.Protocol;

namespace Kiosk.Board.Virtual;

/// <summary>HMAC-SHA-256 of the host platform; stands for the native one of the board. Thread-safe.</summary>
public sealed class PlatformMac : Mac
{
    /// <inheritdoc/>
    public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset) =>
        HMACSHA256.HashData(key, data.AsSpan(offset, length), mac.AsSpan(macOffset, Length));
}
