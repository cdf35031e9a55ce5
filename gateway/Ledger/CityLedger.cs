using Kiosk.Ledger.Aggregate;
using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

/// <summary>
/// The city's durable truth: verifies frames, stores them, follows each terminal's fiscal chain, keeps aggregates.
/// A frame is acknowledged only after the commit that holds it. All members may be called from any thread;
/// one thread writes at a time. It knows no web and no MQTT; its clock is the injected one.
/// </summary>
public sealed class CityLedger : IDisposable
{
    private readonly Database _database;
    private readonly SecretBox _box;
    private readonly Committer _committer;
    private readonly WriterLoop _loop;
    private readonly LedgerQueries _queries;
    private readonly AggregateQueries _aggregates;
    private readonly LedgerOptions _options;
    private bool _disposed;

    private CityLedger(Database database, SecretBox box, LedgerOptions options, TimeProvider time)
    {
        _database = database;
        _box = box;
        _options = options;
        _queries = new(database);
        _aggregates = new(database, options, time);
        foreach ((int code, long count) in FaultTable.Totals(database.Writer))
        {
            Counters.Faults.Add(code, count);
        }

        _committer = new(database, box, options, time, Counters);
        Registry = new DeviceRegistry(_committer, _queries, box);
        Credentials = new CredentialRegister(_committer, database, box);
        Archives = new ArchiveOffice(database, box, _committer, options, time);
        _loop = new(_committer, options);
    }

    /// <summary>Raised after each durable commit that added events, on the committing thread.</summary>
    public event EventHandler<CommitEventArgs>? Committed
    {
        add => _committer.Committed += value;
        remove => _committer.Committed -= value;
    }

    /// <summary>Kiosks, devices, settings, notices and catalogues.</summary>
    public DeviceRegistry Registry { get; }

    /// <summary>Client certificates of the devices.</summary>
    public CredentialRegister Credentials { get; }

    /// <summary>Counter-seals, witness list, archives.</summary>
    public ArchiveOffice Archives { get; }

    /// <summary>Counters since the process started.</summary>
    public LedgerCounters Counters { get; } = new();

    /// <summary>Opens the ledger, making folder, master key and database when they do not exist.</summary>
    /// <exception cref="LedgerException">
    /// An option is out of range, the folder cannot be written, the file is newer than this program, the key is
    /// missing.
    /// </exception>
    public static CityLedger Open(LedgerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Check();
        Database database = Database.Open(options);
        SecretBox? box = null;
        try
        {
            box = SecretBox.Open(options.MasterKeyPath, expected: database.HasDevices());
            FinishArchives(database, options.Folder);
            return new CityLedger(database, box, options, time);
        }
        catch (Exception e) when (e is LedgerException or SqliteException)
        {
            box?.Dispose();
            database.Dispose();
            throw e as LedgerException ?? database.Failure("read", e);
        }
    }

    /// <summary>
    /// Hands a frame over; the task completes after the commit that holds it (or its quarantine row).
    /// </summary>
    /// <exception cref="LedgerException">
    /// The commit failed; nothing is acknowledged, the device sends again.
    /// </exception>
    public Task<IngestResult> SubmitAsync(long device, ReadOnlyMemory<byte> frame) => _loop.Submit(new(device, frame));

    /// <summary>Ingests frames in one commit on the calling thread, for callers with one thread of time.</summary>
    /// <exception cref="LedgerException">The commit failed; nothing is acknowledged.</exception>
    public IReadOnlyList<IngestResult> SubmitNow(IReadOnlyList<InboundFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return frames.Count == 0 ? [] : _committer.Take(frames);
    }

    /// <summary>All kiosks with their devices, by id.</summary>
    public IReadOnlyList<KioskView> Kiosks() => _queries.Kiosks();

    /// <summary>Footfall of one kiosk: every step that starts in [from, to), measured or not; at most 20,000.</summary>
    /// <exception cref="LedgerException">Too many steps, or the store failed.</exception>
    public IReadOnlyList<FootfallPoint> Footfall(
        string kioskId, AggregateStep step, DateTimeOffset from, DateTimeOffset to) =>
        _aggregates.Footfall(kioskId, step, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());

