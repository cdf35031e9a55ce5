using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>
/// Deletes what has stayed long enough (city.md 3.11; the list of all tables stands in STORE.md). Every rule deletes by
/// an instant of the row, so that a job that comes late or twice does the same. Used under the gate.
/// </summary>
internal static class Retention
{
    private const long DaySeconds = 86_400;

    // By device, so that the key finds the rows: an hour is looked for in each of the registered devices.
    private const string CounterHours =
        "DELETE FROM counter_slot WHERE device IN (SELECT number FROM device) AND start<?";

    private const string UnknownCodes = "DELETE FROM unknown_scan WHERE last_at<?";
    private const string Accesses = "DELETE FROM fiscal_access WHERE at<?";

    /// <summary>Deletes in the open transaction what is too old at <paramref name="now"/>, UTC seconds.</summary>
    public static ExpiredRows Expire(SqliteConnection writer, LedgerOptions options, long now) => new(
        Delete(writer, CounterHours, now, options.CounterHourDaysMax),
        Delete(writer, UnknownCodes, now, options.UnknownCodeDaysMax),
        Delete(writer, Accesses, now, options.AccessDaysMax));

    private static int Delete(SqliteConnection writer, string sql, long now, int days)
    {
        using var delete = new Statement(writer, sql);
        return delete.Bind(1, now - (days * DaySeconds)).Run();
    }
}
