using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kiosk.Measure;

/// <summary>
/// Smallest MQTT 3.1.1 publisher over a raw socket: QoS 1, a window of messages under way. One instance, one
/// connection. Rejected: an MQTT client library, whose own cost on the same cores would be measured with the broker.
/// </summary>
internal sealed class IngestPublisher(int port, string clientId, string? password) : IDisposable
{
    private const int Window = 20, AckBytes = 4, PacketBytesMax = 8192;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _out = new byte[Window * PacketBytesMax];
    private readonly byte[] _in = new byte[Window * AckBytes];

    /// <summary>Connects; throws <see cref="IOException"/> when the broker refuses.</summary>
    public async Task ConnectAsync()
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port);
        int at = 2;
        Text("MQTT", ref at);
        _out[at++] = 4;
        _out[at++] = (byte)(password == null ? 0x02 : 0xC2);
        _out[at++] = 0;
        _out[at++] = 0;
        Text(clientId, ref at);
        if (password != null)
        {
            Text(clientId, ref at);
            Text(password, ref at);
        }

        _out[0] = 0x10;
        _out[1] = checked((byte)(at - 2));
        await _socket.SendAsync(_out.AsMemory(0, at));
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

    /// <summary>Publishes all payloads and returns when the last one is acknowledged.</summary>
    public async Task PublishAsync(string topic, IReadOnlyList<byte[]> payloads, int count)
    {
        int sent = 0;
        long ackBytes = 0;
        while (ackBytes < (long)count * AckBytes)
        {
            int length = 0;
            while (sent < count && sent - (ackBytes / AckBytes) < Window)
            {
                Packet(topic, payloads[sent % payloads.Count], (sent % ushort.MaxValue) + 1, ref length);
                sent++;
            }

            if (length > 0)
            {
                await _socket.SendAsync(_out.AsMemory(0, length));
            }

            ackBytes += await ReceiveAsync(_in);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> ReceiveAsync(Memory<byte> room)
    {
        int got = await _socket.ReceiveAsync(room);
        return got > 0 ? got : throw new IOException($"The broker closed the connection of client {clientId}.");
    }

    private void Packet(string topic, byte[] payload, int id, ref int at)
    {
        int rest = 2 + topic.Length + 2 + payload.Length;
        _out[at++] = 0x32;
        while (rest > 127)
        {
            _out[at++] = (byte)((rest & 127) | 128);
            rest >>= 7;
        }

        _out[at++] = (byte)rest;
        Text(topic, ref at);
        BinaryPrimitives.WriteUInt16BigEndian(_out.AsSpan(at), (ushort)id);
        payload.CopyTo(_out, at + 2);
        at += 2 + payload.Length;
    }

    private void Text(string text, ref int at)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_out.AsSpan(at), (ushort)text.Length);
        at += 2 + Encoding.ASCII.GetBytes(text, _out.AsSpan(at + 2));
    }
}
