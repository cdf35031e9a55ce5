using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Cards;

/// <summary>
/// The attempts of one sale on the drive, in two alternating slots: all that were paid, and the last one whatever
/// became of it. Only what <see cref="Save"/> confirmed counts after a power cut. One thread, no allocation after
/// construction.
/// </summary>
public sealed class CardAttempts
{
    private const int Magic = 0x4B4A, Layout = 1, HeaderBytes = 16;
    private readonly SlotPair _slots;
    private readonly CardAttempt[] _attempts = new CardAttempt[Limits.TendersPerTicketMax];
    private readonly byte[] _buffer =
        new byte[HeaderBytes + Limits.TendersPerTicketMax * CardAttempt.StoredBytes + SlotPair.TrailerBytes];

    /// <summary>Register (chain) and number of the ticket that the attempts are for; 0 none.</summary>
    public int Register;

    /// <summary>See <see cref="Register"/>.</summary>
    public long Reference;

    /// <summary>Attempts held.</summary>
    public int Count;

    /// <summary>Last key used on this kiosk.</summary>
    public long LastKey;

    /// <summary>Event (<see cref="CardEvent"/>) that is still to be journaled, 0 none, and its operator.</summary>
    public int DueEvent, DueOperator;

    /// <summary>Saves that the drive did not take since start.</summary>
    public int Failures;

    /// <summary>Attempts on a drive, in the pair of files from <paramref name="firstFile"/> on.</summary>
    public CardAttempts(Drive drive, int firstFile)
    {
        _slots = new SlotPair(drive, firstFile, Magic);
        for (int i = 0; i < _attempts.Length; i++)
        {
            _attempts[i] = new CardAttempt();
        }
    }

    /// <summary>True when a slot was found that cannot be read (torn, corrupt).</summary>
    public bool Damaged
    {
        get { return _slots.Damaged; }
    }

    /// <summary>The last attempt; only when <see cref="Count"/> is above 0.</summary>
    public CardAttempt Last
    {
        get { return _attempts[Count - 1]; }
    }

    /// <summary>Cents of all attempts that count.</summary>
    public int PaidCents
    {
        get
        {
            int cents = 0;
            for (int i = 0; i < Count; i++)
            {
                cents += _attempts[i].Counts ? _attempts[i].Cents : 0;
            }

            return cents;
        }
    }

    /// <summary>Cents that were paid and given back.</summary>
    public int GivenBackCents
    {
        get
        {
            int cents = 0;
            for (int i = 0; i < Count; i++)
            {
                cents += _attempts[i].IsGivenBack ? _attempts[i].Cents : 0;
            }

            return cents;
        }
    }

    /// <summary>All that counts was given back and counts no more.</summary>
    public void GiveBack()
    {
        for (int i = 0; i < Count; i++)
        {
            _attempts[i].State += _attempts[i].Counts ? CardAttempt.GivenBackStep : 0;
        }
    }

    /// <summary>Undoes <see cref="GiveBack"/>: the drive did not take it.</summary>
    public void TakeBack()
    {
        for (int i = 0; i < Count; i++)
        {
            _attempts[i].State -= _attempts[i].IsGivenBack ? CardAttempt.GivenBackStep : 0;
        }
    }

    /// <summary>Attempt by place, 0 the oldest.</summary>
    public CardAttempt At(int index)
    {
        return _attempts[index];
    }

    /// <summary>
    /// A new attempt with the next key in the state Asked, after those that count; the others go. Null when no place is
    /// left.
    /// </summary>
    public CardAttempt? Add()
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_attempts[i].Counts)
            {
                _attempts[kept].CopyFrom(_attempts[i]);
                kept++;
            }
        }

        Count = kept;
        if (kept == _attempts.Length)
        {
            return null;
        }

        LastKey = LastKey >= Bytes.U32Max ? 1 : LastKey + 1;
        Count++;
        Last.Key = LastKey;
        Last.State = CardAttempt.Asked;
        Last.Slip = 0;
        return Last;
    }

    /// <summary>Forgets all attempts here; the drive keeps them until the next save.</summary>
    public void Clear()
    {
        Count = 0;
        Reference = 0;
        DueEvent = 0;
    }

    /// <summary>Makes all of it durable. False when the drive did not take it.</summary>
    public bool Save()
    {
        _buffer[0] = Layout;
        _buffer[1] = (byte)Register;
        Bytes.PutU32(_buffer, 2, Reference);
        Bytes.PutU32(_buffer, 6, LastKey);
        Bytes.PutU16(_buffer, 10, DueEvent);
        Bytes.PutU16(_buffer, 12, DueOperator);
        _buffer[14] = (byte)Count;
        _buffer[15] = 0;
        for (int i = 0; i < Count; i++)
        {
            _attempts[i].Write(_buffer, HeaderBytes + i * CardAttempt.StoredBytes);
        }

        bool durable = _slots.Save(_buffer, HeaderBytes + Count * CardAttempt.StoredBytes);
        Failures += durable ? 0 : 1;
        return durable;
    }

    /// <summary>Reads what the drive holds; false when there is nothing.</summary>
    public bool Load()
    {
        Clear();
        int length = _slots.Load(_buffer);
        if (length < HeaderBytes || _buffer[0] != Layout || _buffer[14] > _attempts.Length
            || length != HeaderBytes + _buffer[14] * CardAttempt.StoredBytes)
        {
            return false;
        }

        for (int i = 0; i < _buffer[14]; i++)
        {
            if (!_attempts[i].Read(_buffer, HeaderBytes + i * CardAttempt.StoredBytes))
            {
                return false;
            }
        }

        Register = _buffer[1];
        Reference = Bytes.GetU32(_buffer, 2);
        LastKey = Bytes.GetU32(_buffer, 6);
        DueEvent = Bytes.GetU16(_buffer, 10);
        DueOperator = Bytes.GetU16(_buffer, 12);
        Count = _buffer[14];
        return true;
    }
}
