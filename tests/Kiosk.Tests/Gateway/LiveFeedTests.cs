using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.City;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Tests.Ledger;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>Open pages are woken by a sale only when the fleet is large enough not to tell whose it was.</summary>
[Trait("Requirement", "R74")]
[Trait("Requirement", "GRD-1")]
public sealed class LiveFeedTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30), Heartbeat = TimeSpan.FromSeconds(30);
    private static readonly GatewayOptions Options = OptionReader.Read(new ConfigurationBuilder().Build());
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(Options.LivePauseMs);
    private readonly LedgerBench _bench = new();
    private readonly WatchedTime _time = new();
    private readonly LiveFeed _feed;

    public LiveFeedTests() => _feed = new LiveFeed(
        _bench.Ledger,
        new CityReader(
            _bench.Ledger, _bench.Clock, Options,
            new DownlinkSender(_bench.Ledger, new BrokerCounters(), NullLogger<DownlinkSender>.Instance),
            NullLogger<CityReader>.Instance),
        Options, new Lifetime(), _time);

    [Fact]
    public async Task A_sale_in_a_small_fleet_wakes_no_page_before_the_heartbeat()
    {
        SyntheticKiosk kiosk = Sell(2);
        await using IAsyncEnumerator<SseItem<long>> page = await OpenAsync();
        Task<bool> next = page.MoveNextAsync().AsTask();
        await _time.WaitedAsync();
        Submit(kiosk);

        // After the pause it waits for the heartbeat: a page that was woken would not.
        _time.Advance(Pause);
        await _time.WaitedAsync();
        _time.Advance(Heartbeat - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next.WaitAsync(Limit));
        Assert.Equal(2, page.Current.Data);
    }

    [Fact]
    public async Task A_sale_in_a_fleet_of_three_wakes_the_pages_after_the_pause()
    {
        SyntheticKiosk kiosk = Sell(3);
        await using IAsyncEnumerator<SseItem<long>> page = await OpenAsync();
        Task<bool> next = page.MoveNextAsync().AsTask();
        await _time.WaitedAsync();
        Submit(kiosk);
        _time.Advance(Pause - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next.WaitAsync(Limit));
        Assert.Equal(2, page.Current.Data);
    }

    public void Dispose()
    {
        _feed.Dispose();
        _bench.Dispose();
    }

    private async Task<IAsyncEnumerator<SseItem<long>>> OpenAsync()
    {
        Assert.True(_feed.TryEnter());
        IAsyncEnumerator<SseItem<long>> page = _feed.Read(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await page.MoveNextAsync());
        Assert.Equal(1, page.Current.Data);
        return page;
    }

    /// <summary>A fleet of a number of kiosks, each of which has sold; the last one.</summary>
    private SyntheticKiosk Sell(int kiosks)
    {
        SyntheticKiosk[] fleet = [.. Enumerable.Range(1, kiosks).Select(number => _bench.Kiosk(number))];
        Array.ForEach(fleet, Submit);
        return fleet[^1];
    }

    private void Submit(SyntheticKiosk kiosk) =>
        Assert.Equal(IngestOutcome.Stored, _bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1))).Outcome);

    /// <summary>A driven time that tells when somebody has begun to wait on it.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly Channel<bool> _waits = Channel.CreateUnbounded<bool>();

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            Assert.True(_waits.Writer.TryWrite(true));
            return timer;
        }

        public async Task WaitedAsync() => await _waits.Reader.ReadAsync().AsTask().WaitAsync(Limit);
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new InvalidOperationException("nobody stops it here");
    }
}
