using System.Text;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>A scanner whose codes come from a program; at most <see cref="BytesMax"/> bytes wait. One thread.</summary>
public sealed class VirtualScanner : Scanner
{
    /// <summary>Bytes that wait at most; the rest of a code is lost and counted.</summary>
    public const int BytesMax = 512;

    private readonly Queue<byte> _bytes = new();

    /// <summary>Bytes lost because too many waited.</summary>
    public int Lost { get; private set; }

    /// <summary>Reads a code and ends it with CR LF.</summary>
    public void Scan(string code) => Receive(Encoding.Latin1.GetBytes(code + "\r\n"));

    /// <summary>Puts raw bytes on the line.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
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
    public override bool Works => true;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int length)
    {
        int count = 0;
        while (count < length && _bytes.TryDequeue(out byte value))
        {
            buffer[offset + count++] = value;
        }

        return count;
    }
}
