using System.Globalization;

namespace Kiosk.Ledger;

/// <summary>
/// Counters of the ledger since the process started, for /metrics. Every frame and event that is dropped, refused or
/// repeated appears in one of them. Written by the committing thread, read by any thread.
/// </summary>
public sealed class LedgerCounters
{
    private readonly long[] _values = new long[Enum.GetValues<LedgerCounter>().Length];
    private readonly long[] _quarantined = new long[Enum.GetValues<QuarantineReason>().Length];

    /// <summary>What the devices told of their faults.</summary>
    public DeviceFaults Faults { get; } = new();

    /// <summary>Value of one counter.</summary>
    public long this[LedgerCounter counter] => Interlocked.Read(ref _values[(int)counter]);

    /// <summary>Frames quarantined for one reason.</summary>
    public long Quarantined(QuarantineReason reason) => Interlocked.Read(ref _quarantined[(int)reason]);

    /// <summary>
    /// All counters by their metric name without prefix, e.g. <c>duplicates</c>, <c>quarantined_wrong_key</c>.
    /// </summary>
    public IEnumerable<KeyValuePair<string, long>> Named() => Named(Enum.GetValues<LedgerCounter>());

    /// <summary>As <see cref="Named()"/>, of these counters alone; what is quarantined is always there.</summary>
    public IEnumerable<KeyValuePair<string, long>> Named(IEnumerable<LedgerCounter> counters)
    {
        foreach (LedgerCounter counter in counters)
        {
            yield return new(Name(counter.ToString()), this[counter]);
        }

        foreach (QuarantineReason reason in Enum.GetValues<QuarantineReason>())
        {
            if (reason != QuarantineReason.None)
            {
                yield return new("quarantined_" + Name(reason.ToString()), Quarantined(reason));
            }
        }
    }

    internal void Add(LedgerCounter counter, long amount = 1) => Interlocked.Add(ref _values[(int)counter], amount);

    internal void AddQuarantined(QuarantineReason reason) => Interlocked.Increment(ref _quarantined[(int)reason]);

    /// <summary>A name in Pascal case as it stands in /metrics: <c>WrongKey</c> is <c>wrong_key</c>.</summary>
    public static string Name(string pascal)
    {
        ArgumentNullException.ThrowIfNull(pascal);
        var name = new System.Text.StringBuilder(pascal.Length + 4);
        foreach (char c in pascal)
        {
            if (char.IsUpper(c) && name.Length > 0)
            {
                name.Append('_');
            }

            name.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return name.ToString();
    }
}

/// <summary>Names of the counters of <see cref="LedgerCounters"/>.</summary>
public enum LedgerCounter
{
    /// <summary>Frames submitted.</summary>
    Frames,

    /// <summary>Events (sequences) that are new and durable.</summary>
    EventsStored,

    /// <summary>Events that came again with the same content.</summary>
    Duplicates,

    /// <summary>Hello frames without events.</summary>
    Hellos,

    /// <summary>Events of a kind this program does not know: stored, not aggregated.</summary>
    UnknownKinds,

    /// <summary>Events older than the live window (ING-2): stored and aggregated, never an alarm.</summary>
    Historical,

    /// <summary>Events with a clock ahead or before 2020 (ING-4): stored, not aggregated.</summary>
    BadClock,

    /// <summary>Events whose device did not know the time: stored, not aggregated.</summary>
    Untimed,

    /// <summary>Chain breaks found.</summary>
    ChainBreaks,

    /// <summary>Sequences declared lost by their device.</summary>
    DeclaredLost,

    /// <summary>Sequences declared lost that came after all.</summary>
    LossesFound,

    /// <summary>Quarantined rows that had to go because a reason's room was full.</summary>
    QuarantineEvicted,

    /// <summary>Commits made.</summary>
    Commits,

    /// <summary>Commits that failed (disk full, locked, read-only): their frames got no acknowledgement.</summary>
    CommitFailures,

    /// <summary>Frames refused because their commit failed; the device sends them again.</summary>
    FramesRefused,

    /// <summary>Hours of stops at the counter that no board tells: stored as records, counted nowhere.</summary>
    CounterHoursRefused,

    /// <summary>Parts of an hour of stops by which it came to more than one: what is over is not shown.</summary>
    CounterHoursOverfull,

    /// <summary>Rows deleted because they had stayed long enough (STORE.md, retention).</summary>
    RowsExpired,

    /// <summary>Daily deletions refused because the clock may have leapt (STORE.md, retention).</summary>
    ExpiriesRefused,
}
