using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>Keeps the wall time of sealed records from going back (R24).</summary>
public static class SealClock
{
    /// <summary>
    /// When the clock shows a time before that of the last sealed record, sets the record's time to that plus one
    /// second
    /// and returns true. Called after the journal stamped the record and before it is sealed.
    /// </summary>
    public static bool Hold(Record record, ChainState state, long shownSeconds)
    {
        bool back = shownSeconds < state.LastWall || record.WallSeconds < state.LastWall;
        if (back)
        {
            record.WallSeconds = state.LastWall + 1;
        }

        return back;
    }
}
