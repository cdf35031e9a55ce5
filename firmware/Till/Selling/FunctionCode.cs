namespace Kiosk.Firmware.Selling;

/// <summary>
/// Functions behind the FONCTION key: two digits, the first is the group shown as a menu. Frozen: people learn them.
/// </summary>
public static class FunctionCode
{
    /// <summary>Groups: people, tickets, cash, closings, amounts that are no sale, modes.</summary>
    public const int Groups = 6;

    /// <summary>
    /// Sign in, sign out, new cashier, new manager (with the one-time code of the city), operator who left, own PIN.
    /// </summary>
    public const int SignIn = 11, SignOut = 12, NewCashier = 13, NewManager = 14, RemoveOperator = 15, NewPin = 16;

    /// <summary>Return, another tender for a ticket, copy, provisional note, discount on the whole basket.</summary>
    public const int Return = 21, Correct = 22, Copy = 23, Note = 24, Discount = 25;

    /// <summary>Cash office: float, skim, pay-in, expense, count, drawer without a sale.</summary>
    public const int Float = 31, Skim = 32, PayIn = 33, Expense = 34, Count = 35, OpenDrawer = 36;

    /// <summary>
    /// X reading, day closing, self-test at opening, inspector's export, the same as QR codes; the last Z of a day, of
    /// a month and of a fiscal year on paper; the inspector's export onto the memory card.
    /// </summary>
    public const int Reading = 41, Closing = 42, SelfTest = 43, Inspect = 44, InspectPaper = 45, LastDay = 46,
        LastMonth = 47, LastYear = 48, InspectCard = 49;

    /// <summary>
    /// No sale: round-up for a cause, suspended item funded, voucher sold, deposit, deposit given back, local currency
    /// exchanged, gift card sold.
    /// </summary>
    public const int RoundUp = 51, Suspended = 52, Voucher = 53, Deposit = 54, DepositBack = 55, LocalMoney = 56,
        Gift = 57;

    /// <summary>Training on and off; the other merchant's shift; staff count the people who pass; what software it is.
    /// </summary>
    public const int Training = 61, Shift = 62, Walkers = 63, About = 64;

    /// <summary>True for the inspector's export, wherever it goes.</summary>
    public static bool IsExport(int function)
    {
        return function == Inspect || function == InspectPaper || function == InspectCard;
    }

    /// <summary>Line 0..3 of the menu's first page.</summary>
    public static string Top(int row)
    {
        switch (row)
        {
            case 0: return "1 vendeur 2 ticket";
            case 1: return "3 caisse  4 clôture";
            case 2: return "5 autres  6 modes";
            default: return "FONCTION : chiffre";
        }
    }

    /// <summary>Line 0..3 of a group's page.</summary>
    public static string Page(int group, int row)
    {
        switch (group * 4 + row)
        {
            case 4: return "1 ouvrir  2 fermer";
            case 5: return "3 vendeur 4 gérant";
            case 6: return "5 retirer 6 code";
            case 8: return "1 retour  2 paiement";
            case 9: return "3 copie   4 note";
            case 10: return "5 remise";
            case 12: return "1 fond    2 prélever";
            case 13: return "3 apport  4 dépense";
            case 14: return "5 compter 6 tiroir";
            case 16: return "1 lecture 2 clôture";
            case 17: return "3 test    4 contrôle";
            case 18: return "5 QR 9 SD Z : 6 jour";
            case 19: return "7 mois    8 exercice";
            case 20: return "1 arrondi 2 suspendu";
            case 21: return "3 bon     4 consigne";
            case 22: return "5 rendre  6 monnaie";
            case 23: return "7 cadeau";
            case 24: return "1 école   2 équipe";
            case 25: return "3 compter passants";
            case 26: return "4 à propos";
            default: return "";
        }
    }

    /// <summary>Reasons of a copy and of a drawer opened without a sale are the digits 1..5; 5 is any other.</summary>
    public const int ReasonsMax = 5;

    /// <summary>Line 0..3 of the page of a function's reasons.</summary>
    public static string Reasons(int function, int row)
    {
        bool copy = function == Copy || FunctionRule.IsLastClosing(function);
        switch (row)
        {
            case 0: return copy ? "1 perdu  2 illisible" : "1 monnaie 2 erreur";
            case 1: return copy ? "3 demande tardive" : "3 contrôle";
            case 2: return copy ? "4 comptabilité" : "4 dépôt";
            default: return "5 autre     MOTIF ?";
        }
    }

    /// <summary>
    /// Words of the reasons for which the drawer is opened without a sale: sealed as the argument of its event, so
    /// their numbers are frozen. Change for a customer, a mistake made good, a look inside, money laid in, any other.
    /// </summary>
    public static string ReasonWord(int reason)
    {
        switch (reason)
        {
            case 1: return "monnaie";
            case 2: return "erreur";
            case 3: return "contrôle";
            case 4: return "dépôt";
            default: return "autre";
        }
    }

    /// <summary>Line 0..3 of the page of tenders.</summary>
    public static string Tenders(int row)
    {
        switch (row)
        {
            case 0: return "1 chèque  2 titre";
            case 1: return "3 MLC 4 mobile 5 bon";
            case 2: return "6 cadeau  7 suspendu";
            default: return "8 consigne  9 compte";
        }
    }

    /// <summary>Tender type of a digit on that page, 0 none.</summary>
    public static int TenderOf(int digit)
    {
        switch (digit)
        {
            case 1: return Protocol.TicketLayout.TenderCheque;
            case 2: return Protocol.TicketLayout.TenderMealPaper;
            case 3: return Protocol.TicketLayout.TenderLocalNotes;
            case 4: return Protocol.TicketLayout.TenderLocalDigital;
            case 5: return Protocol.TicketLayout.TenderVoucher;
            case 6: return Protocol.TicketLayout.TenderGift;
            case 7: return Protocol.TicketLayout.TenderSuspended;
            case 8: return Protocol.TicketLayout.TenderDeposit;
            case 9: return Protocol.TicketLayout.TenderAccount;
            default: return 0;
        }
    }

    /// <summary>Name of a tender as shown and printed, at most 16 letters.</summary>
    public static string TenderName(int type)
    {
        switch (type)
        {
            case Protocol.TicketLayout.TenderCash: return "Espèces";
            case Protocol.TicketLayout.TenderCard: return "Carte";
            case Protocol.TicketLayout.TenderCardByHand: return "Carte (manuel)";
            case Protocol.TicketLayout.TenderCheque: return "Chèque";
            case Protocol.TicketLayout.TenderMealPaper: return "Titre papier";
            case Protocol.TicketLayout.TenderMealCard: return "Titre resto";
            case Protocol.TicketLayout.TenderLocalNotes: return "MLC billets";
            case Protocol.TicketLayout.TenderLocalDigital: return "MLC mobile";
            case Protocol.TicketLayout.TenderVoucher: return "Bon";
            case Protocol.TicketLayout.TenderDeposit: return "Consigne";
            case Protocol.TicketLayout.TenderSuspended: return "Suspendu";
            case Protocol.TicketLayout.TenderAccount: return "Compte";
            case Protocol.TicketLayout.TenderGift: return "Carte cadeau";
            default: return "?";
        }
    }
}
