namespace Kiosk.Ledger.Store;

/// <summary>
/// The tables of STORE.md, schema version 15. A change here bumps the version and adds an upgrade step.
/// </summary>
internal static class Schema
{
    public const int Version = 15;

    /// <summary>Coordinates are stored in millionths of a degree.</summary>
    public const double DegreeParts = 1_000_000;

    public const string Create =
        Registers + Aggregates + ArchiveSchema.Create + Faults + People + FaultTimes + Curves + Scans + Claims
        + Stops + Credentials;

    private const string Registers = """
        CREATE TABLE kiosk(
            kiosk_id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, arrondissement INTEGER NOT NULL,
            occupied INTEGER NOT NULL, invented INTEGER NOT NULL, trade TEXT NOT NULL,
            latitude INTEGER, longitude INTEGER) WITHOUT ROWID;
        CREATE TABLE device(
            number INTEGER PRIMARY KEY, kiosk_id TEXT NOT NULL REFERENCES kiosk(kiosk_id), secret BLOB NOT NULL,
            fingerprint TEXT NOT NULL, added_at INTEGER NOT NULL, revoked_at INTEGER);
        CREATE TABLE progress(
            device INTEGER PRIMARY KEY, contiguous INTEGER NOT NULL, highest INTEGER NOT NULL, ranges BLOB NOT NULL,
            contiguous_wall INTEGER NOT NULL, chain_seq INTEGER NOT NULL, chain BLOB NOT NULL,
            chain_broken INTEGER NOT NULL, last_seen INTEGER NOT NULL, duplicates INTEGER NOT NULL);
        CREATE TABLE frame(
            device INTEGER NOT NULL, first_seq INTEGER NOT NULL, count INTEGER NOT NULL, boot INTEGER NOT NULL,
            received_at INTEGER NOT NULL, marks INTEGER NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY(device, first_seq)) WITHOUT ROWID;
        CREATE TABLE declared_loss(
            device INTEGER NOT NULL, first_seq INTEGER NOT NULL, count INTEGER NOT NULL, reason INTEGER NOT NULL,
            PRIMARY KEY(device, first_seq)) WITHOUT ROWID;
        CREATE TABLE quarantine(
            id INTEGER PRIMARY KEY, device INTEGER NOT NULL, reason INTEGER NOT NULL, first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL, times INTEGER NOT NULL, length INTEGER NOT NULL, digest BLOB NOT NULL,
            bytes BLOB NOT NULL);
        CREATE UNIQUE INDEX quarantine_same ON quarantine(reason, device, digest);
        CREATE INDEX quarantine_age ON quarantine(reason, id);
        CREATE TABLE alarm(
            device INTEGER NOT NULL, kind INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
            count INTEGER NOT NULL, detail TEXT NOT NULL, PRIMARY KEY(device, kind)) WITHOUT ROWID;
        CREATE TABLE downlink(
            device INTEGER NOT NULL, kind INTEGER NOT NULL, version INTEGER NOT NULL, pushed_at INTEGER NOT NULL,
            bytes BLOB NOT NULL, PRIMARY KEY(device, kind, version)) WITHOUT ROWID;
        CREATE TABLE ticket(
            step INTEGER NOT NULL, slot INTEGER NOT NULL, device INTEGER NOT NULL, tickets INTEGER NOT NULL,
            PRIMARY KEY(step, slot, device)) WITHOUT ROWID;
        """;

    // Keyed by time first: kiosks report the same quarters of an hour, so the rows of one commit share pages. Keyed by
    // device first, each row would be a page of its own in the log.
    private const string Aggregates = """

        CREATE TABLE footfall(
            device INTEGER NOT NULL, step INTEGER NOT NULL, slot INTEGER NOT NULL, ab INTEGER NOT NULL,
            ba INTEGER NOT NULL, ambiguous INTEGER NOT NULL, busy INTEGER NOT NULL, idle INTEGER NOT NULL,
            valid INTEGER NOT NULL, invalid INTEGER NOT NULL, PRIMARY KEY(step, slot, device)) WITHOUT ROWID;
        CREATE TABLE climate(
            device INTEGER NOT NULL, step INTEGER NOT NULL, slot INTEGER NOT NULL,
            n0 INTEGER NOT NULL, s0 INTEGER NOT NULL, l0 INTEGER, h0 INTEGER,
            n1 INTEGER NOT NULL, s1 INTEGER NOT NULL, l1 INTEGER, h1 INTEGER,
            n2 INTEGER NOT NULL, s2 INTEGER NOT NULL, l2 INTEGER, h2 INTEGER,
            n3 INTEGER NOT NULL, s3 INTEGER NOT NULL, l3 INTEGER, h3 INTEGER,
            n4 INTEGER NOT NULL, s4 INTEGER NOT NULL, l4 INTEGER, h4 INTEGER,
            n5 INTEGER NOT NULL, s5 INTEGER NOT NULL, l5 INTEGER, h5 INTEGER,
            n6 INTEGER NOT NULL, s6 INTEGER NOT NULL, l6 INTEGER, h6 INTEGER,
            PRIMARY KEY(step, slot, device)) WITHOUT ROWID;
        """;

