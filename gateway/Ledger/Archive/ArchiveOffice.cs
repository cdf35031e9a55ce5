using System.Globalization;
using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Ledger.Witness;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

/// <summary>
/// What proves a merchant's records to others: counter-seals, the public witness list, archives, purge (pos.md R6-R9,
/// R28-R30). All members may be called from any thread; one works at a time. Whoever calls decides who may see what.
/// </summary>
public sealed partial class ArchiveOffice : IDisposable
{
    private const string MonthIsOver = """
        SELECT EXISTS(SELECT 1 FROM closing WHERE terminal=?1 AND level=2 AND period=?2)
            OR EXISTS(SELECT 1 FROM link l JOIN device d ON d.number=l.device
                WHERE l.terminal=?1 AND d.revoked_at IS NOT NULL)
        """;

    private readonly Lock _gate = new();
    private readonly Database _database;
    private readonly SecretBox _box;
    private readonly Committer _committer;
    private readonly LedgerOptions _options;
    private readonly TimeProvider _time;
    private KeyRing? _keys;

    internal ArchiveOffice(
        Database database, SecretBox box, Committer committer, LedgerOptions options, TimeProvider time)
    {
        _database = database;
        _box = box;
        _committer = committer;
        _options = options;
        _time = time;
    }

    /// <summary>The public signing keys, oldest first; the last one signs. The first call makes one.</summary>
    /// <exception cref="LedgerException">The key file cannot be used.</exception>
    public IReadOnlyList<PublicKey> Keys()
    {
        return Guarded<IReadOnlyList<PublicKey>>(() =>
        {
            return [.. Ring.Keys];
        });
    }

    /// <summary>Takes a new signing key into use; the old public key stays and introduces the new one.</summary>
    /// <exception cref="LedgerException">The key files cannot be written.</exception>
    public PublicKey RotateKey()
    {
        return Guarded<PublicKey>(() =>
        {
            return Ring.Rotate(_time.GetUtcNow());
        });
    }

    /// <summary>
    /// Terminals by name: the kiosk's id for its first board, "K07.2007" for each later board, which starts a chain of
    /// its own (pos.md R64); "K07-A" and "K07-B" for two merchants who share the board by shift.
    /// </summary>
    public IReadOnlyList<string> Terminals() => _database.Read(reader =>
    {
        using Statement rows = reader("""
            SELECT d.kiosk_id, d.number, p.chain FROM device d LEFT JOIN progress p ON p.device=d.number
            ORDER BY d.kiosk_id, d.added_at, d.number
            """);
        var terminals = new List<string>();
        string kiosk = "";
        while (rows.Next())
        {
            string board = rows.Text(0) == kiosk ? Texts.Of($".{rows.Long(1)}") : "";
            kiosk = rows.Text(0);
            terminals.Add(kiosk + board);
            terminals.AddRange(ChainStates.Merchants(rows.Bytes(2)).Select(m => kiosk + Terminal.Endings[m] + board));
        }

        return terminals;
    });

    /// <summary>
    /// Counter-seals what has become contiguous since the last call, for one terminal or all; returns how many links
    /// were added. A link never crosses the end of a business day.
    /// </summary>
    /// <exception cref="LedgerException">Unknown terminal, damaged store, or the commit failed.</exception>
    public int CounterSeal(string? terminal = null)
    {
        return Guarded<int>(() =>
        {
            return (terminal == null ? Terminals() : [terminal]).Sum(SealLinks);
        });
    }

