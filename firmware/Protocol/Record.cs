namespace Kiosk.Protocol;

/// <summary>
/// One event in memory: common header plus a flat list of integers whose meaning depends on the kind
/// (<see cref="TicketLayout"/>, <see cref="EventLayout"/>, ...) and at most one short text.
/// Preallocated and reused; owned by one thread.
/// </summary>
public sealed class Record
{
    /// <summary>One of <see cref="RecordKind"/>; 1..255.</summary>
    public int Kind;

    /// <summary>Device-wide sequence, 1..4294967295, strictly increasing, never reused.</summary>
    public long Sequence;

    /// <summary>Boot number of the device, 0..65535.</summary>
    public int Boot;

    /// <summary>Seconds since this boot (monotonic), 0..4294967295.</summary>
    public long MonoSeconds;

    /// <summary>Wall time, UTC seconds since 1970, or 0 when unknown.</summary>
    public long WallSeconds;

    /// <summary>Values of the kind's layout; only the first <see cref="Count"/> are meaningful.</summary>
    public readonly long[] Values;

    /// <summary>Number of meaningful values, 0 to the length of <see cref="Values"/>.</summary>
    public int Count;

    /// <summary>Text of the record, Latin-1 bytes; only the first <see cref="TextLength"/> are meaningful.</summary>
    public readonly byte[] Text;

    /// <summary>Length of the text in bytes, 0..<see cref="Limits.RecordTextMax"/>.</summary>
    public int TextLength;

    /// <summary>
    /// First <see cref="Limits.HeadSealBytes"/> bytes of the record's seal; kept in the journal, of use only when
    /// <see cref="Sealed"/>.
    /// </summary>
    public readonly byte[] Seal;

    /// <summary>True for a record that is part of the fiscal chain.</summary>
    public bool Sealed;

    /// <summary>
    /// Chain of the terminal that the record belongs to (<see cref="RecordKind.IsOfChain"/>): 0 the only one, 1 and 2
    /// those of two merchants by shift; 0 for kinds of no chain. At most <see cref="Limits.MerchantsMax"/>.
    /// </summary>
    public int Merchant;

    /// <summary>Makes an empty record with all its room.</summary>
    public Record()
        : this(Limits.RecordValuesMax)
    {
    }

    /// <summary>
    /// Makes an empty record with room for 1 to <see cref="Limits.RecordValuesMax"/> values. A record that has more is
    /// refused by the reader, and one value too many by <see cref="Add"/>.
    /// </summary>
    public Record(int valuesMax)
    {
        Values = new long[valuesMax];
        Text = new byte[Limits.RecordTextMax];
        Seal = new byte[Limits.HeadSealBytes];
    }

    /// <summary>Empties the record and gives it a kind. Header fields are set by the journal.</summary>
    public void Reset(int kind)
    {
        Kind = kind;
        Sequence = 0;
        Boot = 0;
        MonoSeconds = 0;
        WallSeconds = 0;
        Count = 0;
        TextLength = 0;
        Sealed = false;
        Merchant = 0;
    }

    /// <summary>Appends a value. Returns false (and changes nothing) when the record is full.</summary>
    public bool Add(long value)
    {
        if (Count >= Values.Length)
        {
            return false;
        }

        Values[Count] = value;
        Count++;
        return true;
    }
}
