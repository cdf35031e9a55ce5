using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Turns the scanner's bytes into codes (R59): EAN-13, EAN-8 and UPC-A as numbers with a verified check digit, the
/// add-on of magazines, and the text of Code 128 and QR codes. CR, LF or both end a code; the same code within 300 ms
/// is one code. One thread.
/// </summary>
public sealed class ScanReader
{
    /// <summary>
    /// Nothing complete yet; a code that is neither a number with the right check digit nor a text; a text, which
    /// stands in <see cref="Text"/>.
    /// </summary>
    public const long Nothing = 0, Bad = -1, IsText = -2;

    /// <summary>A repeat of the same code within this many milliseconds is ignored.</summary>
    public const int RepeatMs = 300;

    /// <summary>Bytes kept of a text, from its start or from what follows the # of an address.</summary>
    public const int TextMax = 48;

    private const int Chunk = 32, SerialPrefix = 977;
    private const long Ean13Unit = 10_000_000_000;
    private readonly byte[] _bytes = new byte[Chunk];
    private int _at, _count, _length, _lastSum;
    private long _lastCode, _lastMs = long.MinValue / 2;
    private bool _cut;

    /// <summary>The text of the code read last; the first <see cref="TextLength"/> bytes count.</summary>
    public readonly byte[] Text = new byte[TextMax];

    /// <summary>See <see cref="Text"/>. True in <see cref="TextCut"/> when more was read than is kept.</summary>
    public int TextLength;

    /// <summary>See <see cref="TextLength"/>.</summary>
    public bool TextCut;

    /// <summary>Issue of the magazine read last: its add-on of 2 or 5 digits, -1 none.</summary>
    public int AddOn = -1;

    /// <summary>Repeats ignored since start.</summary>
    public int Repeats;

    /// <summary>
    /// The next code as a number, <see cref="IsText"/>, <see cref="Bad"/> or <see cref="Nothing"/>.
    /// </summary>
    public long Next(Scanner scanner, long nowMs)
    {
        while (true)
        {
            if (_at == _count)
            {
                _at = 0;
                _count = scanner.Read(_bytes, 0, Chunk);
                if (_count <= 0)
                {
                    _count = 0;
                    return Nothing;
                }
            }

            byte b = _bytes[_at];
            _at++;
            if (b != 13 && b != 10)
            {
                Take(b);
                continue;
            }

            long code = Finish();
            if (code != Nothing && !IsRepeat(code, nowMs))
            {
                return code;
            }
        }
    }

    /// <summary>True when the last digit of a code of 8, 12 or 13 digits is its check digit.</summary>
    public static bool HasCheckDigit(long code)
    {
        int sum = 0;
        int weight = 1;
        for (long rest = code; rest > 0; rest /= 10)
        {
            sum += (int)(rest % 10) * weight;
            weight = 4 - weight;
        }

        return sum % 10 == 0;
    }

    private void Take(byte b)
    {
        if (b == (byte)'#')
        {
            // The address before it says nothing about the ticket.
            _length = 0;
            _cut = false;
        }
        else if (_length == TextMax)
        {
            _cut = true;
        }
        else
        {
            Text[_length] = b;
            _length++;
        }
    }

    private long Finish()
    {
        TextLength = _length;
        TextCut = _cut;
        AddOn = -1;
        _length = 0;
        _cut = false;
        if (TextLength == 0)
        {
            return Nothing;
        }

        int digits = 0;
        bool printable = true;
        for (int i = 0; i < TextLength; i++)
        {
            digits += Text[i] >= (byte)'0' && Text[i] <= (byte)'9' ? 1 : 0;
            printable &= Text[i] >= (byte)' ' && Text[i] < 0x7F;
        }

        if (digits == TextLength || IsSpacedAddOn(digits))
        {
            return ReadNumber(digits);
        }

        return printable ? IsText : Bad;
    }

    // Some scanners put a space between the code and its add-on.
    private bool IsSpacedAddOn(int digits)
    {
        return digits == TextLength - 1 && TextLength > 14 && Text[13] == (byte)' ';
    }

    private long ReadNumber(int digits)
    {
        bool added = digits == 15 || digits == 18;
        if (digits != 8 && digits != 12 && digits != 13 && !added)
        {
            return Bad;
        }

        int main = added ? 13 : digits;
        long value = Number(0, main);
        if (value <= 0 || !HasCheckDigit(value))
        {
            return Bad;
        }

        if (added)
        {
            if (value / Ean13Unit != SerialPrefix)
            {
                return Bad;
            }

            AddOn = (int)Number(TextLength - (digits - main), TextLength);
        }

        return value;
    }

    private long Number(int from, int to)
    {
        long value = 0;
        for (int i = from; i < to; i++)
        {
            value = value * 10 + (Text[i] - '0');
        }

        return value;
    }

    private bool IsRepeat(long code, long nowMs)
    {
        int sum = 0;
        for (int i = 0; i < TextLength; i++)
        {
            sum = (sum * 31 + Text[i]) & 0x3FFFFFF;
        }

        bool repeat = code != Bad && code == _lastCode && sum == _lastSum && nowMs - _lastMs < RepeatMs;
        _lastCode = code;
        _lastSum = sum;
        _lastMs = nowMs;
        if (repeat)
        {
            Repeats++;
        }

        return repeat;
    }
}
