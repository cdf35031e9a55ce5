using Kiosk.Protocol;

namespace Kiosk.Firmware.Footfall;

/// <summary>
/// The last whole hour that four closed quarters give: the same estimate as goes out in their records, so that display
/// and open data agree. An hour with a quarter that has no number or is not whole has none (F-FOOT-4). One thread, no
/// allocation.
/// </summary>
public sealed class WholeHour
{
    private const int Seconds = 3600, Quarters = Seconds / FootfallLayout.SlotSeconds;

    private long _running = -1, _tenths;
    private int _quarters;

    /// <summary>Start of the hour, UTC seconds, -1 before the first; people who passed in it, estimated.</summary>
    public long StartUtc = -1;

    /// <inheritdoc cref="StartUtc"/>
    public int People;

    /// <summary>Takes a closed slot, in the order of their times.</summary>
    public void Take(FootfallSlot slot)
    {
        long hour = slot.StartUtc - (slot.StartUtc % Seconds);
        int quarter = (int)(slot.StartUtc - hour) / FootfallLayout.SlotSeconds;
        bool good = slot.StartUtc != 0 && slot.HasNumber && (slot.Quality & FootfallLayout.Partial) == 0;
        if (quarter == 0)
        {
            _running = hour;
            _tenths = 0;
            _quarters = 0;
        }

        // A quarter too few, too many or without a number spoils its hour.
        if (!good || hour != _running || quarter != _quarters)
        {
            _running = -1;
            return;
        }

        _tenths += slot.PeopleTenths;
        _quarters++;
        if (_quarters == Quarters)
        {
            StartUtc = hour;
            People = (int)((_tenths + 5) / 10);
        }
    }
}
