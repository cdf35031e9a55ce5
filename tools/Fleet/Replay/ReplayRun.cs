using System.Diagnostics;
using System.Globalization;
using Kiosk.Board.Virtual;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Replay;

/// <summary>
/// Replays real baskets and real footfall through the firmware, over MQTT, into a gateway process. The calendar
/// runs as fast as kiosks and network follow; no kiosk is let more than a bounded number of records ahead.
/// </summary>
public sealed class ReplayRun(ReplayOptions options, TextWriter talk)
{
    private const int SliceMs = 900_000;
    private const int HourMs = 3_600_000, DayMs = 24 * HourMs;
    private const int WaitingMax = 400;
    private const int PollMs = 120_000;
    private const int FlushSeconds = 600;

    // People stop at the counters that have a sensor for an hour of the first morning: looking costs time.
    private static readonly long StandMs = ReplayCalendar.StartMs + (9 * HourMs);
    private const int StandPauseMs = 60_000;

    /// <summary>Longer than the longest back-off of a kiosk (five minutes, F-SYNC-3).</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(330);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Random _faults = new(options.Seed * 7919 + 1);
    private readonly Walkers[] _walkers =
        [.. Enumerable.Range(1, 53).Select(k => new Walkers(options.Seed * 1000 + k))];

    private long _nextKillMs;
    private long _kills;

    /// <summary>Runs everything; returns what the gateway holds in the end.</summary>
    public async Task<ReplayResult> RunAsync(CancellationToken stop)
    {
        var wares = options.Catalogue is null ? Wares.Bakery() : Wares.FromFile(options.Catalogue);
        var calendar = new ReplayCalendar(Basket.Load(options.Baskets), HourCount.Load(options.Footfall));
        using var state = CityFolder.Open(options.State, "kiosk-replay-");
        using var gateway = new GatewayProcess(state.FullPath, httpPort: 0);
        await gateway.StartAsync(DateTimeOffset.FromUnixTimeMilliseconds(ReplayCalendar.StartMs), stop);
        var settings = new CitySettings(3_600, 86_400, FlushSeconds, ReplayCalendar.StartMs / 1000 - 86_400);
        await using var city = await VirtualCity.OpenAsync(
            gateway, ReplayCalendar.StartMs, settings, _ => wares, stop);
        await using var keeper = new GatewayKeeper(gateway, city.Admin, talk);
        var result = await RunAsync(city, keeper, calendar, wares, stop);
        await gateway.TellLossesAsync(talk);
        return result;
    }

    private async Task<ReplayResult> RunAsync(
        VirtualCity city, GatewayKeeper keeper, ReplayCalendar calendar, IReadOnlyList<Ware> wares,
        CancellationToken stop)
    {
        await city.ReadyAsync(ReplayCalendar.StartMs, stop);
        foreach (var runner in city.Runners)
        {
            runner.PauseMs = PollMs;
            runner.AddSights(runner.Visits?.Hour(StandMs, StandPauseMs) ?? []);
        }

        var merchants = city.Runners.Where(r => r.Merchant is not null).Select(r => r.Merchant!).ToList();
        await TellAsync(calendar, unknown: calendar.Deal(merchants, wares));
        _nextKillMs = options.KillGatewayEverySeconds * 1000L;
        var nightMs = NightMs(calendar.EndMs);
        for (var at = ReplayCalendar.StartMs; at < nightMs; at += SliceMs)
        {
            // A queue may last longer than the calendar.
            nightMs = merchants.Any(m => m.Waiting > 0) ? Math.Max(nightMs, NightMs(at)) : nightMs;
            await SliceAsync(city, keeper, calendar, at, stop);
        }

        // Another hour closes the last slots; then staff ask for what still waits, and a minute later all is under way.
        var end = ((city.Runners[0].Kiosk.Clock.CalendarMs / HourMs) + 2) * HourMs + 60_000;
        await RunAllAsync(city, keeper, end);
        await city.AskToFlushAsync(end, stop);
        await RunAllAsync(city, keeper, end + 60_000);
        var drained = await city.DrainAsync(
            end + 60_000, 1, DrainLimit, at => keeper.LookAsync(at, 1_000), stop);
        return await ResultAsync(city, keeper, merchants, drained, stop);
    }

    private async Task TellAsync(ReplayCalendar calendar, IReadOnlyCollection<string> unknown)
    {
        foreach (var item in unknown)
        {
            await talk.WriteLineAsync($"not in the catalogue, keyed as {Merchant.UnknownCents} cents under divers: "
                + (item.Length > 0 ? item : "(an item without a name)"));
        }

        if (calendar.DaysSkipped > 0)
        {
            await talk.WriteLineAsync($"{calendar.DaysSkipped} days without a row in either file are left out");
        }
    }

    /// <summary>
    /// When every till has closed the day of what was sold in the slice of an instant: the night that follows, by the
    /// clock of Marseille, which is two hours ahead at most.
    /// </summary>
    private static long NightMs(long atMs) => ((atMs + SliceMs + (2 * HourMs)) / DayMs * DayMs) + DayMs + HourMs;

