using System.Collections.Concurrent;
using System.Security.Cryptography;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

/// <summary>
/// Kiosks, their devices and what the city sends them: settings, notices, catalogues. Every version is kept for ever.
/// All members may be called from any thread.
/// </summary>
public sealed class DeviceRegistry
{
    private const long NumberMax = int.MaxValue;
    private const int KioskIdMax = 8;

    private readonly Committer _committer;
    private readonly LedgerQueries _queries;
    private readonly SecretBox _box;

    // By device, with the version of the settings it stands in: pages ask for all kiosks every few seconds.
    private readonly ConcurrentDictionary<long, (int Version, SiteFactor Factor)> _factors = new();

    internal DeviceRegistry(Committer committer, LedgerQueries queries, SecretBox box)
    {
        _committer = committer;
        _queries = queries;
        _box = box;
    }

    /// <summary>Adds a kiosk or changes what is known of it.</summary>
    /// <exception cref="LedgerException">The id is not 1..8 characters A-Z 0-9, or the store failed.</exception>
    public void PutKiosk(KioskPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.KioskId.Length is 0 or > KioskIdMax
            || !place.KioskId.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
        {
            throw new LedgerException(
                $"Kiosk id '{place.KioskId}' must be 1 to {KioskIdMax} characters A-Z 0-9.");
        }

        _committer.Write(0, connection =>
        {
            using var put = new Statement(connection, """
                INSERT INTO kiosk VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET name=excluded.name,
                address=excluded.address, arrondissement=excluded.arrondissement, occupied=excluded.occupied,
                invented=excluded.invented, trade=excluded.trade, latitude=ifnull(excluded.latitude,latitude),
                longitude=ifnull(excluded.longitude,longitude)
                """);
            Place(put, 8, place.Latitude);
            Place(put, 9, place.Longitude);
            return put.Bind(1, place.KioskId).Bind(2, place.Name).Bind(3, place.Address).Bind(4, place.Arrondissement)
                .Bind(5, place.Occupied ? 1 : 0).Bind(6, place.Invented ? 1 : 0).Bind(7, place.Trade).Run();
        });
    }

    /// <summary>
    /// Registers a device in a kiosk with a new secret; <paramref name="number"/> 0 takes the next free one.
    /// </summary>
    /// <exception cref="LedgerException">Unknown kiosk, number in use or out of range, or the store failed.</exception>
    public DeviceEnrolment AddDevice(string kioskId, long number = 0)
    {
        byte[] secret = RandomNumberGenerator.GetBytes(SecretBox.SecretBytes);
        long device = _committer.Write(number, connection =>
        {
            using var rows = new Statement(connection, """
                SELECT (SELECT max(number) FROM device), (SELECT number FROM device WHERE number=?1),
                    (SELECT kiosk_id FROM kiosk WHERE kiosk_id=?2)
                """);
            rows.Bind(1, number).Bind(2, kioskId).Next();
            long given = number == 0 ? rows.Long(0) + 1 : number;
            if (given is < 1 or > NumberMax || !rows.IsNull(1) || rows.IsNull(2))
            {
                bool unknown = rows.IsNull(2);
                throw new LedgerException(unknown
                    ? $"Kiosk '{kioskId}' is not registered; add it first."
                    : $"Device number {given} is in use or not within 1..{NumberMax}.");
            }

            rows.Reset();
            using var insert = new Statement(connection, "INSERT INTO device VALUES(?,?,?,?,NULL)");
            insert.Bind(1, given).Bind(2, kioskId).Bind(3, _box.Seal(given, secret)).Bind(4, _committer.Now).Run();
            using var begin = new Statement(
                connection, "INSERT INTO progress VALUES(?,0,0,zeroblob(0),0,0,zeroblob(0),0,0,0)");
            begin.Bind(1, given).Run();
            return given;
        });
        return new(device, kioskId, secret);
    }

