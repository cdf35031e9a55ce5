namespace Kiosk.Firmware.Notices;

/// <summary>
/// The daily scale of the order of 10 July 2020 (fr-daily-2021) in plain words: an indicative class of a micro-sensor,
/// pollutant by pollutant; the name of the official index is not ours (AIR-1). No state, any thread.
/// </summary>
public static class AirWords
{
    /// <summary>Upper bounds of classes 1 to 5, µg/m³, by class; classes are 1..6.</summary>
    public static int Class(int tenths, bool fine)
    {
        // Half up to the whole µg first, then look up (AIR-3).
        int whole = (tenths + 5) / 10;
        for (int i = 1; i <= 5; i++)
        {
            if (whole <= Bound(i, fine))
            {
                return i;
            }
        }

        return 6;
    }

    /// <summary>The word of a class, French.</summary>
    public static string French(int airClass)
    {
        switch (airClass)
        {
            case 1: return "Bon";
            case 2: return "Moyen";
            case 3: return "Dégradé";
            case 4: return "Mauvais";
            case 5: return "Très mauvais";
            default: return "Extrêmement mauvais";
        }
    }

    /// <summary>The word of a class, English.</summary>
    public static string English(int airClass)
    {
        switch (airClass)
        {
            case 1: return "good";
            case 2: return "fair";
            case 3: return "moderate";
            case 4: return "poor";
            case 5: return "very poor";
            default: return "extremely poor";
        }
    }

    private static int Bound(int airClass, bool fine)
    {
        switch (airClass)
        {
            case 1: return fine ? 10 : 20;
            case 2: return fine ? 20 : 40;
            case 3: return fine ? 25 : 50;
            case 4: return fine ? 50 : 100;
            default: return fine ? 75 : 150;
        }
    }
}
