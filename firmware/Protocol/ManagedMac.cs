using System;

namespace Kiosk.Protocol;

/// <summary>
/// HMAC-SHA-256 in managed code, for runtimes without a native one. Nothing is allocated after construction.
/// One instance is used by one thread.
/// </summary>
public sealed class ManagedMac : Mac
{
    private const int InnerPad = 0x36, OuterPad = 0x5c;
    private readonly Sha256 _sha = new Sha256();
    private readonly byte[] _key = new byte[Sha256.BlockBytes];
    private readonly byte[] _inner = new byte[Length];

    /// <inheritdoc/>
    public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset)
    {
        LoadKey(key);
        StartWithPad(InnerPad);
        _sha.Update(data, offset, length);
        _sha.Finish(_inner, 0);
        FlipPad(InnerPad ^ OuterPad);
        _sha.Start();
        _sha.Update(_key, 0, _key.Length);
        _sha.Update(_inner, 0, _inner.Length);
        _sha.Finish(mac, macOffset);
        Array.Clear(_key, 0, _key.Length);
    }

    private void LoadKey(byte[] key)
    {
        Array.Clear(_key, 0, _key.Length);
        if (key.Length <= Sha256.BlockBytes)
        {
            Array.Copy(key, 0, _key, 0, key.Length);
            return;
        }

        _sha.Start();
        _sha.Update(key, 0, key.Length);
        _sha.Finish(_key, 0);
    }

    private void StartWithPad(int pad)
    {
        FlipPad(pad);
        _sha.Start();
        _sha.Update(_key, 0, _key.Length);
    }

    private void FlipPad(int pad)
    {
        for (int i = 0; i < _key.Length; i++)
        {
            _key[i] = (byte)(_key[i] ^ pad);
        }
    }
}
