namespace Kiosk.Gateway.City;

/// <summary>State of one published figure (ING-6): the three are never mixed.</summary>
public enum CellState
{
    /// <summary>A figure, which may be 0.</summary>
    Value,

    /// <summary>Nothing was measured.</summary>
    Missing,

    /// <summary>Withheld so that nobody is shown alone (GRD-10), mark "c".</summary>
    Withheld,

    /// <summary>Not due yet: the slot has not ended, or not 15 minutes ago.</summary>
    Pending,

    /// <summary>Measured, but by beams that were blocked, flapping, dead or saturated: no number (F-FOOT-4).</summary>
    Invalid,
}

/// <summary>One slot of a chart or table.</summary>
/// <param name="Start">Start of the slot, UTC.</param>
/// <param name="End">End of the slot, excluded, UTC.</param>
/// <param name="State">State.</param>
/// <param name="Value">Passages; 0 and without meaning unless the state is <see cref="CellState.Value"/>.</param>
/// <param name="Provisional">True while late data may still change it.</param>
/// <param name="Error">Standard error of the estimate, passages; 0 without a value.</param>
/// <param name="Quarters">Quarters of an hour with a number behind the value, and those that the slot has.</param>
/// <param name="Expected">See <paramref name="Quarters"/>.</param>
/// <param name="Common">Part of the error that all sites without calibration have alike, passages.</param>
public readonly record struct Cell(
    DateTimeOffset Start, DateTimeOffset End, CellState State, long Value, bool Provisional, double Error = 0,
    int Quarters = 0, int Expected = 0, double Common = 0)
{
    /// <summary>The cell with the mark "c" in place of its figure.</summary>
    public Cell Hidden() => this with { State = CellState.Withheld, Value = 0, Error = 0, Common = 0 };

    /// <summary>Standard error of a sum of cells that depend on each other by their common parts only.</summary>
    public static double ErrorOf(IEnumerable<Cell> cells) => ErrorOf(cells.Select(cell => (cell.Error, cell.Common)));

    /// <summary>
    /// Standard error of a sum: parts of their own by the root of their squares, common ones as they are.
    /// </summary>
    public static double ErrorOf(IEnumerable<(double Error, double Common)> parts)
    {
        double square = 0, common = 0;
        foreach ((double error, double alike) in parts)
        {
            square += (error * error) - (alike * alike);
            common += alike;
        }

        return Math.Sqrt(Math.Max(0, square) + (common * common));
    }
}

/// <summary>
/// A figure with the time it stands for, its standard error, and the part of it that all sites without calibration have
/// alike.
/// </summary>
public readonly record struct Figure(
    CellState State, long Value, DateTimeOffset? Until, double Error = 0, double Common = 0);
