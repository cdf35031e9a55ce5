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
}

/// <summary>One slot of a chart or table.</summary>
/// <param name="Start">Start of the slot, UTC.</param>
/// <param name="End">End of the slot, excluded, UTC.</param>
/// <param name="State">State.</param>
/// <param name="Value">Passages; 0 and without meaning unless the state is <see cref="CellState.Value"/>.</param>
/// <param name="Provisional">True while late data may still change it.</param>
public readonly record struct Cell(
    DateTimeOffset Start, DateTimeOffset End, CellState State, long Value, bool Provisional);

/// <summary>A figure with the time it stands for.</summary>
public readonly record struct Figure(CellState State, long Value, DateTimeOffset? Until);
