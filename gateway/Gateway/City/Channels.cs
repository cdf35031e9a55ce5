using Kiosk.Protocol;

namespace Kiosk.Gateway.City;

/// <summary>Units of the climate channels: what the wire holds as whole numbers, and how pages write it.</summary>
public static class Channels
{
    /// <summary>Factor from the wire's unit to the page's unit.</summary>
    public static double Scale(int channel) => channel switch
    {
        ClimateLayout.Temperature or ClimateLayout.Humidity => 0.01,
        ClimateLayout.Co2 => 1,
        _ => 0.1,
    };

    /// <summary>Unit on pages and in the API.</summary>
    public static string Unit(int channel) => channel switch
    {
        ClimateLayout.Temperature => "°C",
        ClimateLayout.Humidity => "%",
        ClimateLayout.Pressure => "hPa",
        ClimateLayout.Co2 => "ppm",
        ClimateLayout.Sound => "dB(A)",
        _ => "µg/m³",
    };

    /// <summary>Name in the API.</summary>
    public static string Name(int channel) => channel switch
    {
        ClimateLayout.Temperature => "temperature",
        ClimateLayout.Humidity => "humidity",
        ClimateLayout.Pressure => "pressure",
        ClimateLayout.Co2 => "co2",
        ClimateLayout.Pm25 => "pm25",
        ClimateLayout.Pm10 => "pm10",
        _ => "sound",
    };

    /// <summary>Decimals that the sensor is worth.</summary>
    public static int Decimals(int channel) => channel switch
    {
        ClimateLayout.Temperature or ClimateLayout.Pm25 or ClimateLayout.Pm10 => 1,
        _ => 0,
    };
}
