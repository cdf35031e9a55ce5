namespace Kiosk.Protocol;

/// <summary>
/// Writes CBOR (RFC 8949, preferred serialisation, definite lengths) into a caller's buffer. What does not fit sets
/// <see cref="Overflow"/> and writes nothing more; nothing throws, nothing is allocated. Owned by one thread.
/// </summary>
public sealed class CborWriter
{
    private byte[] _buffer = new byte[0];
    private int _end;

    /// <summary>Offset of the next byte.</summary>
    public int At;

    /// <summary>True when something did not fit since <see cref="Begin"/> or <see cref="Rewind"/>.</summary>
    public bool Overflow;

    /// <summary>Bytes asked for since <see cref="Begin"/>, those that did not fit included.</summary>
    public int Wanted;

    /// <summary>Starts writing at <paramref name="offset"/>, never at or beyond <paramref name="end"/>.</summary>
    public void Begin(byte[] buffer, int offset, int end)
    {
        _buffer = buffer;
        _end = end;
        At = offset;
        Wanted = 0;
        Overflow = false;
    }

    /// <summary>Goes back to an earlier <see cref="At"/> and forgets the overflow; the end may move too.</summary>
    public void Rewind(int at, int end)
    {
        At = at;
        _end = end;
        Overflow = false;
    }

    /// <summary>An integer.</summary>
    public void Int(long value)
    {
        if (value >= 0)
        {
            Head(Cbor.Unsigned, value);
        }
        else
        {
            Head(Cbor.Negative, ~value);
        }
    }

    /// <summary>The head of an array of <paramref name="items"/> items.</summary>
    public void Array(int items)
    {
        Head(Cbor.Array, items);
    }

    /// <summary>The head of a map of <paramref name="pairs"/> pairs.</summary>
    public void Map(int pairs)
    {
        Head(Cbor.Map, pairs);
    }

    /// <summary>The value null.</summary>
    public void Null()
    {
        Head(Cbor.Simple, Cbor.Null);
    }

    /// <summary>A truth value.</summary>
    public void Bool(bool value)
    {
        Head(Cbor.Simple, value ? Cbor.True : Cbor.False);
    }

    /// <summary>A byte string.</summary>
    public void ByteString(byte[] bytes, int offset, int length)
    {
        Head(Cbor.ByteString, length);
        if (Fits(length))
        {
            System.Array.Copy(bytes, offset, _buffer, At, length);
            At += length;
        }
    }

    /// <summary>A text string given as the device's Latin-1 bytes, written as UTF-8.</summary>
    public void Text(byte[] latin, int offset, int length)
    {
        int size = Latin1.Utf8Length(latin, offset, length);
        Head(Cbor.TextString, size);
        if (Fits(size))
        {
            At = Latin1.ToUtf8(latin, offset, length, _buffer, At);
        }
    }

    private void Head(int major, long value)
    {
        int extra = value < 24 ? 0 : value < 0x100 ? 1 : value < 0x10000 ? 2 : value < 0x100000000L ? 4 : 8;
        if (!Fits(extra + 1))
        {
            return;
        }

        int info = extra == 0 ? (int)value : extra == 1 ? 24 : extra == 2 ? 25 : extra == 4 ? 26 : 27;
        _buffer[At] = (byte)((major << 5) | info);
        At++;
        for (int shift = (extra - 1) * 8; shift >= 0; shift -= 8)
        {
            _buffer[At] = (byte)((value >> shift) & 0xff);
            At++;
        }
    }

    private bool Fits(int length)
    {
        Wanted += length;
        if (Overflow || length > _end - At)
        {
            Overflow = true;
        }

        return !Overflow;
    }
}
