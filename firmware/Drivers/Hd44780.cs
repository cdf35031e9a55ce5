using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// 20x4 character display HD44780 (ROM A00) behind a PCF8574 on I2C: RS, RW, E, light on bits 0-3, data on bits 4-7.
/// Seven
/// characters always have a programmed glyph, an eighth is the most used other accent; the rest fall back to base
/// letters.
/// Only changed rows are sent. After a failure everything is set up anew. One thread, no allocation after construction.
/// </summary>
public sealed class Hd44780 : Lcd
{
    private const byte Data = 0x01, Enable = 0x04, Light = 0x08;
    private const int Cells = Rows * Columns;

    private readonly I2cBus _bus;
    private readonly byte[] _text = new byte[Cells];
    private readonly byte[] _codes = new byte[Cells];
    private readonly byte[] _rowOut = new byte[4 * (Columns + 1)];
    private readonly byte[] _glyphOut = new byte[4 * (LcdGlyphs.GlyphRows + 1)];
    private readonly byte[] _command = new byte[4];
    private readonly byte[] _nibble = new byte[2];
    private readonly byte[] _idle = new byte[64];
    private readonly int[] _uses;
    private bool _ready;
    private int _shared = -1;

    /// <summary>Display on a bus; nothing is sent before the first line.</summary>
    public Hd44780(I2cBus bus)
    {
        _bus = bus;
        _uses = new int[LcdGlyphs.Count];
        for (int i = 0; i < Cells; i++)
        {
            _text[i] = 0x20;
        }

        for (int i = 0; i < _idle.Length; i++)
        {
            _idle[i] = Light;
        }
    }

    /// <summary>Times the display was set up since start.</summary>
    public int SetUps;

    /// <inheritdoc/>
    public override bool Show(int row, byte[] text, int offset)
    {
        System.Array.Copy(text, offset, _text, row * Columns, Columns);
        if (!_ready && !SetUp())
        {
            return false;
        }

        _ready = ShareSlot() && SendRows();
        return _ready;
    }

    /// <summary>
    /// Gives slot 7 to the most used accent that has no slot of its own; the present one keeps it when equal.
    /// </summary>
    private bool ShareSlot()
    {
        int best = _shared;
        System.Array.Clear(_uses, 0, _uses.Length);
        for (int i = 0; i < Cells; i++)
        {
            int glyph = _text[i] >= 0x80 ? LcdGlyphs.GlyphOf(_text[i]) : -1;
            if (glyph >= 0)
            {
                _uses[glyph]++;
            }
        }

        for (int glyph = LcdGlyphs.Fixed; glyph < LcdGlyphs.Count; glyph++)
        {
            if (_uses[glyph] > 0 && (best < 0 || _uses[glyph] > _uses[best]))
            {
                best = glyph;
            }
        }

        if (best == _shared)
        {
            return true;
        }

        _shared = best;
        return Program(LcdGlyphs.Fixed, best);
    }

    private bool SendRows()
    {
        for (int row = 0; row < Rows; row++)
        {
            bool changed = false;
            for (int i = row * Columns; i < (row + 1) * Columns; i++)
            {
                byte code = CodeOf(_text[i]);
                changed = changed || _codes[i] != code;
                _codes[i] = code;
            }

            if (changed && !SendRow(row))
            {
                return false;
            }
        }

        return true;
    }

    private byte CodeOf(byte character)
    {
        int glyph = character >= 0x80 ? LcdGlyphs.GlyphOf(character) : -1;
        if (glyph >= 0 && glyph < LcdGlyphs.Fixed)
        {
            return (byte)glyph;
        }

        return glyph >= 0 && glyph == _shared ? (byte)LcdGlyphs.Fixed : LcdGlyphs.RomCode(character);
    }

    private bool SendRow(int row)
    {
        int start = row == 0 ? 0x00 : row == 1 ? 0x40 : row == 2 ? 0x14 : 0x54;
        Put(_rowOut, 0, 0x80 | start, 0);
        for (int i = 0; i < Columns; i++)
        {
            Put(_rowOut, 4 * (i + 1), _codes[(row * Columns) + i], Data);
        }

        return _bus.Write(_rowOut);
    }

    private bool Program(int slot, int glyph)
    {
        Put(_glyphOut, 0, 0x40 | (slot * LcdGlyphs.GlyphRows), 0);
        for (int row = 0; row < LcdGlyphs.GlyphRows; row++)
        {
            Put(_glyphOut, 4 * (row + 1), LcdGlyphs.Row(glyph, row), Data);
        }

        return _bus.Write(_glyphOut);
    }

    /// <summary>
    /// Start-up into 4-bit mode from any state. Idle bytes stand for the waits of 4.1 ms and 1.5 ms: 64 of them take
    /// 5.8 ms
    /// at 100 kHz and 1.5 ms at 400 kHz, hence three runs each.
    /// </summary>
    private bool SetUp()
    {
        SetUps++;
        bool done = Pause();
        for (int i = 0; i < 3; i++)
        {
            done = done && Nibble(0x30) && Pause();
        }

        done = done && Nibble(0x20) && Command(0x28) && Command(0x0C) && Command(0x06) && Command(0x01) && Pause();
        for (int slot = 0; slot < LcdGlyphs.Fixed; slot++)
        {
            done = done && Program(slot, slot);
        }

        _shared = -1;
        for (int i = 0; i < Cells; i++)
        {
            _codes[i] = 0xFF;
        }

        return done;
    }

    private bool Pause()
    {
        return _bus.Write(_idle) && _bus.Write(_idle) && _bus.Write(_idle);
    }

    private bool Nibble(int high)
    {
        _nibble[0] = (byte)(high | Light | Enable);
        _nibble[1] = (byte)(high | Light);
        return _bus.Write(_nibble);
    }

    private bool Command(int value)
    {
        Put(_command, 0, value, 0);
        return _bus.Write(_command);
    }

    /// <summary>Four port bytes that clock one byte in as two nibbles.</summary>
    private static void Put(byte[] into, int at, int value, int select)
    {
        int high = (value & 0xF0) | Light | select;
        int low = ((value << 4) & 0xF0) | Light | select;
        into[at] = (byte)(high | Enable);
        into[at + 1] = (byte)high;
        into[at + 2] = (byte)(low | Enable);
        into[at + 3] = (byte)low;
    }
}