    private const string Faults = """
        ;CREATE TABLE device_fault(
            device INTEGER NOT NULL, boot INTEGER NOT NULL, code INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY(device, boot, code)) WITHOUT ROWID;
        """;

    // Slots of firmware before the estimate: what it could read, with the error of counting that.
    private const string People = """
        ;ALTER TABLE footfall ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE footfall ADD COLUMN square INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE footfall ADD COLUMN numbered INTEGER NOT NULL DEFAULT 0;
        UPDATE footfall SET people=10*(ab+ba+ambiguous), square=100*busy, numbered=valid+invalid;
        """;

    // 0 = not known: met before this version.
    private const string FaultTimes = """
        ;ALTER TABLE device_fault ADD COLUMN last_at INTEGER NOT NULL DEFAULT 0;
        """;

    // Lowest and highest number of the curves that the readings of a row were corrected by; 0 = none, as before.
    private const string Curves = """
        ;ALTER TABLE climate ADD COLUMN curve_low INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE climate ADD COLUMN curve_high INTEGER NOT NULL DEFAULT 0;
        """;

    private const string Scans = """
        ;CREATE TABLE unknown_scan(
            device INTEGER NOT NULL, merchant INTEGER NOT NULL, code INTEGER NOT NULL, times INTEGER NOT NULL,
            first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, cents INTEGER NOT NULL, department INTEGER NOT NULL,
            dismissed INTEGER NOT NULL, PRIMARY KEY(device, merchant, code)) WITHOUT ROWID;
        """;

    private const string Claims = """
        ;CREATE TABLE merchant_claim(
            terminal TEXT NOT NULL, hash BLOB NOT NULL, made_at INTEGER NOT NULL, tries INTEGER NOT NULL,
            used_at INTEGER NOT NULL, PRIMARY KEY(terminal, hash)) WITHOUT ROWID;
        """;

    private const string Stops = """
        ;CREATE TABLE counter_slot(
            device INTEGER NOT NULL, start INTEGER NOT NULL, stops INTEGER NOT NULL, occupied INTEGER NOT NULL,
            blind INTEGER NOT NULL, quality INTEGER NOT NULL, PRIMARY KEY(device, start)) WITHOUT ROWID;
        """;

    // State: 1 offered, 2 in force, 3 replaced, 4 ended. Of the certificate before this version only the fingerprint is
    // known: its dates are 0, so that it is renewed at once.
    private const string Credentials = """
        ;CREATE TABLE credential(
            device INTEGER NOT NULL, number INTEGER NOT NULL, fingerprint TEXT NOT NULL, from_at INTEGER NOT NULL,
            until_at INTEGER NOT NULL, state INTEGER NOT NULL, since INTEGER NOT NULL, box BLOB,
            warned INTEGER NOT NULL, admitted_until INTEGER NOT NULL, PRIMARY KEY(device, number)) WITHOUT ROWID;
        INSERT INTO credential SELECT number, 1, fingerprint, 0, 0, 2, added_at, NULL, 0, 0 FROM device
            WHERE fingerprint<>'';
        ALTER TABLE device DROP COLUMN fingerprint;
        """;

    /// <summary>From version 1, where the aggregates were keyed by device first.</summary>
    public const string From1 = """
        ALTER TABLE footfall RENAME TO footfall_1;
        ALTER TABLE climate RENAME TO climate_1;
        """ + Aggregates + """
        INSERT INTO footfall SELECT * FROM footfall_1;
        INSERT INTO climate SELECT * FROM climate_1;
        DROP TABLE footfall_1;
        DROP TABLE climate_1;
        """;

    /// <summary>Steps from a version to the next: element 0 leads from version 1 to 2.</summary>
    public static readonly string[] Upgrades =
    [
        From1,
        "ALTER TABLE kiosk ADD COLUMN latitude INTEGER;ALTER TABLE kiosk ADD COLUMN longitude INTEGER",
        ArchiveSchema.Create,
        Faults,
        People,
        FaultTimes,
        ArchiveSchema.Categories,
        ArchiveSchema.NonSales,
        Curves,
        ArchiveSchema.Ways,
        Scans,
        Claims,
        Stops,
        Credentials,
    ];
}
