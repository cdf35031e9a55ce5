using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kiosk.Measure;

/// <summary>
/// Smallest MQTT 3.1.1 publisher over a raw socket: QoS 1, a window of messages under way, every packet assembled
/// before the clock starts. One instance, one connection. Rejected: an MQTT client library, whose own cost on the same
/// cores would be measured with the broker.
/// </summary>
internal sealed class IngestPublisher(int port, string clientId, string? password) : IDisposable
{
    /// <summary>Messages under way at one time.</summary>
    public const int Window = 20;

    private const int AckBytes = 4, ConnectBytesMax = 512;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _in = new byte[Window * AckBytes];

    /// <summary>Connects; throws <see cref="IOException"/> when the broker refuses.</summary>
    public async Task ConnectAsync()
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port);
        byte[] packet = new byte[ConnectBytesMax];
        int at = 2;
        Text(packet, "MQTT", ref at);
        packet[at++] = 4;
        packet[at++] = (byte)(password == null ? 0x02 : 0xC2);
        packet[at++] = 0;
        packet[at++] = 0;
        Text(packet, clientId, ref at);
        if (password != null)
        {
            Text(packet, clientId, ref at);
            Text(packet, password, ref at);
        }

        packet[0] = 0x10;
        packet[1] = checked((byte)(at - 2));
        await SendAsync(packet.AsMemory(0, at));
        int got = 0;
        while (got < AckBytes)
        {
            got += await ReceiveAsync(_in.AsMemory(got, AckBytes - got));
        }

        if (_in[0] != 0x20 || _in[3] != 0)
        {
            throw new IOException($"The broker refused client {clientId}, code {_in[3]}.");
        }
    }

    /// <summary>
    /// Publishes the packets, from the first again after the last, and returns when message <paramref name="count"/> is
    /// acknowledged.
    /// </summary>
    public async Task PublishAsync(IngestPackets packets, int count)
    {
        int sent = 0;
        long ackBytes = 0;
        while (ackBytes < (long)count * AckBytes)
        {
            int room = Math.Min(count, (int)(ackBytes / AckBytes) + Window);
            while (sent < room)
            {
                int first = sent % packets.Count;
                int messages = Math.Min(room - sent, packets.Count - first);
                await SendAsync(packets.Slice(first, messages));
                sent += messages;
            }

            ackBytes += await ReceiveAsync(_in);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes)..];
        }
    }

    private async Task<int> ReceiveAsync(Memory<byte> room)
    {
        int got = await _socket.ReceiveAsync(room);
        return got > 0 ? got : throw new IOException($"The broker closed the connection of client {clientId}.");
    }

    private static void Text(byte[] packet, string text, ref int at)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(at), (ushort)text.Length);
        at += 2 + Encoding.ASCII.GetBytes(text, packet.AsSpan(at + 2));
    }
}
