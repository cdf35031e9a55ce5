using Kiosk.Fiscal;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// One printed line (or two, when left and right do not fit side by side) with its ESC/POS commands, built in a fixed
/// buffer and translated to the printer's code page. One thread.
/// </summary>
public sealed class ReceiptLine
{
    /// <summary>Bytes of the longest piece: two lines of 48 columns, commands and folded letters included.</summary>
    public const int BytesMax = 256;

    /// <summary>What goes to the printer; the first <see cref="Length"/> bytes count.</summary>
    public readonly byte[] Bytes = new byte[BytesMax];

    /// <summary>Length of <see cref="Bytes"/>.</summary>
    public int Length;

    private const int SideMax = 96, Ean13Digits = 13, BarsHigh = 64;
    private readonly byte[] _left = new byte[SideMax + 2];
    private readonly byte[] _right = new byte[SideMax + 2];
    private int _leftLength, _rightLength, _columns, _page;
    private bool _wide;

    /// <summary>Sets columns (32, 42, 48) and code page (<see cref="CodePage"/>).</summary>
    public void SetUp(int columns, int page)
    {
        _columns = columns;
        _page = page;
    }

    /// <summary>Letters twice as high, and twice as wide too when wanted: half as many fit then.</summary>
    public void Large(bool wide)
    {
        _wide = wide;
        Command(0x1D, 0x21, wide ? 0x11 : 0x01);
    }

    /// <summary>Bold letters on or off.</summary>
    public void Bold(bool on)
    {
        Command(0x1B, 0x45, on ? 1 : 0);
    }

    /// <summary>Back to letters of the usual size and weight, at the left.</summary>
    public void Plain()
    {
        _wide = false;
        Command(0x1D, 0x21, 0);
        Command(0x1B, 0x45, 0);
        Command(0x1B, 0x61, 0);
    }

    /// <summary>Starts an empty line.</summary>
    public void Begin()
    {
        Length = 0;
        _wide = false;
        NextLine();
    }

    /// <summary>Starts a further line in the same piece.</summary>
    public void NextLine()
    {
        _leftLength = 0;
        _rightLength = 0;
    }

    /// <summary>Appends command bytes as they are.</summary>
    public void Command(int first, int second, int third)
    {
        Raw(first);
        Raw(second);
        Raw(third);
    }

    /// <summary>A barcode EAN-13 in the middle, with its digits below; 13 digits with the check digit.</summary>
    public void Ean13(long code)
    {
        Command(0x1B, 0x61, 1);
        Command(0x1D, 0x68, BarsHigh);
        Command(0x1D, 0x48, 2);
        Command(0x1D, 0x6B, 0x43);
        Raw(Ean13Digits);
        Digits.WriteFixed(Bytes, Length, code, Ean13Digits);
        Length += Ean13Digits;
        Raw(10);
        Command(0x1B, 0x61, 0);
    }

    /// <summary>Appends one byte as it is.</summary>
    public void Raw(int value)
    {
        if (Length < BytesMax)
        {
            Bytes[Length] = (byte)value;
            Length++;
        }
    }

    /// <summary>Adds text to the left side.</summary>
    public void Left(string text)
    {
        for (int i = 0; i < text.Length && _leftLength < SideMax; i++)
        {
            _leftLength += CodePage.Spell(_page, text[i], _left, _leftLength);
        }
    }

    /// <summary>Adds bytes to the left side, without trailing spaces.</summary>
    public void Left(byte[] text, int offset, int length)
    {
        while (length > 0 && text[offset + length - 1] == (byte)' ')
        {
            length--;
        }

        for (int i = 0; i < length && _leftLength < SideMax; i++)
        {
            _leftLength += CodePage.Spell(_page, text[offset + i], _left, _leftLength);
        }
    }

    /// <summary>Adds ASCII bytes to the left side, all of them.</summary>
    public void LeftPart(byte[] text, int offset, int length)
    {
        for (int i = 0; i < length && _leftLength < SideMax; i++)
        {
            _left[_leftLength] = text[offset + i];
            _leftLength++;
        }
    }

    /// <summary>Adds a number of 0 or more to the left side, padded with zeros.</summary>
    public void LeftNumber(long value, int width)
    {
        int needed = Digits.Width(value);
        int digits = needed > width ? needed : width;
        if (_leftLength + digits <= SideMax)
        {
            Digits.WriteFixed(_left, _leftLength, value, digits);
            _leftLength += digits;
        }
    }

