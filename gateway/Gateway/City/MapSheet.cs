namespace Kiosk.Gateway.City;

/// <summary>A kiosk placed on the sheet.</summary>
public readonly record struct Pin(KioskCard Kiosk, int X, int Y);

/// <summary>
/// The schematic map of Marseille, drawn by hand: a coarse outline, one mark per arrondissement with the centre
/// enlarged, and the kiosks of an arrondissement in rings around its mark, so that no two pins touch.
/// </summary>
public static class MapSheet
{
    /// <summary>Size of the sheet in drawing units.</summary>
    public const int Width = 720, Height = 600;

    /// <summary>Outline of the city, coast first.</summary>
    public const string Outline =
        "M96 40 120 96 168 150 196 206 222 246 232 282 286 300 236 318 196 340 186 382 212 420 258 452 276 500 " +
        "262 548 316 580 400 586 470 576 560 584 640 540 690 460 706 360 690 260 660 180 640 96 560 40 430 22 270 18Z";

    private const int Spacing = 32, FirstRing = 6;

    private static readonly (int X, int Y)[] Marks =
    [
        (362, 284), (272, 222), (352, 184), (466, 218), (492, 322), (404, 404), (262, 376), (326, 500),
        (472, 508), (570, 420), (650, 396), (606, 292), (576, 150), (446, 106), (312, 94), (186, 92),
    ];

    /// <summary>Mark of an arrondissement 1..16.</summary>
    public static (int X, int Y) Mark(int arrondissement) => Marks[arrondissement - 1];

    /// <summary>Places all kiosks whose arrondissement is known.</summary>
    public static IReadOnlyList<Pin> Place(IReadOnlyList<KioskCard> kiosks)
    {
        var pins = new List<Pin>();
        foreach (IGrouping<int, KioskCard> group in kiosks.Where(IsPlaced).GroupBy(kiosk => kiosk.Arrondissement))
        {
            int index = 0;
            foreach (KioskCard kiosk in group)
            {
                (int x, int y) = Mark(group.Key);
                (int dx, int dy) = Offset(index++);
                pins.Add(new Pin(kiosk, x + dx, y + dy));
            }
        }

        return pins;
    }

    /// <summary>True when the kiosk can stand on the sheet.</summary>
    public static bool IsPlaced(KioskCard kiosk)
    {
        ArgumentNullException.ThrowIfNull(kiosk);
        return kiosk.Arrondissement >= 1 && kiosk.Arrondissement <= Marks.Length;
    }

    // Six around one, then twelve, then eighteen: the closest packing of equal circles.
    private static (int X, int Y) Offset(int index)
    {
        int ring = 0, first = 0, places = 1;
        while (index >= first + places)
        {
            first += places;
            ring++;
            places = FirstRing * ring;
        }

        double angle = 2 * Math.PI * (index - first) / places;
        return ((int)Math.Round(ring * Spacing * Math.Cos(angle)), (int)Math.Round(ring * Spacing * Math.Sin(angle)));
    }
}
