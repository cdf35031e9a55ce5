using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Builds the text that a seal covers (pos.md R3): fields joined by commas, integers in cents, local stamps, no locale.
/// Latin-1 bytes in a buffer made once, or lent by an owner who does not need it while a text is built
/// (<see cref="Share"/>). A text that does not fit sets <see cref="Overflow"/> and is cut.
/// </summary>
public sealed class CanonicalText
{
    /// <summary>Bytes of the longest text: 24 lines of a ticket after the digest of those before.</summary>
    public const int BytesMax = 2048;

    /// <summary>Bytes written.</summary>
    public int Length;

    /// <summary>Set by every text that is begun: what else stood in a lent buffer is gone. The lender resets
    /// it.</summary>
    public bool Touched;

    /// <summary>True when something did not fit since <see cref="Clear"/>.</summary>
    public bool Overflow;

    private byte[] _buffer;
    private int _start;

    /// <summary>Text in a buffer of its own.</summary>
    public CanonicalText()
    {
        _buffer = new byte[BytesMax];
    }

    /// <summary>Text in <see cref="BytesMax"/> bytes of somebody else's buffer; see <see cref="Share"/>.</summary>
    public CanonicalText(byte[] buffer, int start)
    {
        _buffer = buffer;
        _start = start;
    }

    /// <summary>The text stands in <see cref="Buffer"/> from here on.</summary>
    public int Start
    {
        get { return _start; }
    }

    /// <summary>The bytes around the text: <see cref="Length"/> of them count, from <see cref="Start"/> on.</summary>
    public byte[] Buffer
    {
        get { return _buffer; }
    }

    /// <summary>
    /// Builds the texts to come in <see cref="BytesMax"/> bytes of somebody else's buffer, who watches
    /// <see cref="Touched"/>. With less room there every text overflows.
    /// </summary>
    public void Share(byte[] buffer, int start)
    {
        _buffer = buffer;
        _start = start;
    }

    /// <summary>Starts a new text.</summary>
    public void Clear()
    {
        Touched = true;
        Length = 0;
        Overflow = false;
    }

    /// <summary>Appends one byte as it is.</summary>
    public void Byte(int value)
    {
        if (Fits(1))
        {
            _buffer[_start + Length] = (byte)value;
            Length++;
        }
    }

    /// <summary>Appends the comma between two fields.</summary>
    public void Next()
    {
        Byte(',');
    }

    /// <summary>Appends a constant of this code.</summary>
    public void Constant(string text)
    {
        if (Fits(text.Length))
        {
            Length += Digits.WriteText(_buffer, _start + Length, text);
        }
    }

    /// <summary>Appends text from outside: a comma inside becomes a semicolon, trailing spaces are dropped.</summary>
    public void Text(byte[] text, int offset, int length)
    {
        while (length > 0 && text[offset + length - 1] == (byte)' ')
        {
            length--;
        }

        if (!Fits(length))
        {
            return;
        }

        for (int i = 0; i < length; i++)
        {
            byte b = text[offset + i];
            _buffer[_start + Length + i] = b == (byte)',' ? (byte)';' : b;
        }

        Length += length;
    }

    /// <summary>Appends a number without padding.</summary>
    public void Number(long value)
    {
        if (Fits(Digits.Max))
        {
            Length += Digits.Write(_buffer, _start + Length, value);
        }
    }

    /// <summary>Appends a number of 0 or more padded to a width; a longer one is written whole.</summary>
    public void Fixed(long value, int width)
    {
        int needed = Digits.Width(value);
        int digits = needed > width ? needed : width;
        if (Fits(digits))
        {
            Digits.WriteFixed(_buffer, _start + Length, value, digits);
            Length += digits;
        }
    }

    /// <summary>Appends a local stamp of 14 digits.</summary>
    public void Stamp(long utcSeconds)
    {
        if (Fits(CivilTime.StampDigits))
        {
            CivilTime.WriteStamp(utcSeconds, _buffer, _start + Length);
            Length += CivilTime.StampDigits;
        }
    }

    /// <summary>Appends the UTC offset of Paris at an instant: +0100 or +0200.</summary>
    public void Offset(long utcSeconds)
    {
        Byte('+');
        Fixed(CivilTime.OffsetSeconds(utcSeconds) / 36, 4);
    }

    /// <summary>Appends 32 bytes as base64url.</summary>
    public void Seal(byte[] seal)
    {
        if (Fits(Base64Url.SealLength))
        {
            Length += Base64Url.Write(seal, 0, Mac.Length, _buffer, _start + Length);
        }
    }

    private bool Fits(int bytes)
    {
        if (Length + bytes > BytesMax || _start + Length + bytes > _buffer.Length)
        {
            Overflow = true;
            return false;
        }

        return true;
    }
}
