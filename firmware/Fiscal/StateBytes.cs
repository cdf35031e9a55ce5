using System;
using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// A place in a buffer that moves as numbers (zigzag varints) and byte strings are put or taken. What does not fit, or
/// is not there, makes it fail for good. A local struct: no allocation.
/// </summary>
internal struct StateBytes
{
    private readonly byte[] _buffer;
    private readonly int _end;

    /// <summary>Where the next byte goes; -1 after a failure.</summary>
    public int At;

    public StateBytes(byte[] buffer, int offset, int end)
    {
        _buffer = buffer;
        At = offset;
        _end = end;
    }

    public void Put(long value)
    {
        if (At >= 0)
        {
            At = Bytes.PutVarint(_buffer, At, _end, value);
        }
    }

    /// <summary>The next number; 0 after a failure.</summary>
    public long Take()
    {
        if (At < 0)
        {
            return 0;
        }

        At = Bytes.GetVarint(_buffer, At, _end, out long value);
        return At < 0 ? 0 : value;
    }

    /// <summary>The next number when it lies in 0..max; else the place fails.</summary>
    public int TakeCount(int max)
    {
        long value = Take();
        if (value < 0 || value > max)
        {
            At = -1;
            return 0;
        }

        return (int)value;
    }

    public void PutBytes(byte[] data)
    {
        if (At < 0 || _end - At < data.Length)
        {
            At = -1;
            return;
        }

        Array.Copy(data, 0, _buffer, At, data.Length);
        At += data.Length;
    }

    public void TakeBytes(byte[] data)
    {
        if (At < 0 || _end - At < data.Length)
        {
            At = -1;
            return;
        }

        Array.Copy(_buffer, At, data, 0, data.Length);
        At += data.Length;
    }
}
