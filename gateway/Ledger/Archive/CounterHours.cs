using System.Globalization;
using Kiosk.Ledger.Aggregate;
using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    /// <summary>Days of one answer of <see cref="Stops"/>.</summary>
    public const int StopDaysMax = 92;

    /// <summary>
    /// Stops at the counter of a terminal's kiosk per hour (GRD-1), civil days yyyymmdd in Paris from first to last;
    /// hours without a record are missing, not zero. Two merchants who share a kiosk see the same hours. For the
    /// merchant alone: no page and no open data may read this.
    /// </summary>
    /// <exception cref="LedgerException">
    /// Unknown terminal, days that are none, not in order or more than 92, or the store failed.
    /// </exception>
    public IReadOnlyList<CounterHour> Stops(string terminal, int first, int last)
    {
        if (!TryDay(first, out long from) || !TryDay(last, out long until) || until < from
            || until - from > (StopDaysMax - 1) * (long)DaySeconds)
        {
            throw new LedgerException(Ingest.Texts.Of(
                $"{first} to {last} are no days in order, at most {StopDaysMax} of them."));
        }

        long start = CivilCalendar.Start(AggregateStep.Day, from);
        long end = CivilCalendar.End(AggregateStep.Day, CivilCalendar.Start(AggregateStep.Day, until));
        return _database.Use<IReadOnlyList<CounterHour>>(connection =>
        {
            Terminal till = Find(connection, terminal);
            using var rows = new Statement(connection, """
                SELECT start, stops, occupied, blind, quality FROM counter_slot
                WHERE device=? AND start>=? AND start<? ORDER BY start
                """);
            rows.Bind(1, till.Device).Bind(2, start).Bind(3, end);
            var hours = new List<CounterHour>();
            while (rows.Next())
            {
                hours.Add(Hour(rows));
            }

            return hours;
        });
    }

    // Cut to an hour, of which what nobody knows comes first.
    private static CounterHour Hour(Statement row)
    {
        long stops = row.Long(1), occupied = row.Long(2), blind = row.Long(3), quality = row.Long(4);
        int unknown = (int)Math.Min(blind, CounterLayout.SlotSeconds);
        return new CounterHour(
            LedgerQueries.Time(row.Long(0)), (int)Math.Min(stops, CounterSlots.StopsMax),
            (int)Math.Min(occupied, CounterLayout.SlotSeconds - unknown), unknown,
            (quality & CounterLayout.Partial) != 0, (quality & CounterLayout.Blocked) != 0,
            CounterSlots.IsOverfull(stops, occupied, blind));
    }

    // Noon of a civil day, as if it were UTC: an instant inside it in Paris too.
    private static bool TryDay(int day, out long noon)
    {
        bool isDay = DateOnly.TryParseExact(
            day.ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly date);
        noon = new DateTimeOffset(date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero).ToUnixTimeSeconds();
        return isDay;
    }
}