    /// <summary>Climate of one kiosk: every step that starts in [from, to), measured or not; at most 20,000.</summary>
    /// <exception cref="LedgerException">Too many steps, or the store failed.</exception>
    public IReadOnlyList<ClimatePoint> Climate(
        string kioskId, AggregateStep step, DateTimeOffset from, DateTimeOffset to) =>
        _aggregates.Climate(kioskId, step, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());

    /// <summary>Tickets of all kiosks together: every step that starts in [from, to); at most 20,000.</summary>
    /// <exception cref="LedgerException">Too many steps, or the store failed.</exception>
    public IReadOnlyList<TicketPoint> FleetTickets(AggregateStep step, DateTimeOffset from, DateTimeOffset to) =>
        _aggregates.FleetTickets(step, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());

    /// <summary>The notice a kiosk was given last, or null when it was never given one.</summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public NoticeView? Notice(string kioskId) => new LatestOfKiosk(_database, _box).Notice(kioskId);

    /// <summary>
    /// Kiosks that have ever measured, with the end of the last quarter of an hour that was measured and ended by
    /// <paramref name="until"/>. Tickets move nothing in it, so it may be published.
    /// </summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public IReadOnlyList<MeasuredKiosk> Measured(DateTimeOffset until) =>
        _aggregates.Measured(until.ToUnixTimeSeconds());

    /// <summary>
    /// The latest climate reading of a kiosk within the last frames that came before an instant, or null when there is
    /// none among them.
    /// </summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public ReadingView? LatestReading(string kioskId, DateTimeOffset before) =>
        new LatestOfKiosk(_database, _box).Reading(kioskId, before.ToUnixTimeSeconds());

    /// <summary>Open holes and declared losses of one device.</summary>
    public IReadOnlyList<GapRange> Gaps(long device) => _queries.Gaps(device);

    /// <summary>All alarms, latest first.</summary>
    public IReadOnlyList<Alarm> Alarms() => _queries.Alarms();

    /// <summary>What each device told of its faults, latest first.</summary>
    public IReadOnlyList<DeviceFault> Faults() => _queries.Faults();

    /// <summary>Quarantined frames, latest first, at most <paramref name="rowsMax"/>.</summary>
    public IReadOnlyList<QuarantinedFrame> Quarantine(int rowsMax) => _queries.Quarantine(rowsMax);

    /// <summary>
    /// Reads every stored frame again and adds up what it finds. Slow; for the operator's own checks.
    /// </summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public AuditTotals Audit()
    {
        using var auditor = new Auditor(_database, _box);
        try
        {
            return auditor.Run();
        }
        catch (SqliteException e)
        {
            throw _database.Failure("read", e);
        }
    }

    /// <summary>
    /// Deletes what has stayed long enough (STORE.md, retention), in one commit, and counts it; deletes nothing and
    /// counts the refusal while no entry of the witness list, 3 to 7 days old, bears the clock out. To be called once a
    /// day.
    /// </summary>
    /// <exception cref="LedgerException">The store failed; nothing is deleted.</exception>
    public ExpiredRows Expire()
    {
        ExpiredRows gone = _committer.Write(0, writer => Retention.Expire(writer, _options, _committer.Now));
        Counters.Add(LedgerCounter.RowsExpired, gone.CounterHours + gone.UnknownCodes + gone.Accesses);
        Counters.Add(LedgerCounter.ExpiriesRefused, gone.Kept > 0 ? 1 : 0);
        return gone;
    }

    private static void FinishArchives(Database database, string folder)
    {
        try
        {
            ArchiveTable.FinishNames(database.Writer, folder);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw database.Failure("finish an archive of", e);
        }
    }

    /// <summary>Caps the size of the database, to try out a full disk.</summary>
    internal void LimitPages(int pages) => _committer.LimitPages(pages);

    /// <summary>Makes the database refuse writes as a read-only file does, to try that out.</summary>
    internal void RefuseWrites(bool refuse) => _committer.RefuseWrites(refuse);

    /// <summary>Finishes the commits under way and closes the database.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _loop.Dispose();
        Archives.Dispose();
        _committer.Dispose();
        _database.Dispose();
        _box.Dispose();
    }
}
