using System.Security.Cryptography;
using System.Text;
using Kiosk.Ledger.Store;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    private const int LogRowsMax = 1000;

    /// <summary>True when the token is that of the terminal's merchant; compared in constant time.</summary>
    public bool IsMerchant(string terminal, string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        return _database.Read(reader =>
        {
            using Statement rows = reader("SELECT hash FROM merchant_token WHERE terminal=?");
            return rows.Bind(1, terminal).Next() && CryptographicOperations.FixedTimeEquals(rows.Bytes(0), hash);
        });
    }

    /// <summary>Notes who looked at a merchant's fiscal data, before they get it (pos.md R74).</summary>
    /// <exception cref="LedgerException">The store failed: then nothing may be shown.</exception>
    public void Log(string terminal, string who, string what, string reason) =>
        _committer.Write(0, writer => Log(writer, terminal, who, what, reason));

    private int Log(SqliteConnection writer, string terminal, string who, string what, string reason)
    {
        using var insert = new Statement(
            writer, "INSERT INTO fiscal_access(at, terminal, who, what, reason) VALUES(?,?,?,?,?)");
        return insert.Bind(1, _committer.Now).Bind(2, terminal).Bind(3, who).Bind(4, what).Bind(5, reason).Run();
    }

    /// <summary>Who looked at a terminal's fiscal data, latest first, at most 1,000.</summary>
    public IReadOnlyList<FiscalAccess> Accesses(string terminal) => _database.Read(reader =>
    {
        using Statement rows = reader($"""
            SELECT at, terminal, who, what, reason FROM fiscal_access WHERE terminal=?
            ORDER BY id DESC LIMIT {LogRowsMax}
            """);
        rows.Bind(1, terminal);
        var log = new List<FiscalAccess>();
        while (rows.Next())
        {
            log.Add(new FiscalAccess(
                LedgerQueries.Time(rows.Long(0)), rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4)));
        }

        return log;
    });
}
