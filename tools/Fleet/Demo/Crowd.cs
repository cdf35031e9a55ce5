using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Replay;

namespace Kiosk.Fleet.Demo;

/// <summary>
/// Customers, passers-by, people at the counter and weather of one kiosk of the demonstration, from one seed.
/// </summary>
internal sealed class Crowd(KioskRunner runner, int articles, int seed)
{
    private const int HourMs = 3_600_000;
    private const double CustomersPerHour = 15;

    /// <summary>Share of a busy hour, by hour of the day in Marseille (UTC + 2 is near enough for a crowd).</summary>
    private static readonly double[] Bustle =
        [.02, .01, .01, .01, .02, .05, .15, .4, .8, .9, 1, 1.1, 1.2, 1, .8, .8, .9, 1.1, 1.2, .9, .5, .3, .15, .06];

    private readonly Random _random = new(seed);
    private readonly Walkers _walkers = new(seed * 31 + 7);
    private long _nextCustomerMs = -1;
    private long _nextHourMs = -1;
    private long _nextAirMs = -1;
    private long _nextStandMs = -1;
    private double _warmth;

    /// <summary>Prepares what happens until an instant. Customers stay away while <paramref name="watched"/>.</summary>
    public void Prepare(long fromMs, long toMs, bool watched)
    {
        if (_nextHourMs < 0)
        {
            _nextHourMs = fromMs;
            _nextAirMs = fromMs;
            _nextStandMs = fromMs;
            runner.AddSights(runner.Visits is null ? [] : [new CounterSight(fromMs, CounterSense.Nobody)]);
            _nextCustomerMs = fromMs + _random.Next(HourMs / 20);
        }

        for (; _nextHourMs < toMs; _nextHourMs += HourMs)
        {
            _walkers.Walk((int)(Busy(_nextHourMs) * (60 + _random.Next(240))), _nextHourMs);
            runner.AddEdges(_walkers.TakeEdges());
        }

        for (; runner.Visits is not null && _nextStandMs < toMs; _nextStandMs = HourEnd(_nextStandMs))
        {
            var pause = (int)(HourMs / Math.Max(1, 2 * CustomersPerHour * Busy(_nextStandMs)));
            runner.AddSights(runner.Visits.Within(_nextStandMs, HourEnd(_nextStandMs), pause));
        }

        for (; _nextAirMs < toMs; _nextAirMs += 60_000)
        {
            SetAir(_nextAirMs);
        }

        while (runner.Merchant is { } merchant && _nextCustomerMs < toMs)
        {
            if (!watched)
            {
                merchant.Queue(new Order($"demo-{_nextCustomerMs}", _nextCustomerMs, Pick()));
            }

            var rate = Math.Max(0.2, CustomersPerHour * Busy(_nextCustomerMs));
            _nextCustomerMs += 2_000 + (long)(-Math.Log(1 - _random.NextDouble()) * HourMs / rate);
        }
    }

    private int[] Pick() => [.. Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => _random.Next(articles))];

    private static long HourEnd(long ms) => (ms / HourMs * HourMs) + HourMs;

    private static double Busy(long ms) => Bustle[(int)((ms / HourMs + 2) % 24)];

    private void SetAir(long ms)
    {
        var hour = ms / (double)HourMs + 2;
        var day = Math.Sin((hour - 9) * Math.PI / 12);
        _warmth = 0.95 * _warmth + _random.Next(-20, 21);
        runner.Kiosk.SetProbe(0, (int)(2050 + 520 * day + _warmth));
        runner.Kiosk.SetProbe(1, (int)(5800 - 1400 * day + _random.Next(-150, 151)));
        runner.Kiosk.SetProbe(2, 10_152 + _random.Next(-6, 7));
        runner.Kiosk.SetProbe(3, (int)(440 + 90 * Busy(ms) + _random.Next(-15, 16)));
        runner.Kiosk.SetProbe(4, (int)(70 + 60 * Busy(ms) + _random.Next(-15, 16)));
        runner.Kiosk.SetProbe(5, (int)(140 + 110 * Busy(ms) + _random.Next(-25, 26)));
        runner.Kiosk.SetProbe(6, (int)(520 + 120 * Busy(ms) + _random.Next(-25, 26)));
    }
}
