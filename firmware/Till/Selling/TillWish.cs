namespace Kiosk.Firmware.Selling;

/// <summary>What a function wants of the till's other parts; done once, after the key.</summary>
public static class TillWish
{
    /// <summary>
    /// Nothing; print a copy of the last ticket, a note, a reading X, a closing Z; self-test; export; export and print
    /// it as QR codes; print a copy of the ticket that was found; print the closing that was found; export onto the
    /// memory card.
    /// </summary>
    public const int None = 0, Copy = 1, Note = 2, Reading = 3, Closing = 4, SelfTest = 5, Inspect = 6,
        InspectPaper = 8, FoundCopy = 9, LastClosing = 10, InspectCard = 11;

    /// <summary>Wish of a function of the inspector's export.</summary>
    public static int OfExport(int function)
    {
        return function == FunctionCode.Inspect ? Inspect
            : function == FunctionCode.InspectCard ? InspectCard : InspectPaper;
    }
}
