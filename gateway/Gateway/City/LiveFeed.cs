using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;

namespace Kiosk.Gateway.City;

/// <summary>
/// Tells open pages that something changed, as server-sent events, no oftener than <see
/// cref="GatewayOptions.LivePauseMs"/>.
/// An event holds its number within the stream and nothing else: the page fetches itself again. While the tickets of
/// the fleet are withheld (too few kiosks), events keep to the heartbeat, else their time would tell each sale (R74).
/// Thread-safe.
/// </summary>
public sealed class LiveFeed : IDisposable
{
    /// <summary>Name of the event.</summary>
    public const string EventName = "change";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);
    private readonly CityLedger _ledger;
    private readonly CityReader _city;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private TaskCompletionSource _changed = NewSignal();
    private int _streams;

    /// <summary>Makes the feed and listens to commits.</summary>
    public LiveFeed(
        CityLedger ledger, CityReader city, GatewayOptions options, IHostApplicationLifetime lifetime,
        TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(lifetime);
        _ledger = ledger;
        _city = city;
        _options = options;
        _time = time;
        _stopping = lifetime.ApplicationStopping;
        _ledger.Committed += OnCommitted;
    }

    /// <summary>Open streams.</summary>
    public int Streams => Volatile.Read(ref _streams);

    /// <summary>
    /// Takes one of the limited places; false when all are taken. Give it back by ending <see cref="Read"/>.
    /// </summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _streams) <= _options.LiveStreamsMax)
        {
            return true;
        }

        Interlocked.Decrement(ref _streams);
        return false;
    }

    /// <summary>Events for one page until it goes or the gateway stops. Call <see cref="TryEnter"/> first.</summary>
    public async IAsyncEnumerable<SseItem<long>> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping);
        long number = 0;
        try
        {
            while (!either.IsCancellationRequested)
            {
                yield return new SseItem<long>(++number, EventName);
                await PauseAsync(either.Token);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ledger.Committed -= OnCommitted;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnCommitted(object? sender, CommitEventArgs commit) =>
        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    // At least the pause, then until the next change, but never longer than the heartbeat: ages go on.
    private async Task PauseAsync(CancellationToken cancellation)
    {
        Task changed = Volatile.Read(ref _changed).Task;
        await Task.Delay(TimeSpan.FromMilliseconds(_options.LivePauseMs), _time, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_city.SalesArePublic())
        {
            await Task.Delay(Heartbeat, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        await changed.WaitAsync(Heartbeat, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
