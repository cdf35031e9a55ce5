using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Four lines of text for the LCD, and what the display shows already: only lines that changed are sent, and a line
/// that
/// the display did not take is tried again. One thread.
/// </summary>
public sealed class LcdPage
{
    /// <summary>Milliseconds before a display that did not answer is tried again.</summary>
    public const int RetryMs = 500;

    /// <summary>The euro sign of the device's character set.</summary>
    public const string Euro = "\u0080";

    private const int Size = Lcd.Rows * Lcd.Columns;
    private readonly byte[] _wanted = new byte[Size];
    private readonly byte[] _shown = new byte[Size];
    private readonly byte[] _number = new byte[Digits.Max];

    /// <summary>Lines that the display did not take since start.</summary>
    public int Failures;

    /// <summary>Empties all lines.</summary>
    public void Clear()
    {
        for (int i = 0; i < Size; i++)
        {
            _wanted[i] = (byte)' ';
        }
    }

    /// <summary>Writes text from a column on, cut at the end of the line; returns the column after it.</summary>
    public int Text(int row, int column, string text)
    {
        for (int i = 0; i < text.Length && column < Lcd.Columns; i++)
        {
            _wanted[row * Lcd.Columns + column] = (byte)text[i];
            column++;
        }

        return column;
    }

    /// <summary>Writes a part of a text from a column on, where there is room for it.</summary>
    public void Part(int row, int column, string text, int first, int length)
    {
        for (int i = 0; i < length; i++)
        {
            _wanted[row * Lcd.Columns + column + i] = (byte)text[first + i];
        }
    }

    /// <summary>
    /// Writes bytes from a column on, without trailing spaces, cut before <paramref name="end"/>; returns the column
    /// after them.
    /// </summary>
    public int Bytes(int row, int column, byte[] text, int offset, int length, int end)
    {
        while (length > 0 && text[offset + length - 1] == (byte)' ')
        {
            length--;
        }

        for (int i = 0; i < length && column < end; i++)
        {
            _wanted[row * Lcd.Columns + column] = text[offset + i];
            column++;
        }

        return column;
    }

    /// <summary>Writes a number from a column on; returns the column after it.</summary>
    public int Number(int row, int column, long value)
    {
        return Bytes(row, column, _number, 0, Digits.Write(_number, 0, value), Lcd.Columns);
    }

    /// <summary>Writes a number of 0 or more padded with zeros; returns the column after it.</summary>
    public int Fixed(int row, int column, long value, int width)
    {
        int needed = Digits.Width(value);
        int digits = needed > width ? needed : width;
        Digits.WriteFixed(_number, 0, value, digits);
        return Bytes(row, column, _number, 0, digits, Lcd.Columns);
    }

    /// <summary>Writes cents from a column on; returns the column after them.</summary>
    public int Amount(int row, int column, long cents)
    {
        return Bytes(row, column, _number, 0, Amounts.Write(_number, 0, cents), Lcd.Columns);
    }

    /// <summary>Writes cents at the right end of a line; returns the column where they begin.</summary>
    public int AmountRight(int row, long cents)
    {
        int length = Amounts.Write(_number, 0, cents);
        Bytes(row, Lcd.Columns - length, _number, 0, length, Lcd.Columns);
        return Lcd.Columns - length;
    }

    /// <summary>Writes cents and the euro sign at the right end of a line.</summary>
    public void EurosRight(int row, long cents)
    {
        int length = Amounts.Write(_number, 0, cents);
        int column = Bytes(row, Lcd.Columns - length - 1, _number, 0, length, Lcd.Columns);
        Text(row, column, Euro);
    }

    /// <summary>Sends changed lines. True when the display shows all of them.</summary>
    public bool Refresh(Lcd lcd)
    {
        bool all = true;
        for (int row = 0; row < Lcd.Rows; row++)
        {
            if (!Differs(row))
            {
                continue;
            }

            if (lcd.Show(row, _wanted, row * Lcd.Columns))
            {
                Keep(row);
            }
            else
            {
                Failures++;
                all = false;
            }
        }

        return all;
    }

    private bool Differs(int row)
    {
        for (int i = row * Lcd.Columns; i < (row + 1) * Lcd.Columns; i++)
        {
            if (_wanted[i] != _shown[i])
            {
                return true;
            }
        }

        return false;
    }

    private void Keep(int row)
    {
        for (int i = row * Lcd.Columns; i < (row + 1) * Lcd.Columns; i++)
        {
            _shown[i] = _wanted[i];
        }
    }
}
