namespace Kiosk.Ledger.Store;

/// <summary>
/// The tables of schema version 4 (STORE.md): counter-seals, closings and daily sums that stay on-line, archives, the
/// witness list, tokens of merchants, the log of who read what.
/// </summary>
internal static class ArchiveSchema
{
    /// <summary>From version 7, whose daily sums knew no category: until then all was reported as goods.</summary>
    public const string Categories = """
        ALTER TABLE fiscal_day RENAME TO fiscal_day_7;
        ALTER TABLE fiscal_count RENAME TO fiscal_count_7;
        """ + Create + """

        INSERT INTO fiscal_day SELECT terminal, day, 1, rate, gross, net FROM fiscal_day_7;
        INSERT INTO fiscal_count SELECT terminal, day, 1, tickets FROM fiscal_count_7;
        DROP TABLE fiscal_day_7;
        DROP TABLE fiscal_count_7;
        """;

    /// <summary>
    /// From version 8, whose daily sums did not tell kinds of what is no sale: it was what takings and sales left over.
    /// </summary>
    public const string NonSales = Create + """

        INSERT INTO fiscal_nonsale SELECT t.terminal, t.day, 0, 0, t.cents - ifnull(s.gross, 0)
            FROM (SELECT terminal, day, sum(cents) AS cents FROM fiscal_tender GROUP BY 1, 2) t
            LEFT JOIN (SELECT terminal, day, sum(gross) AS gross FROM fiscal_day GROUP BY 1, 2) s
                ON s.terminal=t.terminal AND s.day=t.day
            WHERE t.cents <> ifnull(s.gross, 0)
                AND NOT EXISTS(SELECT 1 FROM fiscal_nonsale n WHERE n.terminal=t.terminal AND n.day=t.day);
        """;

    /// <summary>
    /// From version 10, whose archives stood with full paths: what the gateway itself wrote, below <c>archives</c> and
    /// its terminal, is named by its way from the data folder, wherever that stood.
    /// </summary>
    public const string Ways = """
        UPDATE archive SET file='archives/' || terminal || '/' || substr(replace(file, '\', '/'),
                instr(replace(file, '\', '/'), '/archives/' || terminal || '/')
                + length('/archives/' || terminal || '/'))
            WHERE replace(file, '\', '/') LIKE '%/archives/' || terminal || '/' || terminal || '-%.zip';
        """;

    public const string Create = """
        CREATE TABLE IF NOT EXISTS link(
            terminal TEXT NOT NULL, n INTEGER NOT NULL, device INTEGER NOT NULL, first_rank INTEGER NOT NULL,
            last_rank INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, day INTEGER NOT NULL,
            after_closing INTEGER NOT NULL, list TEXT NOT NULL, head BLOB NOT NULL, jws TEXT NOT NULL,
            state BLOB NOT NULL, PRIMARY KEY(terminal, n)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS closing(
            terminal TEXT NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, period INTEGER NOT NULL,
            rank INTEGER NOT NULL, sequence INTEGER NOT NULL, wall INTEGER NOT NULL, cents INTEGER NOT NULL,
            signed INTEGER NOT NULL, absolute INTEGER NOT NULL, last_ticket INTEGER NOT NULL, text TEXT NOT NULL,
            seal TEXT NOT NULL, PRIMARY KEY(terminal, level, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS fiscal_day(
            terminal TEXT NOT NULL, day INTEGER NOT NULL, category INTEGER NOT NULL, rate INTEGER NOT NULL,
            gross INTEGER NOT NULL, net INTEGER NOT NULL, PRIMARY KEY(terminal, day, category, rate)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS fiscal_count(
            terminal TEXT NOT NULL, day INTEGER NOT NULL, category INTEGER NOT NULL, tickets INTEGER NOT NULL,
            PRIMARY KEY(terminal, day, category)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS fiscal_tender(
            terminal TEXT NOT NULL, day INTEGER NOT NULL, type INTEGER NOT NULL, times INTEGER NOT NULL,
            cents INTEGER NOT NULL, PRIMARY KEY(terminal, day, type)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS fiscal_nonsale(
            terminal TEXT NOT NULL, day INTEGER NOT NULL, type INTEGER NOT NULL, times INTEGER NOT NULL,
            cents INTEGER NOT NULL, PRIMARY KEY(terminal, day, type)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS archive(
            terminal TEXT NOT NULL, number INTEGER NOT NULL, level INTEGER NOT NULL, period INTEGER NOT NULL,
            first_link INTEGER NOT NULL, last_link INTEGER NOT NULL, first_seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL, records INTEGER NOT NULL, breaks INTEGER NOT NULL, file TEXT NOT NULL,
            bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, manifest TEXT NOT NULL, record TEXT NOT NULL,
            state BLOB NOT NULL, made_at INTEGER NOT NULL, verified_at INTEGER, purged_at INTEGER,
            PRIMARY KEY(terminal, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS witness(
            list TEXT PRIMARY KEY, digest BLOB NOT NULL, jws TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS purge(
            terminal TEXT NOT NULL, archive INTEGER NOT NULL, at INTEGER NOT NULL, jws TEXT NOT NULL,
            PRIMARY KEY(terminal, archive)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS note(
            terminal TEXT NOT NULL, number INTEGER NOT NULL, device INTEGER NOT NULL, merchant INTEGER NOT NULL,
            code INTEGER NOT NULL, argument1 INTEGER NOT NULL, argument2 INTEGER NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(terminal, number)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS note_device ON note(device);
        CREATE TABLE IF NOT EXISTS ereport(
            siren TEXT NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, at INTEGER NOT NULL,
            digest TEXT NOT NULL, PRIMARY KEY(siren, first_day, last_day, at)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS merchant_token(
            terminal TEXT PRIMARY KEY, hash BLOB NOT NULL, made_at INTEGER NOT NULL)
            WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS fiscal_access(
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, terminal TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
            reason TEXT NOT NULL);
        """;
}
