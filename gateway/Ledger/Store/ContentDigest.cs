using System.Buffers.Binary;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Store;

/// <summary>
/// 64 bits that stand for the content of many events, whatever their order: the sum of each event's FNV-1a over device,
/// sequence, boot, monotonic and wall seconds (8 bytes each, little-endian) and canonical payload. One thread.
/// </summary>
internal struct ContentDigest
{
    private const ulong Basis = 14695981039346656037, Prime = 1099511628211;
    private ulong _sum;

    public override readonly string ToString() =>
        _sum.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    public void Add(long device, Record record, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[40];
        BinaryPrimitives.WriteInt64LittleEndian(head, device);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], record.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], record.Boot);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], record.MonoSeconds);
        BinaryPrimitives.WriteInt64LittleEndian(head[32..], record.WallSeconds);
        unchecked
        {
            _sum += Hash(Hash(Basis, head), payload);
        }
    }

    private static ulong Hash(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            hash = unchecked((hash ^ value) * Prime);
        }

        return hash;
    }
}
