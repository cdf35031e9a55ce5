using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware;

/// <summary>A journal and a time keeper for parts that only append records and ask the time.</summary>
internal static class SensesJournal
{
    public static RecordJournal Make() => Make(out _);

    public static RecordJournal Make(out InMemoryDrive drive)
    {
        FiscalChain chain = new(new ManagedMac(), new byte[32], "K07");
        drive = new(DriveFiles.FirstSegment + 8, 256 * 1024);
        RecordJournal journal = new(drive, chain, Time(1_700_000_000), 16_384, 8);
        journal.Recover(1, 1, new NoVersions());
        return journal;
    }

    /// <summary>All records of a journal, from the first on.</summary>
    public static List<Record> Read(RecordJournal journal)
    {
        List<Record> records = [];
        journal.Reader.Seek(1);
        Record record = new();
        while (journal.Reader.Read(record, journal.NextSequence))
        {
            records.Add(record);
            record = new Record();
        }

        return records;
    }

    /// <summary>Wall time that is this many UTC seconds at monotonic 0.</summary>
    public static TimeKeeper Time(long utcAtZero) => new(new StillClock(), utcAtZero);

    private sealed class StillClock : Clock
    {
        public override long MonotonicMs => 0;

        public override void SetWall(long utcSeconds)
        {
        }

        public override bool TryReadWall(out long utcSeconds, out int quality)
        {
            (utcSeconds, quality) = (0, 0);
            return false;
        }
    }
}
