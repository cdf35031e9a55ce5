using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Builds the text that a seal covers (pos.md R3): fields joined by commas, integers in cents, local stamps, no locale.
/// Latin-1 bytes in a buffer made once. A text that does not fit sets <see cref="Overflow"/> and is cut.
/// </summary>
public sealed class CanonicalText
{
    /// <summary>Bytes of the longest text: 24 lines of a ticket after the digest of those before.</summary>
    public const int BytesMax = 2048;

    /// <summary>The text; the first <see cref="Length"/> bytes count.</summary>
    public readonly byte[] Buffer = new byte[BytesMax];

    /// <summary>Bytes written.</summary>
    public int Length;

    /// <summary>True when something did not fit since <see cref="Clear"/>.</summary>
    public bool Overflow;

    /// <summary>Starts a new text.</summary>
    public void Clear()
    {
        Length = 0;
        Overflow = false;
    }

    /// <summary>Appends one byte as it is.</summary>
    public void Byte(int value)
    {
        if (Fits(1))
        {
            Buffer[Length] = (byte)value;
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
            Length += Digits.WriteText(Buffer, Length, text);
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
            Buffer[Length + i] = b == (byte)',' ? (byte)';' : b;
        }

        Length += length;
    }

    /// <summary>Appends a number without padding.</summary>
    public void Number(long value)
    {
        if (Fits(Digits.Max))
        {
            Length += Digits.Write(Buffer, Length, value);
        }
    }

    /// <summary>Appends a number of 0 or more padded to a width; a longer one is written whole.</summary>
    public void Fixed(long value, int width)
    {
        int needed = Digits.Width(value);
        int digits = needed > width ? needed : width;
        if (Fits(digits))
        {
            Digits.WriteFixed(Buffer, Length, value, digits);
            Length += digits;
        }
    }

    /// <summary>Appends a local stamp of 14 digits.</summary>
    public void Stamp(long utcSeconds)
    {
        if (Fits(CivilTime.StampDigits))
        {
            CivilTime.WriteStamp(utcSeconds, Buffer, Length);
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
            Length += Base64Url.Write(seal, 0, Mac.Length, Buffer, Length);
        }
    }

    private bool Fits(int bytes)
    {
        if (Length + bytes > BytesMax)
        {
            Overflow = true;
            return false;
        }

        return true;
    }
}
