namespace Kiosk.Gateway.City;

/// <summary>
/// GRD-10: passages are open per kiosk and hour, but from 0 to 5 o'clock an hour with 1 to 4 passages is withheld, and
/// so much more with it that the day less the published hours does not give it back: always two hours or more, with
/// five passages or more between them. When the day has not that much, its total is withheld too.
/// </summary>
public static class NightGuard
{
    /// <summary>The night is the hours 0 to 5.</summary>
    public const int NightHours = 6;

    private const int FewMax = 4;

    /// <summary>Delay before a slot is published.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(15);

    /// <summary>Returns the hours of one civil day with the cells to hide marked withheld.</summary>
    /// <param name="hours">Hours of the day in order; the local hour is given by <paramref name="localHour"/>.</param>
    /// <param name="localHour">Hour 0..23 of a cell in the civil time of the city.</param>
    /// <param name="day">Total of the day, withheld hours included, or withheld itself.</param>
    public static IReadOnlyList<Cell> Guard(IReadOnlyList<Cell> hours, Func<Cell, int> localHour, out Figure day)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(localHour);
        Cell[] guarded = [.. hours];
        int withheld = 0;
        long hidden = 0;
        for (int i = 0; i < guarded.Length; i++)
        {
            bool isFew = guarded[i].State == CellState.Value && guarded[i].Value is >= 1 and <= FewMax;
            if (isFew && localHour(guarded[i]) < NightHours)
            {
                hidden += Hide(guarded, i);
                withheld++;
            }
        }

        while (withheld > 0 && (withheld < 2 || hidden <= FewMax) && Smallest(guarded) is >= 0 and int next)
        {
            hidden += Hide(guarded, next);
            withheld++;
        }

        bool isExposed = withheld > 0 && (withheld < 2 || hidden <= FewMax);
        day = isExposed ? new Figure(CellState.Withheld, 0, null) : Sum(hours);
        return guarded;
    }

    /// <summary>Sum of the cells that have a value.</summary>
    public static Figure Sum(IReadOnlyList<Cell> cells)
    {
        List<Cell> known = [.. cells.Where(cell => cell.State == CellState.Value)];
        return known.Count == 0
            ? new Figure(CellState.Missing, 0, null)
            : new Figure(CellState.Value, known.Sum(cell => cell.Value), known[^1].End, Cell.ErrorOf(known));
    }

    private static long Hide(Cell[] cells, int index)
    {
        long value = cells[index].Value;
        cells[index] = cells[index].Hidden();
        return value;
    }

    // An hour with nobody protects nothing: the smallest hour with somebody goes.
    private static int Smallest(Cell[] cells)
    {
        int best = -1;
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i].State == CellState.Value && cells[i].Value > 0
                && (best < 0 || cells[i].Value < cells[best].Value))
            {
                best = i;
            }
        }

        return best;
    }
}
