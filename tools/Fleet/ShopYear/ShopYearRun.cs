using System.Text;
using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Fiscal;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Simulate;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Provision.Verify;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// One merchant's civil year with the real firmware and the real ledger in one thread of time, then the archives of
/// its months and of the year (pos.md R28), verified as anyone may. Used once.
/// </summary>
public sealed class ShopYearRun
{
    private const string Place = "K07";
    private const long Device = 1_007, DayMs = 86_400_000;
    private const int TickMs = 25_000, CatalogueDays = 7, Segments = 128, Untaxed = 10;

    private readonly ShopYearOptions _options;
    private readonly TimeProvider _realTime;
    private readonly FaultPlan _faults;
    private readonly ShopCalendar _calendar;
    private readonly SimClock _clock;
    private readonly Random _city;
    private YearMerchant _merchant = null!;
    private SimKiosk _kiosk = null!;
    private int _version = 1, _pushes;

    /// <summary>Prepares a year; <paramref name="realTime"/> only measures how long it takes.</summary>
    /// <exception cref="FleetException">An option is out of its range.</exception>
    public ShopYearRun(ShopYearOptions options, TimeProvider realTime)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(realTime);
        options.Check();
        _options = options;
        _realTime = realTime;
        _faults = new FaultPlan(options.Seed, options.Faults, options.Rates);
        _calendar = new ShopCalendar(options, _faults.Dice(FaultPlan.Part.Walkers, 1));
        _clock = new SimClock(_calendar.StartMs);
        _city = _faults.Dice(FaultPlan.Part.City, -1);
    }

    /// <summary>Runs the year and makes the archives.</summary>
    /// <exception cref="FleetException">A till sealed something else than what was keyed.</exception>
    /// <exception cref="LedgerException">The database failed or the folder cannot be written.</exception>
    public ShopYearResult Run()
    {
        var began = _realTime.GetTimestamp();
        var folder = TemporaryFolder();
        try
        {
            using var gateway = new SimGateway(_faults, _clock, folder);
            Enrol(gateway);
            RunDays(gateway);
            Drain(gateway);
            var archives = gateway.Ledger.Archives.MakeDue(Place, complete: true, folder: _options.Out);
            var result = Judge(gateway.Ledger, archives);
            return result with { Seconds = _realTime.GetElapsedTime(began).TotalSeconds };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // In memory where the system has such a place: tens of thousands of commits test order, not the PC's disk.
    private static string TemporaryFolder()
    {
        const string Memory = "/dev/shm";
        var root = Directory.Exists(Memory) ? Memory : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(root, "kiosk-shop-year-" + Path.GetRandomFileName())).FullName;
    }

    private static int Fill(byte[] field, string text) => Encoding.Latin1.GetBytes(text, field);

    private static Settings Shop()
    {
        var settings = new Settings
        {
            Version = 1, ClimateSeconds = 3_600, HealthSeconds = 86_400, FlushSeconds = 900,
        };
        settings.MerchantLength = Fill(settings.Merchant, "Kiosque simulé");
        settings.AddressLength = Fill(settings.Address, "1 La Canebière, 13001 Marseille");
        settings.SiretLength = Fill(settings.Siret, "12345678901234");
        settings.VatMentionLength = Fill(settings.VatMention, "TVA FR12345678901");
        settings.ScanPatternsLength = Fill(settings.ScanPatterns, SalePlan.ScanPatterns);
        settings.MarkdownPercent = SalePlan.WiltingPercent;
        return settings;
    }

    // Every third article may be paid with meal vouchers; one wilts; every seventh is consumed on the spot; no VAT
    // applies to one.
    private static Catalogue Wares(int version)
    {
        var catalogue = Assortment.Build(version);
        for (var i = 0; i < catalogue.ArticleCount; i += 3)
        {
            catalogue.Flags[i] |= Catalogue.MealFlag;
        }

        for (var i = 1; i < catalogue.ArticleCount; i += 7)
        {
            catalogue.Flags[i] |= Catalogue.ServiceFlag;
        }

        catalogue.Flags[SalePlan.Wilting] |= Catalogue.WiltsFlag;
        catalogue.Flags[Untaxed] |= Catalogue.ExemptFlag;
        catalogue.Rate[Untaxed] = 0;
        return catalogue;
    }

    private void Enrol(SimGateway gateway)
    {
        var registry = gateway.Ledger.Registry;
        registry.PutKiosk(new KioskPlace(Place, "Kiosque simulé", "", 1, Occupied: true, Invented: true, "presse"));
        var enrolment = registry.AddDevice(Place, Device);
        registry.PushSettings(Device, Shop());
        registry.PushManagerCode(Device, out var code);
        registry.PushCatalogue(Device, Wares(_version));
        var identity = new KioskIdentity(Device, Place, enrolment.Secret)
        {
            BuildUtcSeconds = (_calendar.StartMs - (30 * DayMs)) / 1000,
        };
        _merchant = new YearMerchant(_calendar, _faults.Dice(FaultPlan.Part.Shopper, 1), code);
        var options = new SimulateOptions { Seed = _options.Seed, Kiosks = 1, Days = 1, WalkersPerDay = 0 };
        _kiosk = new SimKiosk(
            options, _faults, 1, identity, _calendar.StartMs, _merchant,
            new VirtualKioskOptions { SegmentCount = Segments, CardTerminal = true });
    }

    // Faults begin once the first manager is there; prices change every week, when a basket is open.
    private void RunDays(SimGateway gateway)
    {
        var newsMs = _calendar.StartMs + (CatalogueDays * DayMs);
        while (_clock.NowMs < _calendar.EndMs + (DayMs / 2))
        {
            if (!_faults.Active && _clock.NowMs >= _calendar.StartMs + (3 * DayMs))
            {
                _faults.Start();
                gateway.PlanFaults();
                _kiosk.PlanFaults(_clock.NowMs);
            }

            gateway.Tick([_kiosk], [_kiosk], TickMs);
            if (_clock.NowMs >= newsMs && gateway.Up && _kiosk.Kiosk.Loop.Till is { LineCount: > 0 })
            {
                newsMs = _clock.NowMs + (CatalogueDays * DayMs) - _city.Next((int)DayMs);
                _version++;
                gateway.Ledger.Registry.PushCatalogue(Device, Wares(_version));
                gateway.Greet(_kiosk);
                _pushes++;
            }
        }
    }

    private void Drain(SimGateway gateway)
    {
        _faults.Heal();
        _kiosk.Heal();
        var limitMs = _clock.NowMs + (2 * DayMs);
        while (_clock.NowMs < limitMs && !IsDrained(gateway))
        {
            gateway.Tick([_kiosk], [_kiosk], TickMs);
        }
    }

    private bool IsDrained(SimGateway gateway) => gateway.Up && _kiosk.Powered && _kiosk.Link.UpIsEmpty
        && _merchant.NextAtMs == long.MaxValue && _kiosk.Kiosk.Loop.RecordsWaiting == 0
        && gateway.Ledger.Registry.Find(Device) is { } view && view.Contiguous >= _kiosk.Witness.Last;

    private ShopYearResult Judge(CityLedger ledger, IReadOnlyList<ArchiveInfo> archives)
    {
        var chain = _kiosk.Kiosk.Loop.Chain!.State;
        var audit = ledger.Audit();
        var findings = new List<string>();
        Demand(_merchant.Sales == chain.Tickets, $"{_merchant.Sales} tickets were keyed, {chain.Tickets} sealed");
        Demand(_merchant.Cents == chain.PerpetualSigned,
            $"{_merchant.Cents} cents were keyed; the perpetual total is {chain.PerpetualSigned}");
        Demand(audit.Tickets == chain.Tickets && audit.Cents == chain.PerpetualSigned,
            $"the ledger holds {audit.Tickets} tickets of {audit.Cents} cents");
        Demand(_kiosk.Witness.Reused + _kiosk.Witness.Skipped == 0, "numbers were given twice or left out");
        Demand(_kiosk.Fault.Length == 0, _kiosk.Fault);
        Demand(audit.DayClosingsDifferent + audit.TicketsUnclosed == 0,
            $"{audit.DayClosingsDifferent} closings differ from their tickets, {audit.TicketsUnclosed} are unclosed");
        var books = new YearBooks(archives.Select(a => a.File));
        findings.AddRange(books.Compare(
            chain.PerpetualSigned, chain.PerpetualAbsolute,
            (first, last) => ledger.Archives.EReport(Place, first, last).Xml));
        var breaks = audit.ChainBreaks + archives.Sum(a => a.Breaks) + Verify(findings);
        return new ShopYearResult
        {
            Tickets = chain.Tickets, Refunds = _merchant.Refunds, Days = chain.Numbers[ChainKind.J],
            Months = chain.Numbers[ChainKind.M], Years = chain.Numbers[ChainKind.A],
            PerpetualSigned = chain.PerpetualSigned, PerpetualAbsolute = chain.PerpetualAbsolute,
            Archives = archives.Count, Breaks = breaks, Findings = findings, Events = Events(books),
        };

        void Demand(bool holds, string otherwise)
        {
            if (!holds)
            {
                findings.Add(otherwise);
            }
        }
    }

    private int Verify(List<string> findings)
    {
        using var verifier = new ArchiveVerifier([]);
        foreach (var file in Directory.EnumerateFiles(_options.Out, "*.zip").Order(StringComparer.Ordinal))
        {
            verifier.Add(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        verifier.Finish();
        findings.AddRange(verifier.Findings.Select(f => f.ToString()));
        return verifier.Findings.Count;
    }

    // What the archives hold, by kind; then what was only seen at the till; then what went wrong around it.
    private Dictionary<string, long> Events(YearBooks books)
    {
        var events = books.Kinds();
        foreach (var (kind, count) in _merchant.Seen)
        {
            events["at the till: " + kind] = count;
        }

        events["catalogue pushed in mid-basket"] = _pushes;
        foreach (var (kind, count) in _faults.Struck)
        {
            events["fault: " + kind] = count;
        }

        return events;
    }
}
