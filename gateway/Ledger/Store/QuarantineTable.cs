using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>
/// Frames kept apart, bounded per reason: the oldest of the same reason goes first, so that one kind of trouble
/// cannot push out the evidence of another. The same bytes again only count. Used under the gate.
/// </summary>
internal sealed class QuarantineTable : IDisposable
{
    private const int DigestBytes = 16;

    private readonly LedgerOptions _options;
    private readonly Statement _insert;
    private readonly Statement _oldest;
    private readonly Statement _delete;
    private readonly Statement _sizes;
    private readonly Dictionary<int, (long Rows, long Bytes)> _held = [];

    public QuarantineTable(SqliteConnection writer, LedgerOptions options)
    {
        _options = options;
        _insert = new(writer, """
            INSERT INTO quarantine(device, reason, first_at, last_at, times, length, digest, bytes)
            VALUES(?1,?2,?3,?3,1,?4,?5,?6)
            ON CONFLICT(reason, device, digest) DO UPDATE SET times=times+1, last_at=excluded.last_at
            RETURNING times
            """);
        _oldest = new(writer, "SELECT id, length(bytes) FROM quarantine WHERE reason=? ORDER BY id LIMIT 1");
        _delete = new(writer, "DELETE FROM quarantine WHERE id=?");
        _sizes = new(writer, "SELECT reason, count(*), sum(length(bytes)) FROM quarantine GROUP BY reason");
        Measure();
    }

    /// <summary>Keeps a frame; returns the number of rows that had to go.</summary>
    public int Add(long device, QuarantineReason reason, long now, ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> kept = frame[..Math.Min(frame.Length, Protocol.Limits.FrameBytesMax)];
        _insert.Bind(1, device).Bind(2, (int)reason).Bind(3, now).Bind(4, frame.Length)
            .Bind(5, SHA256.HashData(frame).AsSpan(0, DigestBytes)).Bind(6, kept);
        bool isNew = _insert.Next() && _insert.Long(0) == 1;
        _insert.Run();
        if (!isNew)
        {
            return 0;
        }

        (long rows, long bytes) = _held.GetValueOrDefault((int)reason);
        _held[(int)reason] = (rows + 1, bytes + kept.Length);
        return MakeRoom((int)reason);
    }

    /// <summary>Counts again, at start and after a rollback.</summary>
    public void Measure()
    {
        _held.Clear();
        while (_sizes.Next())
        {
            _held[_sizes.Int(0)] = (_sizes.Long(1), _sizes.Long(2));
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _oldest.Dispose();
        _delete.Dispose();
        _sizes.Dispose();
    }

    private int MakeRoom(int reason)
    {
        int gone = 0;
        (long rows, long bytes) = _held[reason];
        while ((rows > _options.QuarantineRowsMax || bytes > _options.QuarantineBytesMax)
            && _oldest.Bind(1, reason).Next())
        {
            rows--;
            bytes -= _oldest.Long(1);
            _delete.Bind(1, _oldest.Long(0));
            _oldest.Reset();
            _delete.Run();
            gone++;
        }

        _held[reason] = (rows, bytes);
        return gone;
    }
}
