using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>Reads for pages and consoles, each on a reading connection of its own. Any thread.</summary>
internal sealed class LedgerQueries(Database database)
{
    public List<KioskView> Kiosks() => database.Read(reader =>
    {
        using Statement rows = reader("""
            SELECT k.kiosk_id, k.name, k.address, k.arrondissement, k.occupied, k.invented, k.trade,
                k.latitude, k.longitude, d.number, CASE WHEN d.revoked_at IS NULL AND p.last_seen>0 THEN p.last_seen END
            FROM kiosk k LEFT JOIN device d ON d.kiosk_id=k.kiosk_id LEFT JOIN progress p ON p.device=d.number
            ORDER BY k.kiosk_id, d.number
            """);
        var kiosks = new List<KioskView>();
        while (rows.Next())
        {
            if (kiosks.Count == 0 || kiosks[^1].Place.KioskId != rows.Text(0))
            {
                kiosks.Add(new(Place(rows), [], null));
            }

            if (!rows.IsNull(9))
            {
                KioskView known = kiosks[^1];
                DateTimeOffset? seen = rows.IsNull(10) ? null : Time(rows.Long(10));
                kiosks[^1] = known with
                {
                    Devices = [.. known.Devices, rows.Long(9)], LastSeen = seen ?? known.LastSeen,
                };
            }
        }

        return kiosks;
    });

    public List<DeviceView> Devices() => Devices("", 0);

    public DeviceView? Device(long device) => Devices("WHERE d.number=?", device).FirstOrDefault();

    /// <summary>The secret of a device in its box, or null.</summary>
    public byte[]? Secret(long device) => database.Read(reader =>
    {
        using Statement rows = reader("SELECT secret FROM device WHERE number=?");
        return rows.Bind(1, device).Next() ? rows.Bytes(0).ToArray() : null;
    });

    public List<GapRange> Gaps(long device) => database.Read(reader =>
    {
        var gaps = new List<GapRange>();
        using Statement progress = reader("SELECT contiguous, ranges FROM progress WHERE device=?");
        if (progress.Bind(1, device).Next())
        {
            IEnumerable<(long First, long Last)> holes = Progress.Read(progress.Long(0), progress.Bytes(1)).Holes();
            gaps.AddRange(holes.Select(hole => new GapRange(device, hole.First, hole.Last, 0)));
        }

        using Statement declared =
            reader("SELECT first_seq, count, reason FROM declared_loss WHERE device=? ORDER BY first_seq");
        declared.Bind(1, device);
        while (declared.Next())
        {
            long first = declared.Long(0);
            gaps.Add(new(device, first, first + declared.Long(1) - 1, declared.Int(2)));
        }

        return gaps;
    });

    public List<Alarm> Alarms() => database.Read(reader =>
    {
        using Statement rows = reader(
            "SELECT device, kind, first_at, last_at, count, detail FROM alarm ORDER BY last_at DESC, device, kind");
        var alarms = new List<Alarm>();
        while (rows.Next())
        {
            alarms.Add(new(
                rows.Long(0), (AlarmKind)rows.Int(1), Time(rows.Long(2)), Time(rows.Long(3)), rows.Long(4),
                rows.Text(5)));
        }

        return alarms;
    });

    public List<DeviceFault> Faults() => database.Read(reader =>
    {
        using Statement rows = reader(FaultTable.ByDeviceSql);
        return FaultTable.ByDevice(rows);
    });

    public List<QuarantinedFrame> Quarantine(int rowsMax) => database.Read(reader =>
    {
        using Statement rows = reader("""
            SELECT device, reason, first_at, last_at, times, length FROM quarantine
            ORDER BY last_at DESC, id DESC LIMIT ?
            """);
        rows.Bind(1, rowsMax);
        var frames = new List<QuarantinedFrame>();
        while (rows.Next())
        {
            frames.Add(new(
                rows.Long(0), (QuarantineReason)rows.Int(1), Time(rows.Long(2)), Time(rows.Long(3)), rows.Long(4),
                rows.Int(5)));
        }

        return frames;
    });

    /// <summary>The newest device of a kiosk and the version of its settings; 0 when there is none.</summary>
    public (long Device, int Version) NewestSettings(string kioskId) => database.Read(reader =>
    {
        using Statement rows = reader("""
            SELECT number, (SELECT max(version) FROM downlink WHERE device=number AND kind=?2) FROM device
            WHERE kiosk_id=?1 ORDER BY number DESC LIMIT 1
            """);
        return rows.Bind(1, kioskId).Bind(2, Downlink.Settings).Next() ? (rows.Long(0), rows.Int(1)) : (0, 0);
    });

    public List<DownlinkMessage> Downlinks(long device) => database.Read(reader =>
    {
        using Statement rows = reader(
            "SELECT kind, max(version), bytes FROM downlink WHERE device=? GROUP BY kind ORDER BY kind");
        rows.Bind(1, device);
        var messages = new List<DownlinkMessage>();
        while (rows.Next())
        {
            messages.Add(new(device, rows.Int(0), rows.Int(1), rows.Bytes(2).ToArray()));
        }

        return messages;
    });

    public List<DownlinkMessage> Notes(DeviceKeys keys) =>
        database.Use(connection => NoteTable.Pending(connection, keys));

    private List<DeviceView> Devices(string where, long device) => database.Read(reader =>
    {
        using Statement rows = reader($"""
            SELECT d.number, d.kiosk_id, c.fingerprint, d.added_at, d.revoked_at, p.last_seen, p.contiguous, p.highest,
                nullif(c.until_at,0), (SELECT max(n.since) FROM credential n WHERE n.device=d.number AND n.state=1),
                (SELECT nullif(max(n.admitted_until),0) FROM credential n WHERE n.device=d.number)
            FROM device d JOIN progress p ON p.device=d.number
            LEFT JOIN credential c ON c.device=d.number AND c.state=2 {where} ORDER BY d.number
            """);
        if (where.Length > 0)
        {
            rows.Bind(1, device);
        }

        var devices = new List<DeviceView>();
        while (rows.Next())
        {
            DateTimeOffset? seen = rows.Long(5) == 0 ? null : Time(rows.Long(5));
            devices.Add(new(
                rows.Long(0), rows.Text(1), rows.Text(2), Time(rows.Long(3)), TimeOrNull(rows, 4), seen, rows.Long(6),
                rows.Long(7), TimeOrNull(rows, 8), TimeOrNull(rows, 9), TimeOrNull(rows, 10)));
        }

        return devices;
    });

    internal static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static DateTimeOffset? TimeOrNull(Statement rows, int column) =>
        rows.IsNull(column) ? null : Time(rows.Long(column));

    private static KioskPlace Place(Statement rows) => new(
        rows.Text(0), rows.Text(1), rows.Text(2), rows.Int(3), rows.Long(4) != 0, rows.Long(5) != 0, rows.Text(6),
        Degrees(rows, 7), Degrees(rows, 8));

    private static double? Degrees(Statement rows, int column) =>
        rows.IsNull(column) ? null : rows.Long(column) / Schema.DegreeParts;
}
