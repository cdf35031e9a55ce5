using System.Reflection;
using Kiosk.Protocol;

namespace Kiosk.Ledger;

/// <summary>
/// How often the devices of the whole city met each <see cref="FaultCode"/>, as they told in their events; kept over
/// restarts of the process. The labels are the names of the codes and no others: what a newer firmware tells counts as
/// <c>other</c>. Written by the committing thread, read by any thread.
/// </summary>
public sealed class DeviceFaults
{
    private const int CodesMax = 90;

    // No FaultCode is below ten.
    private const int Other = 1;

    private static readonly (int Code, string Label)[] Known =
    [
        .. typeof(FaultCode).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => ((int)field.GetRawConstantValue()!, LedgerCounters.Name(field.Name)))
            .Where(pair => pair.Item1 != FaultCode.None).OrderBy(pair => pair.Item1),
        (Other, "other"),
    ];

    private readonly long[] _counts = new long[CodesMax];

    internal DeviceFaults()
    {
    }

    /// <summary>Times one <see cref="FaultCode"/> was met; 0 for a number that is none.</summary>
    public long this[int code] => code is >= 0 and < CodesMax ? Interlocked.Read(ref _counts[code]) : 0;

    /// <summary>Every code by its label in snake case, also those never met.</summary>
    public IEnumerable<KeyValuePair<string, long>> Named() =>
        Known.Select(pair => new KeyValuePair<string, long>(pair.Label, this[pair.Code]));

    /// <summary>Label of a code; <c>other</c> when it is unknown here.</summary>
    internal static string Label(int code) => Array.Find(Known, pair => pair.Code == Slot(code)).Label;

    /// <summary>The slot of a code as told: its own, or that of all unknown ones.</summary>
    internal static int Slot(long code) => Array.Exists(Known, pair => pair.Code == code) ? (int)code : Other;

    internal void Add(int slot, long amount) => Interlocked.Add(ref _counts[slot], amount);
}
