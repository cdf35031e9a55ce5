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

    private const int SideMax = 96;
    private readonly byte[] _left = new byte[SideMax];
    private readonly byte[] _right = new byte[SideMax];
    private int _leftLength, _rightLength, _columns, _page;

    /// <summary>Sets columns (32, 42, 48) and code page (<see cref="CodePage"/>).</summary>
    public void SetUp(int columns, int page)
    {
        _columns = columns;
        _page = page;
    }

    /// <summary>Starts an empty line.</summary>
    public void Begin()
    {
        Length = 0;
        _leftLength = 0;
        _rightLength = 0;
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
            _left[_leftLength] = (byte)text[i];
            _leftLength++;
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
            _right[_rightLength] = (byte)text[i];
            _rightLength++;
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

    /// <summary>Puts both sides on the line, on two lines when they do not fit on one, and ends it.</summary>
    public void End()
    {
        int room = _columns - _leftLength - _rightLength;
        Side(_left, _leftLength);
        if (_rightLength > 0)
        {
            if (room < 1)
            {
                Raw(10);
                room = _columns - _rightLength;
            }

            Fill(' ', room);
            Side(_right, _rightLength);
        }

        Raw(10);
    }

    /// <summary>A line of dashes.</summary>
    public void Rule()
    {
        Fill('-', _columns);
        Raw(10);
    }

    private void Fill(char letter, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Raw(letter);
        }
    }

    private void Side(byte[] side, int length)
    {
        for (int i = 0; i < length && Length + 3 <= BytesMax; i++)
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