    /// <summary>Adds a number to the left side, with its sign when below 0.</summary>
    public void LeftNumberSigned(long value)
    {
        if (_leftLength + Digits.Max <= SideMax)
        {
            _leftLength += Digits.Write(_left, _leftLength, value);
        }
    }

    /// <summary>Adds cents to the left side.</summary>
    public void LeftAmount(long cents)
    {
        if (_leftLength + Amounts.Max <= SideMax)
        {
            _leftLength += Amounts.Write(_left, _leftLength, cents);
        }
    }

    /// <summary>Adds text to the right side.</summary>
    public void Right(string text)
    {
        for (int i = 0; i < text.Length && _rightLength < SideMax; i++)
        {
            _rightLength += CodePage.Spell(_page, text[i], _right, _rightLength);
        }
    }

    /// <summary>Adds bytes to the right side.</summary>
    public void Right(byte[] text, int length)
    {
        for (int i = 0; i < length && _rightLength < SideMax; i++)
        {
            _rightLength += CodePage.Spell(_page, text[i], _right, _rightLength);
        }
    }

    /// <summary>Adds cents to the right side, padded with spaces to a width (0 none).</summary>
    public void RightAmount(long cents, int width)
    {
        if (_rightLength + Amounts.Max + width <= SideMax)
        {
            int length = Amounts.Write(_right, _rightLength, cents);
            PadRightSide(length, width);
        }
    }

    /// <summary>Adds a number of 0 or more to the right side.</summary>
    public void RightNumber(long value)
    {
        if (_rightLength + Digits.Max <= SideMax)
        {
            _rightLength += Digits.Write(_right, _rightLength, value);
        }
    }

    /// <summary>Adds a VAT rate to the right side.</summary>
    public void RightRate(int rate)
    {
        if (_rightLength + Amounts.Max <= SideMax)
        {
            _rightLength += Amounts.WriteRate(_right, _rightLength, rate);
        }
    }

    /// <summary>Adds a VAT rate to the left side.</summary>
    public void LeftRate(int rate)
    {
        if (_leftLength + Amounts.Max <= SideMax)
        {
            _leftLength += Amounts.WriteRate(_left, _leftLength, rate);
        }
    }

    /// <summary>
    /// Puts both sides on the line, on two lines when they do not fit on one, and ends it. A left side longer than the
    /// paper is broken at spaces.
    /// </summary>
    public void End()
    {
        int columns = Columns;
        int first = LeftWords(columns);
        int room = columns - (_leftLength - first) - _rightLength;
        Side(_left, first, _leftLength);
        if (_rightLength > 0)
        {
            if (room < 1)
            {
                Raw(10);
                room = columns - _rightLength;
            }

            Fill(' ', room);
            Side(_right, 0, _rightLength);
        }

        Raw(10);
        NextLine();
    }

    /// <summary>Puts the left side in the middle, broken at spaces when it is longer than the paper.</summary>
    public void EndCentred()
    {
        Command(0x1B, 0x61, 1);
        Side(_left, LeftWords(Columns), _leftLength);
        Raw(10);
        Command(0x1B, 0x61, 0);
        NextLine();
    }

    /// <summary>A line of dashes.</summary>
    public void Rule()
    {
        Fill('-', _columns);
        Raw(10);
    }

    private int Columns
    {
        get { return _wide ? _columns / 2 : _columns; }
    }

    // Writes whole lines of the left side until the rest fits; returns where the rest begins.
    private int LeftWords(int columns)
    {
        int first = 0;
        while (_leftLength - first > columns)
        {
            int end = first + columns;
            while (end > first && _left[end] != (byte)' ')
            {
                end--;
            }

            bool broken = end > first;
            end = broken ? end : first + columns;
            Side(_left, first, end);
            Raw(10);
            first = broken ? end + 1 : end;
        }

        return first;
    }

    private void Fill(char letter, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Raw(letter);
        }
    }

    private void Side(byte[] side, int first, int length)
    {
        for (int i = first; i < length && Length + 3 <= BytesMax; i++)
        {
            Length += CodePage.Write(_page, side[i], Bytes, Length);
        }
    }

    private void PadRightSide(int length, int width)
    {
        for (; length < width; length++)
        {
            for (int i = _rightLength + length; i > _rightLength; i--)
            {
                _right[i] = _right[i - 1];
            }

            _right[_rightLength] = (byte)' ';
        }

        _rightLength += length;
    }
}
