namespace Kiosk.Gateway.City;

/// <summary>Geometry of a bar chart: ticks in steps of 1, 2 or 5 and the height of each bar.</summary>
public sealed class BarScale
{
    /// <summary>Size of the drawing, and the room for axis texts, in drawing units.</summary>
    public const int Width = 720, Height = 260, Left = 84, Bottom = 34, Top = 14;

    private const int TicksMax = 5;

    /// <summary>Makes the scale for a number of bars and a highest value.</summary>
    public BarScale(int bars, long highest)
    {
        Bars = Math.Max(1, bars);
        Step = StepFor(Math.Max(1, highest));
        Ceiling = (Math.Max(1, highest) + Step - 1) / Step * Step;
    }

    /// <summary>Number of bars.</summary>
    public int Bars { get; }

    /// <summary>Value between two ticks.</summary>
    public long Step { get; }

    /// <summary>Value at the top line.</summary>
    public long Ceiling { get; }

    /// <summary>All ticks from 0 up.</summary>
    public IEnumerable<long> Ticks()
    {
        for (long tick = 0; tick <= Ceiling; tick += Step)
        {
            yield return tick;
        }
    }

    /// <summary>Left edge of the room of a bar.</summary>
    public int X(int bar) => Left + ((Width - Left) * bar / Bars);

    /// <summary>Width of a bar without its gap.</summary>
    public int BarWidth => Math.Max(2, ((Width - Left) / Bars) - 4);

    /// <summary>Height on the drawing of a value, from the top.</summary>
    public int Y(long value) => Height - Bottom - (int)((Height - Bottom - Top) * value / Ceiling);

    private static long StepFor(long highest)
    {
        for (long decade = 1; ; decade *= 10)
        {
            foreach (long step in new[] { decade, 2 * decade, 5 * decade })
            {
                if (highest <= step * TicksMax)
                {
                    return step;
                }
            }
        }
    }
}
