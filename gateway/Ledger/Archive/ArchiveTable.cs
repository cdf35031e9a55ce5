using System.Security.Cryptography;
using Kiosk.Ledger.Store;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// Archives in the store. Rows name files by their way from the data folder, with slashes, so that a folder that was
/// moved or restored elsewhere keeps its archives; a file outside of it stands with its full path.
/// </summary>
internal static class ArchiveTable
{
    private const string Columns = """
        SELECT terminal, number, level, period, file, bytes, sha256, records, breaks, made_at, verified_at, purged_at,
            first_link, last_link, first_seq, last_seq, manifest, record, state FROM archive
        """;

    public static List<ArchiveRow> Of(SqliteConnection connection, string folder, string terminal)
    {
        var archives = new List<ArchiveRow>();
        using var rows = new Statement(connection, Columns + " WHERE terminal=? ORDER BY number");
        rows.Bind(1, terminal);
        while (rows.Next())
        {
            var info = new ArchiveInfo(
                rows.Text(0), rows.Long(1), (ArchiveLevel)rows.Int(2), rows.Int(3), Full(folder, rows.Text(4)),
                rows.Long(5), rows.Text(6), rows.Long(7), rows.Long(8), LedgerQueries.Time(rows.Long(9)),
                Time(rows, 10), Time(rows, 11));
            archives.Add(new ArchiveRow(
                info, rows.Long(12), rows.Long(13), rows.Long(14), rows.Long(15), rows.Text(16), rows.Text(17),
                rows.Bytes(18).ToArray()));
        }

        return archives;
    }

    public static void Add(SqliteConnection writer, string folder, ArchiveRow row)
    {
        ArchiveInfo info = row.Info;
        using var insert = new Statement(
            writer, "INSERT INTO archive VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL,NULL)");
        insert.Bind(1, info.Terminal).Bind(2, info.Number).Bind(3, (int)info.Level).Bind(4, info.Period)
            .Bind(5, row.FirstLink).Bind(6, row.LastLink).Bind(7, row.FirstSequence).Bind(8, row.LastSequence)
            .Bind(9, info.Records).Bind(10, info.Breaks).Bind(11, Stored(folder, info.File)).Bind(12, info.Bytes)
            .Bind(13, info.Sha256).Bind(14, row.Manifest).Bind(15, row.Record).Bind(16, row.State)
            .Bind(17, info.MadeAt.ToUnixTimeSeconds()).Run();
    }

    /// <summary>
    /// Renames archives whose rows outlived a power cut and whose new names did not: the name is in another folder than
    /// the store, and a drive may lose what it was told of one after what it was told of the other.
    /// </summary>
    public static void FinishNames(SqliteConnection connection, string folder)
    {
        using var rows = new Statement(connection, "SELECT file, sha256 FROM archive");
        while (rows.Next())
        {
            string file = Full(folder, rows.Text(0)), beside = file + WholeFile.Beside;
            if (!File.Exists(file) && File.Exists(beside) && Digest(beside) == rows.Text(1))
            {
                File.Move(beside, file);
            }
        }
    }

    private static string Full(string folder, string stored) => Path.GetFullPath(Path.Combine(folder, stored));

    private static string Stored(string folder, string file)
    {
        string way = Path.GetRelativePath(folder, file).Replace('\\', '/');
        return way.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(way) ? Path.GetFullPath(file) : way;
    }

    private static string Digest(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static DateTimeOffset? Time(Statement rows, int column) =>
        rows.IsNull(column) ? null : LedgerQueries.Time(rows.Long(column));
}
