using System;

namespace Kiosk.Fiscal;

/// <summary>
/// A place in a buffer that moves as little-endian integers are put or taken. A local struct: no allocation.
/// </summary>
internal struct StateBytes
{
    private readonly byte[] _buffer;
    private int _at;

    public StateBytes(byte[] buffer, int offset)
    {
        _buffer = buffer;
        _at = offset;
    }

    public void Put(long value, int bytes)
    {
        for (int i = 0; i < bytes; i++)
        {
            _buffer[_at] = (byte)(value & 0xFF);
            value >>= 8;
            _at++;
        }
    }

    // Fewer than 8 bytes give a number of 0 or more; 8 bytes keep the sign.
    public long Take(int bytes)
    {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--)
        {
            value = (value << 8) | _buffer[_at + i];
        }

        _at += bytes;
        return value;
    }

    public void PutBytes(byte[] data)
    {
        Array.Copy(data, 0, _buffer, _at, data.Length);
        _at += data.Length;
    }

    public void TakeBytes(byte[] data)
    {
        Array.Copy(_buffer, _at, data, 0, data.Length);
        _at += data.Length;
    }
}
