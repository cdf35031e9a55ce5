using System;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Sign-in by PIN: an operator is a code 1..99 with a role, known by the digest of four digits; never a name (R27).
/// Wrong PINs are counted, over power cuts too, and lock sign-in for a while. As long as there is no operator the till
/// sells as operator 00. One thread.
/// </summary>
public sealed class SignIn
{
    /// <summary>
    /// Digits of a PIN; wrong PINs in a row before a lock; how long it lasts.
    /// </summary>
    public const int PinDigits = 4, TriesMax = 5, LockMs = 300_000;

    /// <summary>Label of the key of the digests.</summary>
    public const string KeyLabel = SetupCode.KeyLabel;

    /// <summary>First operator code given to a manager, to cashiers.</summary>
    private const int FirstManager = 90, FirstCashier = 1, CodeMax = 99;
    private readonly TillFacts _facts;
    private readonly ChainState _chain;
    private readonly Mac _mac;
    private readonly byte[] _key;
    private readonly byte[] _text = new byte[8], _digest = new byte[Mac.Length];
    private long _lockedUntilMs, _setup;
    private int _taken;

    /// <summary>Sign-in at the chain in force, with the key of this device (<see cref="KeyLabel"/>, 32
    /// bytes).</summary>
    public SignIn(TillFacts facts, ChainState chain, Mac mac, byte[] key)
    {
        _facts = facts;
        _chain = chain;
        _mac = mac;
        _key = key;
    }

    /// <summary>True when somebody has to sign in before anything is sold.</summary>
    public bool Needed
    {
        get { return _facts.OperatorCount > 0 && _facts.Operator == 0; }
    }

    /// <summary>After a start: too many wrong PINs before it lock again.</summary>
    public void Begin(long nowMs)
    {
        _lockedUntilMs = _facts.WrongPins >= TriesMax ? nowMs + LockMs : 0;
    }

    /// <summary>Seconds that sign-in is still locked, 0 when it is not.</summary>
    public int LockedSeconds(long nowMs)
    {
        return nowMs < _lockedUntilMs ? (int)((_lockedUntilMs - nowMs + 999) / 1000) : 0;
    }

    /// <summary>Operator of a PIN; 0 when it is nobody's (then it is counted) or sign-in is locked.</summary>
    public int Match(int pin, long nowMs)
    {
        if (LockedSeconds(nowMs) > 0)
        {
            return 0;
        }

        int place = PlaceOf(pin);
        if (place < 0)
        {
            CountWrong(nowMs);
            return 0;
        }

        if (_facts.WrongPins > 0)
        {
            _facts.WrongPins = 0;
            _facts.Save();
        }

        return _facts.Code[place];
    }

    /// <summary>True when an operator is a manager of a merchant (<see cref="Record.Merchant"/>).</summary>
    public bool IsManager(int code, int merchant)
    {
        return IsManagerAt(_facts.Find(code)) && WorksFor(code, merchant);
    }

    /// <summary>True when a merchant has a manager: from then on the till is handed to it by its own people alone.
    /// </summary>
    public bool HasManager(int merchant)
    {
        return Managers(merchant) > 0;
    }

    /// <summary>True when an operator works for a merchant (<see cref="Record.Merchant"/>).</summary>
    public bool WorksFor(int code, int merchant)
    {
        int place = _facts.Find(code);
        int own = place < 0 ? -1 : _facts.Role[place] / TillFacts.MerchantUnit;
        return own == 0 || (own > 0 && (own == merchant || merchant == 0));
    }

    /// <summary>
    /// Adds an operator of one merchant (0 the only one), under a code that nobody has and under which nobody has
    /// worked in this chain: what a code has sealed is one person's. Returns its code, 0 when there is no place or
    /// code, another has this PIN or the drive did not take it.
    /// </summary>
    public int Add(int role, int pin, int merchant = 0)
    {
        int place = _facts.OperatorCount;
        if (place == TillFacts.OperatorsMax || PlaceOf(pin) >= 0)
        {
            return 0;
        }

        int code = FreeCode(role);
        if (code == 0)
        {
            return 0;
        }

        Digest(pin, PinDigits);
        _facts.Code[place] = (byte)code;
        _facts.Role[place] = (byte)(role + merchant * TillFacts.MerchantUnit);
        Array.Copy(_digest, 0, _facts.Digests, place * TillFacts.DigestBytes, TillFacts.DigestBytes);
        _facts.OperatorCount++;
        long used = _facts.UsedSetup;
        bool bySetup = role == TillFacts.Manager && _setup != 0;
        _facts.UsedSetup = bySetup ? _setup : used;
        if (_facts.Save())
        {
            _setup = 0;
            return code;
        }

        _facts.UsedSetup = used;
        _facts.OperatorCount--;
        return 0;
    }

    // From the first code of the role up, then those before it; 0 when all have been used.
    private int FreeCode(int role)
    {
        int first = role == TillFacts.Manager ? FirstManager : FirstCashier;
        for (int i = 0; i < CodeMax; i++)
        {
            int code = (first - 1 + i) % CodeMax + 1;
            if (_facts.Find(code) < 0 && !_chain.HasWorked(code))
            {
                return code;
            }
        }

        return 0;
    }

