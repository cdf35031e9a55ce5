namespace Kiosk.Firmware.Cards;

/// <summary>
/// Codes of technical events (JET) of card payments, from 970 up; argument 1 the cents, argument 2 the number of the
/// ticket, text "attempt key/slip number" in digits. Never data of a card (R51). Frozen numbers.
/// </summary>
public static class CardEvent
{
    /// <summary>The operator declares that an attempt of unknown outcome was paid, was not paid (R49).</summary>
    public const int DeclaredPaid = 970, DeclaredNotPaid = 971;

    /// <summary>What was paid by card for a sale that is given up was given back at the terminal.</summary>
    public const int GivenBack = 972;
}
