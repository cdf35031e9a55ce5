using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    /// <summary>Sums of sealed tickets per business day and VAT rate, days yyyymmdd from first to last.</summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public IReadOnlyList<DayRate> DayRates(string terminal, int first, int last)
    {
        CounterSeal(terminal);
        return Rows(
            "SELECT day, rate, gross, net FROM fiscal_day WHERE terminal=? AND day BETWEEN ? AND ? ORDER BY 1, 2",
            terminal, first, last, rows => new DayRate(rows.Int(0), rows.Int(1), rows.Long(2), rows.Long(3)));
    }

    /// <summary>Takings per business day and tender type, days yyyymmdd from first to last.</summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public IReadOnlyList<DayTender> DayTenders(string terminal, int first, int last)
    {
        CounterSeal(terminal);
        return Rows(
            "SELECT day, type, times, cents FROM fiscal_tender WHERE terminal=? AND day BETWEEN ? AND ? ORDER BY 1, 2",
            terminal, first, last, rows => new DayTender(rows.Int(0), rows.Int(1), rows.Long(2), rows.Long(3)));
    }

    /// <summary>The merchant of a terminal as last set: name, address, SIRET, VAT number or mention.</summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public MerchantIdentity Merchant(string terminal)
    {
        using SqliteConnection connection = _database.Reader();
        using var versions = new VersionStore(connection);
        Terminal till = Find(connection, terminal);
        Settings settings = LastOf(till, connection, versions);
        settings.Show(till.Merchant);
        return new MerchantIdentity(
            Latin.ToText(settings.Merchant.AsSpan(0, settings.MerchantLength)),
            Latin.ToText(settings.Address.AsSpan(0, settings.AddressLength)),
            Latin.ToText(settings.Siret.AsSpan(0, settings.SiretLength)),
            Latin.ToText(settings.VatMention.AsSpan(0, settings.VatMentionLength)));
    }

    // The only merchant of a kiosk that two share now is the one before them.
    private static Settings LastOf(Terminal till, SqliteConnection connection, VersionStore versions)
    {
        using var rows = new Statement(
            connection, "SELECT version FROM downlink WHERE device=? AND kind=? ORDER BY version DESC");
        rows.Bind(1, till.Device).Bind(2, Downlink.Settings);
        Settings? newest = null;
        while (rows.Next())
        {
            Settings? settings = versions.Settings(till.Keys, rows.Long(0));
            newest ??= settings;
            if (settings != null && settings.HasTwoMerchants == till.Merchant > 0)
            {
                return settings;
            }
        }

        return newest ?? new Settings();
    }

    /// <summary>
    /// The B2C e-report (flux 10.3) of a merchant's business days, as XML for the approved platform, from the sums of
    /// sealed tickets of all terminals of the same SIREN. A report of the same days with other sums is a correction
    /// (type RE).
    /// </summary>
    /// <exception cref="LedgerException">Unknown terminal, no SIRET set, or the store failed.</exception>
    public EReport EReport(string terminal, int first, int last)
    {
        MerchantIdentity merchant = Merchant(terminal);
        if (merchant.Siren.Length == 0)
        {
            throw new LedgerException($"Terminal {terminal} has no SIRET of 14 digits in its settings.");
        }

        string[] terminals = [.. Terminals().Where(id => Merchant(id).Siren == merchant.Siren)];
        List<DayRate> rates = [.. terminals.SelectMany(id => DayRates(id, first, last))];
        Dictionary<int, long> counts = terminals.SelectMany(id => Rows(
                "SELECT day, tickets FROM fiscal_count WHERE terminal=? AND day BETWEEN ? AND ?", id, first, last,
                rows => (Day: rows.Int(0), Tickets: rows.Long(1))))
            .GroupBy(count => count.Day).ToDictionary(day => day.Key, day => day.Sum(count => count.Tickets));
        return Keep(EReportWriter.Write(
            merchant, first, last, rates, counts, _time.GetUtcNow(), IsCorrection(merchant.Siren, first, last, rates)));
    }

    /// <summary>Accounting entries of a month (yyyymm) as CSV for French spreadsheets; every day balances.</summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public string Accounting(string terminal, int month) => AccountingWriter.Write(
        terminal, DayRates(terminal, month * 100, (month * 100) + 99),
        DayTenders(terminal, month * 100, (month * 100) + 99));

    private bool IsCorrection(string siren, int first, int last, IReadOnlyList<DayRate> rates)
    {
        string digest = EReportWriter.Digest(rates);
        return _database.Read(reader =>
        {
            using Statement rows = reader(
                "SELECT digest FROM ereport WHERE siren=? AND first_day=? AND last_day=? ORDER BY at DESC LIMIT 1");
            return rows.Bind(1, siren).Bind(2, first).Bind(3, last).Next() && rows.Text(0) != digest;
        });
    }

    private EReport Keep(EReport report)
    {
        _committer.Write(0, writer =>
        {
            using var insert = new Statement(writer, "INSERT OR REPLACE INTO ereport VALUES(?,?,?,?,?)");
            return insert.Bind(1, report.Siren).Bind(2, report.FirstDay).Bind(3, report.LastDay)
                .Bind(4, _committer.Now).Bind(5, report.Digest).Run();
        });
        return report;
    }

    private List<T> Rows<T>(string sql, string terminal, int first, int last, Func<Statement, T> read) =>
        _database.Read(reader =>
        {
            using Statement rows = reader(sql);
            rows.Bind(1, terminal).Bind(2, first).Bind(3, last);
            var list = new List<T>();
            while (rows.Next())
            {
                list.Add(read(rows));
            }

            return list;
        });
}
