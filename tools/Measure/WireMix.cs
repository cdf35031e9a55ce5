using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>
/// Days of one invented kiosk, from a seed: 96 footfall slots, 288 climate readings, 154 sales of 3 lines and 96 health
/// records a day (engine.md 1). Sensors move as their data sheets' noise and the hour of the day make them move.
/// </summary>
internal sealed class WireMix(int seed)
{
    public const int Articles = 400, SalesPerDay = 154, LinesPerSale = 3, CatalogueVersion = 12;

    private const int DaySeconds = 86_400, OpensAt = 7 * 3600, ClosesAt = 20 * 3600;
    private const long FirstSecond = 1_793_491_200, FirstSequence = 182_000;
    private const int BootOffsetSeconds = 540_000;

    // Pressure and particles wander from reading to reading; the rest follows the hour.
    private const double WanderPressure = 0.6, WanderParticles = 1.2;

    private readonly Random _random = new(seed);
    private readonly int[] _codes = [.. Enumerable.Range(1, Articles)];
    private readonly int[] _prices = new int[Articles + 1];
    private double _pressure = 10_160, _fine = 90, _coarse = 160;
    private long _journalBytes = 40_000, _framesSent = 3_000, _ticket = 18_400;

    /// <summary>All events of <paramref name="days"/> days, in order.</summary>
    public List<Record> Make(int days)
    {
        _random.Shuffle(_codes);
        for (int i = 1; i <= Articles; i++)
        {
            _prices[i] = 50 + 10 * _random.Next(200);
        }

        var events = new List<(long Second, Record Record)>();
        for (int day = 0; day < days; day++)
        {
            AddDay(events, FirstSecond + (long)day * DaySeconds);
        }

        events.Sort((a, b) => a.Second.CompareTo(b.Second));
        return Number(events);
    }

    private static List<Record> Number(List<(long Second, Record Record)> events)
    {
        var records = new List<Record>(events.Count);
        foreach ((long second, Record record) in events)
        {
            record.Sequence = FirstSequence + records.Count;
            record.Boot = 9;
            record.WallSeconds = second;
            record.MonoSeconds = second - FirstSecond + BootOffsetSeconds;
            if (record.Kind == RecordKind.Health)
            {
                record.Values[HealthLayout.Uptime] = record.MonoSeconds;
            }

            records.Add(record);
        }

        return records;
    }

    private void AddDay(List<(long Second, Record Record)> events, long midnight)
    {
        for (int second = 300; second <= DaySeconds; second += 300)
        {
            events.Add((midnight + second, Climate(second)));
            if (second % FootfallLayout.SlotSeconds == 0)
            {
                events.Add((midnight + second, Footfall(midnight, second)));
                events.Add((midnight + second, Health()));
            }
        }

        for (int i = 0; i < SalesPerDay; i++)
        {
            events.Add((midnight + _random.Next(OpensAt, ClosesAt), NewRecord(RecordKind.Ticket)));
        }

        foreach ((long _, Record sale) in events.Where(e =>
            e.Record is { Kind: RecordKind.Ticket, Count: 0 }).OrderBy(e => e.Second))
        {
            FillSale(sale);
        }
    }

    private Record Climate(int second)
    {
        double sun = Math.Sin((second / 3600.0 - 9) / 24 * 2 * Math.PI);
        double life = second is > OpensAt and < ClosesAt ? 1 : 0;
        _pressure += Normal() * WanderPressure;
        _fine = Math.Max(10, _fine + Normal() * WanderParticles);
        _coarse = Math.Max(_fine, _coarse + Normal() * WanderParticles);
        return NewRecord(
            RecordKind.ClimateReading,
            (long)(1900 + 400 * sun + 3 * Normal()),
            (long)(5500 - 1200 * sun + 8 * Normal()),
            (long)_pressure,
            (long)(430 + 40 * life + 6 * Normal()),
            (long)_fine,
            (long)_coarse,
            (long)(480 + 120 * life + 12 * Normal()),
            0);
    }

    private Record Footfall(long midnight, int second)
    {
        double rate = MixDraws.PeopleAt(second);
        int ways = MixDraws.Poisson(_random, rate / 2), back = MixDraws.Poisson(_random, rate / 2);
        long busy = ways + back - _random.Next(1 + (ways + back) / 8);
        long idle = Math.Max(0, FootfallLayout.SlotSeconds - (long)(busy * 1.2 + _random.Next(1 + (int)busy / 4)));
        long start = midnight + second - FootfallLayout.SlotSeconds;
        return NewRecord(RecordKind.FootfallSlot, start, busy, idle, ways, back, _random.Next(40) == 0 ? 1 : 0, 0);
    }

    private Record Health()
    {
        _journalBytes = 40_000 + (_journalBytes - 40_000 + 300 + _random.Next(400)) % 200_000;
        _framesSent += _random.Next(1, 3);
        long waiting = _random.Next(20), heap = 62_000 + 12 * _random.Next(400);
        return NewRecord(RecordKind.Health, 0, _journalBytes, waiting, 0, 0, 0, 2, heap, _framesSent, 4);
    }

    private void FillSale(Record sale)
    {
        var lines = new List<long>();
        long total = 0;
        for (int i = 0; i < LinesPerSale; i++)
        {
            int code = _codes[MixDraws.Zipf(_random, Articles)];
            long quantity = _random.Next(10) == 0 ? 2 : 1;
            bool changed = _random.Next(50) == 0;
            long price = changed ? _prices[code] - 10 : _prices[code];
            total += quantity * price;
            lines.AddRange([code, changed ? 0 : TicketLayout.LineAsCatalogue, quantity, price, 550]);
        }

        (long type, long given) = Pay(total);
        foreach (long value in new[] { ++_ticket, 0, 0, CatalogueVersion, 7, 4, given - total, 1, LinesPerSale,
            LinesPerSale, type, given })
        {
            sale.Add(value);
        }

        lines.ForEach(value => sale.Add(value));
        sale.Sealed = true;
    }

    private (long Type, long Given) Pay(long total)
    {
        long note = total <= 500 ? 500 : total <= 1000 ? 1000 : total <= 2000 ? 2000 : (total + 4999) / 5000 * 5000;
        return _random.Next(20) switch
        {
            < 10 => (TicketLayout.TenderCard, total),
            < 13 => (TicketLayout.TenderCash, total),
            _ => (TicketLayout.TenderCash, note),
        };
    }

    private static Record NewRecord(int kind, params long[] values)
    {
        var record = new Record();
        record.Reset(kind);
        foreach (long value in values)
        {
            record.Add(value);
        }

        return record;
    }

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
