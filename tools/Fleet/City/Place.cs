using System.Globalization;

namespace Kiosk.Fleet.City;

/// <summary>
/// A kiosk of the virtual city. The five allotted ones stand at their published addresses, the others are invented.
/// </summary>
public sealed record Place(
    string Kiosk, string Name, string Trade, string Address, int Arrondissement,
    double Latitude, double Longitude, bool Sells, bool Invented)
{
    /// <summary>Number of the kiosk, 1..53.</summary>
    public int Number => int.Parse(Kiosk.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The 53 kiosks of the scenario, 40 selling and 13 vacant ones that only measure.</summary>
    public static IReadOnlyList<Place> Marseille()
    {
        return [.. Csv.ReadBuiltIn("marseille-kiosks.csv",
            "kiosk", "name", "trade", "address", "arrondissement", "latitude", "longitude", "status", "invented")
            .Select(r => r.Fields)
            .Select(f => new Place(
                f[0], f[1], f[2], f[3], int.Parse(f[4], CultureInfo.InvariantCulture),
                double.Parse(f[5], CultureInfo.InvariantCulture), double.Parse(f[6], CultureInfo.InvariantCulture),
                f[7] == "occupied", f[8] == "yes"))];
    }
}
