using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>What one module of the loop allocates after start, and what it writes.</summary>
/// <param name="Name">Module.</param>
/// <param name="Steps">Steps counted.</param>
/// <param name="Bytes">Bytes allocated in them.</param>
internal readonly record struct ModuleCost(string Name, long Steps, long Bytes);

/// <summary>
/// Runs the loop with one part at a time on a virtual day, so that what is allocated is the work of that module, and
/// with all senses for a day to weigh what they write. One thread, no network but for the outbox.
/// </summary>
internal sealed class BudgetModules
{
    private const int Segments = 64, SegmentBytes = 16 * 1024, EdgesMax = 64, PassageMs = 45_000;
    private const long HourMs = 3_600_000, WarmUpMs = 2 * HourMs, DayMs = 86_400_000, PeopleHours = 14;
    private static readonly (int AtMs, int State)[] Passage = [(0, 1), (300, 3), (600, 2), (900, 0)];
    private static readonly DateTimeOffset Morning = new(2026, 6, 10, 6, 0, 0, TimeSpan.Zero);

    private readonly InMemoryClock _clock = new();
    private readonly InMemoryUplink _uplink = new(Limits.DownlinkBytesMax) { IsConnected = false };
    private readonly InMemoryBeams _beams = new(EdgesMax);
    private readonly InMemoryProbes _probes = new();
    private readonly CountingDrive _drive;
    private readonly KioskParts _parts;
    private long _steps;
    private long _bytes;

    private BudgetModules()
    {
        int files = DriveFiles.FirstSegment + Segments + DriveFiles.FilesForCards;
        _drive = new CountingDrive(new InMemoryDrive(files, 2 * 1024 * 1024), Segments);
        _parts = new KioskParts(_drive, _clock, _uplink) { SegmentBytes = SegmentBytes, SegmentCount = Segments };
        _clock.ShowWall(Morning.ToUnixTimeSeconds());
    }

    /// <summary>Every module but the till, which is measured sale by sale.</summary>
    public static IReadOnlyList<ModuleCost> Costs() =>
    [
        Cost("house, journal", _ => { }),
        Cost("outbox", m => m._uplink.IsConnected = true),
        Cost("footfall", m => m._parts.Beams = m._beams),
        Cost("climate", m => m._parts.Probes = m._probes),
        Cost("notices", m => m._parts.NoticeDisplay = new InMemoryNoticeDisplay()),
    ];

    /// <summary>
    /// What the senses write at the default settings on a day on which the gateway is away, told apart by leaving one
    /// out at a time.
    /// </summary>
    public static SenseLoad Senses()
    {
        (double bytes, double commits) = Day(_ => { });
        (double withBeams, double beamCommits) = Day(m => m._parts.Beams = m._beams);
        (double withProbes, double probeCommits) = Day(m => m._parts.Probes = m._probes);
        return new SenseLoad(
            new RecordLoad(withBeams - bytes, beamCommits - commits),
            new RecordLoad(withProbes - bytes, probeCommits - commits), new RecordLoad(bytes, commits));
    }

    /// <summary>
    /// Bytes that the firmware with all its senses takes for itself until its first hour is over, garbage of its start
    /// included; the drive, the links and the clock are the board's and not in it.
    /// </summary>
    public static long LiveBytes()
    {
        var module = new BudgetModules();
        module._parts.Beams = module._beams;
        module._parts.Probes = module._probes;
        module._parts.NoticeDisplay = new InMemoryNoticeDisplay();
        long before = GC.GetAllocatedBytesForCurrentThread();
        KioskLoop loop = module.Start();
        long started = GC.GetAllocatedBytesForCurrentThread() - before;
        module.Run(loop, HourMs);
        return started + module._bytes;
    }

    private static (double Bytes, double Commits) Day(Action<BudgetModules> fit)
    {
        var module = new BudgetModules();
        fit(module);
        KioskLoop loop = module.Start();
        module.Run(loop, DayMs);
        (long bytes, int commits) = (module._drive.Bytes, module._drive.Commits);
        module.Run(loop, DayMs);
        return (module._drive.Bytes - bytes, module._drive.Commits - commits);
    }

    private static ModuleCost Cost(string name, Action<BudgetModules> fit)
    {
        var module = new BudgetModules();
        fit(module);
        KioskLoop loop = module.Start();
        module.Run(loop, WarmUpMs);
        (module._steps, module._bytes) = (0, 0);
        module.Run(loop, WarmUpMs);
        return new ModuleCost(name, module._steps, module._bytes);
    }

    private KioskLoop Start()
    {
        var identity = new KioskIdentity(1001, "K01", new byte[32])
        {
            FirstSequence = 1, BuildUtcSeconds = Morning.ToUnixTimeSeconds() - 86_400,
        };
        var loop = new KioskLoop(_parts, identity, new PlatformMac());
        loop.Start(_clock.NowMs);
        return loop;
    }

    /// <summary>
    /// By day someone passes every 45 s, at night nobody; the air changes a little each time, so that no probe looks
    /// stuck.
    /// </summary>
    private void Run(KioskLoop loop, long milliseconds)
    {
        long end = _clock.NowMs + milliseconds;
        while (_clock.NowMs < end)
        {
            long passage = _clock.NowMs;
            int wobble = (int)(passage / PassageMs % 7);
            for (int channel = 0; channel < ClimateLayout.Channels; channel++)
            {
                _probes.Set(channel, 400 + wobble, ReadingCode.Ok);
            }

            foreach ((int at, int state) in IsDay(passage) ? Passage : [])
            {
                _beams.Change(passage + at, state);
            }

            StepUntil(loop, Math.Min(end, passage + PassageMs), passage + 1000);
        }
    }

    // The clock begins in the morning, with the people.
    private static bool IsDay(long nowMs) => nowMs % DayMs < PeopleHours * HourMs;

    private void StepUntil(KioskLoop loop, long end, long beamsEnd)
    {
        _clock.NowMs = Math.Min(end, beamsEnd);
        while (_clock.NowMs < end)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long due = loop.Step(_clock.NowMs);
            _bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            _steps++;
            _clock.NowMs = Math.Min(end, Math.Max(_clock.NowMs + 1, due));
        }
    }
}
