using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware;

/// <summary>A journal and a time keeper for parts that only append records and ask the time.</summary>
internal static class SensesJournal
{
    public static RecordJournal Make()
    {
        FiscalChain chain = new(new ManagedMac(), new byte[32], "K07");
        InMemoryDrive drive = new(DriveFiles.FirstSegment + 8, 256 * 1024);
        RecordJournal journal = new(drive, chain, Time(1_700_000_000), 16_384, 8);
        journal.Recover(1, 1, new NoVersions());
        return journal;
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