    /// <summary>
    /// Revokes a device: its later frames are kept apart and never acknowledged (SEC-1). False when it is unknown.
    /// </summary>
    public bool Revoke(long device) => _committer.Write(device, connection =>
    {
        using var put = new Statement(connection, "UPDATE device SET revoked_at=ifnull(revoked_at,?) WHERE number=?");
        CredentialRegister.Revoke(connection, device);
        return put.Bind(1, _committer.Now).Bind(2, device).Run() > 0;
    });

    /// <summary>All devices, by number.</summary>
    public IReadOnlyList<DeviceView> List() => _queries.Devices();

    /// <summary>One device, or null.</summary>
    public DeviceView? Find(long device) => _queries.Device(device);

    /// <summary>
    /// Stores a new version of a device's settings (version 0: the next one) and returns the message to publish.
    /// </summary>
    /// <exception cref="LedgerException">
    /// Unknown device, version not above the last one, another merchant on a chain with tickets, or the store failed.
    /// </exception>
    public DownlinkMessage PushSettings(long device, Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Push(
            device, Downlink.Settings, settings.Version,
            (writer, version, buffer) =>
            {
                settings.Version = version;
                return writer.WriteSettings(settings, buffer);
            },
            (connection, keys) => MerchantChange.Refuse(connection, keys, settings));
    }

    /// <summary>
    /// Stores a new version of a device's catalogue (version 0: the next one) and returns the message to publish.
    /// </summary>
    /// <exception cref="LedgerException">
    /// Unknown device, version not above the last one, or the store failed.
    /// </exception>
    public DownlinkMessage PushCatalogue(long device, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return Push(device, Downlink.Catalogue, catalogue.Version, (writer, version, buffer) =>
        {
            catalogue.Version = version;
            return writer.WriteCatalogue(catalogue, buffer);
        });
    }

    /// <summary>Stores a new notice of a device (version 0: the next one) and returns the message to publish.</summary>
    /// <exception cref="LedgerException">
    /// Unknown device, version not above the last one, or the store failed.
    /// </exception>
    public DownlinkMessage PushNotice(long device, Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return Push(device, Downlink.KindOf(notice.Slot), notice.Version, (writer, version, buffer) =>
        {
            notice.Version = version;
            return writer.WriteNotice(notice, buffer);
        });
    }

    /// <summary>
    /// Sends the settings again with a new one-time code for the first manager of the till; the code is told once and
    /// only its digest is kept.
    /// </summary>
    /// <exception cref="LedgerException">Unknown device, or the store failed.</exception>
    public DownlinkMessage PushManagerCode(long device, out int code)
    {
        int fresh = RandomNumberGenerator.GetInt32(1, 1_000_000);
        code = fresh;
        byte[] secret = SecretOf(device);
        var key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(new PlatformMac(), secret, SetupCode.KeyLabel, key);
        // Read where it is written: settings pushed by somebody else in between must not be undone.
        return Push(device, Downlink.Settings, 0, (writer, version, buffer) =>
        {
            Settings settings = LatestSettings(device, secret);
            settings.SetupDigest =
                SetupCode.Digest(new PlatformMac(), key, fresh, new byte[SetupCode.CodeDigits], new byte[Mac.Length]);
            settings.Version = version;
            return writer.WriteSettings(settings, buffer);
        });
    }

    /// <summary>
    /// Factor of a kiosk's footfall as its newest device was told it (F-FOOT-5); error 0 when it was not calibrated or
    /// there is no such kiosk.
    /// </summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public SiteFactor FootfallFactor(string kioskId)
    {
        (long device, int version) = _queries.NewestSettings(kioskId);
        if (_factors.TryGetValue(device, out (int Version, SiteFactor Factor) known) && known.Version == version)
        {
            return known.Factor;
        }

        Settings settings = _queries.Secret(device) is { } box
            ? LatestSettings(device, _box.Unseal(device, box))
            : new Settings();
        var factor = new SiteFactor(settings.BeamFactor, settings.BeamFactorError);
        _factors[device] = (version, factor);
        return factor;
    }

