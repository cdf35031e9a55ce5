using System.Buffers;
using System.IO.Pipelines;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Refuses a packet by its announced length, before its bytes are gathered: the broker library has no such limit and
/// would buffer up to 256 MB per connection. Works because the reader behind it consumes whole packets, so each read
/// starts at the fixed header of a packet.
/// </summary>
public sealed class PacketLimitReader : PipeReader
{
    private const int LengthBytesMax = 4;
    private readonly PipeReader _inner;
    private readonly int _bytesMax;
    private readonly Action _refused;

    /// <summary>
    /// Wraps <paramref name="inner"/>; <paramref name="refused"/> is called once per refused connection.
    /// </summary>
    public PacketLimitReader(PipeReader inner, int bytesMax, Action refused)
    {
        _inner = inner;
        _bytesMax = bytesMax;
        _refused = refused;
    }

    /// <inheritdoc/>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await _inner.ReadAsync(cancellationToken);
        return Check(result);
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        bool any = _inner.TryRead(out result);
        if (any)
        {
            Check(result);
        }

        return any;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => _inner.AdvanceTo(consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
        _inner.AdvanceTo(consumed, examined);

    /// <inheritdoc/>
    public override void CancelPendingRead() => _inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    /// <summary>
    /// Whole length of the packet that opens the buffer, header included; 0 while the header is not complete;
    /// -1 when its length field is malformed (MQTT 3.1.1, 2.2.3).
    /// </summary>
    public static long AnnouncedLength(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out _))
        {
            return 0;
        }

        long length = 0;
        for (int index = 0; index < LengthBytesMax; index++)
        {
            if (!reader.TryRead(out byte part))
            {
                return 0;
            }

            length |= (long)(part & 0x7F) << (7 * index);
            if ((part & 0x80) == 0)
            {
                return length + reader.Consumed;
            }
        }

        return -1;
    }

    private ReadResult Check(ReadResult result)
    {
        long length = AnnouncedLength(result.Buffer);
        if (length >= 0 && length <= _bytesMax)
        {
            return result;
        }

        _refused();
        _inner.AdvanceTo(result.Buffer.End);
        throw new InvalidDataException($"packet of {length} bytes where {_bytesMax} are allowed");
    }
}
