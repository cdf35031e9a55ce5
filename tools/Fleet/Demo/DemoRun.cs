using System.Diagnostics;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Panel;

namespace Kiosk.Fleet.Demo;

/// <summary>
/// The demonstration: a gateway process, 53 kiosks over MQTT, simulated customers, front panels in the browser. A
/// gateway that dies is started again; meanwhile the kiosks sell on.
/// </summary>
public sealed class DemoRun(DemoOptions options, TextWriter talk)
{
    private const int TickMs = 25;
    private const int SlotMs = 900_000;
    private const int ClockEveryMs = 500;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(90);
    private readonly List<PanelKiosk> _panels = [];
    private readonly List<Crowd> _crowds = [];
    private readonly TaskCompletionSource<DemoAddresses> _ready =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long _nowMs;

    /// <summary>Completes when pages and panels are served.</summary>
    public Task<DemoAddresses> Ready => _ready.Task;

    /// <summary>Runs until the time is over or <paramref name="stop"/> is asked for, then settles and counts.</summary>
    public async Task<DemoResult> RunAsync(CancellationToken stop)
    {
        using var state = CityFolder.Open(options.State, "kiosk-demo-");
        _nowMs = MorningMs();
        using var gateway = new GatewayProcess(state.FullPath, Ports.FreeOr0(options.CityPort, talk));
        await gateway.StartAsync(DateTimeOffset.FromUnixTimeMilliseconds(_nowMs), stop);
        var settings = new CitySettings(300, 900, 30, _nowMs / 1000 - 86_400) { WithCounter = true };
        await using var city = await VirtualCity.OpenAsync(
            gateway, _nowMs, settings, p => Wares.OfTrade(p.Trade), stop);
        await city.ReadyAsync(_nowMs, stop);
        await GreetAsync(city);
        await using var keeper = new GatewayKeeper(gateway, city.Admin, talk);
        var result = await RunAsync(city, gateway, keeper, stop);
        await gateway.TellLossesAsync(talk);
        return result;
    }

    private async Task<DemoResult> RunAsync(
        VirtualCity city, GatewayProcess gateway, GatewayKeeper keeper, CancellationToken stop)
    {
        foreach (var runner in city.Runners)
        {
            if (runner.Merchant is { } merchant)
            {
                // Any hand may have been at this till; the figures at the end come from the tills.
                merchant.Complain = talk.WriteLine;
            }

            var wares = Wares.OfTrade(runner.Place.Trade);
            _panels.Add(new PanelKiosk(runner, Wares.Build(wares, 0)));
            _crowds.Add(new Crowd(runner, wares.Count, options.Seed * 1000 + runner.Place.Number));
        }

        await using var server = await PanelServer.StartAsync(
            _panels, gateway.Http, Ports.FreeOr0(options.PanelPort, talk), stop);
        await talk.WriteLineAsync($"Page de la ville / city page     {gateway.Http}");
        await talk.WriteLineAsync($"Façade du kiosque / front panel  {server.Urls.First()}/kiosk/K07");
        await talk.WriteLineAsync($"1 s = {options.Factor} s ; Ctrl-C pour arrêter / to stop");
        _ready.TrySetResult(new DemoAddresses(gateway.Http, new Uri(server.Urls.First()), gateway.ProcessId));
        await LiveAsync(city, keeper, stop);
        var drained = await SettleAsync(city, keeper, CancellationToken.None);
        await talk.WriteLineAsync(await city.StopsAsync());
        return await CountAsync(city, drained);
    }

    /// <summary>The five allotted kiosks show a message of the city until the evening, hours and help.</summary>
    private async Task GreetAsync(VirtualCity city)
    {
        var evening = DateTimeOffset.FromUnixTimeMilliseconds(_nowMs + 12 * 3_600_000L);
        foreach (var runner in city.Runners.Where(r => !r.Place.Invented))
        {
            long device = 1000 + runner.Place.Number;
            await city.Admin.PushNoticeAsync(
                device, "city",
                "Marché des producteurs samedi de 8\u00a0h à 13\u00a0h, sur la place.",
                "Farmers' market on Saturday from 8:00 to 13:00.", evening);
            await city.Admin.PushNoticeAsync(
                device, "hours", "Du lundi au samedi|de 7\u00a0h\u00a030 à 19\u00a0h",
                "Monday to Saturday 7:30 to 19:00", null);
            await city.Admin.PushNoticeAsync(device, "help", "Urgence : 112", "Emergency: 112", null);
        }
    }

