using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware;

/// <summary>A journal and a time keeper for parts that only append records and ask the time.</summary>
internal static class SensesJournal
{
    public static RecordJournal Make() => new();

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
