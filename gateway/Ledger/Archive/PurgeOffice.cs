using System.Text;
using System.Text.Json.Nodes;
using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Ledger.Witness;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    /// <summary>
    /// Notes that somebody holds a verified copy of an archive: the SHA-256 of the file they verified must be that of
    /// the file made.
    /// </summary>
    /// <exception cref="LedgerException">No such archive, another digest, or the store failed.</exception>
    public void Confirm(string terminal, long number, string sha256)
    {
        Guarded<int>(() =>
        {
            ArchiveInfo info = Get(terminal, number).Info;
            if (!string.Equals(info.Sha256, sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new LedgerException(Texts.Of(
                    $"Archive {number} of {terminal} has SHA-256 {info.Sha256}, the copy verified has {sha256}."));
            }

            return _committer.Write(0, writer =>
            {
                using var put = new Statement(
                    writer, "UPDATE archive SET verified_at=ifnull(verified_at,?) WHERE terminal=? AND number=?");
                return put.Bind(1, _committer.Now).Bind(2, terminal).Bind(3, number).Run();
            });
        });
    }

    /// <summary>
    /// Purges the lines of a fiscal year from the gateway (pos.md R30): only once its archive is confirmed as verified.
    /// Closings, perpetual totals, daily sums and counter-seals stay. The purge is itself a signed record, which the
    /// next archive carries, and the terminal is told to seal it as event 948. Returns that record.
    /// </summary>
    /// <exception cref="LedgerException">Not a year's archive, not verified, purged already; store failed.</exception>
    public string Purge(string terminal, long number)
    {
        return Guarded<string>(() =>
        {
            ArchiveRow row = Get(terminal, number);
            string? refusal = row.Info switch
            {
                { Level: not ArchiveLevel.Year } => "a month's lines are kept until its year is verified",
                { VerifiedAt: null } => "no verified copy is confirmed",
                { Breaks: > 0 } => "it holds breaks, which must stay open to inspection",
                { PurgedAt: not null } => "its lines are purged already",
                _ => null,
            };
            if (refusal != null)
            {
                throw new LedgerException(Texts.Of($"Archive {number} of {terminal} cannot be purged: {refusal}."));
            }

            return Purge(row);
        });
    }

    private string Purge(ArchiveRow row)
    {
        ArchiveInfo info = row.Info;
        using SqliteConnection connection = _database.Reader();
        Terminal terminal = Find(connection, info.Terminal);
        long device = terminal.Device;
        var body = new JsonObject
        {
            ["terminal"] = info.Terminal, ["archive"] = info.Number, ["sha256"] = info.Sha256,
            ["firstSequence"] = row.FirstSequence, ["lastSequence"] = row.LastSequence,
            ["at"] = KeyRing.Stamp(_time.GetUtcNow()),
        };
        string jws = Jws.Sign(Ring.Current, "kiosk-purge", Encoding.UTF8.GetBytes(body.ToJsonString()));
        _committer.Write(device, writer =>
        {
            // A frame holds records of one merchant: its number stands before the MAC, or it is the only one's.
            using var delete = new Statement(writer, """
                DELETE FROM frame WHERE device=?1 AND first_seq>=?2 AND first_seq+count-1<=?3
                AND (CASE WHEN substr(bytes,1,1)=x'8a' THEN substr(bytes,-18,1) ELSE x'00' END)=?4
                """);
            delete.Bind(1, device).Bind(2, row.FirstSequence).Bind(3, row.LastSequence)
                .Bind(4, new[] { (byte)terminal.Merchant }).Run();
            using var note = new Statement(writer, "INSERT INTO purge VALUES(?,?,?,?)");
            note.Bind(1, info.Terminal).Bind(2, info.Number).Bind(3, _committer.Now).Bind(4, jws).Run();
            NoteTable.Add(
                writer, terminal, ArchiveNote.Purge, row.LastSequence, info.Number, _committer.Now);
            using var mark = new Statement(
                writer, "UPDATE archive SET purged_at=? WHERE terminal=? AND first_seq>=? AND last_seq<=?");
            return mark.Bind(1, _committer.Now).Bind(2, info.Terminal).Bind(3, row.FirstSequence)
                .Bind(4, row.LastSequence).Run();
        });
        return jws;
    }

    private ArchiveRow Get(string terminal, long number)
    {
        using SqliteConnection connection = _database.Reader();
        return ArchiveTable.Of(connection, _options.Folder, terminal).Find(row => row.Info.Number == number)
            ?? throw new LedgerException(Texts.Of($"Terminal {terminal} has no archive {number}."));
    }

    private static List<string> Purges(SqliteConnection connection, string terminal)
    {
        var purges = new List<string>();
        using var rows = new Statement(connection, "SELECT jws FROM purge WHERE terminal=? ORDER BY archive");
        rows.Bind(1, terminal);
        while (rows.Next())
        {
            purges.Add(rows.Text(0));
        }

        return purges;
    }
}
