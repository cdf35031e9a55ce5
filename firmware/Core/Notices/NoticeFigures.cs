using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Footfall;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// The kiosk's own figures as rows of the residents' page. One thread, no allocation after construction.
/// </summary>
public sealed class NoticeFigures
{
    private readonly FootfallCounter? _footfall;
    private readonly ClimateSampler? _climate;
    private long _day = -1;
    private long _base;
    private long _sinceMinute;

    /// <summary>Figures of a counter and a sampler, either may be null.</summary>
    public NoticeFigures(FootfallCounter? footfall, ClimateSampler? climate)
    {
        _footfall = footfall;
        _climate = climate;
    }

    /// <summary>Follows the local day: a new one begins its count of passages at 0.</summary>
    public void Follow(long nowMs, TimeKeeper time)
    {
        if (_footfall == null || time.Quality == 0)
        {
            return;
        }

        long local = ParisDay.LocalSeconds(time.WallSeconds(nowMs));
        long day = local / 86400;
        if (day == _day)
        {
            return;
        }

        _sinceMinute = day == _day + 1 ? 0 : local % 86400 / 60;
        _base = _day < 0 ? 0 : _footfall.Passages;
        _day = day;
    }

    /// <summary>
    /// Row of today's passages; says since when, if the count began during the day. Small counts are hidden
    /// (F-FOOT-6).
    /// </summary>
    public void PutPassages(NoticePage page, int row)
    {
        if (_footfall == null || _day < 0)
        {
            return;
        }

        page.Row(row);
        if (_sinceMinute == 0)
        {
            page.Put("Passages aujourd'hui/today ");
        }
        else
        {
            page.Put("Passages dep./since ");
            page.PutNumber(_sinceMinute / 60, 2);
            page.Put(":");
            page.PutNumber(_sinceMinute % 60, 2);
            page.Put(" ");
        }

        long passages = _footfall.Passages - _base;
        if (passages > 0 && passages < NoticeBoard.SmallCount)
        {
            page.Put("<5");
            return;
        }

        page.PutNumber(passages, 1);
    }

    /// <summary>Row of temperature, humidity and CO2; a value without an ok code is left out.</summary>
    public void PutAir(NoticePage page, int row, long nowMs)
    {
        if (_climate == null || !IsFresh(_climate, nowMs))
        {
            return;
        }

        page.Row(row);
        if (_climate.Code(ClimateLayout.Temperature) == ReadingCode.Ok)
        {
            page.PutTenths(Tenths(_climate.Value(ClimateLayout.Temperature)));
            page.Put(" °C  ");
        }

        if (_climate.Code(ClimateLayout.Humidity) == ReadingCode.Ok)
        {
            page.PutNumber((_climate.Value(ClimateLayout.Humidity) + 50) / 100, 1);
            page.Put(" %  ");
        }

        if (_climate.Code(ClimateLayout.Co2) == ReadingCode.Ok)
        {
            page.Put("CO2 ");
            page.PutNumber(_climate.Value(ClimateLayout.Co2), 1);
            page.Put(" ppm");
        }
    }

    /// <summary>Two rows for a page with room: particles and pressure, then sound.</summary>
    public void PutDetails(NoticePage page, int row, long nowMs)
    {
        if (_climate == null || !IsFresh(_climate, nowMs))
        {
            return;
        }

        page.Row(row);
        if (_climate.Code(ClimateLayout.Pm25) == ReadingCode.Ok)
        {
            page.Put("PM2,5 ");
            page.PutTenths(_climate.Value(ClimateLayout.Pm25));
            page.Put(" µg/m³  ");
        }

        if (_climate.Code(ClimateLayout.Pressure) == ReadingCode.Ok)
        {
            page.PutNumber((_climate.Value(ClimateLayout.Pressure) + 5) / 10, 1);
            page.Put(" hPa");
        }

        page.Row(row + 1);
        if (_climate.Code(ClimateLayout.Sound) == ReadingCode.Ok)
        {
            page.Put("Bruit/noise ");
            page.PutTenths(_climate.Value(ClimateLayout.Sound));
            page.Put(" dB");
        }
    }

    /// <summary>Hundredths rounded to tenths, half away from zero.</summary>
    private static int Tenths(int value)
    {
        return value < 0 ? (value - 5) / 10 : (value + 5) / 10;
    }

    /// <summary>True when the last reading is not older than two periods.</summary>
    private static bool IsFresh(ClimateSampler climate, long nowMs)
    {
        return climate.ReadAtMs >= 0 && nowMs - climate.ReadAtMs <= climate.PeriodSeconds * 2000L;
    }
}
