namespace Kiosk.Ledger.Archive;

/// <summary>Streams read one after the other; the streams stay open. One thread.</summary>
internal sealed class Concatenation(IEnumerable<Stream> parts) : Stream
{
    private readonly Queue<Stream> _parts = new(parts);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_parts.TryPeek(out Stream? part))
        {
            int read = part.Read(buffer, offset, count);
            if (read > 0)
            {
                return read;
            }

            _parts.Dequeue();
        }

        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
