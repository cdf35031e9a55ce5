using System.Text;
using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>
/// What a kiosk shows and measures now: its last notice, opened from the downlink as the device opens it, and its last
/// climate reading, read from the stored frames. For one call on one thread.
/// </summary>
internal sealed class LatestOfKiosk(Database database, SecretBox box)
{
    /// <summary>Frames looked through for a reading: beyond them it is too old to be called the latest.</summary>
    private const int FramesMax = 64;

    private const long SpreadMax = (1_000 * ClimateLayout.SpreadUnit) - 1;

    private const byte Euro = 0x80;

    public NoticeView? Notice(string kiosk) => database.Read(reader =>
    {
        using Statement rows = reader("""
            SELECT d.number, d.secret, l.version, l.pushed_at, l.bytes FROM device d
            JOIN downlink l ON l.device=d.number AND l.kind=? WHERE d.kiosk_id=? AND d.revoked_at IS NULL
            ORDER BY l.pushed_at DESC, l.version DESC LIMIT 1
            """);
        if (!rows.Bind(1, Downlink.Notice).Bind(2, kiosk).Next())
        {
            return null;
        }

        var keys = new DeviceKeys(rows.Long(0), box.Unseal(rows.Long(0), rows.Bytes(1)));
        byte[] bytes = rows.Bytes(4).ToArray();
        var downlink = new DownlinkReader();
        var notice = new Notice();
        bool read = downlink.Open(new PlatformMac(), keys.Downlink, keys.Device, bytes, bytes.Length) == Downlink.Notice
            && downlink.ReadNotice(notice) == DownlinkError.None;
        return read ? View(notice, rows) : null;
    });

    public ReadingView? Reading(string kiosk, long before) =>
        database.Use(connection => Reading(connection, kiosk, before));

    private ReadingView? Reading(SqliteConnection connection, string kiosk, long before)
    {
        using var versions = new VersionStore(connection);
        using var rows = new Statement(connection, """
            SELECT d.number, d.secret, f.bytes FROM device d JOIN frame f ON f.device=d.number
            WHERE d.kiosk_id=? AND d.revoked_at IS NULL AND f.received_at<?
            ORDER BY f.device DESC, f.first_seq DESC LIMIT ?
            """);
        rows.Bind(1, kiosk).Bind(2, before).Bind(3, FramesMax);
        var frames = new FrameReader();
        var frame = new DecodedFrame();
        while (rows.Next())
        {
            var keys = new DeviceKeys(rows.Long(0), box.Unseal(rows.Long(0), rows.Bytes(1)));
            FrameError error = frames.Read(
                rows.Bytes(2).ToArray(), keys.Frame, keys.Device, versions.Of(keys), frame);
            if (error == FrameError.None && Latest(frame) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ReadingView? Latest(DecodedFrame frame)
    {
        for (int i = frame.Count - 1; i >= 0; i--)
        {
            Record record = frame.Records[i];
            if (record.Kind == RecordKind.ClimateReading && record.WallSeconds > 0)
            {
                long codes = record.Values[ClimateLayout.Codes];
                long spread = record.Count > ClimateLayout.SoundSpread
                    ? Math.Clamp(record.Values[ClimateLayout.SoundSpread], 0, SpreadMax) : 0;
                return new ReadingView(
                    LedgerQueries.Time(record.WallSeconds),
                    [.. Enumerable.Range(0, ClimateLayout.Channels).Select(c => (int)(codes >> (4 * c)) & 15)],
                    record.Values[..ClimateLayout.Channels], (int)(spread / ClimateLayout.SpreadUnit),
                    (int)(spread % ClimateLayout.SpreadUnit), Aggregate.ClimateDelta.Curve(codes));
            }
        }

        return null;
    }

    private static NoticeView View(Notice notice, Statement rows)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(notice.Text, 0, notice.TextLength));
        text.Replace((char)Euro, '€');
        DateTimeOffset? until = notice.ValidUntil == 0 ? null : LedgerQueries.Time(notice.ValidUntil);
        return new NoticeView(rows.Int(2), text.ToString(), LedgerQueries.Time(rows.Long(3)), until);
    }
}
