namespace Kiosk.Firmware.Cards;

/// <summary>Why a card payment was not made or is not known. Frozen numbers.</summary>
public static class CardReason
{
    /// <summary>No reason to tell.</summary>
    public const int None = 0;

    /// <summary>Refused by the bank; given up at the terminal by customer or operator.</summary>
    public const int Refused = 1, Abandoned = 2;

    /// <summary>The terminal did not answer; it is busy; its line is not there or broke.</summary>
    public const int Silent = 3, Busy = 4, LineLost = 5;

    /// <summary>The customer's time is over; the answer was not readable; it was for something else.</summary>
    public const int TimeOver = 6, Garbled = 7, Foreign = 8;

    /// <summary>The terminal itself does not know; the kiosk had no power meanwhile.</summary>
    public const int NotVerified = 9, PowerCut = 10;

    /// <summary>Taken back at the kiosk before anything was asked.</summary>
    public const int TakenBack = 11;

    /// <summary>The terminal refused the request's form, currency or action.</summary>
    public const int NotUnderstood = 12;
}
