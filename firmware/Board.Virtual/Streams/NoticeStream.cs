using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Streams;

/// <summary>A text display on a serial line: takes ESC [ row ; column H and Latin-1 text. One thread.</summary>
public sealed class NoticeStream : ByteStream
{
    private readonly byte[] _page = new byte[NoticeDisplay.Rows * NoticeDisplay.Columns];
    private readonly List<byte> _escape = [];
    private int _at;

    /// <summary>A blank display.</summary>
    public NoticeStream()
    {
        Array.Fill(_page, (byte)' ');
    }

    /// <summary>True makes writes fail.</summary>
    public bool Broken { get; set; }

    /// <summary>Rows joined by line feeds, trailing spaces cut.</summary>
    public string Text =>
        string.Join('\n', _page.Chunk(NoticeDisplay.Columns).Select(row => DeviceText.Decode(row).TrimEnd()));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => 0;

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Broken)
        {
            throw new IOException("The display's port failed.");
        }

        for (int i = offset; i < offset + count; i++)
        {
            Take(buffer[i]);
        }
    }

    private void Take(byte value)
    {
        if (value == 0x1B || _escape.Count > 0)
        {
            _escape.Add(value);
            if (value == 'H' && _escape.Count == 6)
            {
                _at = ((_escape[2] - '1') * NoticeDisplay.Columns) + _escape[4] - '1';
            }

            if (value == 'H' || _escape.Count > 8)
            {
                _escape.Clear();
            }

            return;
        }

        if (_at >= 0 && _at < _page.Length)
        {
            _page[_at++] = value;
        }
    }
}
