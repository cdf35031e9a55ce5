using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>
/// A whole kiosk in memory, offline, with a merchant at its keys: the same loop as on the board, its Steps counted.
/// </summary>
internal sealed class TillCounter
{
    private const int Segments = 64, SegmentBytes = 16 * 1024, StepsMax = 50, ThinkMs = 400;
    private const string Ean = "4006381333931";
    private static readonly DateTimeOffset Morning = new(2026, 6, 10, 6, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider _time;
    private readonly InMemoryClock _clock = new();
    private readonly InMemoryUplink _uplink = new(Limits.DownlinkBytesMax);
    private readonly InMemoryKeypad _keypad = new();
    private readonly InMemoryScanner _scanner = new(64);
    private readonly InMemoryLcd _lcd = new();
    private readonly InMemoryDrawer _drawer = new();
    private readonly CountingDrive _drive;
    private readonly KioskLoop _loop;
    private readonly byte[] _before = new byte[Lcd.Rows * Lcd.Columns];
    private long _dueMs, _bytes, _ticks;
    private int _steps;

    public TillCounter(TimeProvider time)
    {
        _time = time;
        int files = DriveFiles.FirstSegment + Segments + DriveFiles.FilesForCards;
        _drive = new CountingDrive(new InMemoryDrive(files, 2 * 1024 * 1024), Segments);
        var parts = new KioskParts(_drive, _clock, _uplink)
        {
            Keypad = _keypad, Scanner = _scanner, Lcd = _lcd, Drawer = _drawer,
            SegmentBytes = SegmentBytes, SegmentCount = Segments,
        };
        var identity = new KioskIdentity(1001, "K01", new byte[32])
        {
            FirstSequence = 1, BuildUtcSeconds = Morning.ToUnixTimeSeconds() - 86_400,
        };
        _clock.ShowWall(Morning.ToUnixTimeSeconds());
        _loop = new KioskLoop(parts, identity, new PlatformMac());
        _loop.Start(_clock.NowMs);
        TakeCatalogue(identity);
    }

    /// <summary>Tickets sealed so far.</summary>
    public long Tickets => _loop.TicketsOfChain;

    /// <summary>Bytes appended to the journal so far, and appends.</summary>
    public long JournalBytes => _drive.Bytes;

    /// <inheritdoc cref="JournalBytes"/>
    public int JournalCommits => _drive.Commits;

    /// <summary>Key, scan, key, cash.</summary>
    public TillSale Sell()
    {
        (_steps, _bytes, _ticks) = (0, 0, 0);
        int commits = _drive.Commits, snapshots = _drive.Snapshots;
        int first = UntilShown(() => _keypad.Press(Key.Article1));
        int scan = UntilShown(() => _scanner.Scan(Ean));
        int second = UntilShown(() => _keypad.Press(Key.Article1 + 1));
        int pulses = _drawer.Pulses;
        int tender = Until(() => _keypad.Press(Key.Cash), () => _drawer.Pulses > pulses);
        Rest();
        _drawer.Shut();
        Rest();
        double microseconds = _ticks * 1e6 / _time.TimestampFrequency;
        return new TillSale(_steps, _bytes, _drive.Commits - commits, _drive.Snapshots - snapshots, microseconds,
            Math.Max(first, second), scan, tender);
    }

    private void TakeCatalogue(KioskIdentity identity)
    {
        Catalogue catalogue = SyntheticKiosk.MakeCatalogue(40, 1);
        (catalogue.KeyNumber[0], catalogue.KeyNumber[1]) = (1, 2);
        catalogue.Ean[2] = long.Parse(Ean, System.Globalization.CultureInfo.InvariantCulture);
        byte[] key = new byte[Mac.Length], message = new byte[Limits.DownlinkBytesMax];
        KeyDerivation.Derive(new PlatformMac(), new byte[32], KeyDerivation.Downlink, key);
        var writer = new DownlinkWriter(new PlatformMac(), key, identity.Device);
        _uplink.Deliver(message, writer.WriteCatalogue(catalogue, message));
        for (int i = 0; i < 10; i++)
        {
            Rest();
        }

        _uplink.IsConnected = false;
        if (_loop.CatalogueVersion != 1)
        {
            throw new InvalidOperationException("the kiosk did not take the catalogue of the bench");
        }
    }

    private int UntilShown(Action input)
    {
        Array.Copy(_lcd.Text, _before, _before.Length);
        return Until(input, () => !_lcd.Text.AsSpan().SequenceEqual(_before));
    }

    // Steps from an input to its effect; then the merchant takes a breath.
    private int Until(Action input, Func<bool> effect)
    {
        input();
        int steps = 0;
        while (!effect() && steps < StepsMax)
        {
            Step();
            steps++;
            _clock.NowMs++;
        }

        Rest();
        return effect() ? steps : throw new InvalidOperationException("an input of the bench had no effect");
    }

    // The loop is woken when it says so, as on the board.
    private void Rest()
    {
        long end = _clock.NowMs + ThinkMs;
        while (_clock.NowMs < end)
        {
            Step();
            _clock.NowMs = Math.Min(end, Math.Max(_clock.NowMs + 1, _dueMs));
        }
    }

    private void Step()
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread(), start = _time.GetTimestamp();
        _dueMs = _loop.Step(_clock.NowMs);
        _ticks += _time.GetTimestamp() - start;
        _bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        _steps++;
    }
}
