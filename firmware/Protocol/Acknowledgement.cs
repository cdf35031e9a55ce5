namespace Kiosk.Protocol;

/// <summary>
/// The gateway's answer to a frame: what is durable. Authenticated; only this clears the journal, never the broker's
/// PUBACK (F-SYNC-1, 2). Preallocated and reused; owned by one thread.
/// </summary>
public sealed class Acknowledgement
{
    /// <summary>Counter of the sender, 0 or more, for the log only.</summary>
    public long Counter;

    /// <summary>All sequences from 1 to this one are durable; 0 when none is.</summary>
    public long Contiguous;

    /// <summary>Missing ranges above <see cref="Contiguous"/>: first and last sequence of each, ascending.</summary>
    public readonly long[] MissingFirst = new long[Limits.MissingRangesMax],
        MissingLast = new long[Limits.MissingRangesMax];

    /// <summary>Number of missing ranges listed, 0..<see cref="Limits.MissingRangesMax"/>; there may be more.</summary>
    public int MissingCount;

    /// <summary>Frames that may be under way; 0 means pause (F-SYNC-4).</summary>
    public int Window;

    /// <summary>Time of the gateway, UTC seconds. To be taken only when the echo names the frame in flight.</summary>
    public long UtcSeconds;

    /// <summary>Sequence that a blank device gives next: highest known one plus 1.</summary>
    public long NextSequence;

    /// <summary>Boot and first sequence of the frame this answers.</summary>
    public long EchoBoot, EchoFirstSequence;

    /// <summary>Empties the answer.</summary>
    public void Reset()
    {
        Counter = 0;
        Contiguous = 0;
        MissingCount = 0;
        Window = 0;
        UtcSeconds = 0;
        NextSequence = 0;
        EchoBoot = 0;
        EchoFirstSequence = 0;
    }

    /// <summary>Lists a missing range. False when the list is full.</summary>
    public bool AddMissing(long first, long last)
    {
        if (MissingCount >= Limits.MissingRangesMax)
        {
            return false;
        }

        MissingFirst[MissingCount] = first;
        MissingLast[MissingCount] = last;
        MissingCount++;
        return true;
    }
}
