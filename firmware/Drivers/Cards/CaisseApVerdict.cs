using Kiosk.Firmware.Cards;

namespace Kiosk.Drivers.Cards;

/// <summary>
/// What status (AE) and detail (AF) of a Caisse-AP answer mean together (pos.md R47). A status that its detail
/// contradicts means nothing. Pure functions.
/// </summary>
public static class CaisseApVerdict
{
    private const int Authorised = 1, Forced = 3, Abandoned = 6,
        NotCompleted = 7, InputTimeOut = 8, FormatError = 9, OperatorAbandon = 11, UnsupportedCurrency = 13;

    /// <summary>Outcome (<see cref="CardOutcome"/>) of an answer.</summary>
    public static int Outcome(long status, long detail)
    {
        bool granted = detail == Authorised || detail == Forced;
        if (status == CaisseApReader.StatusDone && (granted || detail == CaisseApReader.Missing))
        {
            return CardOutcome.Paid;
        }

        return status == CaisseApReader.StatusNotDone && !granted && detail <= UnsupportedCurrency
            ? CardOutcome.Refused : CardOutcome.Unknown;
    }

    /// <summary>Reason (<see cref="CardReason"/>) of an answer.</summary>
    public static int Reason(long status, long detail)
    {
        int outcome = Outcome(status, detail);
        if (outcome != CardOutcome.Refused)
        {
            return outcome == CardOutcome.Paid ? CardReason.None : CardReason.NotVerified;
        }

        if (detail == Abandoned || detail == NotCompleted || detail == InputTimeOut || detail == OperatorAbandon)
        {
            return CardReason.Abandoned;
        }

        return detail >= FormatError && detail <= UnsupportedCurrency ? CardReason.NotUnderstood : CardReason.Refused;
    }
}
