using System.Buffers.Binary;
using System.Text;

namespace Kiosk.Measure;

/// <summary>
/// PUBLISH packets (MQTT 3.1.1, QoS 1) of one client one behind the other, numbered from 1. Immutable. There must be
/// more of them than messages under way when they are sent again from the first, for the numbers come again too.
/// </summary>
internal sealed class IngestPackets
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    /// <summary>Assembles one packet per payload.</summary>
    public IngestPackets(string topic, IReadOnlyList<byte[]> payloads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(payloads.Count, IngestPublisher.Window);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloads.Count, ushort.MaxValue);
        using var stream = new MemoryStream();
        _starts = new int[payloads.Count + 1];
        for (int i = 0; i < payloads.Count; i++)
        {
            _starts[i] = (int)stream.Length;
            Write(stream, topic, payloads[i], (ushort)(i + 1));
        }

        _starts[^1] = (int)stream.Length;
        _bytes = stream.ToArray();
    }

    /// <summary>Number of packets.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>The bytes of some packets in a row.</summary>
    public ReadOnlyMemory<byte> Slice(int first, int count) => _bytes.AsMemory(_starts[first].._starts[first + count]);

    private static void Write(MemoryStream stream, string topic, byte[] payload, ushort id)
    {
        int rest = 2 + topic.Length + 2 + payload.Length;
        stream.WriteByte(0x32);
        while (rest > 127)
        {
            stream.WriteByte((byte)((rest & 127) | 128));
            rest >>= 7;
        }

        stream.WriteByte((byte)rest);
        Number(stream, (ushort)topic.Length);
        stream.Write(Encoding.ASCII.GetBytes(topic));
        Number(stream, id);
        stream.Write(payload);
    }

    private static void Number(MemoryStream stream, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        stream.Write(bytes);
    }
}
