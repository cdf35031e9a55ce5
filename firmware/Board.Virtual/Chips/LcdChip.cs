
using Kiosk.Drivers;

namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// PCF8574 with an HD44780 (ROM A00) of 4 x 20 behind it: follows the enable line, the 8-to-4-bit start-up, the two
/// memories,
/// and shows what a person would read.
/// </summary>
public sealed class LcdChip : VirtualChip
{
    private static readonly int[] RowStart = [0x00, 0x40, 0x14, 0x54];

    private readonly byte[] _display = new byte[0x80];
    private readonly byte[] _glyphs = new byte[64];
    private byte _port;
    private bool _fourBit;
    private bool _highTaken;
    private int _high;
    private int _address;
    private bool _inGlyphs;

    /// <summary>A display just switched on.</summary>
    public LcdChip()
        : base(0x27)
    {
        Array.Fill(_display, (byte)' ');
    }

    /// <summary>Commands and characters taken since power-on; commands that the chip does not know.</summary>
    public int Taken { get; private set; }

    /// <summary>True while the display is switched on and lit.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Four lines of 20 characters joined by line feeds.</summary>
    public string Text => string.Join('\n', RowStart.Select(start =>
        string.Concat(Enumerable.Range(start, 20).Select(at => Character(_display[at])))));

    /// <inheritdoc/>
    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        foreach (byte port in data)
        {
            if ((_port & 0x04) != 0 && (port & 0x04) == 0)
            {
                Latch(_port);
            }

            _port = port;
        }
    }

    /// <inheritdoc/>
    protected override void OnRead(Span<byte> data) => data.Fill(_port);

    private void Latch(byte port)
    {
        bool isData = (port & 0x01) != 0;
        int nibble = port & 0xF0;
        if (!_fourBit)
        {
            _fourBit = nibble == 0x20;
            return;
        }

        if (!_highTaken)
        {
            (_high, _highTaken) = (nibble, true);
            return;
        }

        _highTaken = false;
        Taken++;
        Take(_high | (nibble >> 4), isData);
    }

    private void Take(int value, bool isData)
    {
        if (isData && _inGlyphs)
        {
            _glyphs[_address & 0x3F] = (byte)(value & 0x1F);
            _address++;
        }
        else if (isData)
        {
            _display[_address & 0x7F] = (byte)value;
            _address = _address == 0x27 ? 0x40 : _address == 0x67 ? 0x00 : _address + 1;
        }
        else
        {
            Obey(value);
        }
    }

    private void Obey(int command)
    {
        if ((command & 0x80) != 0)
        {
            (_address, _inGlyphs) = (command & 0x7F, false);
        }
        else if ((command & 0x40) != 0)
        {
            (_address, _inGlyphs) = (command & 0x3F, true);
        }
        else if ((command & 0x20) != 0)
        {
            // Function set with DL = 1 goes back to eight bits; here the second nibble of 0x33 does so.
            _fourBit = (command & 0x10) == 0;
        }
        else if ((command & 0x08) != 0)
        {
            IsOn = (command & 0x04) != 0;
        }
        else if (command == 0x01)
        {
            Array.Fill(_display, (byte)' ');
            (_address, _inGlyphs) = (0, false);
        }
    }

    private char Character(byte code)
    {
        if (code < 0x10)
        {
            return Programmed(code & 7);
        }

        return code switch
        {
            0xDF => '°',
            0xE1 => 'ä',
            0xE2 => 'ß',
            0xE4 => 'µ',
            0xED => '£',
            0xEE => 'ñ',
            0xEF => 'ö',
            0xF5 => 'ü',
            0xFD => '÷',
            0x5C => '¥',
            0x7E => '→',
            >= 0x20 and < 0x7E => (char)code,
            _ => '\u25A1',
        };
    }

    private char Programmed(int slot)
    {
        for (int glyph = 0; glyph < LcdGlyphs.Count; glyph++)
        {
            bool same = true;
            for (int row = 0; row < LcdGlyphs.GlyphRows && same; row++)
            {
                same = _glyphs[(slot * LcdGlyphs.GlyphRows) + row] == LcdGlyphs.Row(glyph, row);
            }

            if (same)
            {
                char character = (char)LcdGlyphs.Character(glyph);
                return character == '\u0080' ? '€' : character;
            }
        }

        return '\u25A1';
    }
}
