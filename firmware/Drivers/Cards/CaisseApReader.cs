using Kiosk.Protocol;

namespace Kiosk.Drivers.Cards;

/// <summary>
/// Reads an answer of Caisse-AP as its bytes come, in whatever pieces. Only the fields named here are kept: the value
/// of every other tag, card number and expiry among them, passes through without being stored (R51). One thread, no
/// allocation after construction.
/// </summary>
public sealed class CaisseApReader
{
    /// <summary>Status of an answer: done, not done.</summary>
    public const int StatusDone = 10, StatusNotDone = 1;

    /// <summary>A field that has not come.</summary>
    public const int Missing = -1;

    private const int TagBytes = 2, HeaderBytes = 5, DigitsMax = 12;
    private const int Version = 0x435A, RegisterTag = 0x4341, CentsTag = 0x4342, ActionTag = 0x4344,
        CurrencyTag = 0x4345, KeyTag = 0x4346, ModeTag = 0x4349, StatusTag = 0x4145, DetailTag = 0x4146;

    private int _total;
    private int _inHeader;
    private int _tag;
    private int _left;
    private int _digits;
    private long _value;
    private bool _number;

    /// <summary>Fields that have come, <see cref="Missing"/> before: CA, CB, CD, CE, AE, AF, CI.</summary>
    public long Register, Cents, Action, Currency, Status, Detail, Mode;

    /// <summary>Key in the private field CF, <see cref="Missing"/> when there is none of ours.</summary>
    public long Key;

    /// <summary>True when the bytes are no answer; more bytes change nothing.</summary>
    public bool Bad;

    /// <summary>Bytes taken.</summary>
    public int Total
    {
        get { return _total; }
    }

    /// <summary>True between two fields: nothing is cut off.</summary>
    public bool Whole
    {
        get { return _inHeader == 0 && _left == 0 && !Bad; }
    }

    /// <summary>True when whole and all that an answer must say has come.</summary>
    public bool Complete
    {
        get
        {
            return Whole && Register >= 0 && Cents >= 0 && Action >= 0 && Currency >= 0 && Status >= 0;
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _total = 0;
        _inHeader = 0;
        _tag = 0;
        _left = 0;
        Bad = false;
        Register = Missing;
        Cents = Missing;
        Action = Missing;
        Currency = Missing;
        Status = Missing;
        Detail = Missing;
        Mode = Missing;
        Key = Missing;
    }

    /// <summary>Takes one byte.</summary>
    public void Take(byte value)
    {
        if (Bad || _total == Limits.CardAnswerBytesMax)
        {
            Bad = true;
            return;
        }

        _total++;
        if (_left > 0)
        {
            TakeValue(value);
        }
        else
        {
            TakeHeader(value);
        }
    }

    private void TakeHeader(byte value)
    {
        if (_inHeader < TagBytes)
        {
            bool letter = (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9');
            Bad = !letter;
            _tag = _inHeader == 0 ? value << 8 : _tag | value;
            _inHeader++;
            Bad |= _total == TagBytes && _tag != Version;
            return;
        }

        int digit = value - '0';
        if (digit < 0 || digit > 9)
        {
            Bad = true;
            return;
        }

        _value = _inHeader == TagBytes ? digit : (_value * 10) + digit;
        _inHeader++;
        if (_inHeader == HeaderBytes)
        {
            _inHeader = 0;
            _left = (int)_value;
            _digits = 0;
            _value = 0;
            _number = _left <= DigitsMax;
            Bad = _left == 0 && IsKept(_tag);
        }
    }

    private void TakeValue(byte value)
    {
        _left--;
        if (!IsKept(_tag))
        {
            return;
        }

        int digit = value - '0';
        _number &= digit >= 0 && digit <= 9;
        if (_number)
        {
            _value = (_value * 10) + digit;
            _digits++;
        }

        if (_left == 0)
        {
            Keep();
        }
    }

    private void Keep()
    {
        switch (_tag)
        {
            case RegisterTag: Register = Once(Register); break;
            case CentsTag: Cents = Once(Cents); break;
            case ActionTag: Action = Once(Action); break;
            case CurrencyTag: Currency = Once(Currency); break;
            case StatusTag: Status = Once(Status); break;
            case DetailTag: Detail = Once(Detail); break;
            case ModeTag: Mode = _number ? _value : Missing; break;
            default: Key = _number && _digits == CaisseApRequest.KeyDigits ? _value : Missing; break;
        }
    }

    // A field may come twice only with the same value: a repeated answer is one answer, two different ones are none.
    private long Once(long before)
    {
        Bad |= !_number || (before != Missing && before != _value);
        return _value;
    }

    private static bool IsKept(int tag)
    {
        return tag == RegisterTag || tag == CentsTag || tag == ActionTag || tag == CurrencyTag || tag == KeyTag
            || tag == ModeTag || tag == StatusTag || tag == DetailTag;
    }
}
