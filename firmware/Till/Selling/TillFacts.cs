using System;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What the till remembers over a power cut beside the chain: operators with their PIN digests, who is signed in,
/// training, the balance of suspended items. Two alternating slots. No name ever (R27). One thread.
/// </summary>
public sealed class TillFacts
{
    /// <summary>Operators of a till; bytes kept of a digest.</summary>
    public const int OperatorsMax = 8, DigestBytes = 8;

    /// <summary>Roles: the low half of <see cref="Role"/>.</summary>
    public const int Cashier = 1, Manager = 2;

    /// <summary>
    /// Value of one merchant in the high half of <see cref="Role"/>: an operator works for that merchant alone, 0 for
    /// the only one.
    /// </summary>
    public const int MerchantUnit = 16;

    private const int Magic = 0x5446, Layout = 1, FixedBytes = 36, OperatorBytes = 2 + DigestBytes;
    private readonly SlotPair _slots;
    private readonly byte[] _buffer = new byte[FixedBytes + OperatorsMax * OperatorBytes + SlotPair.TrailerBytes];

    /// <summary>Operators: code 1..99, role, PIN digest; the first <see cref="OperatorCount"/> count.</summary>
    public readonly byte[] Code = new byte[OperatorsMax], Role = new byte[OperatorsMax],
        Digests = new byte[OperatorsMax * DigestBytes];

    /// <summary>Digest of the one-time code used last, so that none is used twice.</summary>
    public long UsedSetup;

    /// <summary>Number of operators; who is signed in (0 nobody); wrong PINs in a row.</summary>
    public int OperatorCount, Operator, WrongPins;

    /// <summary>Manager who answers for the training that is on; 0 when it is off (R18).</summary>
    public int TrainingManager;

    /// <summary>Cents that residents have given for suspended items and that nobody has used yet.</summary>
    public int SuspendedCents;

    /// <summary>The same of the merchant who rests, of two who share the kiosk.</summary>
    public int RestingCents;

    /// <summary>True while staff count the people who pass (F-FOOT-5).</summary>
    public bool SiteCounts;

    /// <summary>Saves that the drive did not take since start.</summary>
    public int Failures;

    private long _pendingTicket;
    private int _pendingCents, _side;

    /// <summary>Facts on a drive; <see cref="Load"/> reads them.</summary>
    public TillFacts(Drive drive)
    {
        _slots = new SlotPair(drive, DriveFiles.Facts, Magic);
    }

    /// <summary>
    /// Reads what the drive holds, for the merchant in force (<see cref="Record.Merchant"/>); a movement of suspended
    /// items counts when its ticket was sealed.
    /// </summary>
    public void Load(long lastTicket, int merchant = 0)
    {
        int length = _slots.Load(_buffer);
        if (length < FixedBytes || _buffer[0] != Layout || length != FixedBytes + _buffer[1] * OperatorBytes)
        {
            return;
        }

        OperatorCount = _buffer[1];
        Operator = _buffer[2];
        WrongPins = _buffer[3];
        TrainingManager = _buffer[4];
        SuspendedCents = (int)Bytes.GetU32(_buffer, 8);
        _pendingTicket = Bytes.GetU32(_buffer, 12);
        long pending = Bytes.GetU32(_buffer, 16);
        _pendingCents = (int)(pending > int.MaxValue ? pending - 4294967296L : pending);
        UsedSetup = Bytes.GetI64(_buffer, 20);
        _side = _buffer[5];
        SiteCounts = _buffer[6] != 0;
        RestingCents = (int)Bytes.GetU32(_buffer, 28);
        for (int i = 0; i < OperatorCount; i++)
        {
            int at = FixedBytes + i * OperatorBytes;
            Code[i] = _buffer[at];
            Role[i] = _buffer[at + 1];
            Array.Copy(_buffer, at + 2, Digests, i * DigestBytes, DigestBytes);
        }

        if (_pendingTicket > 0)
        {
            SuspendedCents += _pendingTicket <= lastTicket ? _pendingCents : 0;
            _pendingTicket = 0;
        }

        Side(merchant);
    }

    /// <summary>Another merchant sells: the operator is signed out and each keeps its own balance.</summary>
    public void TurnTo(int merchant)
    {
        Side(merchant);
        Save();
    }

    // After a power cut within a change of merchants the chain says who sells.
    private void Side(int merchant)
    {
        int side = merchant == 2 ? 1 : 0;
        for (int i = 0; i < OperatorCount && merchant > 0; i++)
        {
            // Who worked for the only merchant works for the first of two.
            Role[i] += (byte)(Role[i] < MerchantUnit ? MerchantUnit : 0);
        }

        if (side != _side)
        {
            _side = side;
            Operator = 0;
            int kept = SuspendedCents;
            SuspendedCents = RestingCents;
            RestingCents = kept;
        }
    }

    /// <summary>Makes all of it durable. False when the drive did not take it.</summary>
    public bool Save()
    {
        _buffer[0] = Layout;
        _buffer[1] = (byte)OperatorCount;
        _buffer[2] = (byte)Operator;
        _buffer[3] = (byte)WrongPins;
        _buffer[4] = (byte)TrainingManager;
        Bytes.PutU32(_buffer, 8, SuspendedCents);
        Bytes.PutU32(_buffer, 12, _pendingTicket);
        Bytes.PutU32(_buffer, 16, _pendingCents);
        Bytes.PutI64(_buffer, 20, UsedSetup);
        _buffer[5] = (byte)_side;
        _buffer[6] = (byte)(SiteCounts ? 1 : 0);
        Bytes.PutU32(_buffer, 28, RestingCents);
        for (int i = 0; i < OperatorCount; i++)
        {
            int at = FixedBytes + i * OperatorBytes;
            _buffer[at] = Code[i];
            _buffer[at + 1] = Role[i];
            Array.Copy(Digests, i * DigestBytes, _buffer, at + 2, DigestBytes);
        }

        bool durable = _slots.Save(_buffer, FixedBytes + OperatorCount * OperatorBytes);
        Failures += durable ? 0 : 1;
        return durable;
    }

    /// <summary>
    /// Before a ticket that funds (above 0) or uses (below 0) suspended items: makes it durable that the balance moves
    /// with that ticket. False when the drive did not take it or the balance does not allow it.
    /// </summary>
    public bool Prepare(long ticketNumber, int cents)
    {
        if (SuspendedCents + cents < 0)
        {
            return false;
        }

        _pendingTicket = ticketNumber;
        _pendingCents = cents;
        return Save();
    }

    /// <summary>After that ticket was sealed, or was not.</summary>
    public void Settle(bool wasSealed)
    {
        SuspendedCents += wasSealed ? _pendingCents : 0;
        _pendingTicket = 0;
        _pendingCents = 0;
        Save();
    }

    /// <summary>Place of an operator by its code, or -1.</summary>
    public int Find(int code)
    {
        for (int i = 0; i < OperatorCount; i++)
        {
            if (Code[i] == code)
            {
                return i;
            }
        }

        return -1;
    }
}
