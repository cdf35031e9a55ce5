using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// Goal: while the store cannot be written nothing is acknowledged, everything is counted, and the ledger goes on when
/// the trouble ends. Method: a lock held by another connection, a database that may not grow, one that refuses writes.
/// </summary>
public sealed class StoreTroubleTests
{
    [Fact]
    public async Task Frames_that_meet_a_lock_are_refused_one_and_all_and_taken_when_it_is_gone()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk[] kiosks = [.. Enumerable.Range(1, 5).Select(n => bench.Kiosk(n, n))];
        byte[][] frames = [.. kiosks.Select(kiosk => kiosk.Frame(kiosk.Ticket(1), kiosk.Health()))];
        using (Lock(bench))
        {
            Task<IngestResult>[] refused =
                [.. kiosks.Select((kiosk, i) => bench.Ledger.SubmitAsync(kiosk.Device, frames[i]))];
            foreach (Task<IngestResult> task in refused)
            {
                LedgerException error = await Assert.ThrowsAsync<LedgerException>(() => task);
                Assert.Contains("another process holds a lock", error.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(5, bench.Ledger.Counters[LedgerCounter.FramesRefused]);
        Assert.InRange(bench.Ledger.Counters[LedgerCounter.CommitFailures], 1, 5);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.EventsStored]);
        IngestResult[] taken = await Task.WhenAll(
            kiosks.Select((kiosk, i) => bench.Ledger.SubmitAsync(kiosk.Device, frames[i])));
        Assert.All(taken, result => Assert.Equal(IngestOutcome.Stored, result.Outcome));
        Assert.Equal((10, 0), (bench.Ledger.Audit().Events, bench.Ledger.Audit().ChainBreaks));
    }

    [Fact]
    public async Task A_lock_that_ends_in_time_only_delays_the_acknowledgement()
    {
        using var bench = new LedgerBench(change: options => options.BusySecondsMax = 60);
        SyntheticKiosk kiosk = bench.Kiosk();
        Task<IngestResult> waiting;
        using (Lock(bench))
        {
            waiting = bench.Ledger.SubmitAsync(kiosk.Device, kiosk.Frame(kiosk.Ticket(1)));
            Assert.False(waiting.IsCompleted);
        }

        Assert.Equal(IngestOutcome.Stored, (await waiting).Outcome);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.CommitFailures]);
    }

    [Fact]
    public void A_change_of_the_registry_that_meets_a_lock_is_refused_and_changes_nothing()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        using (Lock(bench))
        {
            LedgerException error =
                Assert.Throws<LedgerException>(() => bench.Ledger.Registry.Revoke(kiosk.Device));
            Assert.Contains("another process holds a lock", error.Message, StringComparison.Ordinal);
        }

        Assert.Null(bench.Ledger.Registry.Find(kiosk.Device)!.RevokedAt);
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.CommitFailures]);
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1))).Outcome);
    }

    [Fact]
    public void What_the_registry_refuses_is_no_failure_of_a_commit()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Assert.Throws<LedgerException>(() => bench.Ledger.Registry.PushNotice(9999, new Notice()));
        Assert.Throws<LedgerException>(() => bench.Ledger.Registry.PushCatalogue(
            kiosk.Device, new Catalogue { Version = 1 }));
        Assert.Throws<LedgerException>(() => bench.Ledger.Registry.AddDevice("K99", 1099));
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.CommitFailures]);
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1))).Outcome);
    }

    [Fact]
    public void What_was_acknowledged_before_the_disk_was_full_is_all_there_after_a_restart()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Ledger.LimitPages(1);
        long acknowledged = 0;
        byte[] refused = [];
        for (int i = 0; i < 400 && refused.Length == 0; i++)
        {
            byte[] frame = kiosk.NextMixed(20);
            LedgerException? error = Xunit.Record.Exception(
                () => acknowledged += bench.Submit(kiosk, frame).NewEvents) as LedgerException;
            refused = error == null ? refused : frame;
        }

        Assert.NotEmpty(refused);
        Assert.True(acknowledged > 0);
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.FramesRefused]);
        bench.Reopen();
        Assert.Equal(acknowledged, bench.Ledger.Audit().Events);
        Assert.Equal(20, bench.Submit(kiosk, refused).NewEvents);
        Assert.Equal((acknowledged + 20, 0), (bench.Ledger.Audit().Events, bench.Ledger.Audit().ChainBreaks));
    }

    [Fact]
    public void A_read_only_database_gives_no_acknowledgement_and_the_same_frame_is_taken_later()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1)));
        string before = bench.Picture(kiosk);
        byte[] frame = kiosk.Frame(kiosk.Ticket(2));
        bench.Ledger.RefuseWrites(true);
        LedgerException error = Assert.Throws<LedgerException>(() => bench.Submit(kiosk, frame));
        Assert.Contains("kiosk.db", error.Message, StringComparison.Ordinal);
        Assert.Contains("it is read-only", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, bench.Picture(kiosk));
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.FramesRefused]);
        bench.Ledger.RefuseWrites(false);
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, frame).Outcome);
        Assert.Equal((2, 0), (bench.Ledger.Audit().Tickets, bench.Ledger.Audit().ChainBreaks));
    }

    private static SqliteConnection Lock(LedgerBench bench)
    {
        string file = Path.Combine(bench.Options.Folder, bench.Options.DatabaseFile);
        var other = new SqliteConnection("Pooling=false;Data Source=" + file);
        other.Open();
        using SqliteCommand command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return other;
    }
}
