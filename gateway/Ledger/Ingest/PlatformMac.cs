using System.Security.Cryptography;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// HMAC-SHA-256 of the platform, the gateway's sibling of <see cref="ManagedMac"/>. Keeps the prepared state of the
/// last two keys: a chain seals under one and digests under another, and preparing a key costs more than a message.
/// One instance is used by one thread; a forgotten one is freed by the collector.
/// </summary>
internal sealed class PlatformMac : Mac
{
    private Prepared? _last, _before;

    public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset) =>
        Compute(key, data.AsSpan(offset, length), mac.AsSpan(macOffset, Length));

    public void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> mac)
    {
        if (_last == null || !_last.IsOf(key))
        {
            Prepared? found = _before != null && _before.IsOf(key) ? _before : null;
            if (found == null)
            {
                _before?.Dispose();
                found = new Prepared(key);
            }

            (_last, _before) = (found, _last);
        }

        _last.Hash.AppendData(data);
        _last.Hash.GetHashAndReset(mac);
    }

    private sealed class Prepared(ReadOnlySpan<byte> key) : IDisposable
    {
        private readonly byte[] _key = key.ToArray();

        public IncrementalHash Hash { get; } = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

        public bool IsOf(ReadOnlySpan<byte> key) => key.SequenceEqual(_key);

        public void Dispose() => Hash.Dispose();
    }
}
