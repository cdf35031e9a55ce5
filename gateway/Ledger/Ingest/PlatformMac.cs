using System.Security.Cryptography;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>HMAC-SHA-256 of the platform, the gateway's sibling of <see cref="ManagedMac"/>.</summary>
internal sealed class PlatformMac : Mac
{
    public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset) =>
        HMACSHA256.HashData(key, data.AsSpan(offset, length), mac.AsSpan(macOffset, Length));
}
