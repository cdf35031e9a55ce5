using System;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// A band of a page as 1-bit pixels, row after row from the left, the leftmost pixel in the top bit; 1 is black. A page
/// of 800 x 480 is never held whole. What falls outside the band is passed over. One thread, made once.
/// </summary>
public sealed class PageBand
{
    /// <summary>Size of the page; rows and bytes of a band, pixels and bytes.</summary>
    public const int Width = 800, Height = 480, Rows = 40, RowBytes = Width / 8, ByteCount = Rows * RowBytes;

    /// <summary>The pixels; sent to a panel as they are.</summary>
    public readonly byte[] Pixels = new byte[ByteCount];

    /// <summary>First row of the page that the band holds.</summary>
    public int Top;

    /// <summary>Begins a white band at a row of the page.</summary>
    public void Begin(int top)
    {
        Top = top;
        Array.Clear(Pixels, 0, ByteCount);
    }

    /// <summary>True when rows from..to (to excluded) of the page touch the band.</summary>
    public bool Touches(int from, int to)
    {
        return from < Top + Rows && to > Top;
    }

    /// <summary>Blackens pixels x from..to (to excluded) of a row of the page.</summary>
    public void Span(int row, int from, int to)
    {
        int line = row - Top;
        from = from < 0 ? 0 : from;
        to = to > Width ? Width : to;
        if (line < 0 || line >= Rows || from >= to)
        {
            return;
        }

        int at = line * RowBytes;
        int first = at + (from >> 3);
        int last = at + ((to - 1) >> 3);
        int head = 0xFF >> (from & 7);
        int tail = 0xFF00 >> (((to - 1) & 7) + 1) & 0xFF;
        if (first == last)
        {
            Pixels[first] |= (byte)(head & tail);
            return;
        }

        Pixels[first] |= (byte)head;
        for (int i = first + 1; i < last; i++)
        {
            Pixels[i] = 0xFF;
        }

        Pixels[last] |= (byte)tail;
    }

    /// <summary>Blackens a box.</summary>
    public void Box(int left, int top, int width, int height)
    {
        int from = top < Top ? Top : top;
        int to = top + height > Top + Rows ? Top + Rows : top + height;
        for (int row = from; row < to; row++)
        {
            Span(row, left, left + width);
        }
    }
}
