using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>Text of a QR code, built byte by byte in fixed room. Made once; one thread.</summary>
public abstract class CodeText
{
    /// <summary>The text; the first <see cref="Length"/> bytes count.</summary>
    public readonly byte[] Text = new byte[QrTable.BytesMax];

    /// <summary>See <see cref="Text"/>.</summary>
    public int Length;

    /// <summary>True when something did not fit since <see cref="Begin"/>.</summary>
    protected bool Overflow;

    private readonly byte[] _scratch = new byte[Base64Url.SealLength + 1];

    /// <summary>Starts an empty text.</summary>
    protected void Begin()
    {
        Length = 0;
        Overflow = false;
    }

    /// <summary>Adds a moment as 14 digits of civil time.</summary>
    protected void PutStamp(long utcSeconds)
    {
        CivilTime.WriteStamp(utcSeconds, _scratch, 0);
        Put(_scratch, CivilTime.StampDigits);
    }

    /// <summary>Adds a seal as base64url.</summary>
    protected void PutSeal(byte[] seal)
    {
        Put(_scratch, Base64Url.Write(seal, 0, Mac.Length, _scratch, 0));
    }

    /// <summary>Adds a number, with '-' when negative.</summary>
    protected void PutSigned(long value)
    {
        Put(_scratch, Digits.Write(_scratch, 0, value));
    }

    /// <summary>Adds a number of 0 or more in so many digits at least.</summary>
    protected void PutNumber(long value, int width)
    {
        int needed = Digits.Width(value);
        int digits = needed > width ? needed : width;
        Digits.WriteFixed(_scratch, 0, value, digits);
        Put(_scratch, digits);
    }

    /// <summary>Adds text.</summary>
    protected void Put(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Put(text[i]);
        }
    }

    /// <inheritdoc cref="Put(string)"/>
    protected void Put(byte[] text, int length)
    {
        for (int i = 0; i < length; i++)
        {
            Put(text[i]);
        }
    }

    /// <summary>Adds a byte.</summary>
    protected void Put(int letter)
    {
        if (Length < Text.Length)
        {
            Text[Length] = (byte)letter;
            Length++;
        }
        else
        {
            Overflow = true;
        }
    }
}
