using Kiosk.Ledger.Store;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Aggregate;

/// <summary>
/// Reads aggregates as unbroken series: every step of the range is there, measured or not (ING-6). Any thread.
/// </summary>
internal sealed class AggregateQueries(Database database, LedgerOptions options, TimeProvider time)
{
    private const int PointsMax = 20_000;
    private const long MeasuredSeconds = 86_400;

    private const string OfKiosk =
        " WHERE step=? AND slot=? AND device IN (SELECT number FROM device WHERE kiosk_id=?)";

    public List<FootfallPoint> Footfall(string kioskId, AggregateStep step, long from, long to) =>
        database.Read(reader =>
    {
        using Statement rows = reader(
            "SELECT ab, ba, ambiguous, busy, idle, valid, invalid, people, square, numbered FROM footfall" + OfKiosk);
        long settled = Settled(reader, kioskId);
        return Series(step, from, to, (start, end) => Point(start, end, Footfall(rows, kioskId, step, start), settled));
    });

    public List<ClimatePoint> Climate(string kioskId, AggregateStep step, long from, long to) =>
        database.Read(reader =>
    {
        using Statement rows = reader("SELECT * FROM climate" + OfKiosk);
        return Series(step, from, to, (start, end) => Point(start, end, Climate(rows, kioskId, step, start)));
    });

    // The months say who has ever measured; only the last day is looked through for the quarter.
    public List<MeasuredKiosk> Measured(long until) => database.Read(reader =>
    {
        using Statement rows = reader("""
            SELECT d.kiosk_id, max(m.quarter) FROM (
                SELECT device, 0 AS quarter FROM footfall WHERE step=?1 UNION ALL
                SELECT device, 0 FROM climate WHERE step=?1 AND n0+n1+n2+n3+n4+n5+n6>0 UNION ALL
                SELECT device, slot FROM footfall WHERE step=?2 AND slot>=?3 AND slot<?4 UNION ALL
                SELECT device, slot FROM climate WHERE step=?2 AND slot>=?3 AND slot<?4 AND n0+n1+n2+n3+n4+n5+n6>0
            ) m JOIN device d ON d.number=m.device GROUP BY d.kiosk_id ORDER BY d.kiosk_id
            """);
        rows.Bind(1, (int)AggregateStep.Month).Bind(2, (int)AggregateStep.Quarter);
        rows.Bind(3, until - MeasuredSeconds).Bind(4, until - CivilCalendar.QuarterSeconds + 1);
        var kiosks = new List<MeasuredKiosk>();
        while (rows.Next())
        {
            long quarter = rows.Long(1);
            kiosks.Add(new(
                rows.Text(0), quarter == 0 ? null : LedgerQueries.Time(quarter + CivilCalendar.QuarterSeconds)));
        }

        return kiosks;
    });

    public List<TicketPoint> FleetTickets(AggregateStep step, long from, long to) =>
        database.Read(reader =>
    {
        var sums = new Dictionary<long, (long Tickets, long Kiosks)>();
        using Statement rows = reader("""
            SELECT t.slot, sum(t.tickets), count(DISTINCT d.kiosk_id) FROM ticket t JOIN device d ON d.number=t.device
            WHERE t.step=? AND t.slot>=? AND t.slot<? GROUP BY t.slot
            """);
        rows.Bind(1, (int)step).Bind(2, from).Bind(3, to);
        while (rows.Next())
        {
            sums[rows.Long(0)] = (rows.Long(1), rows.Long(2));
        }

        return Series(step, from, to, (start, end) => Point(start, end, sums.GetValueOrDefault(start)));
    });

    // One look-up by key per step: the rows of one kiosk lie apart, those of one step together.
    private static FootfallDelta? Footfall(Statement rows, string kioskId, AggregateStep step, long slot)
    {
        FootfallDelta? sum = null;
        rows.Bind(1, (int)step).Bind(2, slot).Bind(3, kioskId);
        while (rows.Next())
        {
            (sum ??= new()).Add(new FootfallDelta
            {
                AToB = rows.Long(0), BToA = rows.Long(1), Ambiguous = rows.Long(2), Busy = rows.Long(3),
                Idle = rows.Long(4), Valid = rows.Long(5), Invalid = rows.Long(6), People = rows.Long(7),
                Square = rows.Long(8), Numbered = rows.Long(9),
            });
        }

        return sum;
    }

