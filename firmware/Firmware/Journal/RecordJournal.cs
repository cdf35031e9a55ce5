using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>Append-only store of records in segment files (F-JRN-1..5, 8, 9). One writer: the loop.</summary>
public sealed class RecordJournal
{
    /// <summary>
    /// Outcomes of an append: durable; telemetry refused by quota; no room even for sales; the drive failed; the next
    /// sequence is not known yet (a blank drive waits for the gateway's word).
    /// </summary>
    public const int Stored = 0, Refused = 1, Full = 2, Failed = 3, NoSequence = 4;

    /// <summary>Next sequence to be given; 0 while unknown (blank drive, no acknowledgement yet).</summary>
    public long NextSequence;

    /// <summary>Percent of the journal area in use, 0..100. From 80 on the till warns.</summary>
    public int UsedPercent;

    /// <summary>
    /// Sets boot, monotonic and wall time of a record. Sealed kinds are stamped by their writer BEFORE sealing (the time
    /// is a sealed field; it never goes back from one sealed record to the next); unsealed ones by <see cref="Append(Record, long)"/>.
    /// </summary>
    public void Stamp(Record record, long nowMs)
    {
    }

    /// <summary>
    /// Gives the records their sequence and stores them in one append (one commit, all or nothing); records that are not
    /// sealed are stamped too. Returns an outcome; when it is not <see cref="Stored"/> the chain state is put back to the
    /// last durable record, so that the same numbers are given again.
    /// </summary>
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
