using Kiosk.Firmware;
using Kiosk.Fleet.City;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// Kiosks and ledger on one calendar from one seed (style.md 3d, F-SYNC-5): real firmware, real database, and
/// between them everything that goes wrong. Two runs with equal options give equal counts. Used once.
/// </summary>
public sealed class Simulation
{
    /// <summary>
    /// 2026-10-12T00:00Z, a fortnight before summer time ends; days to drain behind the run, and more than one.
    /// </summary>
    internal const long StartMs = 1_791_763_200_000;

    /// <inheritdoc cref="StartMs"/>
    internal const int DaysAround = 4;

    private const long DayMs = 86_400_000;
    private const long CalmMs = 4 * 3_600_000L, DrainMs = 2 * DayMs;
    private const long DeviceBase = 1_000, DatabaseBytesPerKioskDay = 262_144;
    private const int CatalogueDays = 6;

    private readonly SimulateOptions _options;
    private readonly TimeProvider _realTime;
    private readonly FaultPlan _plan;
    private readonly SimClock _clock = new(StartMs);
    private readonly List<SimKiosk> _kiosks = [];
    private readonly Random _city;
    private long _newsMs = long.MaxValue;
    private int _version = 1;

    /// <summary>Prepares a run; <paramref name="realTime"/> only measures how long it takes.</summary>
    /// <exception cref="FleetException">An option is out of its range.</exception>
    public Simulation(SimulateOptions options, TimeProvider realTime)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(realTime);
        options.Check();
        _options = options;
        _realTime = realTime;
        _plan = new FaultPlan(options.Seed, options.Faults, options.Rates);
        _city = _plan.Dice(FaultPlan.Part.City, -1);
    }

    /// <summary>For tests of the verdict: called when everything has drained.</summary>
    internal Action<IReadOnlyList<SimKiosk>>? BeforeVerdict { get; set; }

    /// <summary>Runs all days, heals everything, drains, and compares both sides.</summary>
    /// <exception cref="FleetException">A till sealed something else than what was keyed.</exception>
    /// <exception cref="LedgerException">The database failed.</exception>
    public SimulateResult Run()
    {
        var began = _realTime.GetTimestamp();
        var folder = _options.Folder ?? TemporaryFolder();
        try
        {
            using var gateway = new SimGateway(_plan, _clock, folder)
            {
                SideBySideMin = _options.SideBySideMin,
            };
            Enrol(gateway);
            var endMs = StartMs + (_options.Days * DayMs);
            RunDays(gateway, endMs);
            Drain(gateway, endMs + DrainMs);
            BeforeVerdict?.Invoke(_kiosks);
            var result = new Verdict(_options, _plan, _kiosks, gateway.Ledger).Judge();
            return result with { Seconds = _realTime.GetElapsedTime(began).TotalSeconds };
        }
        finally
        {
            if (_options.Folder is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>
    /// A database that fits lives in memory where the system has such a place: a run tests order, not the PC's disk.
    /// </summary>
    private string TemporaryFolder()
    {
        const string Memory = "/dev/shm";
        var wanted = _options.Kiosks * _options.Days * DatabaseBytesPerKioskDay;
        var inMemory = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace / 2 >= wanted;
        var name = "kiosk-simulate-" + Path.GetRandomFileName();
        return Directory.CreateDirectory(Path.Combine(inMemory ? Memory : Path.GetTempPath(), name)).FullName;
    }

    private void Enrol(SimGateway gateway)
    {
        var registry = gateway.Ledger.Registry;
        var catalogue = Assortment.Build(_version);
        for (var i = 0; i < _options.Kiosks; i++)
        {
            var place = "S" + (i + 1).ToString("000", System.Globalization.CultureInfo.InvariantCulture);
            registry.PutKiosk(new KioskPlace(place, place, "", 0, Occupied: true, Invented: true, ""));
            var enrolment = registry.AddDevice(place, DeviceBase + i + 1);
            registry.PushSettings(enrolment.Number, new Settings
            {
                Version = 1, ClimateSeconds = 900, HealthSeconds = 3_600, FlushSeconds = 300,
            });
            registry.PushCatalogue(enrolment.Number, catalogue);
            var identity = new KioskIdentity(enrolment.Number, place, enrolment.Secret)
            {
                BuildUtcSeconds = (StartMs / 1000) - (30 * 86_400),
            };
            _kiosks.Add(new SimKiosk(_options, _plan, i, identity, StartMs));
        }
    }

    private void RunDays(SimGateway gateway, long endMs)
    {
        while (_clock.NowMs < endMs)
        {
            if (!_plan.Active && _clock.NowMs >= StartMs + CalmMs)
            {
                StartFaults(gateway);
            }

            Tick(gateway, _kiosks);
            if (_clock.NowMs >= _newsMs && gateway.Up)
            {
                PushNews(gateway);
            }
        }
    }

    private void StartFaults(SimGateway gateway)
    {
        _plan.Start();
        gateway.PlanFaults();
        _kiosks.ForEach(k => k.PlanFaults(_clock.NowMs));
        _newsMs = _clock.NowMs + (_city.Next(1, CatalogueDays) * DayMs);
    }

    /// <summary>New prices for everybody; who is away gets them when he is back.</summary>
    private void PushNews(SimGateway gateway)
    {
        _newsMs = _clock.NowMs + (_city.Next(1, CatalogueDays) * DayMs) + _city.Next((int)DayMs);
        _version++;
        foreach (var kiosk in _kiosks)
        {
            gateway.Ledger.Registry.PushCatalogue(kiosk.Device, Assortment.Build(_version));
            gateway.Greet(kiosk);
        }
    }

    private void Tick(SimGateway gateway, List<SimKiosk> kiosks) =>
        gateway.Tick(kiosks, _kiosks, _options.TickMs);

    /// <summary>Everything is healed; a kiosk rests as soon as the ledger holds all that its drive ever held.</summary>
    private void Drain(SimGateway gateway, long limitMs)
    {
        _plan.Heal();
        _kiosks.ForEach(k => k.Heal());
        List<SimKiosk> awake = [.. _kiosks];
        while (_clock.NowMs < limitMs && (awake.Count > 0 || _kiosks.Exists(k => !k.Link.UpIsEmpty)))
        {
            Tick(gateway, awake);
            awake.RemoveAll(k => k.Powered && k.Shopper.NextAtMs == long.MaxValue
                && gateway.Ledger.Registry.Find(k.Device) is { } view && view.Contiguous >= k.Witness.Last
                && k.Kiosk.Loop.RecordsWaiting == 0);
        }
    }
}
