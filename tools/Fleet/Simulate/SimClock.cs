namespace Kiosk.Fleet.Simulate;

/// <summary>The gateway's clock in a simulated run: stands until it is driven. One thread.</summary>
internal sealed class SimClock(long startMs) : TimeProvider
{
    /// <summary>Now in calendar ms.</summary>
    public long NowMs { get; set; } = startMs;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);
}
