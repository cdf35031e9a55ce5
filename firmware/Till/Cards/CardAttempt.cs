using Kiosk.Protocol;

namespace Kiosk.Firmware.Cards;

/// <summary>One request for money by card. It holds no data of the card (R51). One thread.</summary>
public sealed class CardAttempt
{
    /// <summary>
    /// States, frozen: asked and not resolved; the terminal said paid, not paid; the operator declared paid, not paid.
    /// A paid one that was given back since is <see cref="GivenBackStep"/> above its state.
    /// </summary>
    public const int Asked = 1, Paid = 2, NotPaid = 3, DeclaredPaid = 4, DeclaredNotPaid = 5, GivenBackStep = 4;

    /// <summary>Bytes of a stored attempt.</summary>
    public const int StoredBytes = 18;

    /// <summary>Number of the terminal of a payment by the manual key.</summary>
    public const int Manual = 0;

    /// <summary>Number of this attempt on this kiosk, never used twice, 1..4294967295.</summary>
    public long Key;

    /// <summary>Amount asked for, below 0 when it was to go back to the card.</summary>
    public int Cents;

    /// <summary>Number of the terminal asked, 1..255; <see cref="Manual"/> when it has no line to the kiosk.</summary>
    public int Terminal;

    /// <summary>One of the states.</summary>
    public int State;

    /// <summary>Number of the terminal's slip that the operator typed, 0 none.</summary>
    public long Slip;

    /// <summary>True when the money of this attempt counts for the sale.</summary>
    public bool Counts
    {
        get { return State == Paid || State == DeclaredPaid; }
    }

    /// <summary>True when its money was paid and given back.</summary>
    public bool IsGivenBack
    {
        get { return State == Paid + GivenBackStep || State == DeclaredPaid + GivenBackStep; }
    }

    /// <summary>Copies all of another attempt.</summary>
    public void CopyFrom(CardAttempt other)
    {
        Key = other.Key;
        Cents = other.Cents;
        Terminal = other.Terminal;
        State = other.State;
        Slip = other.Slip;
    }

    /// <summary>Writes the stored form.</summary>
    public void Write(byte[] buffer, int offset)
    {
        Bytes.PutU32(buffer, offset, Key);
        Bytes.PutU32(buffer, offset + 4, Cents);
        buffer[offset + 8] = (byte)Terminal;
        buffer[offset + 9] = (byte)State;
        Bytes.PutI64(buffer, offset + 10, Slip);
    }

    /// <summary>Reads the stored form; false when it makes no sense.</summary>
    public bool Read(byte[] buffer, int offset)
    {
        Key = Bytes.GetU32(buffer, offset);
        long cents = Bytes.GetU32(buffer, offset + 4);
        Terminal = buffer[offset + 8];
        State = buffer[offset + 9];
        Slip = Bytes.GetI64(buffer, offset + 10);
        cents = cents > int.MaxValue ? cents - (Bytes.U32Max + 1) : cents;
        bool known = IsGivenBack || (State >= Asked && State <= DeclaredNotPaid);
        if (cents == 0 || cents > Limits.TicketCentsMax || cents < -Limits.TicketCentsMax || !known)
        {
            return false;
        }

        Cents = (int)cents;
        return true;
    }
}
