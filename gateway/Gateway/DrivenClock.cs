namespace Kiosk.Gateway;

/// <summary>
/// A clock that stands where it was last set. Before it is first set it shows the time of its start. Only what the
/// ledger and the pages call "now" comes from here; timers and network timeouts stay on real time. Any thread.
/// </summary>
public sealed class DrivenClock : TimeProvider
{
    private long _ticks;

    /// <summary>Makes the clock at a time.</summary>
    public DrivenClock(DateTimeOffset start) => _ticks = start.UtcTicks;

    /// <summary>Sets the time; it may go backwards.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
}
