using System.Globalization;
using Kiosk.Fleet.City;
using Kiosk.Protocol;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// What the simulated kiosks sell: the same articles in every version of the catalogue, at other prices. Any
/// thread.
/// </summary>
internal static class Assortment
{
    public const int Articles = 60;

    private const long EanBase = 200_000_000_000, UnknownBase = 400_638_200_000;
    private static readonly short[] Rates = [210, 550, 1000, 2000];

    /// <summary>Price in cents of an article (0-based) in a version of the catalogue.</summary>
    public static int Cents(int article, int version) => 80 + (article * 37 % 900) + (version * 5);

    /// <summary>EAN-13 of an article.</summary>
    public static string Ean(int article) => Number(article).ToString("0000000000000", CultureInfo.InvariantCulture);

    /// <summary>A version of the catalogue.</summary>
    public static Catalogue Build(int version) => Wares.Build(
        [
            .. Enumerable.Range(0, Articles).Select(i => new Ware(
                "Article " + (i + 1).ToString(CultureInfo.InvariantCulture), Cents(i, version), Rates[i % Rates.Length],
                Number(i))),
        ],
        version);

    /// <summary>A number of an article that is in no catalogue, the n-th: its EAN-13.</summary>
    public static long Unknown(int n) => WithCheckDigit(UnknownBase + n);

    private static long Number(int article) => WithCheckDigit(EanBase + article + 1);

    private static long WithCheckDigit(long body)
    {
        var sum = 0L;
        var weight = 3;
        for (var rest = body; rest > 0; rest /= 10)
        {
            sum += rest % 10 * weight;
            weight = 4 - weight;
        }

        return (body * 10) + ((10 - (sum % 10)) % 10);
    }
}
