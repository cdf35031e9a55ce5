using Kiosk.Protocol;

namespace Kiosk.Firmware.Climate;

/// <summary>Plausible range of each channel in the unit of <see cref="ClimateLayout"/> (F-SEN-4).</summary>
public static class ClimateRange
{
    /// <summary>
    /// True when a value of a channel (0..6) is possible: T -40..85 C, RH 0..100 %, P 300..1100 hPa, CO2 1..40,000
    /// ppm, PM 0..1,000 ug/m3, sound 20..140 dB.
    /// </summary>
    public static bool Holds(int channel, int value)
    {
        switch (channel)
        {
            case ClimateLayout.Temperature:
                return value >= -4000 && value <= 8500;
            case ClimateLayout.Humidity:
                return value >= 0 && value <= 10000;
            case ClimateLayout.Pressure:
                return value >= 3000 && value <= 11000;
            case ClimateLayout.Co2:
                return value >= 1 && value <= 40000;
            case ClimateLayout.Pm25:
            case ClimateLayout.Pm10:
                return value >= 0 && value <= 10000;
            case ClimateLayout.Sound:
                return value >= 200 && value <= 1400;
            default:
                return false;
        }
    }

    /// <summary>
    /// True for a value that a part gives as long as there is no more or no less: air full of fog, or without a
    /// particle. That it repeats says nothing; whether the part is stuck its raw words tell in its driver (F-SEN-3).
    /// </summary>
    public static bool IsEnd(int channel, int value)
    {
        bool particles = channel == ClimateLayout.Pm25 || channel == ClimateLayout.Pm10;
        return (particles && value == 0) || (channel == ClimateLayout.Humidity && (value == 0 || value == 10000));
    }
}
