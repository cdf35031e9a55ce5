using Kiosk.Ledger.Aggregate;
using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Store;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    // An hour of which more is unknown is not sure; those of the night are not compared (GRD-10).
    private const int UnknownSecondsMax = 60, NightHours = 6;

    private const int QuartersOfAnHour = 4, TenthsOfAPerson = 10;

    /// <summary>
    /// The same by civil day, and which share of the passers-by stopped: over the hours from 6 o'clock on in which both
    /// counts are sure, in whole percent, so that nobody works out of it what is withheld of the passages (GRD-10).
    /// For the merchant alone, as <see cref="Stops"/>. Days without an hour are missing, not zero.
    /// </summary>
    /// <exception cref="LedgerException">As <see cref="Stops"/>.</exception>
    public IReadOnlyList<CounterDay> StopDays(string terminal, int first, int last)
    {
        IReadOnlyList<CounterHour> hours = Stops(terminal, first, last);
        return _database.Use<IReadOnlyList<CounterDay>>(connection =>
        {
            long device = Find(connection, terminal).Device;
            using var passages = new Statement(connection, """
                SELECT people FROM footfall WHERE step=? AND slot=? AND device=? AND valid=? AND numbered=?
                """);
            return [.. hours.GroupBy(hour => Local(hour).Date).Select(day => Sum(day.Key, [.. day], device, passages))];
        });
    }

    private static CounterDay Sum(DateTime day, List<CounterHour> hours, long device, Statement passages)
    {
        long tenths = 0;
        int compared = 0, stops = 0;
        foreach (CounterHour hour in hours.Where(hour => IsSure(hour) && Local(hour).Hour >= NightHours))
        {
            passages.Bind(1, (int)AggregateStep.Hour).Bind(2, hour.Start.ToUnixTimeSeconds()).Bind(3, device)
                .Bind(4, QuartersOfAnHour).Bind(5, QuartersOfAnHour);
            if (passages.Next())
            {
                tenths += passages.Long(0);
                stops += hour.Stops;
                compared++;
            }

            passages.Reset();
        }

        return new CounterDay(
            (((day.Year * 100) + day.Month) * 100) + day.Day, hours.Count, hours.Count(hour => !IsSure(hour)),
            hours.Sum(hour => hour.Stops), hours.Sum(hour => hour.OccupiedSeconds), compared,
            tenths > 0 ? (int)Math.Round(100.0 * TenthsOfAPerson * stops / tenths) : null);
    }

    private static bool IsSure(CounterHour hour) =>
        hour is { Partial: false, Blocked: false, Overfull: false, BlindSeconds: <= UnknownSecondsMax };

    private static DateTime Local(CounterHour hour) =>
        hour.Start.UtcDateTime.AddSeconds(CivilCalendar.Offset(hour.Start.ToUnixTimeSeconds()));
}
