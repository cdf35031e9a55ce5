using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Streams;

/// <summary>
/// A customer display of 2 x 20 characters that speaks CD5220 with the page of Windows-1252: ESC Q A or B, 20
/// characters, CR; ESC @ blanks it. One thread.
/// </summary>
public sealed class CustomerStream : ByteStream
{
    private const byte Escape = 0x1B, Return = 0x0D;
    private readonly byte[] _page = new byte[CustomerDisplay.Rows * CustomerDisplay.Columns];
    private readonly List<byte> _command = [];

    /// <summary>A blank display.</summary>
    public CustomerStream() => Array.Fill(_page, (byte)' ');

    /// <summary>Both lines joined by a line feed.</summary>
    public string Text =>
        string.Join('\n', _page.Chunk(CustomerDisplay.Columns).Select(row => DeviceText.Decode(row)));

    /// <summary>True makes writes fail.</summary>
    public bool Broken { get; set; }

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
        if (_command.Count == 0 && value != Escape)
        {
            return;
        }

        _command.Add(value);
        if (_command.Count == 2 && value == (byte)'@')
        {
            Array.Fill(_page, (byte)' ');
            _command.Clear();
        }
        else if (value == Return || _command.Count > 3 + CustomerDisplay.Columns)
        {
            Show();
            _command.Clear();
        }
    }

    private void Show()
    {
        int row = _command.Count > 3 && _command[1] == (byte)'Q' ? _command[2] - 'A' : -1;
        for (int i = 3; i < _command.Count - 1 && row is 0 or 1; i++)
        {
            _page[(row * CustomerDisplay.Columns) + i - 3] = _command[i];
        }
    }
}
