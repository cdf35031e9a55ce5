using Kiosk.Firmware.Cards;
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

    /// <summary>Payment: what may not be paid that way, or how much may; a meal voucher on a Sunday.</summary>
    public const int Paying = 34, TenderMax = 35, NothingEligible = 36, NothingSuspended = 37, RefundExact = 38,
        TooManyTenders = 39, MealOnSunday = 40, DiscountRefused = 41;

    /// <summary>Sign-in.</summary>
    public const int SignInFirst = 42, WrongPin = 43, PinLocked = 44, ManagerOnly = 45, SignedIn = 46, SignedOut = 47,
        PinTaken = 48, PinSet = 49, WrongSetup = 50, NoPinHere = 51, PinDiffers = 52;

    /// <summary>Returns, corrections, copies, notes.</summary>
    public const int Searching = 53, TicketUnknown = 54, NothingToReturn = 55, ChooseTender = 56,
        NoteSealed = 58, TooManyLines = 59, AlreadyCorrected = 60, NotWilting = 61;

    /// <summary>The printer's roll ends soon (R58).</summary>
    public const int PaperLow = 57;

    /// <summary>Cash office and closings.</summary>
    public const int CashNoted = 62, CountDiffers = 63, DayClosed = 64, NothingToClose = 65, SkimAdvised = 66,
        Reading = 67, SelfTestGood = 68, SelfTestBad = 69, Exported = 70;

    /// <summary>Baskets put aside; modes; functions.</summary>
    public const int BasketHeld = 71, NoPlace = 72, NothingHeld = 73, WhichPlace = 74, TrainingOn = 75,
        TrainingOff = 76, FunctionUnknown = 77, ShiftChanges = 78, NoOtherShift = 79;

    /// <summary>Card terminal: asked, refused, outcome to be declared.</summary>
    public const int CardAsked = 80, CardRefused = 81, CardUnknown = 82, CardPaidAlready = 83;

    /// <summary>What is typed after a function.</summary>
    public const int AskAmount = 84, AskTicket = 85, AskPin = 86, AskNewPin = 87, AskPinAgain = 88, AskSetup = 89,
        AskReason = 90, AskCount = 91, AskManager = 92, AskPercent = 93;

    /// <summary>Counted blind and differs; a record refused by the city; a receipt to print again; exports.</summary>
    public const int CountAgain = 94, CityRefuses = 95, Reprint = 96, Exporting = 97, ExportPart = 98;

    /// <summary>What the card terminal said after its time: paid, not paid.</summary>
    public const int CardLatePaid = 99, CardLateRefused = 100;

    /// <summary>A ticket that the drive no longer holds, and one since which tickets are missing on it.</summary>
    public const int TicketGone = 101, TicketUnsure = 102;

    /// <summary>The shift cannot change: a basket is put aside; this operator works for the other merchant.</summary>
    public const int ShiftHeld = 103, OtherShift = 104;

    /// <summary>
    /// The footfall's site: no beams; people are counted now; factor and interval; no factor; given up; cut short.
    /// </summary>
    public const int SiteNone = 105, SiteRuns = 106, SiteDone = 107, SiteFailed = 108, SiteStopped = 109,
        SiteCut = 110;

    /// <summary>
    /// Faults of this kiosk: key presses lost, records lost, time unknown, messages, settings, prices of the city
    /// refused.
    /// </summary>
    public const int KeysLost = 111, DataLost = 112, TimeUnknown = 113, MessageRefused = 114, SettingsRefused = 115,
        PricesRefused = 116;

    /// <summary>Why a card payment was not made (<see cref="CardReason"/>), the card itself apart.</summary>
    public const int CardGivenUp = 117, CardSilent = 118, CardBusy = 119, CardUnplugged = 120, CardSlow = 121,
        CardTakenBack = 122, CardMisset = 123;

    /// <summary>A refund by a tender that gives none; operators; the card terminal's slip.</summary>
    public const int GiveOtherwise = 124, AskOperator = 125, NoOperator = 126, LastManager = 127, OperatorGone = 128,
        AskSlip = 129;

    /// <summary>No closing of that level was made yet.</summary>
    public const int NoClosing = 130;

    /// <summary>
    /// The memory card: the copy is on it; none, or taken out; refuses the first write; full; cannot be read; reads
    /// back otherwise.
    /// </summary>
    public const int CardCopied = 131, CardMissing = 132, CardProtected = 133, CardFull = 134, CardUnreadable = 135,
        CardWrong = 136;

    /// <summary>A return of what suspended items have paid; no place for a further operator.</summary>
    public const int SuspendedStays = 137, NoPlaceForMore = 138;

    /// <summary>A return of what paper meal vouchers have paid: they are given back, no money (R43).</summary>
    public const int VouchersBack = 148;

    /// <summary>Why the drawer was opened (<see cref="FunctionCode.ReasonWord"/>).</summary>
    public const int DrawerReason = 139;

    /// <summary>The identity on the drive lets nothing connect.</summary>
    public const int NoIdentity = 140;

    /// <summary>Settings or prices are damaged in both slots.</summary>
    public const int SettingsGone = 141;

    /// <summary>
    /// Parts that do not answer: keypad, scanner, drawer, customer's display, card terminal; the city refuses this
    /// kiosk.
    /// </summary>
    public const int KeypadSilent = 142, ScannerSilent = 143, DrawerFails = 144, CustomerSilent = 145,
        CardLineGone = 146, AccessRefused = 147;

    /// <summary>Number of messages.</summary>
    public const int Count = 149;

    /// <summary>Text of a message, Latin-1 characters; the euro sign is character 0x80.</summary>
    public static string Text(int message)
    {
        return message < NoRate ? EntryText(message)
            : message < StorageFull ? BasketText(message)
            : message < Paying ? DeviceText(message)
            : message < Searching ? PaymentText(message)
            : message < BasketHeld ? DeskText(message) : message < CardGivenUp ? PromptText(message)
            : LateText(message);
    }

    /// <summary>What the merchant is told of a card payment that was not made.</summary>
    public static int OfCard(int reason)
    {
        switch (reason)
        {
            case CardReason.Abandoned: return CardGivenUp;
            case CardReason.Silent: return CardSilent;
            case CardReason.Busy: return CardBusy;
            case CardReason.LineLost: return CardUnplugged;
            case CardReason.TimeOver: return CardSlow;
            case CardReason.TakenBack: return CardTakenBack;
            case CardReason.NotUnderstood: return CardMisset;
            default: return CardRefused;
        }
    }

    private static string LateText(int message)
    {
        switch (message)
        {
            case CardGivenUp: return "ABANDON AU TPE";
            case CardSilent: return "TPE MUET";
            case CardCopied: return "carte SD : à retirer";
            case CardMissing: return "CARTE SD ABSENTE";
            case CardProtected: return "CARTE SD PROTÉGÉE";
            case CardFull: return "CARTE SD PLEINE";
            case CardUnreadable: return "CARTE SD ILLISIBLE";
            case CardWrong: return "CARTE SD : REFAIRE";
            case CardBusy: return "TPE OCCUPÉ";
            case CardUnplugged: return "TPE DÉBRANCHÉ";
            case CardSlow: return "TPE TROP LENT";
            case CardTakenBack: return "PAIEMENT ANNULÉ";
            case CardMisset: return "TPE MAL RÉGLÉ";
            case GiveOtherwise: return "RENDRE AUTREMENT";
            case AskOperator: return "N° DE VENDEUR ?";
            case NoOperator: return "VENDEUR INCONNU";
            case LastManager: return "DERNIER GÉRANT";
            case AskSlip: return "N° DU TICKET TPE ?";
            case NoClosing: return "PAS ENCORE DE Z";
            case SuspendedStays: return "SUSPENDU NON RENDU";
            case VouchersBack: return "TITRES À RENDRE";
            case NoPlaceForMore: return "VENDEURS AU COMPLET";
            case DrawerReason: return "tiroir : ";
            case NoIdentity: return "IDENTITÉ À VOIR";
            case SettingsGone: return "RÉGLAGES PERDUS";
            case KeypadSilent: return "CLAVIER MUET";
            case ScannerSilent: return "LECTEUR MUET";
            case DrawerFails: return "TIROIR EN PANNE";
            case CustomerSilent: return "AFFICHEUR MUET";
            case CardLineGone: return "TPE INJOIGNABLE";
            case AccessRefused: return "ACCÈS REFUSÉ";
            default: return "vendeur retiré ";
        }
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
            case CityRefuses: return FaultCode.RecordRefused;
            case KeysLost: return FaultCode.KeysLost;
            case DataLost: return FaultCode.SegmentCorrupt;
            case TimeUnknown: return FaultCode.ClockUnknown;
            case MessageRefused: return FaultCode.DownlinkRefused;
            case SettingsRefused: return FaultCode.SettingsRange;
            case PricesRefused: return FaultCode.CatalogueRefused;
            case NoIdentity: return FaultCode.IdentityIncomplete;
            case SettingsGone: return FaultCode.SettingsLost;
            case KeypadSilent: return FaultCode.KeypadFault;
            case ScannerSilent: return FaultCode.ScannerFault;
            case DrawerFails: return FaultCode.DrawerFault;
            case CustomerSilent: return FaultCode.CustomerDisplayFault;
            case CardLineGone: return FaultCode.CardLineFault;
            case AccessRefused: return FaultCode.ConnectionRefused;
            default: return FaultCode.None;
        }
    }

    /// <summary>
    /// What the merchant is told of a fault until the next key; <see cref="None"/> when it is not his, or stands on the
    /// display as long as it lasts.
    /// </summary>
    public static int OfFault(int code)
    {
        switch (code)
        {
            case FaultCode.KeysLost: return KeysLost;
            case FaultCode.SegmentCorrupt: return DataLost;
            case FaultCode.DownlinkRefused: return MessageRefused;
            case FaultCode.SettingsRange: return SettingsRefused;
            case FaultCode.CatalogueRefused: return PricesRefused;
            case FaultCode.IdentityIncomplete: return NoIdentity;
            case FaultCode.SettingsLost: return SettingsGone;
            case FaultCode.KeypadFault: return KeypadSilent;
            case FaultCode.ScannerFault: return ScannerSilent;
            case FaultCode.DrawerFault: return DrawerFails;
            case FaultCode.CustomerDisplayFault: return CustomerSilent;
            case FaultCode.CardLineFault: return CardLineGone;
            case FaultCode.ConnectionRefused: return AccessRefused;
            default: return None;
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
            case CardMissing: return FaultCode.MemoryCardMissing;
            case CardProtected:
            case CardFull:
            case CardUnreadable:
            case CardWrong: return FaultCode.MemoryCardBad;
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

    private static string PaymentText(int message)
    {
        switch (message)
        {
            case Paying: return "PAIEMENT EN COURS";
            case TenderMax: return "AU PLUS ";
            case NothingEligible: return "RIEN D'ÉLIGIBLE";
            case NothingSuspended: return "AUCUN SUSPENDU";
            case RefundExact: return "MONTANT DU RETOUR";
            case TooManyTenders: return "TROP DE PAIEMENTS";
            case MealOnSunday: return "TITRE : DIMANCHE !";
            case DiscountRefused: return "REMISE REFUSÉE";
            case SignInFirst: return "CODE VENDEUR ?";
            case WrongPin: return "CODE FAUX";
            case PinLocked: return "CODE BLOQUÉ ";
            case ManagerOnly: return "GÉRANT SEULEMENT";
            case SignedIn: return "bonjour, vendeur ";
            case SignedOut: return "session fermée";
            case PinTaken: return "CODE REFUSÉ";
            case PinSet: return "code gardé, vend. ";
            case WrongSetup: return "CODE VILLE FAUX";
            case NoPinHere: return "PAS DE GÉRANT";
            default: return "CODES DIFFÉRENTS";
        }
    }

    private static string DeskText(int message)
    {
        switch (message)
        {
            case Searching: return "RECHERCHE...";
            case TicketUnknown: return "TICKET PAS ICI";
            case NothingToReturn: return "DÉJÀ TOUT RENDU";
            case ChooseTender: return "NOUVEAU PAIEMENT ?";
            case PaperLow: return "papier bientôt fini";
            case NoteSealed: return "note provisoire ";
            case TooManyLines: return "TROP DE LIGNES";
            case AlreadyCorrected: return "DÉJÀ CORRIGÉ";
            case NotWilting: return "PAS DE PRIX DU SOIR";
            case CashNoted: return "caisse notée";
            case CountDiffers: return "ÉCART ";
            case DayClosed: return "jour clos n° ";
            case NothingToClose: return "RIEN À CLORE";
            case SkimAdvised: return "PRÉLEVER ";
            case Reading: return "jour ";
            case SelfTestGood: return "contrôle bon";
            case SelfTestBad: return "VOIR ";
            default: return "copie pour contrôle";
        }
    }

    private static string PromptText(int message)
    {
        switch (message)
        {
            case BasketHeld: return "en attente, place ";
            case NoPlace: return "ATTENTE PLEINE";
            case NothingHeld: return "RIEN EN ATTENTE";
            case WhichPlace: return "QUELLE PLACE ?";
            case TrainingOn: return "MODE ÉCOLE";
            case TrainingOff: return "fin du mode école";
            case FunctionUnknown: return "FONCTION INCONNUE";
            case ShiftChanges: return "changement d'équipe";
            case NoOtherShift: return "UNE SEULE ÉQUIPE";
            case ShiftHeld: return "REPRENDRE L'ATTENTE";
            case OtherShift: return "AUTRE ÉQUIPE";
            case CardAsked: return "PRÉSENTER LA CARTE";
            case CardRefused: return "CARTE REFUSÉE";
            case CardUnknown: return "TPE: 1 PAYÉ 2 NON";
            case CardPaidAlready: return "CARTE DÉJÀ PAYÉE";
            case AskAmount: return "MONTANT ?";
            case AskTicket: return "N° DE TICKET ?";
            case AskPin: return "CODE ?";
            case AskNewPin: return "NOUVEAU CODE ?";
            case AskPinAgain: return "CODE ENCORE ?";
            case AskSetup: return "CODE DE LA VILLE ?";
            case AskReason: return "MOTIF 1 À 5 ?";
            case AskCount: return "COMPTÉ ?";
            case AskManager: return "CODE GÉRANT ?";
            case AskPercent: return "POUR CENT ?";
            case CountAgain: return "RECOMPTER";
            case CityRefuses: return "LA VILLE REFUSE";
            case TicketGone: return "ANCIEN : VOIR VILLE";
            case TicketUnsure: return "DOUTE : VOIR VILLE";
            case Reprint: return "INCOMPLET : TICKET";
            case Exporting: return "copie en cours";
            case ExportPart: return "copie incomplète";
            case CardLatePaid: return "LE TPE DIT : PAYÉ";
            case KeysLost: return "TOUCHES PERDUES";
            case DataLost: return "DONNÉES PERDUES";
            case TimeUnknown: return "HEURE INCONNUE";
            case MessageRefused: return "MESSAGE REFUSÉ";
            case SettingsRefused: return "RÉGLAGE REFUSÉ";
            case PricesRefused: return "PRIX REFUSÉS";
            case SiteNone: return "PAS DE COMPTEUR";
            case SiteRuns: return "COMPTAGE EN COURS";
            case SiteDone: return "x ";
            case SiteFailed: return "COMPTAGE SANS VALEUR";
            case SiteStopped: return "comptage arrêté";
            case SiteCut: return "COMPTAGE INTERROMPU";
            default: return "LE TPE DIT : NON";
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
