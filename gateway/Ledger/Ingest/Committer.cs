using Kiosk.Ledger.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// The one place that writes: a gate, a transaction, and after the commit the acknowledgements. Whoever holds the
/// gate is the writing thread.
/// </summary>
internal sealed class Committer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly LedgerCounters _counters;
    private readonly Tally _tally;
    private readonly Ingestor _ingestor;
    private readonly Acknowledger _acknowledger;

    public Committer(
        Database database, SecretBox box, LedgerOptions options, TimeProvider time, LedgerCounters counters)
    {
        _database = database;
        _time = time;
        _counters = counters;
        _tally = new(counters);
        _ingestor = new(database, box, options, _tally);
        _acknowledger = new(options.Window);
    }

    public event EventHandler<CommitEventArgs>? Committed;

    public long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Takes frames in one transaction; the results are valid because it is durable.</summary>
    /// <exception cref="LedgerException">The transaction was rolled back.</exception>
    public IngestResult[] Take(IReadOnlyList<InboundFrame> frames)
    {
        var results = new IngestResult[frames.Count];
        HashSet<long> devices = [];
        int added = 0;
        lock (_gate)
        {
            Verdict[] verdicts = InTransaction(() => TakeAll(frames), frames.Count);
            for (int i = 0; i < verdicts.Length; i++)
            {
                results[i] = Answer(frames[i].Device, verdicts[i]);
                added += verdicts[i].NewEvents;
                if (verdicts[i].NewEvents > 0)
                {
                    devices.Add(frames[i].Device);
                }
            }
        }

        if (added > 0)
        {
            Committed?.Invoke(this, new CommitEventArgs(devices, added));
        }

        return results;
    }

    /// <summary>Writes on behalf of the registry, and forgets what was known of the device it changed.</summary>
    public T Write<T>(long device, Func<SqliteConnection, T> write)
    {
        lock (_gate)
        {
            T result = InTransaction(() => write(_database.Writer), 0);
            _ingestor.Devices.Forget(device);
            return result;
        }
    }

    public void LimitPages(int pages)
    {
        lock (_gate)
        {
            Database.Execute(_database.Writer, Texts.Of($"PRAGMA max_page_count={pages}"));
        }
    }

    public void RefuseWrites(bool refuse)
    {
        lock (_gate)
        {
            Database.Execute(_database.Writer, refuse ? "PRAGMA query_only=ON" : "PRAGMA query_only=OFF");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ingestor.Dispose();
        }
    }

    private Verdict[] TakeAll(IReadOnlyList<InboundFrame> frames)
    {
        long now = Now;
        var verdicts = new Verdict[frames.Count];
        for (int i = 0; i < frames.Count; i++)
        {
            verdicts[i] = _ingestor.Take(frames[i], now);
        }

        _ingestor.Flush();
        return verdicts;
    }

    private T InTransaction<T>(Func<T> work, int frames)
    {
        bool done = false, refused = false;
        try
        {
            Database.Execute(_database.Writer, "BEGIN IMMEDIATE");
            T result = work();
            Database.Execute(_database.Writer, "COMMIT");
            done = true;
            _tally.Add(LedgerCounter.Commits);
            _tally.Publish();
            _ingestor.Devices.Settle();
            return result;
        }
        catch (SqliteException e)
        {
            throw _database.Failure("commit to", e);
        }
        catch (LedgerException) when (frames == 0)
        {
            // What the registry refuses (an unknown device, an old version) is an answer, not trouble of the store.
            refused = true;
            throw;
        }
        finally
        {
            if (!done)
            {
                RollBack(frames, refused);
            }
        }
    }

    private void RollBack(int frames, bool refused)
    {
        // A failed COMMIT may have rolled back by itself.
        if (raw.sqlite3_get_autocommit(_database.Writer.Handle) == 0)
        {
            raw.sqlite3_exec(_database.Writer.Handle, "ROLLBACK");
        }

        _tally.Drop();
        _ingestor.Forget();
        _counters.Add(LedgerCounter.CommitFailures, refused ? 0 : 1);
        _counters.Add(LedgerCounter.FramesRefused, frames);
    }

    private IngestResult Answer(long device, Verdict verdict) => new(
        device, verdict.Outcome, verdict.Reason, verdict.NewEvents,
        verdict.AnswerTo == null ? null : _acknowledger.Write(verdict.AnswerTo, verdict.Boot, verdict.First, Now));
}
