using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>French words of the papers for the numbers in the records. Latin-1 text; pure functions.</summary>
public static class PaperWords
{
    private static readonly string[] Tenders = new string[]
    {
        "Paiement", "Espèces", "Carte bancaire", "Chèque", "Titre-restaurant", "Carte titre-resto",
        "Monnaie locale", "Monnaie locale (tél.)", "Bon d'achat", "Consigne rendue", "Article suspendu",
        "Compte client", "Carte cadeau", "Carte (manuelle)",
    };

    private static readonly string[] Reasons = new string[]
    {
        "", "retour", "erreur d'article", "erreur de paiement", "erreur de prix", "défaut", "client parti",
        "geste commercial", "fin de fraîcheur", "personnel", "fidélité", "papier perdu", "papier illisible",
        "demande tardive", "comptabilité", "autre",
    };

    private static readonly string[] NonSales = new string[]
    {
        "Hors vente", "Bon vendu", "Consigne", "Change monnaie locale", "Don, arrondi", "Suspendu offert",
        "Carte cadeau vendue",
    };

    /// <summary>Name of a tender type (<see cref="TicketLayout.TenderCash"/> and the others).</summary>
    public static string Tender(int type)
    {
        return Tenders[type > 0 && type < Tenders.Length ? type : 0];
    }

    /// <summary>Words of a reason code; empty for none.</summary>
    public static string Reason(int code)
    {
        return Reasons[code > 0 && code < Reasons.Length ? code : 0];
    }

    /// <summary>Name of an amount that is no sale (R23).</summary>
    public static string NonSale(int type)
    {
        return NonSales[type > 0 && type < NonSales.Length ? type : 0];
    }

    /// <summary>Operation as printed and sealed.</summary>
    public static string Operation(int operation)
    {
        return operation == TicketLayout.OperationRefund ? "RETOUR"
            : operation == TicketLayout.OperationCancel ? "ANNULATION" : "VENTE";
    }
}
