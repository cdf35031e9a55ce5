using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware;

/// <summary>
/// The half second between the alarm of the supply and the end of the board (H-3). Nothing is written after what the
/// loop writes at the alarm, until the supply is back or the board starts anew. An alarm that outlasts every hold-up is
/// a fault of the alarm and holds the kiosk no longer. One thread.
/// </summary>
internal sealed class SupplyHold
{
    /// <summary>
    /// The supply counts as back after so long without alarm; a longer alarm is not believed; between two looks; ms.
    /// </summary>
    internal const int SteadyMs = 1_000, HoldMsMax = 5_000, LookMs = 20;

    private readonly Supply _supply;
    private long _sinceMs;
    private long _failedAtMs;
    private bool _ignored;

    internal SupplyHold(Supply supply)
    {
        _supply = supply;
    }

    /// <summary>True while nothing may be written.</summary>
    internal bool Holds { get; private set; }

    /// <summary>Looks at the supply; true when an alarm has just begun.</summary>
    internal bool Begins(long nowMs)
    {
        bool failing = _supply.Failing;
        if (failing)
        {
            _failedAtMs = nowMs;
        }

        if (!failing && nowMs - _failedAtMs >= SteadyMs)
        {
            _ignored = false;
        }

        bool begins = failing && !Holds && !_ignored;
        if (begins)
        {
            Holds = true;
            _sinceMs = nowMs;
        }

        return begins;
    }

    /// <summary>True when a hold has just ended: the supply is back, or its alarm is not believed.</summary>
    internal bool Ends(long nowMs)
    {
        bool back = nowMs - _failedAtMs >= SteadyMs;
        bool tooLong = nowMs - _sinceMs >= HoldMsMax;
        if (!Holds || !(back || tooLong))
        {
            return false;
        }

        Holds = false;
        _ignored = !back;
        return true;
    }
}
