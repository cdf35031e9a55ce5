namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// Keypad scanner TCA8418: setting of its lines, a queue of ten events (row x 10 + column + 1, bit 7 = pressed), an
/// overflow mark. Lines that are not set as keypad give no events. One thread.
/// </summary>
public sealed class Tca8418Chip() : VirtualChip(0x34)
{
    /// <summary>Events that the queue holds.</summary>
    public const int EventsMax = 10;

    private const int Rows = 6, State = 0x02, EventCount = 0x03, Event = 0x04, RowLines = 0x1D;

    private readonly byte[] _registers = new byte[0x2F];

    /// <summary>Levels of lines R0..R7 as their pull-ups and what is wired to them make them.</summary>
    public byte RowLevels { get; set; } = 0xFF;

    private readonly Queue<byte> _events = new();
    private int _register;

    /// <summary>The supply was away: setting and queue are lost.</summary>
    public void LosePower()
    {
        Array.Clear(_registers);
        _events.Clear();
    }

    /// <summary>A contact opens or closes: line R of the part 0..7, line C 0..9.</summary>
    public void Contact(int row, int column, bool closed)
    {
        int lines = _registers[RowLines + 1] | (_registers[RowLines + 2] << 8);
        if ((_registers[RowLines] & (1 << row)) == 0 || (lines & (1 << column)) == 0)
        {
            return;
        }

        if (_events.Count == EventsMax)
        {
            _registers[State] |= 0x08;
            return;
        }

        _events.Enqueue((byte)((row * 10) + column + 1 + (closed ? 0x80 : 0)));
        _registers[State] |= 0x01;
    }

    /// <summary>A key of the till's keypad, pressed and released.</summary>
    public void Press(int key)
    {
        Contact(key % Rows, key / Rows, closed: true);
        Contact(key % Rows, key / Rows, closed: false);
    }

    /// <inheritdoc/>
    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        _register = data[0];
        if (data.Length < 2)
        {
            return;
        }

        // State bits are cleared by writing ones.
        _registers[_register] = _register == State
            ? (byte)(_registers[State] & ~data[1]) : data[1];
    }

    /// <inheritdoc/>
    protected override void OnRead(Span<byte> data)
    {
        data[0] = _register switch
        {
            EventCount => (byte)_events.Count,
            0x14 => RowLevels,
            Event => _events.TryDequeue(out byte number) ? number : (byte)0,
            _ => _registers[_register],
        };
    }
}
