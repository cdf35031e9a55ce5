using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Cards;
using Kiosk.Firmware.Cards;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// How the card terminal beside the till behaves in a year: most often as it should, else in every way that a terminal
/// may fail.
/// </summary>
internal static class CardCounter
{
    private static readonly CardMischief[] Mischiefs =
    [
        CardMischief.Refuses, CardMischief.Refuses, CardMischief.Abandons, CardMischief.NotVerified,
        CardMischief.LineLostAfterDebit, CardMischief.Busy, CardMischief.NakTwice, CardMischief.Silent,
        CardMischief.Garbage, CardMischief.WrongSum, CardMischief.WrongSumOnce, CardMischief.AnswersTwice,
        CardMischief.OtherAmount, CardMischief.OtherSaleFirst, CardMischief.ForgetsKey, CardMischief.LateAnswer,
        CardMischief.LosesAcknowledgement, CardMischief.LongAnswer,
    ];

    /// <summary>Draws how the terminal will behave: most often as it should.</summary>
    public static int Draw(Random dice) => dice.Next(6) > 0 ? 0 : (int)Mischiefs[dice.Next(Mischiefs.Length)];

    /// <summary>The cable is whole again; from now on the terminal behaves as drawn.</summary>
    public static void Behave(VirtualKiosk kiosk, int mischief)
    {
        kiosk.CardTerminal.Cable.Mend();
        kiosk.CardTerminal.Mischief = (CardMischief)mischief;
    }

    /// <summary>The digit that declares what the terminal's slips show of an attempt: 1 debited, 2 not.</summary>
    public static int Truth(VirtualKiosk kiosk, CardAttempt attempt) =>
        kiosk.Bank.Debits.Any(d => d.Key == attempt.Key) ? 1 : 2;
}
