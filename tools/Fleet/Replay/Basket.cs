using System.Globalization;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Replay;

/// <summary>One basket of the file: when it was sold and its items in order.</summary>
public sealed record Basket(string Id, DateTime At, IReadOnlyList<string> Items)
{
    /// <summary>
    /// Baskets of a file <c>date,time,basket,item</c> in order of time; times are read as UTC. Throws
    /// <see cref="FleetException"/> naming file and line on a bad row.
    /// </summary>
    public static IReadOnlyList<Basket> Load(string path)
    {
        using var reader = Files.OpenText(path);
        var order = new List<(string Id, DateTime At, List<string> Items)>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, row) in Csv.Read(reader, path, "date", "time", "basket", "item"))
        {
            if (!DateTime.TryParse(row[0] + "T" + row[1], CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            {
                throw new FleetException($"{path}: line {line}: '{row[0]},{row[1]}' is not a date and a time");
            }

            // Baskets are numbered once per file; a number that comes back on another day is another basket.
            var key = row[2] + "@" + row[0];
            if (!index.TryGetValue(key, out var i))
            {
                index[key] = i = order.Count;
                order.Add((row[2], at, []));
            }

            order[i].Items.Add(row[3]);
        }

        return [.. order.OrderBy(b => b.At).Select(b => new Basket(b.Id, b.At, b.Items))];
    }
}
