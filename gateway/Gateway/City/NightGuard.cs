namespace Kiosk.Gateway.City;

/// <summary>
/// GRD-10: passages are open per kiosk and hour, but from 0 to 5 o'clock an hour with 1 to 4 passages is withheld, and
/// so much more with it that the day less the published hours does not give it back: the next hours with somebody,
/// until two hours or more with five passages or more between them are withheld. Until the day has come that far, its
/// total is withheld too. Always the next hours, never the smallest of the day: what was shown once is never withheld
/// later, nor the other way round, so whoever reads the page all day learns no more than whoever reads it once.
/// </summary>
public static class NightGuard
{
    /// <summary>The night is the hours 0 to 5.</summary>
    public const int NightHours = 6;

    private const int FewMax = 4, HoursMin = 2;

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
            // An hour with nobody protects nothing.
            Cell cell = guarded[i];
            bool isFew = cell.Value <= FewMax && localHour(cell) < NightHours;
            if (cell.State != CellState.Value || cell.Value == 0 || (withheld == 0 && !isFew))
            {
                continue;
            }

            hidden += cell.Value;
            withheld++;
            guarded[i] = cell.Hidden();
            if (withheld >= HoursMin && hidden > FewMax)
            {
                (withheld, hidden) = (0, 0);
            }
        }

        day = withheld > 0 ? new Figure(CellState.Withheld, 0, null) : Sum(hours);
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
}
