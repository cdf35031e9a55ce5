using Kiosk.Ledger;
using Microsoft.Data.Sqlite;

namespace Kiosk.Measure;

/// <summary>
/// The floor under every ledger on this disk: the same batches put into a table of the same shape with the same file
/// settings (WAL, synchronous=FULL), one prepared insert, and nothing else.
/// </summary>
internal static class IngestRaw
{
    private const int BatchesPerCommit = 256;

    /// <summary>Inserts all batches; returns batches per second.</summary>
    public static double Run(string folder, IReadOnlyList<InboundFrame> batches, TimeProvider time)
    {
        string file = Path.Combine(folder, "raw.db");
        File.Delete(file);
        using var connection = new SqliteConnection($"Pooling=false;Data Source={file}");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=8000;"
            + "CREATE TABLE frame(device INTEGER, first_seq INTEGER, bytes BLOB,"
            + "PRIMARY KEY(device, first_seq)) WITHOUT ROWID");
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO frame VALUES($device, $first, $bytes)";
        SqliteParameter device = insert.Parameters.Add("$device", SqliteType.Integer);
        SqliteParameter first = insert.Parameters.Add("$first", SqliteType.Integer);
        SqliteParameter bytes = insert.Parameters.Add("$bytes", SqliteType.Blob);
        long start = time.GetTimestamp();
        for (int from = 0; from < batches.Count; from += BatchesPerCommit)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (int i = from; i < Math.Min(batches.Count, from + BatchesPerCommit); i++)
            {
                device.Value = batches[i].Device;
                first.Value = i;
                bytes.Value = batches[i].Bytes.ToArray();
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return batches.Count / time.GetElapsedTime(start).TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
