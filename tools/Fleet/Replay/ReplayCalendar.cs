using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Replay;

/// <summary>
/// Both files on one calendar: the first day of each becomes the same Monday. Deals baskets to the selling kiosks in
/// turn and hands out each hour's walkers.
/// </summary>
internal sealed class ReplayCalendar
{
    /// <summary>First day of the replay.</summary>
    public static readonly DateTimeOffset Day0 = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private const long HourMs = 3_600_000, DayMs = 24 * HourMs;
    private readonly Dictionary<(long Hour, int Kiosk), int> _pedestrians = [];
    private readonly IReadOnlyList<Basket> _baskets;
    private readonly DateTime _firstBasketDay;
    private readonly ReplayDays _days;

    /// <summary>Calendar of two files in order of time.</summary>
    /// <exception cref="FleetException">More walk by one kiosk in an hour than can be walked.</exception>
    public ReplayCalendar(IReadOnlyList<Basket> baskets, IReadOnlyList<HourCount> hours)
    {
        _baskets = baskets;
        _firstBasketDay = baskets.Count == 0 ? default : baskets[0].At.Date;
        var firstHourDay = hours.Count == 0 ? default : hours[0].Hour.Date;
        _days = new ReplayDays(
        [
            .. baskets.Select(b => (b.At.Date - _firstBasketDay).Days),
            .. hours.Select(h => (h.Hour.Date - firstHourDay).Days),
        ]);
        var lastMs = StartMs;
        foreach (var row in hours)
        {
            var hour = Ms(row.Hour, firstHourDay);
            Add(row, hour);
            lastMs = Math.Max(lastMs, hour + HourMs);
        }

        if (baskets.Count > 0)
        {
            lastMs = Math.Max(lastMs, Ms(baskets[^1].At, _firstBasketDay) + HourMs);
        }

        EndMs = (lastMs + HourMs - 1) / HourMs * HourMs;
    }

    /// <summary>Start and end of the calendar, ms since 1970, whole hours.</summary>
    public static long StartMs => Day0.ToUnixTimeMilliseconds();

    /// <inheritdoc cref="StartMs"/>
    public long EndMs { get; }

    /// <summary>Idle days between the first and the last row that the calendar leaves out.</summary>
    public int DaysSkipped => _days.DaysSkipped;

    /// <summary>Pedestrians at a kiosk (1..53) in the hour that starts at an instant.</summary>
    public int Pedestrians(long hourMs, int kiosk) => _pedestrians.GetValueOrDefault((hourMs, kiosk));

    /// <summary>Queues every basket at its merchant; returns the items that the catalogue does not name.</summary>
    /// <exception cref="FleetException">A basket comes to more than a ticket may; names its line.</exception>
    public IReadOnlyCollection<string> Deal(IReadOnlyList<Merchant> merchants, IReadOnlyList<Ware> wares)
    {
        var index = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < wares.Count; i++)
        {
            index.TryAdd(wares[i].Item, i);
        }

        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        for (var b = 0; b < _baskets.Count; b++)
        {
            var basket = _baskets[b];
            var articles = new List<int>();
            foreach (var item in basket.Items)
            {
                if (!index.TryGetValue(item, out var article))
                {
                    unknown.Add(item);
                    article = Keying.Unknown;
                }

                articles.Add(article);
            }

            RefuseTooDear(basket, articles, wares);
            merchants[b % merchants.Count].Queue(new Order(basket.Id, Ms(basket.At, _firstBasketDay), articles));
        }

        return unknown;
    }

    private static void RefuseTooDear(Basket basket, List<int> articles, IReadOnlyList<Ware> wares)
    {
        var cents = articles.Sum(a => (long)Keying.CentsOf(a, wares));
        if (cents > Protocol.Limits.TicketCentsMax)
        {
            throw new FleetException($"{basket.Where}: basket {basket.Id} comes to {cents} cents; a ticket takes "
                + $"{Protocol.Limits.TicketCentsMax} at most");
        }
    }

    private void Add(HourCount row, long hour)
    {
        var kiosk = ((row.Counter - 1) % 53) + 1;
        var people = _pedestrians.GetValueOrDefault((hour, kiosk)) + row.Pedestrians;
        if (people > HourCount.PedestriansMax)
        {
            throw new FleetException($"more than {HourCount.PedestriansMax} pedestrians of counter {row.Counter} and "
                + $"those that share its kiosk in the hour {row.Hour:yyyy-MM-ddTHH:mm}");
        }

        _pedestrians[(hour, kiosk)] = people;
    }

    private long Ms(DateTime at, DateTime firstDay) =>
        StartMs + (_days.Of((at.Date - firstDay).Days) * DayMs) + (long)at.TimeOfDay.TotalMilliseconds;
}