    /// <summary>True when every code 1..99 is somebody's or was: a new board begins a new chain.</summary>
    public bool CodesUsedUp
    {
        get { return FreeCode(TillFacts.Cashier) == 0; }
    }

    /// <summary>
    /// Takes an operator of a merchant away, whose PIN is worth nothing from now on. False for its last manager, for
    /// nobody, or when the drive did not take it.
    /// </summary>
    public bool Remove(int code, int merchant)
    {
        int place = _facts.Find(code);
        int last = _facts.OperatorCount - 1;
        if (!WorksFor(code, merchant) || (IsManagerAt(place) && Managers(merchant) == 1))
        {
            return false;
        }

        Swap(place, last);
        _facts.OperatorCount--;
        if (_facts.Save())
        {
            return true;
        }

        _facts.OperatorCount++;
        Swap(place, last);
        return false;
    }

    /// <summary>Gives an operator another PIN; false when somebody has it or the drive did not take it.</summary>
    public bool Change(int code, int pin)
    {
        int place = _facts.Find(code);
        if (place < 0 || PlaceOf(pin) >= 0)
        {
            return false;
        }

        int at = place * TillFacts.DigestBytes;
        for (int k = 0; k < TillFacts.DigestBytes; k++)
        {
            byte before = _facts.Digests[at + k];
            _facts.Digests[at + k] = _digest[k];
            _digest[k] = before;
        }

        if (_facts.Save())
        {
            return true;
        }

        Array.Copy(_digest, 0, _facts.Digests, at, TillFacts.DigestBytes);
        return false;
    }

    private int Managers(int merchant)
    {
        int count = 0;
        for (int i = 0; i < _facts.OperatorCount; i++)
        {
            count += IsManagerAt(i) && WorksFor(_facts.Code[i], merchant) ? 1 : 0;
        }

        return count;
    }

    private bool IsManagerAt(int place)
    {
        return place >= 0 && _facts.Role[place] % TillFacts.MerchantUnit == TillFacts.Manager;
    }

    private void Swap(int left, int right)
    {
        byte code = _facts.Code[left];
        byte role = _facts.Role[left];
        _facts.Code[left] = _facts.Code[right];
        _facts.Role[left] = _facts.Role[right];
        _facts.Code[right] = code;
        _facts.Role[right] = role;
        for (int k = 0; k < TillFacts.DigestBytes; k++)
        {
            byte digest = _facts.Digests[left * TillFacts.DigestBytes + k];
            _facts.Digests[left * TillFacts.DigestBytes + k] = _facts.Digests[right * TillFacts.DigestBytes + k];
            _facts.Digests[right * TillFacts.DigestBytes + k] = digest;
        }
    }

    /// <summary>
    /// True for the one-time code that the city gave for the first manager: its digest stands in the settings. It is
    /// used up with the manager that it makes (<see cref="Add"/>). A wrong one counts like a wrong PIN.
    /// </summary>
    public bool IsSetup(int typed, Settings settings, long nowMs)
    {
        if (LockedSeconds(nowMs) > 0)
        {
            return false;
        }

        long digest = SetupCode.Digest(_mac, _key, typed, _text, _digest);
        bool right = digest != 0 && digest == settings.SetupDigest && digest != _facts.UsedSetup;
        _setup = right ? digest : 0;
        if (!right)
        {
            CountWrong(nowMs);
        }

        return right;
    }

    /// <summary>
    /// True when somebody has this PIN already. Whoever hears that knows a PIN of another: it counts like a wrong one,
    /// and a right one in between makes none of these forgotten.
    /// </summary>
    public bool IsTaken(int pin, long nowMs)
    {
        if (PlaceOf(pin) < 0)
        {
            return false;
        }

        _taken++;
        _facts.WrongPins = _facts.WrongPins < _taken ? _taken - 1 : _facts.WrongPins;
        _taken = _taken == TriesMax ? 0 : _taken;
        CountWrong(nowMs);
        return true;
    }

    private void CountWrong(long nowMs)
    {
        _facts.WrongPins = _facts.WrongPins < 255 ? _facts.WrongPins + 1 : 255;
        if (_facts.WrongPins >= TriesMax)
        {
            _lockedUntilMs = nowMs + LockMs;
        }

        _facts.Save();
    }

    private int PlaceOf(int pin)
    {
        Digest(pin, PinDigits);
        for (int i = 0; i < _facts.OperatorCount; i++)
        {
            int differ = 0;
            for (int k = 0; k < TillFacts.DigestBytes; k++)
            {
                differ |= _facts.Digests[i * TillFacts.DigestBytes + k] ^ _digest[k];
            }

            if (differ == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private void Digest(int number, int digits)
    {
        Digits.WriteFixed(_text, 0, number, digits);
        _mac.Compute(_key, _text, 0, digits, _digest, 0);
    }
}
