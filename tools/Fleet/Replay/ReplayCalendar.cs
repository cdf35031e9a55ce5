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

    private const int HourMs = 3_600_000;
    private readonly Dictionary<(long Hour, int Kiosk), int> _pedestrians = [];

    public ReplayCalendar(IReadOnlyList<Basket> baskets, IReadOnlyList<HourCount> hours)
    {
        Baskets = baskets;
        BasketShift = baskets.Count == 0 ? TimeSpan.Zero : Day0.UtcDateTime - baskets[0].At.Date;
        var shift = hours.Count == 0 ? TimeSpan.Zero : Day0.UtcDateTime - hours[0].Hour.Date;
        var lastMs = StartMs;
        foreach (var row in hours)
        {
            var hour = Ms(row.Hour + shift);
            var kiosk = ((row.Counter - 1) % 53) + 1;
            _pedestrians[(hour, kiosk)] = _pedestrians.GetValueOrDefault((hour, kiosk)) + row.Pedestrians;
            lastMs = Math.Max(lastMs, hour + HourMs);
        }

        if (baskets.Count > 0)
        {
            lastMs = Math.Max(lastMs, Ms(baskets[^1].At + BasketShift) + HourMs);
        }

        EndMs = (lastMs + HourMs - 1) / HourMs * HourMs;
    }

    /// <summary>Start and end of the calendar, ms since 1970, whole hours.</summary>
    public static long StartMs => Day0.ToUnixTimeMilliseconds();

    /// <inheritdoc cref="StartMs"/>
    public long EndMs { get; }

    /// <summary>All baskets in order of time, and what is added to their times.</summary>
    public IReadOnlyList<Basket> Baskets { get; }

    /// <inheritdoc cref="Baskets"/>
    public TimeSpan BasketShift { get; }

    /// <summary>Pedestrians at a kiosk (1..53) in the hour that starts at an instant.</summary>
    public int Pedestrians(long hourMs, int kiosk) => _pedestrians.GetValueOrDefault((hourMs, kiosk));

    /// <summary>Queues every basket at its merchant; returns the items that the catalogue does not name.</summary>
    public IReadOnlyCollection<string> Deal(IReadOnlyList<Merchant> merchants, IReadOnlyList<Ware> wares)
    {
        var index = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Math.Min(wares.Count, Protocol.Limits.CatalogueArticlesMax); i++)
        {
            index.TryAdd(wares[i].Item, i);
        }

        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        for (var b = 0; b < Baskets.Count; b++)
        {
            var articles = new List<int>();
            foreach (var item in Baskets[b].Items)
            {
                if (!index.TryGetValue(item, out var article))
                {
                    unknown.Add(item);
                    article = -1;
                }

                articles.Add(article);
            }

            merchants[b % merchants.Count].Queue(
                new Order(Baskets[b].Id, Ms(Baskets[b].At + BasketShift), articles));
        }

        return unknown;
    }

    private static long Ms(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
