using System.Text;
using Kiosk.Board.Virtual.Streams;

namespace Kiosk.Board.Virtual.Cards;

/// <summary>
/// The kiosk's end of one connection to a <see cref="VirtualCaisseAp"/>: reads give what has arrived and fail once the
/// peer has closed and all is read. One thread.
/// </summary>
internal sealed class CaisseApConnection(VirtualCaisseAp terminal) : ByteStream
{
    private readonly Queue<byte> _in = new();
    private readonly StringBuilder _heard = new();
    private bool _peerClosed;
    private bool _closed;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        terminal.Pass();
        if (_in.Count == 0 && (_peerClosed || (terminal.Cable.IsCut && terminal.CutIsSeen)))
        {
            throw new IOException("The terminal has closed the connection.");
        }

        int read = 0;
        int most = Math.Min(count, terminal.SegmentBytes);
        while (read < most && _in.TryDequeue(out byte value))
        {
            buffer[offset + read++] = value;
        }

        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        terminal.Pass();
        if (_peerClosed || (terminal.Cable.IsCut && terminal.CutIsSeen))
        {
            throw new IOException("The terminal has closed the connection.");
        }

        for (int i = offset; i < offset + count; i++)
        {
            if (terminal.Cable.Hear())
            {
                _heard.Append((char)buffer[i]);
            }
        }

        terminal.Hear(this, _heard.ToString());
    }

    /// <summary>The terminal closes: what it said before is still read.</summary>
    public void ClosePeer() => _peerClosed = true;

    /// <inheritdoc/>
    public override void Close()
    {
        _closed = true;
        _peerClosed = true;
        _in.Clear();
        base.Close();
    }

    /// <summary>The terminal says something.</summary>
    public void Say(string text)
    {
        foreach (byte value in Encoding.Latin1.GetBytes(text))
        {
            if (!_closed && !_peerClosed && terminal.Cable.Say())
            {
                _in.Enqueue(value);
            }
        }
    }
}
