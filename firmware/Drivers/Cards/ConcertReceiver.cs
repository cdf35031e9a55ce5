using System;

namespace Kiosk.Drivers.Cards;

/// <summary>Gathers one framed answer byte by byte, and wipes it after use: it may carry data of a card. One
/// thread.</summary>
public sealed class ConcertReceiver
{
    /// <summary>What a byte did: more is needed; the frame is whole; it is not a frame.</summary>
    public const int More = 0, Whole = 1, Bad = 2;

    private const int WaitsStart = 0, InData = 1, WaitsSum = 2;
    private readonly byte[] _data = new byte[ConcertFrame.LongDataBytes];
    private int _phase;
    private int _length;
    private int _sum;

    /// <summary>True until the first byte of a frame has come.</summary>
    public bool Empty
    {
        get { return _phase == WaitsStart; }
    }

    /// <summary>Begins anew; nothing of the last frame is left in memory.</summary>
    public void Clear()
    {
        Array.Clear(_data, 0, _data.Length);
        _phase = WaitsStart;
        _length = 0;
        _sum = 0;
    }

    /// <summary>Takes one byte; after Whole or Bad comes <see cref="Clear"/>.</summary>
    public int Take(byte value)
    {
        if (_phase == WaitsSum)
        {
            return value == _sum ? Whole : Bad;
        }

        if (_phase == WaitsStart)
        {
            _phase = value == ConcertFrame.Stx ? InData : WaitsStart;
            return _phase == InData ? More : Bad;
        }

        _sum ^= value;
        if (value == ConcertFrame.Etx)
        {
            _phase = WaitsSum;
            return More;
        }

        if (_length == _data.Length)
        {
            return Bad;
        }

        _data[_length] = value;
        _length++;
        return More;
    }

    /// <summary>Reads a whole frame into the fields of an answer; false when its form is not right.</summary>
    public bool Read(ConcertFrame into)
    {
        return into.ReadAnswer(_data, _length);
    }
}
