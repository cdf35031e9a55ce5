namespace Kiosk.Gateway.City;

/// <summary>
/// The daily scale of the order of 10 July 2020, in force since 2021-01-01, for the two pollutants we measure: upper
/// bounds of classes 1 to 5 in whole µg/m³, mean of the day. What we show is an indicative class of a micro-sensor; the
/// name of the official index belongs to the approved association (AIR-1) and stands nowhere on our pages.
/// </summary>
public static class AirScale
{
    /// <summary>Id stored and shown with every class (AIR-2).</summary>
    public const string Id = "fr-daily-2021";

    /// <summary>Where the approved association publishes the official index (AIR-1).</summary>
    public const string OfficialIndex = "https://www.atmosud.org/";

    private static readonly int[] Pm25Bounds = [10, 20, 25, 50, 75];
    private static readonly int[] Pm10Bounds = [20, 40, 50, 100, 150];

    /// <summary>Class of a day from its means; a null or negative mean counts as not measured (AIR-3, AIR-4).</summary>
    public static Air Classify(double? pm25, double? pm10)
    {
        int fine = Class(pm25, Pm25Bounds), coarse = Class(pm10, Pm10Bounds);
        return new Air(Math.Max(fine, coarse), fine > 0, coarse > 0);
    }

    /// <summary>Class of one PM2.5 mean, 0 without one.</summary>
    public static int Pm25Class(double? mean) => Class(mean, Pm25Bounds);

    private static int Class(double? mean, int[] bounds)
    {
        if (mean is not { } value || value < 0)
        {
            return 0;
        }

        // Half up to the integer first, then look up: 10.4 is class 1, 10.5 is class 2.
        double rounded = Math.Floor(value + 0.5);
        int index = Array.FindIndex(bounds, bound => rounded <= bound);
        return index < 0 ? bounds.Length + 1 : index + 1;
    }
}
