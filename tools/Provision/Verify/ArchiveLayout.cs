using System.Globalization;

namespace Kiosk.Provision.Verify;

/// <summary>What ARCHIVE.md fixes, format 1: entries and their order, columns, labels, figures of a closing.</summary>
internal static class ArchiveLayout
{
    /// <summary>Entries of an archive, in order; each exactly once, none besides.</summary>
    public static readonly string[] Entries =
    [
        "LISEZMOI.txt", "schema.json", "archive.json", "enregistrements.csv", "tickets.csv", "tva.csv", "lignes.csv",
        "reglements.csv", "details.csv", "grands_totaux.csv", "evenements.csv", "caisse.csv", "duplicatas.csv",
        "notes.csv", "clotures.csv", "clotures_detail.csv", "identites.csv", "logiciels.csv", "pertes.csv",
        "empreintes.bin", "manifest.json", "manifest.jws", "archive.jws",
    ];

    /// <summary>Entries that the manifest lists: all but itself, its signature and the archive's record.</summary>
    public static readonly string[] Listed = Entries[..^3];

    /// <summary>Columns of each table.</summary>
    public static readonly Dictionary<string, string> Columns = new()
    {
        ["enregistrements.csv"] = "rang;nature;numero;sequence;texte;sceau",
        ["tickets.csv"] = "nature;numero;rang;horodatage;decalage;journee;operation;operateur;total_ttc;lignes;rendu;"
            + "catalogue;reglages;horloge;original;motif;remise;hors_chiffre",
        ["tva.csv"] = "nature;numero;journee;taux;ttc;ht;tva",
        ["lignes.csv"] = "nature;numero;ligne;article;libelle;quantite;prix;taux;ttc;remise;drapeaux;categorie",
        ["reglements.csv"] = "nature;numero;rang_reglement;type;libelle;montant",
        ["details.csv"] = "nature;numero;rang_detail;code;a;b",
        ["grands_totaux.csv"] = "nature;numero;rang;journee;total_journee;perpetuel_reel;perpetuel_absolu",
        ["evenements.csv"] = "nature;numero;rang;code;texte;horodatage;operateur;argument1;argument2",
        ["caisse.csv"] = "nature;numero;rang;type;libelle;montant;horodatage;operateur",
        ["duplicatas.csv"] = "nature;numero;rang;original_type;original;copie;motif;horodatage;operateur",
        ["notes.csv"] = "nature;numero;rang;horodatage;operateur;total_ttc;lignes;valeurs",
        ["clotures.csv"] = "nature;numero;rang;periode;drapeaux;horodatage;operateur;total_ttc;perpetuel_reel;"
            + "perpetuel_absolu;premier_ticket;dernier_ticket;premier_sceau;dernier_sceau;derniere_vente;ventes;"
            + "ventes_ttc;retours;retours_ttc;lignes_remisees;remises;lignes_annulees;annulations;duplicatas;"
            + "ouvertures_tiroir;notes;notes_suivies;especes_hors_ventes;especes_attendues;especes_comptees;"
            + "comptages;valeurs",
        ["clotures_detail.csv"] = "nature;numero;table;cle;premier;second",
        ["identites.csv"] = "reglages;nom;adresse;siret;tva",
        ["logiciels.csv"] = "rang;version;nom",
        ["pertes.csv"] = "premiere;derniere;motif",
    };

    /// <summary>Figures of a closing, and where they begin among its values and its columns.</summary>
    public const int Figures = 21, FigureValue = 7, FigureColumn = 10;

    /// <summary>Among a closing's values: lengths of its four tables, then their rows of three.</summary>
    public const int TableCounts = 28, TableRows = 32, RowWidth = 3;

    /// <summary>Names of a closing's four tables, in their order.</summary>
    public static readonly string[] ClosingTables = ["taux", "reglement", "operateur", "hors_chiffre"];

    private static readonly string[] Tenders =
    [
        "", "espèces", "carte", "chèque", "titre-restaurant papier", "titre-restaurant carte", "monnaie locale billets",
        "monnaie locale numérique", "bon d'achat", "consigne rendue", "article suspendu", "compte client",
        "carte cadeau", "carte saisie à la main",
    ];

    private static readonly string[] Cash =
        ["", "fonds de caisse", "prélèvement", "apport", "comptage", "dépense"];

    /// <summary>Label of a tender type or of a cash movement's type, as the tables show it.</summary>
    public static string TenderLabel(string type) => Label(Tenders, type);

    /// <inheritdoc cref="TenderLabel"/>
    public static string CashLabel(string type) => Label(Cash, type);

    private static string Label(string[] labels, string type) =>
        int.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0 && n < labels.Length
            ? labels[n] : "type " + type;
}
