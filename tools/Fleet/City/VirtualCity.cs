using System.Security.Cryptography.X509Certificates;
using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Links;
using Kiosk.Firmware;

namespace Kiosk.Fleet.City;

/// <summary>
/// The 53 kiosks over real MQTT: each enrolled through the administration API with its own certificate and secret,
/// provided with settings and a catalogue. The calendar of kiosks and gateway is driven together.
/// </summary>
public sealed class VirtualCity : IAsyncDisposable
{
    private const int VisitSeed = 4_000;

    private readonly GatewayProcess _gateway;
    private readonly CitySettings _settings;
    private readonly List<KioskRunner> _runners = [];
    private readonly List<MqttUplink> _uplinks = [];

    private VirtualCity(GatewayProcess gateway, GatewayAdmin admin, CitySettings settings)
    {
        _gateway = gateway;
        _settings = settings;
        Admin = admin;
    }

    /// <summary>The gateway's administration.</summary>
    public GatewayAdmin Admin { get; }

    /// <summary>The kiosks by number.</summary>
    public IReadOnlyList<KioskRunner> Runners => _runners;

    /// <summary>Enrols and powers on every place. <paramref name="wares"/> gives the articles of a place.</summary>
    public static async Task<VirtualCity> OpenAsync(
        GatewayProcess gateway, long calendarMs, CitySettings settings, Func<Place, IReadOnlyList<Ware>> wares,
        CancellationToken stop)
    {
        var admin = new GatewayAdmin(gateway.Http, gateway.TokenFile, gateway.StaffFolder);
        var city = new VirtualCity(gateway, admin, settings);
        foreach (var place in Place.Marseille())
        {
            stop.ThrowIfCancellationRequested();
            await city.AddAsync(place, calendarMs, settings, wares(place));
        }

        return city;
    }

    /// <summary>
    /// Waits (real time, at most a minute) until every kiosk is connected and has its settings and catalogue.
    /// </summary>
    public async Task ReadyAsync(long calendarMs, CancellationToken stop)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            foreach (var runner in _runners)
            {
                runner.Poke(calendarMs);
            }

            if (_runners.All(r => r.Kiosk.Loop.CatalogueVersion > 0 || !r.Place.Sells))
            {
                return;
            }

