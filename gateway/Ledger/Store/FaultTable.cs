using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>
/// How often each device met each fault, per boot: at most one row per device, 16-bit boot number and fault. A device
/// tells how often since its start, so the highest count of a boot is the number, in whatever order events come.
/// Used under the gate.
/// </summary>
internal sealed class FaultTable(SqliteConnection writer) : IDisposable
{
    private readonly Statement _find =
        new(writer, "SELECT count FROM device_fault WHERE device=?1 AND boot=?2 AND code=?3");

    private readonly Statement _put = new(writer, "INSERT OR REPLACE INTO device_fault VALUES(?1,?2,?3,?4,?5)");

    /// <summary>Notes that a boot counts so many; returns by how many that is more than was known.</summary>
    public long Reach(long device, int boot, int code, long count, long now)
    {
        long more = Math.Max(0, count - Known(device, boot, code));
        if (more > 0)
        {
            Put(device, boot, code, count, now);
        }

        return more;
    }

    /// <summary>Notes one more.</summary>
    public void AddOne(long device, int boot, int code, long now) =>
        Put(device, boot, code, Known(device, boot, code) + 1, now);

    /// <summary>Sums over all boots by device and fault, the latest told first.</summary>
    public static List<DeviceFault> ByDevice(Statement rows)
    {
        var faults = new List<DeviceFault>();
        while (rows.Next())
        {
            DateTimeOffset? at = rows.Long(3) == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(rows.Long(3));
            faults.Add(new(rows.Long(0), rows.Int(1), DeviceFaults.Label(rows.Int(1)), rows.Long(2), at));
        }

        return faults;
    }

    /// <summary>Sums over all devices and boots, by fault.</summary>
    public static IReadOnlyList<(int Code, long Count)> Totals(SqliteConnection reader)
    {
        using var rows = new Statement(reader, "SELECT code, SUM(count) FROM device_fault GROUP BY code");
        List<(int, long)> totals = [];
        while (rows.Next())
        {
            totals.Add((rows.Int(0), rows.Long(1)));
        }

        return totals;
    }

    /// <summary>What <see cref="ByDevice"/> reads.</summary>
    public const string ByDeviceSql = """
        SELECT device, code, SUM(count), MAX(last_at) FROM device_fault GROUP BY device, code
        ORDER BY MAX(last_at) DESC, device, code
        """;

    public void Dispose()
    {
        _find.Dispose();
        _put.Dispose();
    }

    private long Known(long device, int boot, int code)
    {
        long known = _find.Bind(1, device).Bind(2, boot).Bind(3, code).Next() ? _find.Long(0) : 0;
        _find.Reset();
        return known;
    }

    private void Put(long device, int boot, int code, long count, long now) =>
        _put.Bind(1, device).Bind(2, boot).Bind(3, code).Bind(4, count).Bind(5, now).Run();
}
