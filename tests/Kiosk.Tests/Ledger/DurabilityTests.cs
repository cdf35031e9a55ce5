using Kiosk.Ledger;
using Kiosk.Measure;
using Microsoft.Data.Sqlite;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// Goal: what was acknowledged is there, whatever happens to process, file and disk. Method: the real file.
/// </summary>
public sealed class DurabilityTests
{
    [Fact]
    public void A_restart_changes_nothing_and_goes_on_where_it_was()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1, 2), kiosk.Footfall(1, 2), kiosk.Event(80)));
        byte[] hole = kiosk.Frame(kiosk.Ticket(3));
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(4)));
        string before = bench.Picture(kiosk);
        bench.Reopen();
        Assert.Equal(before, bench.Picture(kiosk));
        bench.Submit(kiosk, hole);
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(5)));
        Assert.Equal(0, bench.Ledger.Audit().ChainBreaks);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
        Assert.Equal(4, bench.Ledger.Audit().Tickets);
    }

    // A copy of the files at any instant is what a killed process leaves behind.
    [Fact]
    public void A_copy_with_a_torn_log_opens_and_holds_a_prefix_of_what_was_acknowledged()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        for (int i = 0; i < 12; i++)
        {
            bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(i), kiosk.Footfall(i, i)));
        }

        long whole = Recovered(bench, bytesCut: 0);
        Assert.Equal(12, whole);
        long previous = whole;
        foreach (int cut in new[] { 1, 4000, 9000, 30_000 })
        {
            long found = Recovered(bench, cut);
            Assert.InRange(found, 0, previous);
            previous = found;
        }

        Assert.True(previous < whole);
    }

    [Fact]
    public async Task Frames_of_many_devices_share_commits_and_all_are_answered()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk[] kiosks = [.. Enumerable.Range(1, 8).Select(n => bench.Kiosk(n, n))];
        long commits = bench.Ledger.Counters[LedgerCounter.Commits];
        Task<IngestResult>[] tasks =
            [.. from round in Enumerable.Range(0, 20) from kiosk in kiosks
                select bench.Ledger.SubmitAsync(kiosk.Device, kiosk.Frame(kiosk.Ticket(1), kiosk.Health()))];
        IngestResult[] results = await Task.WhenAll(tasks);
        Assert.All(results, result => Assert.Equal(IngestOutcome.Stored, result.Outcome));
        Assert.Equal(160, bench.Ledger.Audit().Tickets);
        Assert.InRange(bench.Ledger.Counters[LedgerCounter.Commits] - commits, 1, 160);
    }

    // The frame may be taken and its device answered while the loop that took it ends.
    [Fact]
    public async Task A_frame_handed_over_while_the_ledger_closes_is_stored_or_refused_by_the_ledgers_own_exception()
    {
        for (int round = 0; round < 8; round++)
        {
            using var bench = new LedgerBench();
            SyntheticKiosk[] kiosks = [.. Enumerable.Range(1, 4).Select(n => bench.Kiosk(n, n))];
            using var begun = new CountdownEvent(kiosks.Length);
            Task<int>[] tasks = [.. kiosks.Select(kiosk => Task.Run(async () =>
            {
                for (int stored = 0; ; stored++)
                {
                    try
                    {
                        await bench.Ledger.SubmitAsync(kiosk.Device, kiosk.Frame(kiosk.Health()));
                    }
                    catch (LedgerException)
                    {
                        return stored;
                    }

                    if (stored == 0)
                    {
                        begun.Signal();
                    }
                }
            }))];
            begun.Wait();
            bench.Ledger.Dispose();
            Assert.All(await Task.WhenAll(tasks), stored => Assert.True(stored > 0));
        }
    }

    [Fact]
    public async Task A_locked_database_gives_no_acknowledgement_and_the_same_frame_is_taken_later()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] frame = kiosk.Frame(kiosk.Ticket(1));
        using (var other = Connect(bench))
        {
            other.Open();
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            command.ExecuteNonQuery();
            LedgerException error =
                await Assert.ThrowsAsync<LedgerException>(() => bench.Ledger.SubmitAsync(kiosk.Device, frame));
            Assert.Contains("kiosk.db", error.Message, StringComparison.Ordinal);
            Assert.Contains("another process holds a lock", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.CommitFailures]);
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.FramesRefused]);
        Assert.Equal(IngestOutcome.Stored, (await bench.Ledger.SubmitAsync(kiosk.Device, frame)).Outcome);
        Assert.Equal((1, 0), (bench.Ledger.Audit().Tickets, bench.Ledger.Audit().ChainBreaks));
    }

    [Fact]
    public void A_full_disk_gives_no_acknowledgement_and_leaves_the_ledger_as_it_was()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1)));
        string before = bench.Picture(kiosk);
        bench.Ledger.LimitPages(1);
        var frames = new List<byte[]>();
        LedgerException? error = null;
        for (int i = 0; i < 400 && error == null; i++)
        {
            frames.Add(kiosk.NextMixed(20));
            error = Xunit.Record.Exception(() => bench.Submit(kiosk, frames[^1])) as LedgerException;
            before = error == null ? bench.Picture(kiosk) : before;
        }

        Assert.Contains("the disk is full", error!.Message, StringComparison.Ordinal);
        Assert.Equal(before, bench.Picture(kiosk));
        bench.Ledger.LimitPages(int.MaxValue);
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, frames[^1]).Outcome);
        Assert.Equal(0, bench.Ledger.Audit().ChainBreaks);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
    }

    [Fact]
    public void A_newer_file_is_refused_with_both_versions()
    {
        using var bench = new LedgerBench();
        bench.Ledger.Dispose();
        Sql(bench, "PRAGMA user_version=99");
        LedgerException error = Assert.Throws<LedgerException>(bench.Reopen);
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Sql(bench, "PRAGMA user_version=15");
        bench.Reopen();
    }

    [Fact]
    public void A_file_of_version_2_is_upgraded_and_keeps_its_kiosks()
    {
        using var bench = new LedgerBench();
        bench.Kiosk();
        int kiosks = bench.Ledger.Kiosks().Count;
        bench.Ledger.Dispose();
        Sql(bench, "ALTER TABLE kiosk DROP COLUMN latitude; ALTER TABLE kiosk DROP COLUMN longitude;"
            + NoPeople + "DROP TABLE device_fault; PRAGMA user_version=2");
        bench.Reopen();
        Assert.Equal(kiosks, bench.Ledger.Kiosks().Count);
        Assert.All(bench.Ledger.Kiosks(), kiosk => Assert.Null(kiosk.Place.Latitude));
        bench.Ledger.Registry.PutKiosk(bench.Ledger.Kiosks()[0].Place with { Latitude = 43.3004, Longitude = 5.3836 });
        Assert.Equal(43.3004, bench.Ledger.Kiosks()[0].Place.Latitude!.Value, 6);
    }

    [Fact]
    public void A_file_of_version_1_is_upgraded_with_all_it_holds()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.NextMixed(20));
        bench.Clock.SetUtcNow(LedgerBench.Start.AddDays(1));
        bench.Submit(kiosk, kiosk.NextMixed(20));
        string before = bench.Picture(kiosk);
        bench.Ledger.Dispose();
        Sql(bench, NoPeople);
        foreach (string table in new[] { "footfall", "climate" })
        {
            string now = Scalar(bench, $"SELECT sql FROM sqlite_master WHERE name='{table}'");
            string then = now.Replace("(step, slot, device)", "(device, step, slot)", StringComparison.Ordinal);
            Assert.NotEqual(now, then);
            string make = then.Replace($"TABLE {table}", "TABLE old", StringComparison.Ordinal);
            Sql(bench, $"{make}; INSERT INTO old SELECT * FROM {table}; DROP TABLE {table};"
                + $"ALTER TABLE old RENAME TO {table}; PRAGMA user_version=1");
        }

        Sql(bench, "ALTER TABLE kiosk DROP COLUMN latitude; ALTER TABLE kiosk DROP COLUMN longitude;"
            + "DROP TABLE device_fault");
        bench.Reopen();
        Assert.Equal("15", Scalar(bench, "PRAGMA user_version"));
        Assert.Contains("(step, slot, device)",
            Scalar(bench, "SELECT sql FROM sqlite_master WHERE name='climate'"), StringComparison.Ordinal);
        Assert.Equal(before, bench.Picture(kiosk));
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, kiosk.NextMixed(20)).Outcome);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        string file = Path.GetTempFileName();
        var options = new LedgerOptions { Folder = Path.Combine(file, "state") };
        LedgerException error = Assert.Throws<LedgerException>(() => CityLedger.Open(options, TimeProvider.System));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        using var bench = new LedgerBench();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-");
        File.WriteAllText(Path.Combine(folder.FullName, "kiosk.db"), new string('x', 5000));
        var options = new LedgerOptions { Folder = folder.FullName };
        LedgerException error = Assert.Throws<LedgerException>(() => CityLedger.Open(options, bench.Clock));
        Assert.Contains("not a database", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void An_option_out_of_range_is_named()
    {
        var options = new LedgerOptions { Folder = "x", GroupMax = 0 };
        LedgerException error = Assert.Throws<LedgerException>(() => CityLedger.Open(options, TimeProvider.System));
        Assert.Contains("'GroupMax' must be 1..65536 frames", error.Message, StringComparison.Ordinal);
    }

    // What the upgrade to version 6 adds.
    private const string NoPeople = "ALTER TABLE footfall DROP COLUMN people; "
        + "ALTER TABLE footfall DROP COLUMN square; ALTER TABLE footfall DROP COLUMN numbered;" + NoCurves;

    /// <summary>Undoes what the upgrades from version 9 on add.</summary>
    internal const string NoCurves =
        "ALTER TABLE climate DROP COLUMN curve_low; ALTER TABLE climate DROP COLUMN curve_high;" + NoScans;

    /// <summary>Undoes what the upgrades from version 11 on add.</summary>
    internal const string NoScans =
        "DROP TABLE unknown_scan; DROP TABLE merchant_claim; DROP TABLE counter_slot;" + NoCredentials;

    /// <summary>Undoes what the upgrade to version 15 changes.</summary>
    internal const string NoCredentials =
        "DROP TABLE credential; ALTER TABLE device ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';";

    private static long Recovered(LedgerBench bench, int bytesCut)
    {
        string folder = Directory.CreateTempSubdirectory("ledger-torn-").FullName;
        foreach (string file in Directory.GetFiles(bench.Options.Folder))
        {
            if (file.EndsWith("-shm", StringComparison.Ordinal))
            {
                continue;
            }

            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream to = File.Create(Path.Combine(folder, Path.GetFileName(file)));
            from.CopyTo(to);
            if (file.EndsWith("-wal", StringComparison.Ordinal))
            {
                to.SetLength(Math.Max(0, to.Length - bytesCut));
            }
        }

        using var copy = new LedgerBench(folder);
        AuditTotals audit = copy.Ledger.Audit();
        Assert.Equal((0, 0, 0), (audit.ChainBreaks, audit.Missing, audit.Unreadable));
        Assert.Equal(audit.Events, copy.Ledger.Registry.List().Sum(device => device.Contiguous));
        copy.Ledger.Dispose();
        Directory.Delete(folder, recursive: true);
        return audit.Tickets;
    }

    private static SqliteConnection Connect(LedgerBench bench) =>
        new("Pooling=false;Data Source=" + Path.Combine(bench.Options.Folder, "kiosk.db"));

    private static string Scalar(LedgerBench bench, string sql)
    {
        using SqliteConnection connection = Connect(bench);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private static void Sql(LedgerBench bench, string sql)
    {
        using SqliteConnection connection = Connect(bench);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