    private static ClimateDelta? Climate(Statement rows, string kioskId, AggregateStep step, long slot)
    {
        ClimateDelta? sum = null;
        rows.Bind(1, (int)step).Bind(2, slot).Bind(3, kioskId);
        while (rows.Next())
        {
            (sum ??= new()).Add(Row(rows));
        }

        return sum;
    }

    private TicketPoint Point(long start, long end, (long Tickets, long Kiosks) sum)
    {
        // Nothing sold is withheld too: a figure that turns into none would tell when the first kiosk opened (GRD-1).
        bool withheld = sum.Kiosks < options.TicketKiosksMin;
        return new(LedgerQueries.Time(start), LedgerQueries.Time(end), withheld, withheld ? 0 : sum.Tickets);
    }

    private static FootfallPoint Point(long start, long end, FootfallDelta? sum, long settled)
    {
        FootfallDelta s = sum ?? new();
        return new(
            LedgerQueries.Time(start), LedgerQueries.Time(end), sum != null && s.Valid + s.Invalid > 0, s.AToB, s.BToA,
            s.Ambiguous, s.Busy, s.Idle, checked((int)s.Valid), checked((int)s.Invalid),
            (int)((end - start) / CivilCalendar.QuarterSeconds), end > settled, s.People / 10.0,
            Math.Sqrt(s.Square) / 10, checked((int)s.Numbered));
    }

    private static ClimatePoint Point(long start, long end, ClimateDelta? sum) => new(
        LedgerQueries.Time(start), LedgerQueries.Time(end), Values(sum),
        sum is null ? [] : [.. new[] { (int)sum.CurveLow, (int)sum.CurveHigh }.Distinct()]);

    private static ClimateValue[] Values(ClimateDelta? sum)
    {
        var values = new ClimateValue[ClimateLayout.Channels];
        for (int i = 0; sum != null && i < values.Length; i++)
        {
            if (sum.Counts[i] > 0)
            {
                double mean = i == ClimateLayout.Sound
                    ? SoundEnergy.Mean(sum.Sums[i], sum.Counts[i])
                    : (double)sum.Sums[i] / sum.Counts[i];
                values[i] = new(sum.Counts[i], mean, sum.Lows[i], sum.Highs[i]);
            }
        }

        return values;
    }

    private static ClimateDelta Row(Statement rows)
    {
        const int Curves = 3 + (4 * ClimateLayout.Channels);
        var row = new ClimateDelta { CurveLow = rows.Long(Curves), CurveHigh = rows.Long(Curves + 1) };
        for (int i = 0; i < ClimateLayout.Channels; i++)
        {
            int at = 3 + (4 * i);
            row.Counts[i] = rows.Long(at);
            row.Sums[i] = rows.Long(at + 1);
            row.Lows[i] = rows.Long(at + 2);
            row.Highs[i] = rows.Long(at + 3);
        }

        return row;
    }

    // Nothing after this instant is final: the clock has not passed it, or an open hole may still fill it (ING-3).
    private long Settled(Func<string, Statement> reader, string kioskId)
    {
        using Statement rows = reader("""
            SELECT min(p.contiguous_wall) FROM progress p JOIN device d ON d.number=p.device
            WHERE d.kiosk_id=? AND p.highest>p.contiguous
            """);
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        return rows.Bind(1, kioskId).Next() && !rows.IsNull(0) ? Math.Min(now, rows.Long(0)) : now;
    }

    private static List<T> Series<T>(AggregateStep step, long from, long to, Func<long, long, T> point)
    {
        var points = new List<T>();
        long start = CivilCalendar.Start(step, Math.Max(0, from));
        start = start < from ? CivilCalendar.End(step, start) : start;
        while (start < to)
        {
            if (points.Count == PointsMax)
            {
                throw new LedgerException(
                    $"A series holds at most {PointsMax} steps; ask for less or for longer steps.");
            }

            long end = CivilCalendar.End(step, start);
            points.Add(point(start, end));
            start = end;
        }

        return points;
    }
}
