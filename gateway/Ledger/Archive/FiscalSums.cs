using System.Globalization;
using Kiosk.Fiscal;
using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    private const int HandedMax = 400;

    /// <summary>
    /// Sums of sealed tickets per business day, category and VAT rate, days yyyymmdd from first to last.
    /// </summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public IReadOnlyList<DayRate> DayRates(string terminal, int first, int last)
    {
        CounterSeal(terminal);
        return Rows(
            """
            SELECT day, category, rate, gross, net FROM fiscal_day WHERE terminal=? AND day BETWEEN ? AND ?
            ORDER BY 1, 2, 3
            """,
            terminal, first, last, rows => new DayRate(
                rows.Int(0), (SaleCategory)rows.Int(1), rows.Int(2), rows.Long(3), rows.Long(4)));
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
    public MerchantIdentity Merchant(string terminal) =>
        _database.Use(connection => Merchant(connection, terminal));

    private MerchantIdentity Merchant(SqliteConnection connection, string terminal)
    {
        using var versions = new VersionStore(connection);
        Terminal till = Find(connection, terminal);
        // The only merchant of a kiosk that two share now is the one before them.
        bool two = till.Merchant > 0;
        return MerchantIdentity.Of(
            versions.Newest(till.Keys, two) ?? versions.Newest(till.Keys, !two) ?? new Settings(), till.Merchant);
    }

    /// <summary>
    /// The B2C e-report (flux 10.3) of a merchant's business days, as XML for the approved platform, from the sums of
    /// sealed tickets of all terminals of the same SIREN. A report of the same days with other sums is a correction
    /// (type RE). The platform that sends it is named when it is known, else it names itself.
    /// </summary>
    /// <exception cref="LedgerException">
    /// Unknown terminal, no SIRET set, days that no platform takes, or the store failed.
    /// </exception>
    public EReport EReport(string terminal, int first, int last, ApprovedPlatform? platform = null) =>
        Guarded(() => ReportOf(terminal, first, last, platform));

    // Under the gate: two reports at once would both be the first, with one number.
    private EReport ReportOf(string terminal, int first, int last, ApprovedPlatform? platform)
    {
        MerchantIdentity merchant = Merchant(terminal);
        if (merchant.Siren.Length == 0)
        {
            throw new LedgerException($"Terminal {terminal} has no SIRET of 14 digits in its settings.");
        }

        RefuseMixed(terminal, merchant.Siren);
        RefusePeriod(first, last);
        string[] terminals = TerminalsOf(merchant.Siren);
        List<DayRate> rates = [.. terminals.SelectMany(id => DayRates(id, first, last))];
        Dictionary<(int, SaleCategory), long> counts = terminals.SelectMany(id => Rows(
                "SELECT day, category, tickets FROM fiscal_count WHERE terminal=? AND day BETWEEN ? AND ?",
                id, first, last, rows => (Key: (rows.Int(0), (SaleCategory)rows.Int(1)), Tickets: rows.Long(2))))
            .GroupBy(count => count.Key).ToDictionary(day => day.Key, day => day.Sum(count => count.Tickets));
        int before = ReportsBefore(merchant.Siren, first, last, EReportWriter.Digest(rates));
        return Keep(EReportWriter.Write(merchant, platform, first, last, rates, counts, _time.GetUtcNow(), before));
    }

    /// <summary>
    /// The e-reports of the merchant of a terminal that were handed out, latest days first, at most 400: whether their
    /// days have other sums since and a report of them again would be a correction.
    /// </summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public IReadOnlyList<HandedReport> EReports(string terminal) => Guarded<IReadOnlyList<HandedReport>>(() =>
    {
        string siren = Merchant(terminal).Siren;
        string[] terminals = TerminalsOf(siren);
        return [.. _database.Read(reader => Handed(reader, siren)).Select(report => new HandedReport(
            report.First, report.Last, LedgerQueries.Time(report.At), report.Digest != EReportWriter.Digest(
                [.. terminals.SelectMany(id => DayRates(id, report.First, report.Last))])))];
    });

    private string[] TerminalsOf(string siren) => [.. Terminals().Where(id => Merchant(id).Siren == siren)];

    // Of the same days the one handed out last.
    private static List<(int First, int Last, long At, string Digest)> Handed(
        Func<string, Statement> reader, string siren)
    {
        using Statement rows = reader($"""
            SELECT first_day, last_day, max(at), digest FROM ereport WHERE siren=? GROUP BY first_day, last_day
            ORDER BY last_day DESC, first_day DESC LIMIT {HandedMax}
            """);
        rows.Bind(1, siren);
        var reports = new List<(int First, int Last, long At, string Digest)>();
        while (rows.Next())
        {
            reports.Add((rows.Int(0), rows.Int(1), rows.Long(2), rows.Text(3)));
        }

        return reports;
    }

    /// <summary>The last period of a VAT regime that is over, and when its e-report is due (pos.md R56).</summary>
    /// <exception cref="LedgerException">No such regime, or none of its periods is over yet.</exception>
    public ReportPeriod EReportPeriod(string regime) => ReportRhythm.LastBefore(
        ReportRhythm.All(), regime, DateOnly.ParseExact(Today(), ListFormat, CultureInfo.InvariantCulture));

    /// <summary>Accounting entries of a month (yyyymm) as CSV for French spreadsheets; every day balances.</summary>
    /// <exception cref="LedgerException">
    /// Unknown terminal, the store failed, or a day does not balance: the message names it and what is left over.
    /// </exception>
    public string Accounting(string terminal, int month)
    {
        int first = month * 100, last = first + 99;
        return AccountingWriter.Write(
            terminal, DayRates(terminal, first, last), DayTenders(terminal, first, last), Rows(
                "SELECT day, type, cents FROM fiscal_nonsale WHERE terminal=? AND day BETWEEN ? AND ? ORDER BY 1, 2",
                terminal, first, last, rows => new DayNonSale(rows.Int(0), rows.Int(1), rows.Long(2))));
    }

    // One merchant's sales never go out under the number of another.
    private void RefuseMixed(string terminal, string siren) => _database.Use(connection =>
    {
        string sold = MerchantChange.SoldAs(connection, Find(connection, terminal).Device);
        return sold.Length == 0 || sold == siren ? 0 : throw new LedgerException(
            $"Terminal {terminal} has tickets of SIREN {sold} and settings of SIREN {siren}: nothing is reported until "
            + $"the settings of {sold} are pushed again.");
    });

    // Rules G6.25 and G7.43 of the tax authority's specification.
    private void RefusePeriod(int first, int last)
    {
        int today = CivilTime.BusinessDay(_time.GetUtcNow().ToUnixTimeSeconds(), 0);
        if (last <= first || last >= today)
        {
            throw new LedgerException(Texts.Of(
                $"An e-report covers two days or more that are over; {first} to {last} is not that on {today}."));
        }
    }

    // Reports of the same days with other sums that were handed out: one of them makes this a correction.
    private int ReportsBefore(string siren, int first, int last, string digest) => _database.Read(reader =>
    {
        using Statement rows = reader(
            "SELECT count(DISTINCT digest) FROM ereport WHERE siren=? AND first_day=? AND last_day=? AND digest<>?");
        return rows.Bind(1, siren).Bind(2, first).Bind(3, last).Bind(4, digest).Next() ? rows.Int(0) : 0;
    });

    private EReport Keep(EReport report)
    {
        _committer.Write(0, writer =>
        {
            // One row per content; two within a second stand one after the other.
            using var insert = new Statement(writer, """
                INSERT INTO ereport SELECT ?1, ?2, ?3, max(?4, ifnull(max(at), 0) + 1), ?5 FROM ereport
                WHERE siren=?1 AND first_day=?2 AND last_day=?3 HAVING ifnull(sum(digest=?5), 0)=0
                """);
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
