using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>
/// Deletes what has stayed long enough (city.md 3.11; the list of all tables stands in STORE.md). Every rule deletes by
/// an instant of the row, so that a job that comes late or twice does the same. Used under the gate.
/// </summary>
internal static class Retention
{
    /// <summary>
    /// A clock is borne out by a day's entry of the witness list this many days old: a clock that leapt further shows
    /// none until it has run on for the lesser of both, which leaves the operator that long to set it right.
    /// </summary>
    public const int ProofDaysMin = 3, ProofDaysMax = 7;

    private const long DaySeconds = 86_400;

    // By device, so that the key finds the rows: an hour is looked for in each of the registered devices.
    private const string CounterHours =
        "FROM counter_slot WHERE device IN (SELECT number FROM device) AND start<?";

    private const string UnknownCodes = "FROM unknown_scan WHERE last_at<?";
    private const string Accesses = "FROM fiscal_access WHERE at<?";

    /// <summary>
    /// Deletes in the open transaction what is too old at <paramref name="now"/>, UTC seconds; nothing, and says how
    /// much, while that clock is not borne out.
    /// </summary>
    public static ExpiredRows Expire(SqliteConnection writer, LedgerOptions options, long now)
    {
        bool sound = IsBorneOut(writer, now);
        int hours = Take(writer, sound, CounterHours, now, options.CounterHourDaysMax);
        int codes = Take(writer, sound, UnknownCodes, now, options.UnknownCodeDaysMax);
        int accesses = Take(writer, sound, Accesses, now, options.AccessDaysMax);
        return sound ? new(hours, codes, accesses) : new(0, 0, 0, hours + codes + accesses);
    }

    private static bool IsBorneOut(SqliteConnection writer, long now)
    {
        using var entries = new Statement(writer, "SELECT 1 FROM witness WHERE list BETWEEN ? AND ? LIMIT 1");
        return entries.Bind(1, ArchiveOffice.ListOf(now - (ProofDaysMax * DaySeconds)))
            .Bind(2, ArchiveOffice.ListOf(now - (ProofDaysMin * DaySeconds))).Next();
    }

    private static int Take(SqliteConnection writer, bool delete, string rows, long now, int days)
    {
        using var statement = new Statement(writer, (delete ? "DELETE " : "SELECT count(*) ") + rows);
        statement.Bind(1, now - (days * DaySeconds));
        if (delete)
        {
            return statement.Run();
        }

        statement.Next();
        return (int)statement.Long(0);
    }
}