    private async Task SliceAsync(
        VirtualCity city, GatewayKeeper keeper, ReplayCalendar calendar, long at, CancellationToken stop)
    {
        if ((at - ReplayCalendar.StartMs) % HourMs == 0)
        {
            WalkHour(city, calendar, at);
        }

        KillMaybe(keeper);
        await keeper.TellAsync(at + SliceMs);
        foreach (var runner in city.Runners)
        {
            if (options.CutPower && _faults.Next(4 * 24 * 2) == 0)
            {
                runner.Kiosk.CutPowerAt(_faults.Next(1, 12), _faults.Next(4));
            }

            runner.RunTo(at + SliceMs - 1);
        }

        while (city.Runners.Any(r => r.Kiosk.Loop.RecordsWaiting > WaitingMax))
        {
            KillMaybe(keeper);
            await keeper.LookAsync(at + SliceMs, SliceMs);
            await Task.Delay(2, stop);
            foreach (var runner in city.Runners)
            {
                runner.Poke(at + SliceMs - 1);
            }
        }
    }

    private void WalkHour(VirtualCity city, ReplayCalendar calendar, long hourMs)
    {
        for (var k = 1; k <= 53; k++)
        {
            var walkers = _walkers[k - 1];
            var pedestrians = calendar.Pedestrians(hourMs, k);
            if (pedestrians > 0)
            {
                walkers.Walk(walkers.Draw(pedestrians, options.SharePercent / 100), hourMs);
                city.Runners[k - 1].AddEdges(walkers.TakeEdges());
            }
        }
    }

    private static async Task RunAllAsync(VirtualCity city, GatewayKeeper keeper, long toMs)
    {
        await keeper.WaitAsync(toMs, 1);
        foreach (var runner in city.Runners)
        {
            runner.PauseMs = 1_000;
            runner.RunTo(toMs);
        }
    }

    // While the gateway starts again the kiosks go on, until one of them is too far ahead.
    private void KillMaybe(GatewayKeeper keeper)
    {
        if (keeper.Busy)
        {
            _nextKillMs = _clock.ElapsedMilliseconds + options.KillGatewayEverySeconds * 1000L;
        }
        else if (options.KillGatewayEverySeconds > 0 && _clock.ElapsedMilliseconds >= _nextKillMs)
        {
            keeper.Kill();
            _kills++;
        }
    }

    private async Task<ReplayResult> ResultAsync(
        VirtualCity city, GatewayKeeper keeper, IReadOnlyList<Merchant> merchants, bool drained,
        CancellationToken stop)
    {
        var audit = await city.Admin.AuditAsync(stop);
        var cuts = city.Runners.Sum(r => r.PowerCuts);
        await talk.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"gateway killed {_kills} times (back after {keeper.LongestRestart.TotalSeconds:F1} s at most), ")
            + string.Create(CultureInfo.InvariantCulture, $"power cut {cuts} times, ")
            + string.Create(CultureInfo.InvariantCulture,
                $"{audit.Duplicates} events came twice and were stored once; {audit.DayClosings} days closed, ")
            + string.Create(CultureInfo.InvariantCulture,
                $"{audit.DayClosingsDifferent} differ from their tickets, {audit.TicketsUnclosed} tickets unclosed"));
        await talk.WriteLineAsync(await city.StopsAsync());
        if (!drained)
        {
            await talk.WriteLineAsync($"{city.Waiting} records were not acknowledged in {DrainLimit.TotalSeconds} s");
        }

        var result = new ReplayResult(
            merchants.Sum(m => m.Baskets), audit.Tickets, merchants.Sum(m => m.Cents), audit.Cents,
            _walkers.Sum(w => w.Walked), audit.People,
            audit.Missing + audit.DeclaredLost + audit.Unreadable + city.Waiting, audit.StoredTwice,
            audit.ChainBreaks, audit.ClosingsEqualTickets || audit.Tickets == 0,
            Math.Round(_clock.Elapsed.TotalSeconds, 1));
        if (!result.PeopleAgree)
        {
            await talk.WriteLineAsync($"{result.PeopleCounted} people counted of {result.PeopleWalked} who walked: a "
                + "pair of beams tells some 30 a minute apart, so a smaller --share counts a crowd better");
        }

        return result;
    }
}

/// <summary>The figures of a replay, named as they are printed.</summary>
public sealed record ReplayResult(
    long Baskets, long TicketsStored, long CentsKeyed, long CentsStored, long PeopleWalked, long PeopleCounted,
    long Lost, long Duplicated, long ChainBreaks, bool ZEqualsTickets, double Seconds)
{
    /// <summary>
    /// How far people counted may be from people walked, in percent; below 20 walkers, two side by side are more.
    /// </summary>
    public const int PeoplePercentMax = 10;

    private const int PeopleMax = 2;

    /// <summary>True when the beams counted nearly everybody, and nobody much twice.</summary>
    public bool PeopleAgree => Math.Abs(PeopleCounted - PeopleWalked)
        <= Math.Max(PeopleMax, PeopleWalked * PeoplePercentMax / 100);

    /// <summary>
    /// True when every basket and every cent arrived once, all seals hold, every Z is the sum of its day's tickets, and
    /// people counted agree with people walked.
    /// </summary>
    public bool Sound => Baskets == TicketsStored && CentsKeyed == CentsStored && Lost == 0 && Duplicated == 0
        && ChainBreaks == 0 && ZEqualsTickets && PeopleAgree;

    /// <summary>The line that scripts read.</summary>
    public string ToJson() => ResultLine.Of(new
    {
        Baskets, TicketsStored, CentsKeyed, CentsStored, PeopleWalked, PeopleCounted, Lost, Duplicated, ChainBreaks,
        ZEqualsTickets, Seconds,
    });
}
