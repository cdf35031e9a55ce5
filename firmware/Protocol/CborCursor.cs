namespace Kiosk.Protocol;

/// <summary>
/// Reads CBOR (definite lengths, integers that fit 64 bits signed) from a buffer. The first thing that is not as asked
/// for sets <see cref="Failed"/>, which stays; every later read gives 0. Nothing throws on any bytes,
/// nothing is allocated. Owned by one thread.
/// </summary>
public sealed class CborCursor
{
    private const int DepthMax = 8;
    private byte[] _buffer = new byte[0];
    private int _end;
    private long _argument;

    /// <summary>Offset of the next item.</summary>
    public int At;

    /// <summary>True when something was cut or of another type than asked for.</summary>
    public bool Failed;

    /// <summary>Starts reading <paramref name="buffer"/>[offset..end).</summary>
    public void Begin(byte[] buffer, int offset, int end)
    {
        _buffer = buffer;
        _end = end;
        At = offset;
        Failed = false;
    }

    /// <summary>Marks the content as not acceptable.</summary>
    public void Fail()
    {
        Failed = true;
    }

    /// <summary>An integer.</summary>
    public long Int()
    {
        int major = Head();
        if (major == Cbor.Unsigned)
        {
            return _argument;
        }

        return major == Cbor.Negative ? ~_argument : Refuse();
    }

    /// <summary>An integer in [min, max]; anything else fails.</summary>
    public long Int(long min, long max)
    {
        long value = Int();
        return Failed || value < min || value > max ? Refuse() : value;
    }

    /// <summary>Number of items of an array that follows, at most <paramref name="itemsMax"/>.</summary>
    public int Array(int itemsMax)
    {
        return Size(Cbor.Array, itemsMax);
    }

    /// <summary>Number of pairs of a map that follows, at most <paramref name="pairsMax"/>.</summary>
    public int Map(int pairsMax)
    {
        return Size(Cbor.Map, pairsMax);
    }

    /// <summary>A truth value.</summary>
    public bool Bool()
    {
        if (Head() != Cbor.Simple || (_argument != Cbor.False && _argument != Cbor.True))
        {
            Refuse();
            return false;
        }

        return _argument == Cbor.True;
    }

    /// <summary>
    /// A text string as at most <paramref name="roomMax"/> Latin-1 bytes at <paramref name="offset"/>; returns their
    /// number.
    /// </summary>
    public int Text(byte[] latin, int offset, int roomMax)
    {
        int size = Size(Cbor.TextString, _end);
        if (Failed || size > _end - At)
        {
            return (int)Refuse();
        }

        int count = Latin1.FromUtf8(_buffer, At, size, latin, offset, roomMax);
        At += size;
        return count < 0 ? (int)Refuse() : count;
    }

    /// <summary>
    /// A byte string of at most <paramref name="sizeMax"/> bytes, left where it is: returns its offset; they end where
    /// the cursor stands then.
    /// </summary>
    public int ByteString(int sizeMax)
    {
        int size = Size(Cbor.ByteString, sizeMax);
        if (Failed || size > _end - At)
        {
            Refuse();
            return At;
        }

        At += size;
        return At - size;
    }

    /// <summary>Passes over one item of any type, with what it contains.</summary>
    public void Skip()
    {
        Skip(DepthMax);
    }

    private void Skip(int depth)
    {
        int major = Head();
        if (major == Cbor.ByteString || major == Cbor.TextString)
        {
            if (_argument > _end - At)
            {
                Refuse();
                return;
            }

            At += (int)_argument;
            return;
        }

        if (major != Cbor.Array && major != Cbor.Map && major != Cbor.Tag)
        {
            return;
        }

        // What contains more items than bytes are left cannot be whole.
        if (depth == 0 || (major != Cbor.Tag && _argument > _end - At))
        {
            Refuse();
            return;
        }

        long items = major == Cbor.Array ? _argument : major == Cbor.Map ? _argument * 2 : 1;
        for (long i = 0; i < items && !Failed; i++)
        {
            Skip(depth - 1);
        }
    }

    private int Size(int major, int sizeMax)
    {
        return Head() == major && _argument <= sizeMax ? (int)_argument : (int)Refuse();
    }

    private int Head()
    {
        if (Failed || At >= _end)
        {
            Refuse();
            return -1;
        }

        int first = _buffer[At];
        int info = first & 31;
        int extra = info < 24 ? 0 : info == 24 ? 1 : info == 25 ? 2 : info == 26 ? 4 : info == 27 ? 8 : -1;
        At++;
        if (extra < 0 || extra > _end - At || (extra == 8 && _buffer[At] >= 0x80))
        {
            Refuse();
            return -1;
        }

        _argument = extra == 0 ? info : 0;
        for (int i = 0; i < extra; i++)
        {
            _argument = (_argument << 8) | _buffer[At];
            At++;
        }

        return first >> 5;
    }

    private long Refuse()
    {
        Failed = true;
        _argument = 0;
        return 0;
    }
}
