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

    /// <summary>What passed through the till without being a sale; 0: kinds were not told apart then.</summary>
    public static string NonSale(long type) => type switch
    {
        NonSaleType.Voucher => "bons d'achat vendus",
        NonSaleType.Deposit => "consignes",
        NonSaleType.LocalCurrency => "monnaie locale échangée",
        NonSaleType.Donation => "dons",
        NonSaleType.Suspended => "articles suspendus financés",
        NonSaleType.Gift => "cartes cadeaux vendues",
        0 => "non ventilé",
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
