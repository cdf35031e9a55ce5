using Kiosk.Ledger.Store;

namespace Kiosk.Ledger;

/// <summary>Limits and places of one ledger. Checked by <see cref="CityLedger.Open"/>.</summary>
public sealed class LedgerOptions
{
    /// <summary>Folder that holds the database and the master key; made when it does not exist. No default.</summary>
    public string Folder { get; set; } = "";

    /// <summary>File name of the database inside <see cref="Folder"/>. Default <c>kiosk.db</c>.</summary>
    public string DatabaseFile { get; set; } = "kiosk.db";

    /// <summary>
    /// File name of the 32-byte master key beside the database, mode 0600. Default <c>master.key</c>.
    /// </summary>
    public string MasterKeyFile { get; set; } = "master.key";

    /// <summary>Frames waiting for a commit; a further caller waits for room. 1..65536, default 4096.</summary>
    public int QueueMax { get; set; } = 4096;

    /// <summary>Frames in one commit. 1..65536, default 1024.</summary>
    public int GroupMax { get; set; } = 1024;

    /// <summary>Frames in flight granted to a device with each acknowledgement. 0 (pause)..64, default 1.</summary>
    public int Window { get; set; } = 1;

    /// <summary>
    /// How far beyond the highest known sequence a frame may start, in sequences; above it the frame is quarantined.
    /// Default 1,000,000.
    /// </summary>
    public long SequenceAheadMax { get; set; } = 1_000_000;

    /// <summary>
    /// Separate stored ranges above a hole, per device; a frame that would make more is quarantined. Default 256.
    /// </summary>
    public int RangesMax { get; set; } = 256;

    /// <summary>How far a device's clock may be ahead of ours (ING-4), in seconds. Default 300.</summary>
    public int ClockAheadSecondsMax { get; set; } = 300;

    /// <summary>Age beyond which an event is historical (ING-2), in seconds. Default 900.</summary>
    public int LiveWindowSeconds { get; set; } = 900;

    /// <summary>Quarantined rows kept per reason; the oldest goes first, counted. Default 10,000.</summary>
    public int QuarantineRowsMax { get; set; } = 10_000;

    /// <summary>Quarantined bytes kept per reason; the oldest row goes first, counted. Default 16 MiB.</summary>
    public long QuarantineBytesMax { get; set; } = 16L * 1024 * 1024;

    /// <summary>
    /// Days for which an hour of stops at the counter is kept, from its start. 1..758, which is never more than the 25
    /// months of audience figures (city.md 3.11). Default 758.
    /// </summary>
    public int CounterHourDaysMax { get; set; } = 758;

    /// <summary>
    /// Days for which a code that no catalogue has stays on the review list, from when it was last seen. 1..366,
    /// default 90.
    /// </summary>
    public int UnknownCodeDaysMax { get; set; } = 90;

    /// <summary>
    /// Days for which it is kept who looked at a merchant's data. 183..366: six to twelve months (city.md 3.11).
    /// Default 365.
    /// </summary>
    public int AccessDaysMax { get; set; } = 365;

    /// <summary>
    /// Selling kiosks that must stand behind a published ticket count (GRD-4: fewer than 3 is withheld). Default 3.
    /// </summary>
    public int TicketKiosksMin { get; set; } = 3;

    /// <summary>
    /// Who publishes the software; archives say that it is self-attested only when this is set. Default nobody.
    /// </summary>
    public EditorIdentity Editor { get; set; } = new("", "", "");

    /// <summary>How long a commit waits for another process's lock on the file, in seconds. Default 5.</summary>
    public int BusySecondsMax { get; set; } = 5;

    /// <summary>Opens an archive's file beside its name; a test puts a drive that loses power in its place.</summary>
    internal Func<string, FileStream> OpenArchive { get; set; } = WholeFile.Public;

    internal string DatabasePath => Path.Combine(Folder, DatabaseFile);

    internal string MasterKeyPath => Path.Combine(Folder, MasterKeyFile);

    internal void Check()
    {
        Require(Folder.Length > 0, nameof(Folder), "a folder");
        Require(DatabaseFile.Length > 0, nameof(DatabaseFile), "a file name");
        Require(MasterKeyFile.Length > 0, nameof(MasterKeyFile), "a file name");
        Require(QueueMax is >= 1 and <= 65536, nameof(QueueMax), "1..65536 frames");
        Require(GroupMax is >= 1 and <= 65536, nameof(GroupMax), "1..65536 frames");
        Require(Window is >= 0 and <= 64, nameof(Window), "0..64 frames");
        Require(SequenceAheadMax >= 1, nameof(SequenceAheadMax), "at least 1 sequence");
        Require(RangesMax is >= 1 and <= 65536, nameof(RangesMax), "1..65536 ranges");
        Require(ClockAheadSecondsMax >= 0, nameof(ClockAheadSecondsMax), "0 seconds or more");
        Require(LiveWindowSeconds >= 0, nameof(LiveWindowSeconds), "0 seconds or more");
        Require(QuarantineRowsMax >= 1, nameof(QuarantineRowsMax), "at least 1 row");
        Require(QuarantineBytesMax >= 8192, nameof(QuarantineBytesMax), "at least 8192 bytes");
        Require(CounterHourDaysMax is >= 1 and <= 758, nameof(CounterHourDaysMax), "1..758 days");
        Require(UnknownCodeDaysMax is >= 1 and <= 366, nameof(UnknownCodeDaysMax), "1..366 days");
        Require(AccessDaysMax is >= 183 and <= 366, nameof(AccessDaysMax), "183..366 days");
        Require(TicketKiosksMin >= 1, nameof(TicketKiosksMin), "at least 1 kiosk");
        Require(BusySecondsMax is >= 0 and <= 600, nameof(BusySecondsMax), "0..600 seconds");
    }

    private static void Require(bool holds, string key, string expected)
    {
        if (!holds)
        {
            throw new LedgerException($"Ledger option '{key}' must be {expected}.");
        }
    }
}
