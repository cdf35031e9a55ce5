using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What the till says in the message line of the LCD: at most 20 letters, whole French words. 0 says nothing.
/// </summary>
public static class TillMessage
{
    /// <summary>Nothing to say.</summary>
    public const int None = 0;

    /// <summary>Refusals of a scan or of typed digits.</summary>
    public const int UnknownCode = 1, BadCode = 2, CodeAsAmount = 3, TooManyDigits = 4, AmountTooLarge = 5,
        AmountNeeded = 6, CodeNeeded = 7, QuantityNeeded = 8, AmbiguousDigits = 9, PriceNeeded = 10;

    /// <summary>Refusals of a line or of a basket.</summary>
    public const int NoRate = 11, NoArticle = 12, EmptyBasket = 13, FullBasket = 14, TooManyRates = 15, SaleOpen = 16,
        NoSale = 17, Pending = 18, AmountShort = 19;

    /// <summary>Refusals of a commit.</summary>
    public const int StorageFull = 20, StorageFailed = 21, NoSequence = 22, SealRefused = 23;

    /// <summary>The printer.</summary>
    public const int Printing = 24, NoPaper = 25, PrinterStopped = 26, NoPrinter = 27, Printed = 28, CopyPrinted = 29,
        PrinterSilent = 30;

    /// <summary>Notes: basket restored after a power cut; the drive is filling.</summary>
    public const int Restored = 31, StorageFilling = 32, NotSelling = 33;

    /// <summary>Text of a message, Latin-1 characters; the euro sign is character 0x80.</summary>
    public static string Text(int message)
    {
        return message < NoRate ? EntryText(message)
            : message < StorageFull ? BasketText(message) : DeviceText(message);
    }

    /// <summary>
    /// Number of the fault that stands at the end of the line ("E031"), as in the console and the manual; 0 when the
    /// words say
    /// all.
    /// </summary>
    public static int Fault(int message)
    {
        switch (message)
        {
            case StorageFull: return FaultCode.DriveFull;
            case StorageFailed: return FaultCode.DriveWriteFailed;
            case NoSequence: return FaultCode.StorageLost;
            case NoPaper: return FaultCode.PrinterPaperOut;
            case PrinterStopped: return FaultCode.PrinterOffline;
            case StorageFilling: return FaultCode.DriveNearlyFull;
            default: return FaultCode.None;
        }
    }

    /// <summary>
    /// Fault that a refusal is counted as; <see cref="FaultCode.None"/> for those of the drive, which the journal
    /// counts.
    /// </summary>
    public static int Counted(int message)
    {
        switch (message)
        {
            case UnknownCode: return FaultCode.UnknownBarcode;
            case BadCode: return FaultCode.BarcodeDamaged;
            case TooManyDigits:
            case AmountTooLarge: return FaultCode.AmountOverLimit;
            case NoArticle: return FaultCode.UnknownArticle;
            case FullBasket: return FaultCode.BasketFull;
            case AmountShort: return FaultCode.CashTooSmall;
            case StorageFull:
            case StorageFailed:
            case NoSequence: return FaultCode.None;
            default: return FaultCode.KeyRefused;
        }
    }

    private static string EntryText(int message)
    {
        switch (message)
        {
            case UnknownCode: return "CODE INCONNU";
            case BadCode: return "CODE MAL LU";
            case CodeAsAmount: return "CODE-BARRES REFUSÉ";
            case TooManyDigits: return "NOMBRE TROP LONG";
            case AmountTooLarge: return "MONTANT TROP GRAND";
            case AmountNeeded: return "MONTANT ATTENDU";
            case CodeNeeded: return "NUMÉRO ATTENDU";
            case QuantityNeeded: return "QUANTITÉ ATTENDUE";
            case AmbiguousDigits: return "APPUYER x OU PRIX";
            case PriceNeeded: return "PRIX À SAISIR";
            default: return "";
        }
    }

    private static string BasketText(int message)
    {
        switch (message)
        {
            case NoRate: return "RAYON SANS TVA";
            case NoArticle: return "TOUCHE SANS ARTICLE";
            case EmptyBasket: return "PANIER VIDE";
            case FullBasket: return "PANIER PLEIN";
            case TooManyRates: return "TROP DE TAUX DE TVA";
            case SaleOpen: return "VENTE EN COURS";
            case NoSale: return "AUCUNE VENTE";
            case Pending: return "FINIR LA SAISIE";
            default: return "MANQUE ";
        }
    }

    private static string DeviceText(int message)
    {
        switch (message)
        {
            case StorageFull: return "MÉMOIRE PLEINE";
            case StorageFailed: return "PANNE MÉMOIRE";
            case NoSequence: return "ATTEND LA VILLE";
            case SealRefused: return "SCELLÉ REFUSÉ";
            case Printing: return "impression";
            case NoPaper: return "PLUS DE PAPIER";
            case PrinterStopped: return "VOIR IMPRIMANTE";
            case NoPrinter: return "PAS D'IMPRIMANTE";
            case Printed: return "ticket imprimé";
            case CopyPrinted: return "duplicata imprimé";
            case PrinterSilent: return "IMPRESSION ÉCHOUÉE";
            case Restored: return "panier retrouvé";
            case StorageFilling: return "mémoire à ";
            case NotSelling: return "PAS DE VENTE ICI";
            default: return "";
        }
    }
}
