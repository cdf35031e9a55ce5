using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Catalogues and settings by device and version, read back from the very downlink messages that were pushed.
/// Bounded cache. Owned by whoever owns its connection.
/// </summary>
internal sealed class VersionStore(SqliteConnection connection) : IDisposable
{
    private const int CacheMax = 4096;

    private readonly Statement _select =
        new(connection, "SELECT bytes FROM downlink WHERE device=? AND kind=? AND version=?");

    private readonly Statement _last =
        new(connection, "SELECT max(version) FROM downlink WHERE device=? AND kind=?");

    private readonly DownlinkReader _reader = new();
    private readonly PlatformMac _mac = new();
    private readonly Dictionary<(long Device, long Version), Catalogue> _catalogues = [];
    private readonly Dictionary<(long Device, long Version), Settings> _settings = [];

    /// <summary>The catalogue a ticket refers to, or null when it was never pushed to this device.</summary>
    public Catalogue? Catalogue(DeviceKeys keys, long version)
    {
        if (_catalogues.TryGetValue((keys.Device, version), out Catalogue? known))
        {
            return known;
        }

        var catalogue = new Catalogue();
        if (version != 0 && !(Open(keys, Downlink.Catalogue, version)
            && _reader.ReadCatalogue(catalogue) == DownlinkError.None))
        {
            return null;
        }

        return Keep(_catalogues, (keys.Device, version), catalogue);
    }

    /// <summary>The settings a ticket was sealed under, or null when they were never pushed to this device.</summary>
    public Settings? Settings(DeviceKeys keys, long version)
    {
        if (_settings.TryGetValue((keys.Device, version), out Settings? known))
        {
            return known;
        }

        var settings = new Settings();
        if (version != 0 && !(Open(keys, Downlink.Settings, version)
            && _reader.ReadSettings(settings) == DownlinkError.None))
        {
            return null;
        }

        return Keep(_settings, (keys.Device, version), settings);
    }

    /// <summary>The version of the settings pushed last to a device; 0 when there were none.</summary>
    public long LastSettings(DeviceKeys keys) => Last(keys, Downlink.Settings);

    /// <summary>The version of a kind of downlink pushed last to a device; 0 when there were none.</summary>
    public long Last(DeviceKeys keys, int kind)
    {
        _last.Bind(1, keys.Device).Bind(2, kind);
        long version = _last.Next() && !_last.IsNull(0) ? _last.Long(0) : 0;
        _last.Reset();
        return version;
    }

    /// <summary>
    /// The newest settings pushed to a device for one merchant, or for two who share it; null when there were none.
    /// </summary>
    public Settings? Newest(DeviceKeys keys, bool two)
    {
        using var rows = new Statement(
            connection, "SELECT version FROM downlink WHERE device=? AND kind=? ORDER BY version DESC");
        rows.Bind(1, keys.Device).Bind(2, Downlink.Settings);
        while (rows.Next())
        {
            if (Settings(keys, rows.Long(0)) is { } settings && settings.HasTwoMerchants == two)
            {
                return settings;
            }
        }

        return null;
    }

    /// <summary>The catalogues of one device as the frame reader asks for them.</summary>
    public ICatalogueSource Of(DeviceKeys keys) => new OneDevice(this, keys);

    public void Dispose()
    {
        _select.Dispose();
        _last.Dispose();
    }

    private static T Keep<T>(Dictionary<(long Device, long Version), T> cache, (long Device, long Version) key, T value)
    {
        if (cache.Count >= CacheMax)
        {
            cache.Clear();
        }

        cache[key] = value;
        return value;
    }

    private bool Open(DeviceKeys keys, int kind, long version)
    {
        _select.Bind(1, keys.Device).Bind(2, kind).Bind(3, version);
        if (!_select.Next())
        {
            return false;
        }

        byte[] bytes = _select.Bytes(0).ToArray();
        _select.Reset();
        return _reader.Open(_mac, keys.Downlink, keys.Device, bytes, bytes.Length) == kind;
    }

    private sealed class OneDevice(VersionStore versions, DeviceKeys keys) : ICatalogueSource
    {
        public bool TryFind(long version, long article, out long priceCents, out long rate)
        {
            Catalogue? catalogue = versions.Catalogue(keys, version);
            int at = catalogue == null || article is < 1 or > int.MaxValue ? -1 : catalogue.FindCode((int)article);
            priceCents = at < 0 ? 0 : catalogue!.Price[at];
            rate = at < 0 ? 0 : catalogue!.Rate[at];
            return at >= 0;
        }
    }
}
