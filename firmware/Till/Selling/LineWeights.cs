using System;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Lines of a sale that an approved scale has weighed (R59, R60): what its label says, shown and printed beside the
/// price. More of them than there is room for are sold by their price alone. One thread.
/// </summary>
public sealed class LineWeights
{
    /// <summary>Weighed lines of one sale that keep their weight.</summary>
    public const int Max = 8;

    /// <summary>Weighed lines there are.</summary>
    public int Count;

    private const int GramsUnit = 131_072, Width = 2;

    // Per weighed line its index and grams in one number, then cents per kilogram: the heap of a board is small.
    private readonly int[] _values = new int[Max * Width];

    /// <summary>Notes what a line weighs; nothing when there is no room, no weight or too much of it.</summary>
    public void Note(int line, int grams, int perKilo)
    {
        if (Count < Max && grams > 0 && grams < GramsUnit)
        {
            _values[Count * Width] = line * GramsUnit + grams;
            _values[Count * Width + 1] = perKilo;
            Count++;
        }
    }

    /// <summary>Index of the line at a place 0..<see cref="Count"/>-1.</summary>
    public int LineAt(int place)
    {
        return _values[place * Width] / GramsUnit;
    }

    /// <summary>Grams of the line at a place.</summary>
    public int GramsAt(int place)
    {
        return _values[place * Width] % GramsUnit;
    }

    /// <summary>Cents per kilogram of the line at a place.</summary>
    public int PerKiloAt(int place)
    {
        return _values[place * Width + 1];
    }

    /// <summary>Sets the price per kilogram of a line that was noted; nothing for another.</summary>
    public void SetPerKilo(int line, int cents)
    {
        int place = Find(line);
        if (place >= 0)
        {
            _values[place * Width + 1] = cents;
        }
    }

    /// <summary>Place of a line, or -1 when it was not weighed.</summary>
    public int Find(int line)
    {
        for (int i = 0; i < Count; i++)
        {
            if (LineAt(i) == line)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A line is gone, or is no longer what the label said.</summary>
    public void Forget(int line)
    {
        int place = Find(line);
        if (place >= 0)
        {
            Count--;
            Array.Copy(_values, Count * Width, _values, place * Width, Width);
        }
    }

    /// <summary>Takes over those of another sale.</summary>
    public void CopyFrom(LineWeights other)
    {
        Count = other.Count;
        Array.Copy(other._values, 0, _values, 0, Count * Width);
    }
}
