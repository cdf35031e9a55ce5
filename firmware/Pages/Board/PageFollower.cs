using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Footfall;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// Fills the facts from the kiosk's own senses: last readings, means of the day, the last whole hour of passages. One
/// thread; nothing is allocated after construction.
/// </summary>
public sealed class PageFollower
{
    private readonly PageFacts _facts;
    private readonly ClimateSampler? _climate;
    private long _readMs = -1;
    private long _day = -1;
    private long _fineSum, _coarseSum;
    private int _fineCount, _coarseCount;

    /// <summary>Follower of a counter and a sampler, either may be null.</summary>
    public PageFollower(PageFacts facts, FootfallCounter? footfall, ClimateSampler? climate)
    {
        _facts = facts;
        _climate = climate;
        Habit = footfall == null ? null : new FootfallHabit(footfall);
    }

    /// <summary>What is usual here; null without beams.</summary>
    public readonly FootfallHabit? Habit;

    /// <summary>Looks at the senses.</summary>
    public void Follow(long nowMs, TimeKeeper time)
    {
        _facts.ClockKnown = time.Quality > 0;
        if (!_facts.ClockKnown)
        {
            return;
        }

        _facts.NowUtc = time.WallSeconds(nowMs);
        if (Habit != null)
        {
            Habit.Follow(_facts.NowUtc, _facts);
        }

        if (_climate != null && _climate.ReadAtMs > _readMs)
        {
            _readMs = _climate.ReadAtMs;
            TakeReading(_climate, time.WallSeconds(_readMs));
        }
    }

    private void TakeReading(ClimateSampler climate, long atUtc)
    {
        long day = ParisDay.Number(atUtc);
        if (day != _day)
        {
            _facts.MeansFrom = day == _day + 1 ? 0 : atUtc;
            _day = day;
            _fineSum = 0;
            _coarseSum = 0;
            _fineCount = 0;
            _coarseCount = 0;
        }

        Take(climate, ClimateLayout.Temperature, _facts.Temperature, atUtc);
        Take(climate, ClimateLayout.Sound, _facts.Sound, atUtc);
        if (climate.Code(ClimateLayout.Pm25) == ReadingCode.Ok)
        {
            _fineSum += climate.Value(ClimateLayout.Pm25);
            _fineCount++;
            _facts.Fine.Take((int)(_fineSum / _fineCount), atUtc);
        }

        if (climate.Code(ClimateLayout.Pm10) == ReadingCode.Ok)
        {
            _coarseSum += climate.Value(ClimateLayout.Pm10);
            _coarseCount++;
            _facts.Coarse.Take((int)(_coarseSum / _coarseCount), atUtc);
        }
    }

    private static void Take(ClimateSampler climate, int channel, Figure figure, long atUtc)
    {
        if (climate.Code(channel) == ReadingCode.Ok)
        {
            figure.Take(climate.Value(channel), atUtc);
        }
    }
}
