using Kiosk.Firmware.Parts;

namespace Kiosk.Fleet.City;

/// <summary>What the sensor of a counter tells from an instant on (calendar ms).</summary>
public readonly record struct CounterSight(long AtMs, int State);

/// <summary>
/// People at the counter of one kiosk, from one seed, as its sensor tells them (GRD-1): those who stop there, and those
/// who only reach over. Nobody stands there when an hour ends, so each stop is of one hour. One thread.
/// </summary>
public sealed class Visits(int seed)
{
    /// <summary>How long before an hour the sensor is plugged in, to be found by its beginning, in ms.</summary>
    public const int PlugMs = 90_000;

    private const int HourMs = 3_600_000, EdgeMs = 6_000;

    // In looks of a tenth of a second: three seconds make a stop, two of absence end one, each with a look to spare.
    private const int StopMsMin = 3_400, StopMsMax = 240_000, ReachMsMin = 300, ReachMsMax = 2_700, PauseMsMin = 2_400;

    private readonly Random _dice = new(seed);
    private readonly Dictionary<long, int> _made = [];

    /// <summary>Stops by the UTC second at which their hour begins.</summary>
    public IReadOnlyDictionary<long, int> Made => _made;

    /// <summary>
    /// Plans who comes within one hour of the calendar, a pause of <paramref name="pauseMs"/> between two on average.
    /// </summary>
    public IReadOnlyList<CounterSight> Within(long fromMs, long toMs, int pauseMs)
    {
        var sights = new List<CounterSight>();
        var hour = fromMs / HourMs * HourMs;
        _made.TryAdd(hour / 1000, 0);
        var at = Math.Max(fromMs, hour + EdgeMs) + _dice.Next(pauseMs);
        while (true)
        {
            var stops = _dice.Next(3) > 0;
            var stay = stops ? _dice.Next(StopMsMin, StopMsMax) : _dice.Next(ReachMsMin, ReachMsMax);
            if (at + stay > toMs - EdgeMs)
            {
                return sights;
            }

            sights.Add(new CounterSight(at, CounterSense.Somebody));
            sights.Add(new CounterSight(at + stay, CounterSense.Nobody));
            _made[hour / 1000] += stops ? 1 : 0;
            at += stay + PauseMsMin + _dice.Next(2 * pauseMs);
        }
    }

    /// <summary>One hour of the calendar with the sensor plugged in before it and taken out after it.</summary>
    public IEnumerable<CounterSight> Hour(long hourMs, int pauseMs) =>
    [
        new(hourMs - PlugMs, CounterSense.Nobody), .. Within(hourMs, hourMs + HourMs, pauseMs),
        new(hourMs + HourMs + EdgeMs, CounterSense.Absent),
    ];

    /// <summary>For tests of the verdict: as if one more had stopped.</summary>
    internal void Disturb() => _made[_made.Keys.First()]++;
}
