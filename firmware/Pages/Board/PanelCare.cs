namespace Kiosk.Firmware.Notices;

/// <summary>
/// When the panel may be refreshed, and how (F-DSP-3): 180 s at least between full refreshes, one each 24 hours, a full
/// one after 5 partial ones or 30 minutes, no partial one below 5 or above 40 degrees or when nobody knows. Times are
/// monotonic ms. One thread; nothing is allocated after construction.
/// </summary>
public sealed class PanelCare
{
    /// <summary>
    /// Least time between full refreshes; longest without one (ten minutes under a day, for the refresh itself);
    /// longest that partial ones may go on; between two partial ones. Milliseconds.
    /// </summary>
    public const int FullMs = 180_000, DailyMs = 85_800_000, PartialSpanMs = 1_500_000, PartialMs = 180_000;

    /// <summary>Partial refreshes in a row; range of temperature for them, 0.01 °C.</summary>
    public const int PartialsMax = 5, ColdestPartial = 500, HottestPartial = 4000;

    /// <summary>What to do.</summary>
    public const int Nothing = 0, Full = 1, Partial = 2;

    private long _fullMs;
    private long _lastMs;
    private bool _ever;
    private int _partials;

    /// <summary>
    /// A panel of which nobody knows when it was refreshed last counts as refreshed at an instant: a kiosk that
    /// restarts every minute must not refresh every minute.
    /// </summary>
    public void Assume(long refreshedMs)
    {
        _fullMs = refreshedMs;
        _lastMs = refreshedMs;
        _ever = true;
    }

    /// <summary>
    /// What may be done now when another page (<paramref name="turns"/>) or other figures on the same page
    /// (<paramref name="changes"/>) are to be shown, at a temperature (<paramref name="known"/> or not).
    /// </summary>
    public int Decide(long nowMs, bool turns, bool changes, bool known, int temperature)
    {
        if (!_ever)
        {
            return Full;
        }

        long since = nowMs - _fullMs;
        bool mild = known && temperature >= ColdestPartial && temperature <= HottestPartial;
        bool partial = mild && _partials < PartialsMax && since < PartialSpanMs;
        bool due = since >= DailyMs || (_partials > 0 && since >= PartialSpanMs);
        if (since >= FullMs && (turns || due || (changes && !partial)))
        {
            return Full;
        }

        return changes && !turns && partial && nowMs - _lastMs >= PartialMs ? Partial : Nothing;
    }

    /// <summary>Notes a refresh that was begun; a failed one wore the panel all the same.</summary>
    public void Refreshed(long nowMs, bool partial)
    {
        _ever = true;
        _lastMs = nowMs;
        if (partial)
        {
            _partials++;
            return;
        }

        _partials = 0;
        _fullMs = nowMs;
    }
}
