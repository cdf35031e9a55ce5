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

    private readonly Statement _lost = new(writer, """
        SELECT first_seq, count, reason FROM declared_loss
        WHERE device=?1 AND first_seq<=?3 AND first_seq+count>?2 ORDER BY first_seq LIMIT 1
        """);

    private readonly Statement _remove = new(writer, "DELETE FROM declared_loss WHERE device=? AND first_seq=?");

    public void Raise(long device, AlarmKind kind, long now, string detail) =>
        _raise.Bind(1, device).Bind(2, (int)kind).Bind(3, now).Bind(4, detail).Run();

    public void DeclareLoss(long device, long first, long count, long reason) =>
        _declare.Bind(1, device).Bind(2, first).Bind(3, count).Bind(4, reason).Run();

    /// <summary>Sequences that were declared lost are there after all: what is left of the losses stays.</summary>
    public void FindLoss(long device, long first, long last)
    {
        while (_lost.Bind(1, device).Bind(2, first).Bind(3, last).Next())
        {
            long from = _lost.Long(0), to = from + _lost.Long(1) - 1, reason = _lost.Long(2);
            _lost.Reset();
            _remove.Bind(1, device).Bind(2, from).Run();
            Keep(device, from, first - 1, reason);
            Keep(device, last + 1, to, reason);
        }
    }

    public void Dispose()
    {
        _raise.Dispose();
        _declare.Dispose();
        _lost.Dispose();
        _remove.Dispose();
    }

    private void Keep(long device, long first, long last, long reason)
    {
        if (first <= last)
        {
            DeclareLoss(device, first, last - first + 1, reason);
        }
    }
}
