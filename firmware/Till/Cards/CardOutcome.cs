namespace Kiosk.Firmware.Cards;

/// <summary>How a request to a card terminal ended. Frozen numbers.</summary>
public static class CardOutcome
{
    /// <summary>Still running, or nothing was asked.</summary>
    public const int None = 0;

    /// <summary>The terminal said that the card was debited.</summary>
    public const int Paid = 1;

    /// <summary>The terminal said that nothing was debited.</summary>
    public const int Refused = 2;

    /// <summary>No whole request has left the kiosk: nothing can have been debited.</summary>
    public const int NotAsked = 3;

    /// <summary>A request has left and no trustworthy answer came: somebody must look at the terminal (R49).</summary>
    public const int Unknown = 4;
}
