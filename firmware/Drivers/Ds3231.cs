namespace Kiosk.Drivers;

/// <summary>
/// Battery clock DS3231 in 24-hour mode, years 2000..2099. One thread, no allocation after construction.
/// </summary>
public sealed class Ds3231
{
    private readonly I2cBus _bus;
    private readonly byte[] _register = new byte[1];
    private readonly byte[] _time = new byte[7];
    private readonly byte[] _status = new byte[1];
    private readonly byte[] _setTime = new byte[8];
    private readonly byte[] _setStatus = new byte[2];

    /// <summary>Clock on a bus.</summary>
    public Ds3231(I2cBus bus)
    {
        _bus = bus;
    }

    /// <summary>
    /// Reads UTC seconds; false when the bus is silent, the oscillator had stopped, or the registers hold no date.
    /// </summary>
    public bool TryRead(out long utcSeconds)
    {
        utcSeconds = 0;
        _register[0] = 0x0F;
        if (!_bus.WriteRead(_register, _status) || (_status[0] & 0x80) != 0)
        {
            return false;
        }

        _register[0] = 0x00;
        if (!_bus.WriteRead(_register, _time))
        {
            return false;
        }

        int second = Decimal(_time[0]);
        int minute = Decimal(_time[1]);
        int hour = Decimal(_time[2]);
        int day = Decimal(_time[4]);
        int month = Decimal(_time[5] & 0x1F);
        int year = Decimal(_time[6]);
        if (second < 0 || second > 59 || minute < 0 || minute > 59 || hour < 0 || hour > 23
            || day < 1 || day > 31 || month < 1 || month > 12 || year < 0)
        {
            return false;
        }

        utcSeconds = (((((CivilDays(2000 + year, month, day) * 24) + hour) * 60) + minute) * 60) + second;
        return true;
    }

    /// <summary>
    /// Sets the clock and clears its stopped mark; false when the bus is silent or the time is outside 2000..2099.
    /// </summary>
    public bool Set(long utcSeconds)
    {
        long days = utcSeconds / 86400;
        if (days < 10957 || days >= 47482)
        {
            return false;
        }

        int year = 2000;
        while (year < 2099 && CivilDays(year + 1, 1, 1) <= days)
        {
            year++;
        }

        int month = 12;
        while (CivilDays(year, month, 1) > days)
        {
            month--;
        }

        int rest = (int)(utcSeconds % 86400);
        _setTime[0] = 0;
        _setTime[1] = Bcd(rest % 60);
        _setTime[2] = Bcd(rest / 60 % 60);
        _setTime[3] = Bcd(rest / 3600);
        _setTime[4] = (byte)(((days + 4) % 7) + 1);
        _setTime[5] = Bcd((int)(days - CivilDays(year, month, 1)) + 1);
        _setTime[6] = Bcd(month);
        _setTime[7] = Bcd(year - 2000);
        _setStatus[0] = 0x0F;
        _setStatus[1] = 0;
        return _bus.Write(_setTime) && _bus.Write(_setStatus);
    }

    /// <summary>Days since 1970-01-01 of a date, years from 1970 on.</summary>
    private static long CivilDays(int year, int month, int day)
    {
        int shifted = month > 2 ? year : year - 1;
        int fromMarch = month > 2 ? month - 3 : month + 9;
        long days = (365L * shifted) + (shifted / 4) - (shifted / 100) + (shifted / 400);
        return days + (((153 * fromMarch) + 2) / 5) + day - 719469;
    }

    private static int Decimal(int bcd)
    {
        return (bcd & 0x0F) > 9 || (bcd >> 4) > 9 ? -1 : ((bcd >> 4) * 10) + (bcd & 0x0F);
    }

    private static byte Bcd(int value)
    {
        return (byte)(((value / 10) << 4) | (value % 10));
    }
}