    private async Task LiveAsync(VirtualCity city, GatewayKeeper keeper, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var startMs = _nowMs;
        while (!stop.IsCancellationRequested
            && (options.ForSeconds == 0 || clock.Elapsed.TotalSeconds < options.ForSeconds))
        {
            var toMs = startMs + clock.ElapsedMilliseconds * options.Factor;
            for (var k = 0; k < _panels.Count; k++)
            {
                _crowds[k].Prepare(_nowMs, toMs, _panels[k].Watched);
            }

            await keeper.LookAsync(toMs, ClockEveryMs * options.Factor);
            Advance(city, toMs);
            await Task.Delay(TickMs, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Nobody comes any more: open baskets are finished, the last slot closes, everything that waits goes out. The
    /// calendar leaps, so here the city waits for a gateway that starts again.
    /// </summary>
    private async Task<bool> SettleAsync(VirtualCity city, GatewayKeeper keeper, CancellationToken stop)
    {
        var end = (_nowMs / SlotMs + 1) * SlotMs + 120_000;
        foreach (var runner in city.Runners)
        {
            runner.Merchant?.TurnAwayAfter(_nowMs);
            runner.DropEdgesAfter(_nowMs + 5_000);
        }

        while (_nowMs < end || city.Runners.Any(r => r.Merchant is { Waiting: > 0 }))
        {
            await LeapAsync(city, keeper, _nowMs + 60_000);
        }

        return await city.DrainAsync(
            _nowMs, options.Factor, DrainLimit, at => LeapAsync(city, keeper, at), stop);
    }

    private async Task LeapAsync(VirtualCity city, GatewayKeeper keeper, long toMs)
    {
        await keeper.WaitAsync(toMs, ClockEveryMs * options.Factor);
        Advance(city, toMs);
    }

    private void Advance(VirtualCity city, long toMs)
    {
        for (var k = 0; k < _panels.Count; k++)
        {
            city.Runners[k].RunTo(toMs);
            _panels[k].Serve(toMs);
        }

        _nowMs = toMs;
    }

    private static async Task<DemoResult> CountAsync(VirtualCity city, bool drained)
    {
        var audit = await city.Admin.AuditAsync(CancellationToken.None);
        var lost = audit.Missing + audit.DeclaredLost + audit.Unreadable + (drained ? 0 : city.Waiting);
        return new DemoResult(
            city.Runners.Count, city.Runners.Sum(r => r.Kiosk.Loop.TicketsOfChain), audit.Tickets,
            city.Runners.Sum(r => r.Kiosk.Loop.CentsOfChain), audit.Cents, audit.Passages, audit.ClimateReadings, lost,
            audit.StoredTwice);
    }

    /// <summary>
    /// 12 minutes past six UTC of the machine's day: the shops open, and a quarter of an hour ends soon.
    /// </summary>
    private static long MorningMs() =>
        new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero).ToUnixTimeMilliseconds()
            + (6 * 60 + 12) * 60_000L;
}

/// <summary>Where to look: pages of the gateway, front panels, and the gateway's process.</summary>
public sealed record DemoAddresses(Uri City, Uri Panels, int GatewayProcess);

/// <summary>The figures of a demonstration, named as they are printed.</summary>
public sealed record DemoResult(
    int Kiosks, long TicketsSealed, long TicketsStored, long CentsSealed, long CentsStored, long FootfallCounted,
    long ClimateStored, long Lost, long Duplicated)
{
    /// <summary>True when there was something to see and every sealed ticket arrived once.</summary>
    public bool Sound => TicketsSealed > 0 && FootfallCounted > 0 && ClimateStored > 0
        && TicketsSealed == TicketsStored && CentsSealed == CentsStored && Lost == 0 && Duplicated == 0;

    /// <summary>The line that scripts read.</summary>
    public string ToJson() => ResultLine.Of(new
    {
        Kiosks, TicketsSealed, TicketsStored, CentsSealed, CentsStored, FootfallCounted, ClimateStored, Lost,
        Duplicated,
    });
}
