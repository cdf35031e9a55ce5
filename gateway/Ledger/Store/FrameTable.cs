using Kiosk.Ledger.Ingest;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>
/// One stored row: it owns the sequences First..Last of the frame in Bytes; no two rows of a device overlap.
/// </summary>
internal readonly record struct FrameRow(long First, long Last, long ReceivedAt, int Marks, byte[] Bytes);

/// <summary>
/// The verbatim frames. Rows are only ever added; that of a declared loss is cut up when what it calls lost comes.
/// Owned by whoever owns the connection.
/// </summary>
internal sealed class FrameTable(SqliteConnection connection) : IDisposable
{
    private const string Columns = "SELECT first_seq, count, received_at, marks, bytes FROM frame WHERE device=? ";

    private readonly Statement _insert = new(connection, "INSERT INTO frame VALUES(?,?,?,?,?,?,?)");

    private readonly Statement _covering =
        new(connection, Columns + "AND first_seq<=? ORDER BY first_seq DESC LIMIT 1");

    private readonly Statement _next = new(connection, Columns + "AND first_seq>=? ORDER BY first_seq LIMIT 1");

    private readonly Statement _remove = new(connection, "DELETE FROM frame WHERE device=? AND first_seq=?");

    public void Add(long device, DecodedFrame frame, FrameRow row, ReadOnlySpan<byte> bytes) =>
        _insert.Bind(1, device).Bind(2, row.First).Bind(3, row.Last - row.First + 1).Bind(4, frame.Boot)
            .Bind(5, row.ReceivedAt).Bind(6, row.Marks).Bind(7, bytes).Run();

    /// <summary>Takes a row out, so that its parts can be put in its place.</summary>
    public void Remove(long device, long first) => _remove.Bind(1, device).Bind(2, first).Run();

    /// <summary>The row that owns a sequence, or null.</summary>
    public FrameRow? Covering(long device, long sequence)
    {
        FrameRow? row = One(_covering.Bind(1, device).Bind(2, sequence));
        return row is { } found && found.Last >= sequence ? found : null;
    }

    /// <summary>The first row that starts at a sequence or later, or null.</summary>
    public FrameRow? AtOrAfter(long device, long sequence) => One(_next.Bind(1, device).Bind(2, sequence));

    /// <summary>True when one row owns first..last and holds exactly these bytes.</summary>
    public bool Holds(long device, long first, long last, ReadOnlySpan<byte> bytes)
    {
        if (!_covering.Bind(1, device).Bind(2, first).Next())
        {
            return false;
        }

        bool same = _covering.Long(0) == first && _covering.Long(1) == last - first + 1
            && _covering.Bytes(4).SequenceEqual(bytes);
        _covering.Reset();
        return same;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _covering.Dispose();
        _next.Dispose();
        _remove.Dispose();
    }

    private static FrameRow? One(Statement statement)
    {
        if (!statement.Next())
        {
            return null;
        }

        long first = statement.Long(0);
        var row = new FrameRow(
            first, first + statement.Long(1) - 1, statement.Long(2), statement.Int(3), statement.Bytes(4).ToArray());
        statement.Reset();
        return row;
    }
}
