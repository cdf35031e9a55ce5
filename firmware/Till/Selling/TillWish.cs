namespace Kiosk.Firmware.Selling;

/// <summary>What a function wants of the till's other parts; done once, after the key.</summary>
public static class TillWish
{
    /// <summary>
    /// Nothing; print a copy of the last ticket, a note, a reading X, a closing Z; self-test; export; export and print
    /// it as QR codes; print a copy of the ticket that was found; print the closing that was found.
    /// </summary>
    public const int None = 0, Copy = 1, Note = 2, Reading = 3, Closing = 4, SelfTest = 5, Inspect = 6,
        InspectPaper = 8, FoundCopy = 9, LastClosing = 10;
}
