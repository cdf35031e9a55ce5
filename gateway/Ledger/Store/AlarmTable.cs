using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>Alarms, one row per device and kind, and the losses devices declare. Used under the gate.</summary>
internal sealed class AlarmTable(SqliteConnection writer) : IDisposable
{
    private readonly Statement _raise = new(writer, """
        INSERT INTO alarm VALUES(?1,?2,?3,?3,1,?4) ON CONFLICT DO UPDATE
        SET last_at=excluded.last_at, count=count+1, detail=excluded.detail
        """);

    private readonly Statement _declare =
        new(writer, "INSERT OR REPLACE INTO declared_loss VALUES(?,?,?,?)");

    public void Raise(long device, AlarmKind kind, long now, string detail) =>
        _raise.Bind(1, device).Bind(2, (int)kind).Bind(3, now).Bind(4, detail).Run();

    public void DeclareLoss(long device, long first, long count, long reason) =>
        _declare.Bind(1, device).Bind(2, first).Bind(3, count).Bind(4, reason).Run();

    public void Dispose()
    {
        _raise.Dispose();
        _declare.Dispose();
    }
}
