using System.Globalization;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Replay;

/// <summary>One basket of the file: when it was sold and its items in order.</summary>
public sealed record Basket(string Id, DateTime At, IReadOnlyList<string> Items)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static readonly string[] Times = ["HH:mm:ss", "HH:mm", "HH:mm:ss.FFFFFFF", "H:mm:ss", "H:mm"];

    /// <summary>File and line of its first row, for messages.</summary>
    public string Where { get; init; } = "";

    /// <summary>
    /// Baskets of a file <c>date,time,basket,item</c> in order of time; times are read as UTC. A basket comes when its
    /// first row says and may go on over midnight. Throws <see cref="FleetException"/> naming file and line on a bad
    /// row.
    /// </summary>
    public static IReadOnlyList<Basket> Load(string path)
    {
        using var reader = Files.OpenText(path);
        var order = new List<(Basket Basket, List<string> Items)>();
        var index = new Dictionary<(string Id, DateTime Day), int>();
        var latest = new List<DateTime>();
        foreach (var (line, row) in Csv.Read(reader, path, "date", "time", "basket", "item"))
        {
            if (!DateTime.TryParseExact(
                    row[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || !TryTime(row[1], out var time) || row[2].Length == 0)
            {
                throw new FleetException(
                    $"{path}: line {line}: '{row[0]},{row[1]},{row[2]}' is not date yyyy-mm-dd, time hh:mm:ss, basket");
            }

            // Baskets are numbered once per file; a number that comes back on another day is another basket, unless its
            // last row stands a few minutes before on the other side of midnight.
            var at = DateTime.SpecifyKind(day + time, DateTimeKind.Utc);
            if (!index.TryGetValue((row[2], day), out var i) && index.TryGetValue((row[2], day.AddDays(-1)), out i)
                && at - latest[i] <= Pause)
            {
                index[(row[2], day)] = i;
            }

            if (!index.TryGetValue((row[2], day), out i))
            {
                index[(row[2], day)] = i = order.Count;
                List<string> items = [];
                latest.Add(at);
                order.Add((new Basket(row[2], at, items) { Where = $"{path}: line {line}" }, items));
            }

            latest[i] = at > latest[i] ? at : latest[i];
            order[i].Items.Add(row[3]);
        }

        return [.. order.Select(o => o.Basket).OrderBy(b => b.At)];
    }

    private static bool TryTime(string text, out TimeSpan time)
    {
        var ok = DateTime.TryParseExact(
            text, Times, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var at);
        time = at.TimeOfDay;
        return ok;
    }
}
