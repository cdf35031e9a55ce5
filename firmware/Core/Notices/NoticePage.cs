using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// A page of Latin-1 text being composed: <see cref="NoticeDisplay.Rows"/> x <see cref="NoticeDisplay.Columns"/>
/// bytes. One thread, no allocation after construction.
/// </summary>
public sealed class NoticePage
{
    /// <summary>The bytes, row after row, padded with spaces.</summary>
    public readonly byte[] Bytes = new byte[NoticeDisplay.Rows * NoticeDisplay.Columns];

    private int _at;
    private int _end;

    /// <summary>Fills the page with spaces.</summary>
    public void Clear()
    {
        for (int i = 0; i < Bytes.Length; i++)
        {
            Bytes[i] = 0x20;
        }

        Row(0);
    }

    /// <summary>Continues at the start of a row, 0..7; what does not fit a row is cut.</summary>
    public void Row(int row)
    {
        _at = row * NoticeDisplay.Columns;
        _end = _at + NoticeDisplay.Columns;
    }

    /// <summary>Writes Latin-1 text.</summary>
    public void Put(string text)
    {
        for (int i = 0; i < text.Length && _at < _end; i++)
        {
            Bytes[_at] = (byte)text[i];
            _at++;
        }
    }

    /// <summary>Writes a number, 0 or more, with at least so many digits.</summary>
    public void PutNumber(long value, int digits)
    {
        long scale = 1;
        while (digits > 1 || value / scale >= 10)
        {
            scale *= 10;
            digits--;
        }

        for (; scale > 0 && _at < _end; scale /= 10)
        {
            Bytes[_at] = (byte)(0x30 + (value / scale % 10));
            _at++;
        }
    }

    /// <summary>Writes a value given in tenths with a decimal comma: 234 is "23,4".</summary>
    public void PutTenths(int tenths)
    {
        if (tenths < 0)
        {
            Put("-");
            tenths = -tenths;
        }

        PutNumber(tenths / 10, 1);
        Put(",");
        PutNumber(tenths % 10, 1);
    }

    /// <summary>
    /// Writes a text over several rows, broken at spaces; a text too long for the rows ends in "...".
    /// </summary>
    public void PutWrapped(byte[] text, int length, int firstRow, int rows)
    {
        int from = 0;
        for (int row = firstRow; row < firstRow + rows && from < length; row++)
        {
            int take = LineLength(text, from, length);
            for (int i = 0; i < take; i++)
            {
                Bytes[(row * NoticeDisplay.Columns) + i] = Printable(text[from + i]);
            }

            from += take;
            while (from < length && text[from] == 0x20)
            {
                from++;
            }
        }

        if (from < length)
        {
            Row(firstRow + rows - 1);
            _at = _end - 3;
            Put("...");
        }
    }

    private static int LineLength(byte[] text, int from, int length)
    {
        if (length - from <= NoticeDisplay.Columns)
        {
            return length - from;
        }

        for (int take = NoticeDisplay.Columns; take > 0; take--)
        {
            if (text[from + take] == 0x20)
            {
                return take;
            }
        }

        return NoticeDisplay.Columns;
    }

    private static byte Printable(byte value)
    {
        return value < 0x20 || (value > 0x80 && value < 0xA0) || value == 0x7F ? (byte)0x20 : value;
    }
}
