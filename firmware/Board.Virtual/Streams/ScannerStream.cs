using System.Text;

namespace Kiosk.Board.Virtual.Streams;

/// <summary>
/// The line of a barcode scanner; at most <see cref="BytesMax"/> bytes wait, more are lost and counted. One thread.
/// </summary>
public sealed class ScannerStream : ByteStream
{
    /// <summary>Bytes of the UART's receive buffer.</summary>
    public const int BytesMax = 256;

    private readonly Queue<byte> _bytes = new();

    /// <summary>Bytes lost since start.</summary>
    public int Lost { get; private set; }

    /// <summary>True makes reads fail.</summary>
    public bool Broken { get; set; }

    /// <summary>The scanner sends a code with CR LF.</summary>
    public void Scan(string code)
    {
        foreach (byte value in Encoding.Latin1.GetBytes(code + "\r\n"))
        {
            if (_bytes.Count >= BytesMax)
            {
                Lost++;
                continue;
            }

            _bytes.Enqueue(value);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Broken)
        {
            throw new IOException("The scanner's port failed.");
        }

        int read = 0;
        while (read < count && _bytes.TryDequeue(out byte value))
        {
            buffer[offset + read++] = value;
        }

        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
    }
}
