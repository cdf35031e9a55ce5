using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>French names of frozen numbers, as they stand in archives and exports.</summary>
internal static class Names
{
    public static string Tender(long type) => type switch
    {
        TicketLayout.TenderCash => "espèces",
        TicketLayout.TenderCard => "carte",
        TicketLayout.TenderCheque => "chèque",
        TicketLayout.TenderMealPaper => "titre-restaurant papier",
        TicketLayout.TenderMealCard => "titre-restaurant carte",
        TicketLayout.TenderLocalNotes => "monnaie locale billets",
        TicketLayout.TenderLocalDigital => "monnaie locale numérique",
        TicketLayout.TenderVoucher => "bon d'achat",
        TicketLayout.TenderDeposit => "consigne rendue",
        TicketLayout.TenderSuspended => "article suspendu",
        TicketLayout.TenderAccount => "compte client",
        TicketLayout.TenderGift => "carte cadeau",
        TicketLayout.TenderCardByHand => "carte saisie à la main",
        _ => "type " + type.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public static string Cash(long type) => type switch
    {
        CashLayout.TypeFloat => "fonds de caisse",
        CashLayout.TypeSkim => "prélèvement",
        CashLayout.TypePayIn => "apport",
        CashLayout.TypeCount => "comptage",
        CashLayout.TypeExpense => "dépense",
        _ => "type " + type.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public static string Operation(long operation) => operation switch
    {
        TicketLayout.OperationRefund => "RETOUR",
        TicketLayout.OperationCancel => "ANNULATION",
        _ => "VENTE",
    };

    /// <summary>Name and version of the software that seals, from its number.</summary>
    public static string Software(long number) =>
        Ingest.Texts.Of($"{Fiscal.FiscalVersion.Name} {number / 10000}.{number / 100 % 100}.{number % 100}");
}
