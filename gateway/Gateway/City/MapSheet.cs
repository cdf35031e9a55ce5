namespace Kiosk.Gateway.City;

/// <summary>A kiosk placed on the sheet.</summary>
public readonly record struct Pin(KioskCard Kiosk, int X, int Y);

/// <summary>
/// The map of Marseille, drawn by hand: the coast, a mark per arrondissement and every kiosk at its coordinates. The
/// centre is enlarged by one continuous projection, and pins that would touch move apart by as little as it takes.
/// A kiosk without coordinates stands at the mark of its arrondissement.
/// </summary>
public static class MapSheet
{
    /// <summary>Size of the sheet in drawing units.</summary>
    public const int Width = 720, Height = 600;

    private const double CentreLatitude = 43.2935, CentreLongitude = 5.388, CentreX = 350, CentreY = 300;
    private const double UnitsPerDegreeNorth = 3750, UnitsPerDegreeEast = 2730;
    private const double Enlargement = 1.5, EnlargedRadius = 430;
    private const double PinSpacing = 31, MarkSpacing = 26, Margin = 18;
    private const int RoundsMax = 160, PairsMax = 1_000_000;

    private static readonly (double Latitude, double Longitude)[] Coast =
    [
        (43.358, 5.240), (43.3575, 5.300), (43.3605, 5.318), (43.352, 5.333), (43.338, 5.342), (43.325, 5.352),
        (43.316, 5.357), (43.307, 5.3575), (43.2985, 5.3585), (43.2958, 5.3625), (43.2965, 5.3740), (43.2935, 5.3735),
        (43.2932, 5.3635), (43.2945, 5.3585), (43.2890, 5.3530), (43.2820, 5.3480), (43.2785, 5.3525),
        (43.2730, 5.3660), (43.2650, 5.3705), (43.2550, 5.3750), (43.2470, 5.3720), (43.2410, 5.3660),
        (43.2320, 5.3580), (43.2150, 5.3420), (43.205, 5.365), (43.18, 5.42),
    ];

    private static readonly GeoPoint[] Districts =
    [
        new(43.2990, 5.3800), new(43.3125, 5.3665), new(43.3150, 5.3800), new(43.3095, 5.4060), new(43.2925, 5.4100),
        new(43.2900, 5.3760), new(43.2835, 5.3570), new(43.2550, 5.3880), new(43.2370, 5.4300), new(43.2740, 5.4400),
        new(43.2900, 5.4850), new(43.3130, 5.4500), new(43.3400, 5.4300), new(43.3440, 5.3950), new(43.3580, 5.3680),
        new(43.3700, 5.3300),
    ];

    /// <summary>Outline of the land: the coast, closed around the sheet.</summary>
    public static string Outline { get; } =
        "M" + string.Join(' ', Coast.Select(point => Put(new GeoPoint(point.Latitude, point.Longitude)))
            .Select(point => $"{Whole(point.X)} {Whole(point.Y)}")) + " 760 640 760 -40 -40 -40Z";

    /// <summary>Mark of an arrondissement 1..16.</summary>
    public static (int X, int Y) Mark(int arrondissement)
    {
        (double x, double y) = Put(Districts[arrondissement - 1]);
        return (Whole(x), Whole(y));
    }

    /// <summary>A spot on the sheet, inside its margin.</summary>
    public static (int X, int Y) Spot(GeoPoint spot)
    {
        (double x, double y) = Inside(Put(spot));
        return (Whole(x), Whole(y));
    }

    /// <summary>Places all kiosks whose coordinates or arrondissement are known.</summary>
    public static IReadOnlyList<Pin> Place(IReadOnlyList<KioskCard> kiosks)
    {
        KioskCard[] known = [.. kiosks.Where(IsPlaced)];
        (double X, double Y)[] spots = [.. known.Select(kiosk =>
            Inside(Put(kiosk.Spot ?? Districts[kiosk.Arrondissement - 1])))];
        (double X, double Y)[] marks = [.. Districts.Select(Put)];
        long pairs = Math.Max(1, (long)spots.Length * (spots.Length + marks.Length));
        long rounds = Math.Clamp(PairsMax / pairs, 1, RoundsMax);
        for (long round = 0; round < rounds && MoveApart(spots, marks); round++)
        {
        }

        return [.. known.Select((kiosk, i) => new Pin(kiosk, Whole(spots[i].X), Whole(spots[i].Y)))];
    }

    /// <summary>True when the kiosk can stand on the sheet.</summary>
    public static bool IsPlaced(KioskCard kiosk)
    {
        ArgumentNullException.ThrowIfNull(kiosk);
        return kiosk.Spot is not null || (kiosk.Arrondissement >= 1 && kiosk.Arrondissement <= Districts.Length);
    }

    private static bool MoveApart((double X, double Y)[] spots, (double X, double Y)[] marks)
    {
        bool moved = false;
        for (int i = 0; i < spots.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Push(spots[j], spots[i], PinSpacing, i) is { } push)
                {
                    spots[i] = Inside((spots[i].X + (push.X / 2), spots[i].Y + (push.Y / 2)));
                    spots[j] = Inside((spots[j].X - (push.X / 2), spots[j].Y - (push.Y / 2)));
                    moved = true;
                }
            }

            foreach ((double X, double Y) mark in marks)
            {
                if (Push(mark, spots[i], MarkSpacing, i) is { } push)
                {
                    spots[i] = Inside((spots[i].X + push.X, spots[i].Y + push.Y));
                    moved = true;
                }
            }
        }

        return moved;
    }

    // How far the second must move from the first; two on one spot part in a direction of their own.
    private static (double X, double Y)? Push((double X, double Y) from, (double X, double Y) to, double spacing, int n)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, distance = Math.Sqrt((dx * dx) + (dy * dy));
        if (distance >= spacing - 0.5)
        {
            return null;
        }

        if (distance < 0.5)
        {
            return (spacing * Math.Cos(n), spacing * Math.Sin(n));
        }

        double grow = (spacing - distance) / distance;
        return (dx * grow, dy * grow);
    }

    private static (double X, double Y) Put(GeoPoint spot)
    {
        double dx = (spot.Longitude - CentreLongitude) * UnitsPerDegreeEast;
        double dy = (CentreLatitude - spot.Latitude) * UnitsPerDegreeNorth;
        double radius = Math.Sqrt((dx * dx) + (dy * dy));
        double scale = (1 + Enlargement) / (1 + (Enlargement * Math.Min(radius, EnlargedRadius) / EnlargedRadius));
        return (CentreX + (dx * scale), CentreY + (dy * scale));
    }

    private static (double X, double Y) Inside((double X, double Y) spot) =>
        (Math.Clamp(spot.X, Margin, Width - Margin), Math.Clamp(spot.Y, Margin, Height - Margin));

    private static int Whole(double value) => (int)Math.Round(value);
}
