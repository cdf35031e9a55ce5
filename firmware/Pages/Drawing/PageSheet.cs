using Kiosk.Fiscal;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// What stands on a page, as a list of texts in one line each, boxes, frames and at most one QR code: drawn band by
/// band, compared and told aloud from here. Places in pixels. One thread; nothing is allocated after construction.
/// </summary>
public sealed class PageSheet
{
    /// <summary>Items of a page; bytes of all its texts.</summary>
    public const int ItemsMax = 40, TextMax = 960;

    /// <summary>Kinds of items.</summary>
    public const int Text = 0, Box = 1, Frame = 2, Code = 3;

    /// <summary>
    /// Items: kind; left; for a text its line, else the top; for a text its size, else the width; first byte of a text
    /// or code, else the height; length of a text or code in bytes.
    /// </summary>
    public readonly int[] Kind = new int[ItemsMax], X = new int[ItemsMax], Y = new int[ItemsMax],
        Size = new int[ItemsMax], From = new int[ItemsMax], Length = new int[ItemsMax];

    /// <summary>Bytes of the texts (<see cref="PageChar"/>).</summary>
    public readonly byte[] Bytes = new byte[TextMax];

    /// <summary>
    /// Items and bytes in use; which page it is (<see cref="PageId"/>); what was cut for want of room on the sheet or
    /// on the panel.
    /// </summary>
    public int Count, Used, Page, Cut;

    private readonly byte[] _digits = new byte[20];

    /// <summary>Begins an empty page.</summary>
    public void Begin(int page)
    {
        Page = page;
        Count = 0;
        Used = 0;
        Cut = 0;
    }

    /// <summary>Adds an item that is no text; dropped and counted when there is no room.</summary>
    public void Add(int kind, int left, int top, int width, int height)
    {
        if (Count == ItemsMax)
        {
            Cut++;
            return;
        }

        Kind[Count] = kind;
        X[Count] = left;
        Y[Count] = top;
        Size[Count] = width;
        From[Count] = height;
        Length[Count] = 0;
        Count++;
    }

    /// <summary>Begins a text at a line; what is put next belongs to it.</summary>
    public void Line(int left, int line, int size)
    {
        Add(Text, left, line, size, Used);
    }

    /// <summary>Begins a square code; the text that is put next is what it says.</summary>
    public void BeginCode(int left, int top, int side)
    {
        Add(Code, left, top, side, Used);
    }

    /// <summary>Adds text; a character that no page has becomes 0, which is drawn as a box.</summary>
    public void Put(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            PutByte((byte)PageChar.Of(text[i]));
        }
    }

    /// <summary>Adds bytes of a text.</summary>
    public void Put(byte[] text, int offset, int length)
    {
        for (int i = 0; i < length; i++)
        {
            PutByte(text[offset + i]);
        }
    }

    /// <summary>Adds one byte of a text; cut and counted when the page is full.</summary>
    public void PutByte(byte value)
    {
        if (Used == TextMax || Count == 0)
        {
            Cut++;
            return;
        }

        Bytes[Used] = value;
        Used++;
        Length[Count - 1]++;
    }

    /// <summary>Adds a number with at least so many digits.</summary>
    public void PutNumber(long value, int digits)
    {
        if (value < 0)
        {
            PutByte((byte)'-');
            value = -value;
        }

        int at = _digits.Length;
        while (value > 0 || digits > 0)
        {
            at--;
            _digits[at] = (byte)('0' + (value % 10));
            value /= 10;
            digits--;
        }

        Put(_digits, at, _digits.Length - at);
    }

    /// <summary>Adds tenths with a decimal comma: 234 is "23,4".</summary>
    public void PutTenths(int tenths)
    {
        if (tenths < 0)
        {
            PutByte((byte)'-');
            tenths = -tenths;
        }

        PutNumber(tenths / 10, 1);
        PutByte((byte)',');
        PutNumber(tenths % 10, 1);
    }

    /// <summary>Adds hours and minutes of an instant, Marseille time: "14:05".</summary>
    public void PutClock(long utcSeconds)
    {
        long second = ParisDay.LocalSeconds(utcSeconds) % 86400;
        PutNumber(second / 3600, 2);
        PutByte((byte)':');
        PutNumber(second % 3600 / 60, 2);
    }

    /// <summary>Adds the day of an instant, Marseille time: "30/11".</summary>
    public void PutDay(long utcSeconds)
    {
        CivilTime.WriteStamp(utcSeconds, _digits, 0);
        Put(_digits, 6, 2);
        PutByte((byte)'/');
        Put(_digits, 4, 2);
    }

    /// <summary>Moves the last text so that it ends at a place.</summary>
    public void EndAt(int right, Typeface face)
    {
        X[Count - 1] = right - Width(Count - 1, face);
    }

    /// <summary>Width of a text item, pixels.</summary>
    public int Width(int item, Typeface face)
    {
        int width = 0;
        int end = From[item] + Length[item];
        for (int i = From[item]; i < end; i++)
        {
            width += face.Advance(Bytes[i], i + 1 < end ? Bytes[i + 1] : 0, Size[item]);
        }

        return (width + StrokePen.Unit - 1) / StrokePen.Unit;
    }

    /// <summary>
    /// Counts as cut each item that the panel does not show whole, a line down to its descenders. Once, when the page
    /// is complete.
    /// </summary>
    public void CountOff(Typeface face)
    {
        for (int i = 0; i < Count; i++)
        {
            bool text = Kind[i] == Text;
            int width = text ? Width(i, face) : Size[i];
            int top = text ? Y[i] - Size[i] : Y[i];
            int bottom = text ? Y[i] + (Size[i] * Typeface.DescentPercent / 100)
                : Y[i] + (Kind[i] == Code ? Size[i] : From[i]);
            bool whole = X[i] >= 0 && X[i] + width <= PageBand.Width && top >= 0 && bottom <= PageBand.Height;
            Cut += whole ? 0 : 1;
        }
    }

    /// <summary>True when another sheet shows the same.</summary>
    public bool Same(PageSheet other)
    {
        if (Page != other.Page || Count != other.Count || Used != other.Used)
        {
            return false;
        }

        bool same = true;
        for (int i = 0; i < Count; i++)
        {
            same &= Kind[i] == other.Kind[i] && X[i] == other.X[i] && Y[i] == other.Y[i] && Size[i] == other.Size[i]
                && From[i] == other.From[i] && Length[i] == other.Length[i];
        }

        for (int i = 0; i < Used; i++)
        {
            same &= Bytes[i] == other.Bytes[i];
        }

        return same;
    }

    /// <summary>Becomes what another sheet is.</summary>
    public void Copy(PageSheet other)
    {
        Page = other.Page;
        Count = other.Count;
        Used = other.Used;
        Cut = other.Cut;
        System.Array.Copy(other.Kind, Kind, Count);
        System.Array.Copy(other.X, X, Count);
        System.Array.Copy(other.Y, Y, Count);
        System.Array.Copy(other.Size, Size, Count);
        System.Array.Copy(other.From, From, Count);
        System.Array.Copy(other.Length, Length, Count);
        System.Array.Copy(other.Bytes, Bytes, Used);
    }
}