    /// <summary>Archives of a terminal, by number.</summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public IReadOnlyList<ArchiveInfo> List(string terminal) => _database.Use<IReadOnlyList<ArchiveInfo>>(
        connection => [.. ArchiveTable.Of(connection, _options.Folder, terminal).Select(row => row.Info)]);

    /// <summary>
    /// Makes every archive that is due: months and fiscal years whose closing is there and that have none, in order.
    /// A period whose last day may still grow (nothing was sold after its closing) waits, unless
    /// <paramref name="complete"/> says that nothing more comes.
    /// </summary>
    /// <param name="terminal">Terminal.</param>
    /// <param name="complete">True at the end of a terminal's life or of a simulated year.</param>
    /// <param name="folder">Where to write the files; null: <c>archives/terminal</c> in the state folder.</param>
    /// <exception cref="LedgerException">Unknown terminal, damaged store, or a write failed.</exception>
    public IReadOnlyList<ArchiveInfo> MakeDue(string terminal, bool complete = false, string? folder = null)
    {
        return Guarded<IReadOnlyList<ArchiveInfo>>(() =>
        {
            SealLinks(terminal);
            var made = new List<ArchiveInfo>();
            while (NextDue(terminal, complete) is { } due)
            {
                made.Add(Make(terminal, due.Level, due.Period, due.LastLink, folder));
            }

            return made;
        });
    }

    /// <summary>
    /// Makes the archive of a month now: once its closing is there, or without it for a board that was revoked and
    /// sells no more. The rest of a month still running would slide into the next month's archive.
    /// </summary>
    /// <exception cref="LedgerException">
    /// The month runs, nothing to archive, unknown terminal, or a write failed.
    /// </exception>
    public ArchiveInfo MakeMonth(string terminal, int month, string? folder = null)
    {
        return Guarded<ArchiveInfo>(() =>
        {
            SealLinks(terminal);
            if (Scalar(MonthIsOver, terminal, month) == 0)
            {
                throw new LedgerException(Texts.Of(
                    $"Terminal {terminal} has no closing M of {month} yet: it is not over, nothing is archived."));
            }

            long last = Scalar("SELECT max(n) FROM link WHERE terminal=?1 AND day/100<=?2", terminal, month);
            return Make(terminal, ArchiveLevel.Month, month, last, folder);
        });
    }

    /// <summary>Waits for what is under way, then forgets the private key.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _keys?.Dispose();
        }
    }

    // One at a time, because the key ring, the links and the numbers of archives go on from where they stand; what the
    // store throws becomes the ledger's own exception, which callers expect.
    private T Guarded<T>(Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw _database.Failure("read", e);
            }
        }
    }

    // Under the gate: two threads that opened it at once would make two first keys.
    private KeyRing Ring => _keys ??= KeyRing.Open(_options.Folder, _time.GetUtcNow());

    private Terminal Find(SqliteConnection connection, string key)
    {
        string[] parts = key.Split('.');
        long board = parts.Length == 2
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
        int merchant = Math.Max(0, Array.FindLastIndex(
            Terminal.Endings, ending => parts[0].EndsWith(ending, StringComparison.Ordinal)));
        string kiosk = parts[0][..^Terminal.Endings[merchant].Length];
        using var rows = new Statement(connection, """
            SELECT d.number, d.secret, p.contiguous, p.chain FROM device d JOIN progress p ON p.device=d.number
            WHERE d.kiosk_id=?1 AND (?2=0 OR d.number=?2) ORDER BY d.added_at, d.number LIMIT 1
            """);
        if (parts.Length > 2 || !rows.Bind(1, kiosk).Bind(2, board).Next()
            || (merchant > 0 && !ChainStates.Merchants(rows.Bytes(3)).Contains(merchant)))
        {
            throw new LedgerException($"There is no terminal '{key}'; enrol its device first.");
        }

        long device = rows.Long(0);
        return new Terminal(
            device, kiosk, merchant, parts[0], key,
            new DeviceKeys(device, _box.Unseal(device, rows.Bytes(1))), rows.Long(2));
    }

    private int SealLinks(string id)
    {
        using SqliteConnection connection = _database.Reader();
        using var versions = new VersionStore(connection);
        Terminal terminal = Find(connection, id);
        Link? last = LinkTable.Last(connection, id);
        if (terminal.Contiguous <= (last?.LastSequence ?? 0) || (last != null && Rests(connection, terminal, last)))
        {
            return 0;
        }

        var feed = new RecordFeed(connection, versions, terminal);
        feed.Restore(last?.LastSequence ?? 0, last?.LastRank ?? 0, last?.State);
        var maker = new LinkMaker(Ring.Current, terminal.Id, last, NextList(), _time.GetUtcNow());
        feed.Run(terminal.Contiguous, maker);
        maker.Close(feed);
        if (maker.Links.Count > 0)
        {
            _committer.Write(0, writer =>
            {
                LinkTable.Add(writer, id, terminal.Device, maker);
                return true;
            });
        }

        return maker.Links.Count;
    }

    // The chain stands where it was counter-sealed: the records since then are another merchant's.
    private static bool Rests(SqliteConnection connection, Terminal terminal, Link last)
    {
        using var rows = new Statement(connection, "SELECT chain FROM progress WHERE device=?");
        return rows.Bind(1, terminal.Device).Next()
            && ChainStates.Of(rows.Bytes(0), terminal.Merchant).SequenceEqual(last.State);
    }

    private (ArchiveLevel Level, int Period, long LastLink)? NextDue(string terminal, bool complete)
    {
        using SqliteConnection connection = _database.Reader();
        using var rows = new Statement(connection, """
            SELECT c.level, c.period, (SELECT min(l.n) FROM link l WHERE l.terminal=?1 AND l.last_rank>=c.rank),
                (SELECT max(l.n) FROM link l WHERE l.terminal=?1),
                EXISTS(SELECT 1 FROM closing y WHERE y.terminal=?1 AND y.level=3 AND y.rank>=c.rank)
            FROM closing c WHERE c.terminal=?1 AND c.level>1 AND NOT EXISTS(
                SELECT 1 FROM archive a WHERE a.terminal=?1 AND a.level=c.level AND a.period=c.period)
            ORDER BY c.rank LIMIT 1
            """);
        if (!rows.Bind(1, terminal).Next())
        {
            return null;
        }

        bool settled = complete || rows.Long(2) < rows.Long(3) || rows.Long(4) != 0;
        return settled ? ((ArchiveLevel)rows.Int(0), rows.Int(1), rows.Long(2)) : null;
    }

    private ArchiveInfo Make(string id, ArchiveLevel level, int period, long lastLink, string? folder)
    {
        using SqliteConnection connection = _database.Reader();
        using var versions = new VersionStore(connection);
        List<ArchiveRow> archives = ArchiveTable.Of(connection, _options.Folder, id);
        long first = 1 + (archives.FindLast(row => row.Info.Level == level)?.LastLink ?? 0);
        List<Link> links = first > lastLink ? [] : LinkTable.Range(connection, id, first, lastLink);
        if (links.Count == 0)
        {
            throw new LedgerException(Texts.Of($"Terminal {id} has nothing to archive for {period}."));
        }

        Link? before = first == 1 ? null : LinkTable.Range(connection, id, first - 1, first - 1)[0];
        ArchiveRow? previous = archives.LastOrDefault();
        var plan = new ArchivePlan(
            Find(connection, id), (previous?.Info.Number ?? 0) + 1, level, period, before, links, previous,
            Purges(connection, id), _time.GetUtcNow(), _options.Editor);
        string place = folder ?? Path.Combine(_options.Folder, "archives", id);
        try
        {
            ArchiveRow row = new ArchiveMaker(connection, versions, Ring, plan).Make(place, _options.OpenArchive);
            _committer.Write(0, writer =>
            {
                ArchiveTable.Add(writer, _options.Folder, row);
                int code = level == ArchiveLevel.Month ? ArchiveNote.MonthArchive : ArchiveNote.YearArchive;
                NoteTable.Add(writer, plan.Terminal, code, period, row.Info.Number, _committer.Now);
                return true;
            });
            return row.Info;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"Cannot write the archive in '{place}': {e.Message}", e);
        }
    }

    private long Scalar(string sql, string terminal, long argument) => _database.Read(reader =>
    {
        using Statement rows = reader(sql);
        return rows.Bind(1, terminal).Bind(2, argument).Next() && !rows.IsNull(0) ? rows.Long(0) : 0;
    });
}
