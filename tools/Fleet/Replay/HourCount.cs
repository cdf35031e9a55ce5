using System.Globalization;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Replay;

/// <summary>Pedestrians of one street counter in one hour.</summary>
public sealed record HourCount(DateTime Hour, int Counter, int Pedestrians)
{
    /// <summary>
    /// Rows of a file <c>hour_start_local,sensor_id,pedestrians</c> in order of time; times are read as UTC. Throws
    /// <see cref="FleetException"/> naming file and line on a bad row.
    /// </summary>
    public static IReadOnlyList<HourCount> Load(string path)
    {
        using var reader = Files.OpenText(path);
        var rows = new List<HourCount>();
        foreach (var (line, row) in Csv.Read(reader, path, "hour_start_local", "sensor_id", "pedestrians"))
        {
            if (!DateTime.TryParse(row[0], CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var hour)
                || !int.TryParse(row[1], NumberStyles.None, CultureInfo.InvariantCulture, out var counter)
                    || counter < 1
                || !int.TryParse(row[2], NumberStyles.None, CultureInfo.InvariantCulture, out var pedestrians))
            {
                throw new FleetException($"{path}: line {line}: '{string.Join(',', row)}' is not hour, counter, "
                    + "pedestrians");
            }

            rows.Add(new HourCount(hour, counter, pedestrians));
        }

        return [.. rows.OrderBy(r => r.Hour).ThenBy(r => r.Counter)];
    }
}