    private byte[] SecretOf(long device) => _committer.Write(device, connection =>
    {
        using var rows = new Statement(connection, "SELECT secret FROM device WHERE number=?");
        return rows.Bind(1, device).Next() ? _box.Unseal(device, rows.Bytes(0)) : throw Unknown(device);
    });

    private Settings LatestSettings(long device, byte[] secret)
    {
        var settings = new Settings();
        var reader = new DownlinkReader();
        foreach (DownlinkMessage message in _queries.Downlinks(device).Where(m => m.Kind == Downlink.Settings))
        {
            byte[] bytes = message.Bytes;
            var keys = new DeviceKeys(device, secret);
            int kind = reader.Open(new PlatformMac(), keys.Downlink, device, bytes, bytes.Length);
            if (kind == Downlink.Settings && reader.ReadSettings(settings) != DownlinkError.None)
            {
                throw new LedgerException($"The settings of device {device} cannot be read.");
            }
        }

        return settings;
    }

    /// <summary>
    /// What a device must be sent when it connects: its latest settings, catalogue and notice, if any, and what its
    /// terminals have not sealed yet.
    /// </summary>
    public IReadOnlyList<DownlinkMessage> PendingDownlinks(long device) =>
        [.. _queries.Downlinks(device), .. PendingNotes(device)];

    /// <summary>
    /// What the city did and the device's terminals have not sealed yet: the next note of each, sent again until its
    /// event is found in their frames.
    /// </summary>
    public IReadOnlyList<DownlinkMessage> PendingNotes(long device) => _queries.Secret(device) is { } box
        ? _queries.Notes(new DeviceKeys(device, _box.Unseal(device, box)))
        : [];

    private delegate int WriteBody(DownlinkWriter writer, int version, byte[] buffer);

    private DownlinkMessage Push(
        long device, int kind, int wanted, WriteBody write, Action<SqliteConnection, DeviceKeys>? check = null) =>
        _committer.Write(device, connection =>
        {
            using var rows = new Statement(connection, """
                SELECT secret, (SELECT max(version) FROM downlink WHERE device=?1 AND kind=?2)
                FROM device WHERE number=?1
                """);
            if (!rows.Bind(1, device).Bind(2, kind).Next())
            {
                throw Unknown(device);
            }

            var keys = new DeviceKeys(device, _box.Unseal(device, rows.Bytes(0)));
            int last = rows.Int(1);
            rows.Reset();
            check?.Invoke(connection, keys);
            int version = wanted == 0 ? last + 1 : wanted;
            if (version <= last)
            {
                throw new LedgerException($"Version {version} is not above the last one, {last}, of device {device}.");
            }

            byte[] bytes = Compose(keys, version, write);
            using var insert = new Statement(connection, "INSERT INTO downlink VALUES(?,?,?,?,?)");
            insert.Bind(1, device).Bind(2, kind).Bind(3, version).Bind(4, _committer.Now).Bind(5, bytes).Run();
            return new DownlinkMessage(device, kind, version, bytes);
        });

    private static byte[] Compose(DeviceKeys keys, int version, WriteBody write)
    {
        var buffer = new byte[Limits.DownlinkBytesMax];
        int length = write(new DownlinkWriter(new PlatformMac(), keys.Downlink, keys.Device), version, buffer);
        return length > 0
            ? buffer.AsSpan(0, length).ToArray()
            : throw new LedgerException($"The message for device {keys.Device} does not fit {buffer.Length} bytes.");
    }

    private static void Place(Statement put, int index, double? degrees)
    {
        if (degrees is { } known)
        {
            put.Bind(index, (long)Math.Round(known * Schema.DegreeParts));
        }
        else
        {
            put.BindNull(index);
        }
    }

    private static LedgerException Unknown(long device) => new($"Device {device} is not registered.");
}
