using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    /// <summary>
    /// The catalogue review list of a terminal (pos.md R59): what was scanned and no catalogue has, seen last first.
    /// What the catalogue pushed last has by now and what the merchant dismissed is left out, unless
    /// <paramref name="all"/>.
    /// </summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public ReviewList Review(string terminal, bool all = false) => _database.Use(connection =>
    {
        Terminal till = Find(connection, terminal);
        using var versions = new VersionStore(connection);
        Catalogue? catalogue = versions.Catalogue(till.Keys, versions.Last(till.Keys, Downlink.Catalogue));
        using var rows = new Statement(connection, """
            SELECT code, times, first_at, last_at, cents, department, dismissed FROM unknown_scan
            WHERE device=? AND merchant=? ORDER BY last_at DESC, code
            """);
        rows.Bind(1, till.Device).Bind(2, till.Merchant);
        var codes = new List<UnknownCode>();
        long dropped = 0;
        while (rows.Next())
        {
            var code = new UnknownCode(
                rows.Long(0), rows.Long(1), LedgerQueries.Time(rows.Long(2)), LedgerQueries.Time(rows.Long(3)),
                rows.Int(4), rows.Int(5), catalogue?.FindEan(rows.Long(0)) >= 0, rows.Int(6) != 0);
            dropped += code.Code == 0 ? code.Times : 0;
            if (code.Code != 0 && (all || !(code.InCatalogue || code.Dismissed)))
            {
                codes.Add(code);
            }
        }

        return new ReviewList(codes, dropped);
    });

    /// <summary>Takes a code off the review list of a terminal: it is none of the merchant's articles.</summary>
    /// <exception cref="LedgerException">
    /// Unknown terminal, a code that is not on the list, or the store failed.
    /// </exception>
    public void Dismiss(string terminal, long code)
    {
        Terminal till = _database.Use(connection => Find(connection, terminal));
        _committer.Write(0, writer =>
        {
            using var update = new Statement(writer, """
                UPDATE unknown_scan SET dismissed=1 WHERE device=?1 AND merchant=?2 AND code=?3 AND code>0
                RETURNING code
                """);
            return update.Bind(1, till.Device).Bind(2, till.Merchant).Bind(3, code).Next() ? true
                : throw new LedgerException(Texts.Of($"{code} is not on the review list of {terminal}."));
        });
    }
}
