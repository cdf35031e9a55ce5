using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>Append-only store of records in segment files (F-JRN-1..5, 8, 9). One writer: the loop.</summary>
public sealed class RecordJournal
{
    /// <summary>Outcomes of an append: durable; telemetry refused by quota; no room even for sales; the drive failed.</summary>
    public const int Stored = 0, Refused = 1, Full = 2, Failed = 3;

    /// <summary>Next sequence to be given; 0 while unknown (blank drive, no acknowledgement yet).</summary>
    public long NextSequence;

    /// <summary>Percent of the journal area in use, 0..100.</summary>
    public int UsedPercent;

    /// <summary>Gives the records their sequence, boot, times and stores them in one append (one commit, all or nothing). Returns an outcome.</summary>
    public int Append(Record[] records, int count, long nowMs)
    {
        return Stored;
    }

    /// <summary>Same for one record.</summary>
    public int Append(Record record, long nowMs)
    {
        return Stored;
    }
}
