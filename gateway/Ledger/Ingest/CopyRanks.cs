using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Whether the copies of each original are counted without a gap (pos.md R16: rank k, sealed by the till). Whoever
/// follows a terminal from its first record knows every rank; after a restart the first copy seen of an original is
/// believed. Bounded; used by one thread.
/// </summary>
internal sealed class CopyRanks
{
    /// <summary>Originals remembered at most; then all are forgotten.</summary>
    public const int OriginalsMax = 4_096;

    private readonly Dictionary<(long Kind, long Number), long> _ranks = [];
    private bool _whole = true;

    /// <summary>Records before are not known.</summary>
    public void Resume() => _whole = false;

    /// <summary>Takes a sealed copy; returns what is wrong with its rank, null when it is the next one.</summary>
    public string? Take(Record copy)
    {
        (long Kind, long Number) original =
            (copy.Values[DuplicateLayout.OriginalKind], copy.Values[DuplicateLayout.OriginalNumber]);
        long rank = copy.Values[DuplicateLayout.Rank];
        bool known = _ranks.TryGetValue(original, out long last);
        if (!known && _ranks.Count == OriginalsMax)
        {
            _ranks.Clear();
            _whole = false;
        }

        _ranks[original] = Math.Max(last, rank);
        return rank == last + 1 || (!known && !_whole)
            ? null
            : Texts.Of($"sequence {copy.Sequence}: copy {rank} of number {original.Number}, {last + 1} was next");
    }
}
