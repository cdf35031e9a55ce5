using Kiosk.Protocol;

namespace Kiosk.Ledger;

/// <summary>
/// The city's durable truth: verifies frames, stores them, follows each terminal's fiscal chain, keeps aggregates.
/// A frame is acknowledged only after the commit that holds it. All members may be called from any thread;
/// one thread writes. It knows no web and no MQTT; its clock is the injected one.
/// </summary>
public sealed class CityLedger : IDisposable
{
    private readonly string _path;

    private CityLedger(LedgerOptions options, TimeProvider time)
    {
        _path = options.DatabasePath;
        _ = time;
        options.Check();
        Registry = new DeviceRegistry(_path);
    }

    /// <summary>Raised after each durable commit that added events, on the committing thread.</summary>
    public event EventHandler<CommitEventArgs>? Committed;

    /// <summary>Kiosks, devices, settings, notices and catalogues.</summary>
    public DeviceRegistry Registry { get; }

    /// <summary>Counters since the process started.</summary>
    public LedgerCounters Counters { get; } = new();

    /// <summary>Opens the ledger, making folder, master key and database when they do not exist.</summary>
    /// <exception cref="LedgerException">An option is out of range, the folder cannot be written, the file is newer than this program.</exception>
    public static CityLedger Open(LedgerOptions options, TimeProvider time) => new(options, time);

    /// <summary>Hands a frame over; the task completes after the commit that holds it (or its quarantine row).</summary>
    /// <exception cref="LedgerException">The commit failed; nothing is acknowledged, the device sends again.</exception>
    public Task<IngestResult> SubmitAsync(long device, ReadOnlyMemory<byte> frame)
    {
        Committed?.Invoke(this, new CommitEventArgs([device], 0));
        throw new LedgerException("The store is not there yet.");
    }

    /// <summary>Ingests frames in one commit on the calling thread, for callers with one thread of time.</summary>
    /// <exception cref="LedgerException">The commit failed; nothing is acknowledged.</exception>
    public IReadOnlyList<IngestResult> SubmitNow(IReadOnlyList<InboundFrame> frames) => throw new LedgerException(_path);

    /// <summary>All kiosks with their devices, by id.</summary>
    public IReadOnlyList<KioskView> Kiosks() => throw new LedgerException(_path);

    /// <summary>Footfall of one kiosk: every step that starts in [from, to), measured or not; at most 20,000.</summary>
    public IReadOnlyList<FootfallPoint> Footfall(string kioskId, AggregateStep step, DateTimeOffset from, DateTimeOffset to) => throw new LedgerException(_path);

    /// <summary>Climate of one kiosk: every step that starts in [from, to), measured or not; at most 20,000.</summary>
    public IReadOnlyList<ClimatePoint> Climate(string kioskId, AggregateStep step, DateTimeOffset from, DateTimeOffset to) => throw new LedgerException(_path);

    /// <summary>Tickets of all kiosks together: every step that starts in [from, to); at most 20,000.</summary>
    public IReadOnlyList<TicketPoint> FleetTickets(AggregateStep step, DateTimeOffset from, DateTimeOffset to) => throw new LedgerException(_path);

    /// <summary>Open holes and declared losses of one device.</summary>
    public IReadOnlyList<GapRange> Gaps(long device) => throw new LedgerException(_path);

    /// <summary>All alarms, latest first.</summary>
    public IReadOnlyList<Alarm> Alarms() => throw new LedgerException(_path);

    /// <summary>Quarantined frames, latest first, at most <paramref name="rowsMax"/>.</summary>
    public IReadOnlyList<QuarantinedFrame> Quarantine(int rowsMax) => throw new LedgerException(_path);

    /// <summary>Reads every stored frame again and adds up what it finds. Slow; for the operator's own checks.</summary>
    public AuditTotals Audit() => throw new LedgerException(_path);

    /// <summary>Finishes the commits under way and closes the database.</summary>
    public void Dispose()
    {
    }
}
