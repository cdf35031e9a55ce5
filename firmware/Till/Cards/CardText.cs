using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;

namespace Kiosk.Firmware.Cards;

/// <summary>
/// What the merchant's display says during a card payment: French, whole words, Latin-1. Three lines are written; the
/// last one is the till's. Pure functions.
/// </summary>
public static class CardText
{
    private const int AmountRow = 0, MessageRow = 1, NextRow = 2;

    /// <summary>Writes the page of a payment in any state but Idle.</summary>
    public static void Compose(LcdPage page, CardPayment payment)
    {
        page.Clear();
        page.Text(AmountRow, 0, Title(payment));
        page.EurosRight(AmountRow, payment.Cents);
        page.Text(MessageRow, 0, Message(payment));
        page.Text(NextRow, 0, Next(payment));
    }

    /// <summary>The message line alone, at most 20 letters.</summary>
    public static string Message(CardPayment payment)
    {
        switch (payment.State)
        {
            case CardPayment.Asking: return AskingText(payment);
            case CardPayment.Paid: return "PAYÉ PAR CARTE";
            case CardPayment.NotPaid: return ReasonText(payment.Reason);
            case CardPayment.Unknown: return "LIRE LE TICKET TPE";
            case CardPayment.Declaring: return "TAPER SUR LE TPE";
            default: return "";
        }
    }

    /// <summary>Why a payment was not made, at most 20 letters.</summary>
    public static string ReasonText(int reason)
    {
        return TillMessage.Text(TillMessage.OfCard(reason));
    }

    /// <summary>Writes "key/slip" in digits, without the slip when there is none; returns the length.</summary>
    public static int WriteKeyAndSlip(byte[] buffer, CardAttempt attempt)
    {
        int length = Digits.Write(buffer, 0, attempt.Key);
        if (attempt.Slip > 0)
        {
            buffer[length] = (byte)'/';
            length += 1 + Digits.Write(buffer, length + 1, attempt.Slip);
        }

        return length;
    }

    private static string Title(CardPayment payment)
    {
        return payment.State == CardPayment.Unknown ? "À VÉRIFIER"
            : payment.IsManual ? "CB MANUELLE" : "CARTE";
    }

    private static string AskingText(CardPayment payment)
    {
        if (payment.CancelWanted)
        {
            return "ANNULER SUR LE TPE";
        }

        return payment.AtCustomer ? "LE CLIENT PAIE" : "APPEL DU TPE";
    }

    private static string Next(CardPayment payment)
    {
        switch (payment.State)
        {
            case CardPayment.NotPaid: return "RIEN N'EST DÉBITÉ";
            case CardPayment.Declaring: return "DÉBITÉ ? OUI / NON";
            case CardPayment.Unknown:
                return payment.Hint == CardOutcome.Paid ? "TPE DIT OUI. DÉBITÉ?"
                    : payment.Hint == CardOutcome.Refused ? "TPE DIT NON. DÉBITÉ?" : "DÉBITÉ ? OUI / NON";
            default: return "";
        }
    }
}