            await Task.Delay(100, stop);
        }

        var late = string.Join(
            ", ", _runners.Where(r => r.Kiosk.Loop.CatalogueVersion == 0).Select(r => r.Place.Kiosk));
        throw new FleetException($"not ready after a minute: {late}");
    }

    /// <summary>Staff ask every kiosk to send what waits at once: settings with the shortest flush wait.</summary>
    public async Task AskToFlushAsync(long calendarMs, CancellationToken stop)
    {
        foreach (var runner in _runners)
        {
            var hasty = _settings with { FlushSeconds = 1 };
            await Admin.PushSettingsAsync(1000 + runner.Place.Number, hasty.Of(runner.Place));
        }

        for (var tries = 0; tries < 200 && _runners.Any(r => r.Kiosk.Loop.SettingsVersion < 2); tries++)
        {
            foreach (var runner in _runners)
            {
                runner.RunTo(calendarMs);
                runner.Poke(calendarMs);
            }

            await Task.Delay(50, stop);
        }
    }

    /// <summary>Records that the gateway has not acknowledged yet, over all kiosks.</summary>
    public long Waiting => _runners.Sum(r => r.Kiosk.Loop.RecordsWaiting);

    /// <summary>
    /// Lets the network finish: true when nothing waits any more. The calendar goes on at <paramref name="factor"/>
    /// seconds per real second, because a kiosk waits for company before it sends its last records.
    /// <paramref name="meanwhile"/> is told each instant of it.
    /// </summary>
    public async Task<bool> DrainAsync(
        long calendarMs, int factor, TimeSpan limit, Func<long, Task> meanwhile, CancellationToken stop)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (Waiting > 0)
        {
            if (clock.Elapsed > limit)
            {
                return false;
            }

            var at = calendarMs + clock.ElapsedMilliseconds * factor;
            await meanwhile(at);
            foreach (var runner in _runners)
            {
                runner.RunTo(at);
                runner.Poke(at);
            }

            await Task.Delay(5, stop);
        }

        return true;
    }

    /// <summary>
    /// One line on the stops at the counters: those made in hours that a sensor watched from end to end, and those that
    /// the merchants read of these hours (GRD-1).
    /// </summary>
    public async Task<string> StopsAsync()
    {
        int hours = 0, made = 0, counted = 0;
        foreach (var runner in _runners.Where(r => r.Visits is { Made.Count: > 0 }))
        {
            var planned = runner.Visits!.Made;
            var shown = await Admin.WholeHoursAsync(
                runner.Place.Kiosk, Day(planned.Keys.Min(), -1), Day(planned.Keys.Max(), 1));
            foreach (var (hour, stops) in shown.Where(hour => planned.ContainsKey(hour.Key)))
            {
                hours++;
                counted += stops;
                made += planned[hour];
            }
        }

        return $"stops at the counters: {made} made, {counted} counted in {hours} whole hours";
    }

    private static DateTime Day(long utc, int more) => DateTime.UnixEpoch.AddSeconds(utc).Date.AddDays(more);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_uplinks.Select(u => u.DisposeAsync().AsTask()));
        Admin.Dispose();
        _gateway.Dispose();
    }

    private async Task AddAsync(
        Place place, long calendarMs, CitySettings settings, IReadOnlyList<Ware> wares)
    {
        var bundle = await Admin.AddDeviceAsync(place);
        await Admin.PushSettingsAsync(bundle.Device, settings.Of(place));
        if (place.Sells)
        {
            await Admin.PushCatalogueAsync(bundle.Device, Wares.Build(wares, 0));
        }

        var uplink = new MqttUplink(new MqttUplinkOptions
        {
            Host = bundle.Host, Port = bundle.Port, Device = bundle.Device,
            Certificate = X509Certificate2.CreateFromPem(bundle.ClientCertPem, bundle.ClientKeyPem),
            Authority = X509Certificate2.CreateFromPem(bundle.CaPem),
            BackOffMin = TimeSpan.FromMilliseconds(200), BackOffMax = TimeSpan.FromSeconds(2),
            Reachable = () => _gateway.Reachable,
        });
        _uplinks.Add(uplink);

        // The kiosks of the virtual city are well synchronised (quality 4, F-TIME-3); wrong clocks are the
        // simulation's business.
        var clock = new VirtualClock { RtcQuality = 4 };
        clock.SetCalendar(calendarMs);
        var identity = new KioskIdentity(bundle.Device, place.Kiosk, bundle.Secret)
        {
            FirstSequence = bundle.FirstSequence, BuildUtcSeconds = settings.BuildUtcSeconds,
        };
        var options = new VirtualKioskOptions
        {
            Sells = place.Sells, CustomerDisplay = settings.WithCounter, CardTerminal = settings.WithCounter,
            CounterSense = CountsStops(place),
        };
        var kiosk = new VirtualKiosk(identity, clock, uplink, options);
        _runners.Add(new KioskRunner(place, kiosk, place.Sells ? new Merchant(wares) : null)
        {
            Visits = CountsStops(place) ? new Visits(VisitSeed + place.Number) : null,
        });
    }

    // The allotted kiosks have the option; a sensor that looks ten times a second would slow a whole city down.
    private static bool CountsStops(Place place) => place is { Sells: true, Invented: false };
}

/// <summary>Settings that the virtual city pushes to its kiosks.</summary>
public sealed record CitySettings(int ClimateSeconds, int HealthSeconds, int FlushSeconds, long BuildUtcSeconds)
{
    /// <summary>True when selling kiosks have a customer display and a card terminal.</summary>
    public bool WithCounter { get; init; }

    /// <summary>Settings of one place as the administration API takes them.</summary>
    public object Of(Place place) => new
    {
        Version = 0,
        Merchant = place.Sells ? Clip(place.Name, 32) : "",
        Address = Clip($"{place.Address}, {place.Arrondissement} Marseille", 48),
        VatMention = "",
        place.Sells,
        ClimateSeconds, HealthSeconds, FlushSeconds,
    };

    private static string Clip(string text, int length) => text.Length <= length ? text : text[..length];
}
