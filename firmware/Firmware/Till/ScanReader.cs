using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Turns the scanner's bytes into EAN-13, EAN-8 and UPC-A numbers (R59): CR or LF ends a code, the check digit is
/// verified, the same code within 300 ms is one code. One thread.
/// </summary>
public sealed class ScanReader
{
    /// <summary>Nothing complete yet; a code that is not an EAN or whose check digit is wrong.</summary>
    public const long Nothing = 0, Bad = -1;

    /// <summary>A repeat of the same code within this many milliseconds is ignored.</summary>
    public const int RepeatMs = 300;

    private const int Chunk = 32, CodeMax = 13;
    private readonly byte[] _bytes = new byte[Chunk];
    private int _at, _count, _digits;
    private long _value, _lastCode, _lastMs;
    private bool _strange;

    /// <summary>Repeats ignored since start.</summary>
    public int Repeats;

    /// <summary>The next code as a number, <see cref="Nothing"/> or <see cref="Bad"/>.</summary>
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
            if (b == 13 || b == 10)
            {
                long code = Finish();
                if (code != Nothing && !IsRepeat(code, nowMs))
                {
                    return code;
                }
            }
            else
            {
                Take(b);
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
        if (b < (byte)'0' || b > (byte)'9' || _digits == CodeMax)
        {
            _strange = true;
            return;
        }

        _value = _value * 10 + (b - '0');
        _digits++;
    }

    private long Finish()
    {
        int digits = _digits;
        long value = _value;
        bool strange = _strange;
        _digits = 0;
        _value = 0;
        _strange = false;
        if (digits == 0 && !strange)
        {
            return Nothing;
        }

        bool length = digits == 8 || digits == 12 || digits == 13;
        return !strange && length && value > 0 && HasCheckDigit(value) ? value : Bad;
    }

    private bool IsRepeat(long code, long nowMs)
    {
        bool repeat = code != Bad && code == _lastCode && nowMs - _lastMs < RepeatMs;
        _lastCode = code;
        _lastMs = nowMs;
        if (repeat)
        {
            Repeats++;
        }

        return repeat;
    }
}
