using Kiosk.Ledger;

namespace Kiosk.Gateway.Broker;

/// <summary>Counters of the broker since start. Thread-safe.</summary>
public sealed class BrokerCounters
{
    private readonly long[] _refusals = new long[Enum.GetValues<RefusalKind>().Length];
    private string? _storeTrouble;
    private long _connected, _framesIn, _acknowledgementsOut, _downlinksOut, _renewals;

    /// <summary>Devices connected now.</summary>
    public long Connected => Interlocked.Read(ref _connected);

    /// <summary>Frames taken in and committed.</summary>
    public long FramesIn => Interlocked.Read(ref _framesIn);

    /// <summary>Acknowledgements sent down.</summary>
    public long AcknowledgementsOut => Interlocked.Read(ref _acknowledgementsOut);

    /// <summary>Settings, notices and catalogues sent down.</summary>
    public long DownlinksOut => Interlocked.Read(ref _downlinksOut);

    /// <summary>Certificates of devices renewed.</summary>
    public long Renewals => Interlocked.Read(ref _renewals);

    /// <summary>Why the last frame could not be stored; null when the last one was, or none came yet.</summary>
    public string? StoreTrouble => Volatile.Read(ref _storeTrouble);

    /// <summary>Number of refusals of a kind.</summary>
    public long Refusals(RefusalKind kind) => Interlocked.Read(ref _refusals[(int)kind]);

    /// <summary>Counts a refusal.</summary>
    public void Refuse(RefusalKind kind) => Interlocked.Increment(ref _refusals[(int)kind]);

    /// <summary>A refusal kind as it stands in /metrics, e.g. <c>foreign_topic</c>.</summary>
    public static string Label(RefusalKind kind) => LedgerCounters.Name(kind.ToString());

    internal void CountConnection(int change) => Interlocked.Add(ref _connected, change);

    internal void CountFrame()
    {
        Volatile.Write(ref _storeTrouble, null);
        Interlocked.Increment(ref _framesIn);
    }

    internal void CountStoreTrouble(string what) => Volatile.Write(ref _storeTrouble, what);

    internal void CountAcknowledgement() => Interlocked.Increment(ref _acknowledgementsOut);

    internal void CountRenewal() => Interlocked.Increment(ref _renewals);

    internal void CountDownlink() => Interlocked.Increment(ref _downlinksOut);
}
