using System.Globalization;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Replay;

/// <summary>Pedestrians of one street counter in one hour.</summary>
public sealed record HourCount(DateTime Hour, int Counter, int Pedestrians)
{
    /// <summary>
    /// Pedestrians of a row at most: a hundred times the busiest streets known, so that a slip of the pen is told
    /// before it fills the memory.
    /// </summary>
    public const int PedestriansMax = 1_000_000;

    private static readonly string[] Hours =
        ["yyyy-MM-dd'T'HH:00", "yyyy-MM-dd'T'HH:00:00", "yyyy-MM-dd HH:00", "yyyy-MM-dd HH:00:00"];

    /// <summary>
    /// Rows of a file <c>hour_start_local,sensor_id,pedestrians</c> in order of time; times are read as UTC. An hour
    /// that is there twice, as on the night that ends summer time, counts twice. Throws <see cref="FleetException"/>
    /// naming file and line on a bad row.
    /// </summary>
    public static IReadOnlyList<HourCount> Load(string path)
    {
        using var reader = Files.OpenText(path);
        var rows = new List<HourCount>();
        foreach (var (line, row) in Csv.Read(reader, path, "hour_start_local", "sensor_id", "pedestrians"))
        {
            if (!DateTime.TryParseExact(row[0], Hours, CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var hour)
                || !int.TryParse(row[1], NumberStyles.None, CultureInfo.InvariantCulture, out var counter)
                    || counter < 1
                || !int.TryParse(row[2], NumberStyles.None, CultureInfo.InvariantCulture, out var pedestrians)
                    || pedestrians > PedestriansMax)
            {
                throw new FleetException($"{path}: line {line}: '{string.Join(',', row)}' is not full hour "
                    + $"yyyy-mm-ddThh:00, counter, 0 to {PedestriansMax} pedestrians");
            }

            rows.Add(new HourCount(hour, counter, pedestrians));
        }

        return [.. rows.OrderBy(r => r.Hour).ThenBy(r => r.Counter)];
    }
}
