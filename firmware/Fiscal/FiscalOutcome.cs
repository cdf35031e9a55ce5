namespace Kiosk.Fiscal;

/// <summary>
/// What became of a record offered to the chain. Frozen numbers; anything but <see cref="Sealed"/> leaves the state as
/// it was.
/// </summary>
public static class FiscalOutcome
{
    /// <summary>Sealed; the state moved on.</summary>
    public const int Sealed = 0;

    /// <summary>The number is above the next one: at least one record before it is missing.</summary>
    public const int Missing = -1;

    /// <summary>The number was already sealed: a replayed record.</summary>
    public const int Replayed = -2;

    /// <summary>Values, counts, amounts or VAT rates are not those of a valid record.</summary>
    public const int Malformed = -3;

    /// <summary>The catalogue or the settings given are not of the version the ticket names.</summary>
    public const int WrongVersion = -4;

    /// <summary>
    /// The record verified, but its stored seal is another one: a field was changed (<see cref="ChainVerifier"/> only).
    /// </summary>
    public const int Changed = -5;

    /// <summary>The wall time is before that of the record sealed before it (R24).</summary>
    public const int TimeBackwards = -6;

    /// <summary>The figures of a closing are not those of the records before it.</summary>
    public const int Different = -7;

    /// <summary>A closing that is not due, or before the ones that come first (R19).</summary>
    public const int OutOfOrder = -8;

    /// <summary>The chain goes on with another key than the one in use (<see cref="FiscalChain.UseKey"/>).</summary>
    public const int WrongKey = -9;
}
