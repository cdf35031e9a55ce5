using System.Diagnostics;

namespace Kiosk.Fleet.City;

/// <summary>
/// Looks after the gateway beside the city: tells it the time and starts it again when it is gone, one thing at a
/// time and in the background, so that kiosks and panels never wait for it. Its members belong to the city's thread.
/// </summary>
internal sealed class GatewayKeeper(GatewayProcess gateway, GatewayAdmin admin, TextWriter talk) : IAsyncDisposable
{
    private Task _work = Task.CompletedTask;
    private long _nowMs;
    private long _toldMs;

    /// <summary>True while the gateway starts again or is being told the time.</summary>
    public bool Busy => !_work.IsCompleted;

    /// <summary>Longest time from a death seen to kiosks served again.</summary>
    public TimeSpan LongestRestart { get; private set; }

    /// <summary>
    /// Begins what is due at a calendar instant: a gateway that is gone starts again, and one that was not told the
    /// time for <paramref name="everyMs"/> of the calendar is told. Throws the <see cref="FleetException"/> of a
    /// gateway that does not start any more.
    /// </summary>
    public async Task LookAsync(long nowMs, long everyMs)
    {
        Volatile.Write(ref _nowMs, nowMs);
        if (Busy)
        {
            return;
        }

        await _work;
        if (gateway.HasExited)
        {
            await talk.WriteLineAsync("gateway gone; kiosks sell on; starting it again");
            _work = Task.Run(RestartAsync);
        }
        else if (nowMs - Volatile.Read(ref _toldMs) >= everyMs)
        {
            _work = Task.Run(TellAsync);
        }
    }

    /// <summary>As <see cref="LookAsync"/>, but waits until the gateway is there and knows the time.</summary>
    public async Task WaitAsync(long nowMs, long everyMs)
    {
        await LookAsync(nowMs, everyMs);
        await _work;
        await LookAsync(nowMs, everyMs);
        await _work;
    }

    /// <summary>
    /// Tells a gateway that is there the time before it returns, and throws <see cref="FleetException"/> when it does
    /// not take it; one that starts again is told later.
    /// </summary>
    public async Task TellAsync(long nowMs)
    {
        Volatile.Write(ref _nowMs, nowMs);
        if (!Busy)
        {
            await _work;
            await admin.SetClockAsync(nowMs, CancellationToken.None);
            Volatile.Write(ref _toldMs, nowMs);
        }
    }

    /// <summary>Kills the gateway hard and starts it again; not while it is busy.</summary>
    public void Kill()
    {
        gateway.Kill();
        _work = Task.Run(RestartAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task RestartAsync()
    {
        var clock = Stopwatch.StartNew();
        var start = DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _nowMs));
        await gateway.StartAsync(start, CancellationToken.None, TellAsync);
        LongestRestart = clock.Elapsed > LongestRestart ? clock.Elapsed : LongestRestart;
    }

    // The city goes on meanwhile: told is who knows its latest instant.
    private async Task TellAsync()
    {
        try
        {
            long nowMs;
            do
            {
                nowMs = Volatile.Read(ref _nowMs);
                await admin.SetClockAsync(nowMs, CancellationToken.None);
                Volatile.Write(ref _toldMs, nowMs);
            }
            while (Volatile.Read(ref _nowMs) != nowMs && !gateway.Reachable);
        }
        catch (FleetException)
        {
            // The gateway went away meanwhile: the next look starts it again and tells it the time.
        }
    }
}
