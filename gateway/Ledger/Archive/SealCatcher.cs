using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// A MAC that keeps what it seals: the texts computed under a 32-byte key since <see cref="Clear"/> and their seals. A
/// ticket seals two texts, its own and that of its grand-total line. (The digests inside texts use a longer-lived
/// published key of another length.) One thread.
/// </summary>
internal sealed class SealCatcher : Mac
{
    private const int SealsMax = 4, TextBytesMax = 4096;

    private readonly PlatformMac _mac = new();
    private readonly byte[][] _texts = [.. Enumerable.Range(0, SealsMax).Select(_ => new byte[TextBytesMax])];
    private readonly byte[][] _seals = [.. Enumerable.Range(0, SealsMax).Select(_ => new byte[Length])];
    private readonly int[] _lengths = new int[SealsMax];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public ReadOnlySpan<byte> Text(int index) => _texts[index].AsSpan(0, _lengths[index]);

    public ReadOnlySpan<byte> Seal(int index) => _seals[index];

    public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset)
    {
        _mac.Compute(key, data, offset, length, mac, macOffset);
        if (key.Length == KeyDerivation.KeyBytes && Count < SealsMax)
        {
            data.AsSpan(offset, length).CopyTo(_texts[Count]);
            mac.AsSpan(macOffset, Length).CopyTo(_seals[Count]);
            _lengths[Count] = length;
            Count++;
        }
    }
}
