namespace Kiosk.Ledger.Archive;

/// <summary>A column: name, type (entier, texte, horodatage), meaning in French for the inspector.</summary>
internal sealed record Column(string Name, string Type, string Meaning);

/// <summary>A table of the archive: file, what a row is, columns. The first columns name the record.</summary>
internal sealed record TableLayout(string Name, string Meaning, params Column[] Columns);

/// <summary>The tables of ARCHIVE.md, format 1, in the order in which they stand in the zip.</summary>
internal static class TableLayouts
{
    public static readonly TableLayout Records = new("enregistrements.csv",
        "Tous les enregistrements scellés, dans l'ordre du terminal : c'est la pièce probante.",
        Int("rang", "rang dans la chaîne publique du terminal, sans trou"), Kind(), Number(),
        Int("sequence", "séquence du matériel"),
        Text("texte", "texte canonique scellé, champs séparés par des virgules"),
        Text("sceau", "HMAC-SHA-256 du texte par la clé du terminal, base64url"));

    public static readonly TableLayout Tickets = new("tickets.csv", "Un ticket par ligne (T ; X : mode école).",
        Kind(), Number(), Int("rang", "rang dans enregistrements.csv"), Stamp(),
        Text("decalage", "décalage UTC"), Int("journee", "journée commerciale aaaammjj"),
        Text("operation", "VENTE, RETOUR, ANNULATION ou FACTICE"), Int("operateur", "code de l'opérateur"),
        Cents("total_ttc", "total TTC"), Int("lignes", "nombre de lignes"), Cents("rendu", "monnaie rendue"),
        Int("catalogue", "version du catalogue"), Int("reglages", "version des réglages, voir identites.csv"),
        Int("horloge", "qualité de l'horloge 0 à 4, +8 si l'heure fut retenue"),
        Int("original", "numéro du ticket d'origine, 0 sans"),
        Int("motif", "code du motif, 0 sans"), Cents("remise", "total des remises"),
        Cents("hors_chiffre", "montants qui ne sont pas des ventes"));

    public static readonly TableLayout Vat = new("tva.csv", "Un taux d'un ticket par ligne : seule base des sommes.",
        Kind(), Number(), Int("journee", "journée commerciale aaaammjj"),
        Int("taux", "taux de TVA x 100 : 550 = 5,5 %"), Cents("ttc", "TTC"), Cents("ht", "hors taxes"),
        Cents("tva", "TVA"));

    public static readonly TableLayout Lines = new("lignes.csv", "Une ligne de ticket par ligne.",
        Kind(), Number(), Int("ligne", "rang de la ligne, depuis 1"),
        Int("article", "code de l'article, négatif : rayon"), Text("libelle", "libellé scellé"),
        Int("quantite", "quantité"), Cents("prix", "prix unitaire TTC"), Int("taux", "taux de TVA x 100"),
        Cents("ttc", "montant TTC après remise"), Cents("remise", "remise"),
        Int("drapeaux", "1 : prix du catalogue, 2 : sans TVA"),
        Text("categorie", "catégorie du e-reporting : TLB1 biens, TPS1 services, TNT1 hors TVA"));

    public static readonly TableLayout Tenders = new("reglements.csv", "Un moyen de paiement d'un ticket par ligne.",
        Kind(), Number(), Int("rang_reglement", "rang, depuis 1"), Int("type", "type de règlement"),
        Text("libelle", "libellé du type"), Cents("montant", "montant donné, monnaie rendue non déduite"));

    public static readonly TableLayout Details = new("details.csv", "Une précision d'un ticket par ligne.",
        Kind(), Number(), Int("rang_detail", "rang, depuis 1"),
        Int("code", "1 origine, 2 motif, 3 remise de ligne, 4 motif de remise, 5 ligne d'origine, 6 hors chiffre, "
            + "7 note, 8 responsable, 9 ticket remplacé"),
        Int("a", "premier argument"), Int("b", "second argument"));

    public static readonly TableLayout Totals = new("grands_totaux.csv", "Le grand total scellé à chaque ticket (GT).",
        Kind(), Number(), Int("rang", "rang dans enregistrements.csv"), Int("journee", "journée commerciale aaaammjj"),
        Cents("total_journee", "cumul TTC de la journée"), Cents("perpetuel_reel", "cumul perpétuel réel"),
        Cents("perpetuel_absolu", "cumul perpétuel absolu"));

    public static readonly TableLayout Events = new("evenements.csv", "Journal des événements techniques (JET).",
        Kind(), Number(), Int("rang", "rang dans enregistrements.csv"), Int("code", "code de l'événement"),
        Text("texte", "texte, sans nom de personne"), Stamp(), Int("operateur", "code de l'opérateur"),
        Int("argument1", "premier argument"), Int("argument2", "second argument"));

    public static readonly TableLayout Cash = new("caisse.csv", "Mouvements d'espèces qui ne sont pas des ventes.",
        Kind(), Number(), Int("rang", "rang dans enregistrements.csv"), Int("type", "type du mouvement"),
        Text("libelle", "libellé du type"), Cents("montant", "montant"), Stamp(),
        Int("operateur", "code de l'opérateur"));

    public static readonly TableLayout Copies = new("duplicatas.csv", "Duplicatas édités.",
        Kind(), Number(), Int("rang", "rang dans enregistrements.csv"),
        Int("original_type", "1 ticket, 12 note, 13 113 213 clôture J M A"), Int("original", "numéro de l'original"),
        Int("copie", "rang de la copie"), Int("motif", "code du motif"), Stamp(),
        Int("operateur", "code de l'opérateur"));

    public static readonly TableLayout Notes = new("notes.csv", "Notes provisoires, une valeur scellée par colonne v.",
        Kind(), Number(), Int("rang", "rang dans enregistrements.csv"), Stamp(),
        Int("operateur", "code de l'opérateur"), Cents("total_ttc", "total TTC"), Int("lignes", "nombre de lignes"),
        Text("valeurs", "toutes les valeurs scellées, séparées par des espaces"));

    public static readonly TableLayout Closings = new("clotures.csv",
        "Clôtures de journée (J), de mois (M) et d'exercice (A).",
        [Kind(), Number(), Int("rang", "rang dans enregistrements.csv"),
        Int("periode", "aaaammjj d'une journée, aaaamm d'un mois ou du dernier mois d'un exercice"),
        Int("drapeaux", "1 tardive, 2 heure incertaine, 4 plusieurs journées, 8 automatique"), Stamp(),
        Int("operateur", "code de l'opérateur"), Cents("total_ttc", "total TTC de la période"),
        Cents("perpetuel_reel", "cumul perpétuel réel"), Cents("perpetuel_absolu", "cumul perpétuel absolu"),
        .. Figures.Select(name => Int(name, name.Replace('_', ' '))),
        Text("valeurs", "toutes les valeurs scellées, séparées par des espaces")]);

    public static readonly TableLayout ClosingRows = new("clotures_detail.csv", "Détail des clôtures par clé.",
        Kind(), Number(), Text("table", "taux, reglement, operateur ou hors_chiffre"), Int("cle", "clé"),
        Int("premier", "taux : TTC ; reglement, hors_chiffre : fois ; operateur : tickets"),
        Int("second", "taux : HT ; autres : montant en centimes"));

    public static readonly TableLayout Identities = new("identites.csv", "Identités du commerçant sur la période.",
        Int("reglages", "version des réglages"), Text("nom", "nom"), Text("adresse", "adresse"),
        Text("siret", "SIRET"), Text("tva", "numéro de TVA ou mention de franchise"));

    public static readonly TableLayout Software = new("logiciels.csv", "Versions du logiciel qui scelle.",
        Int("rang", "premier rang scellé par cette version"),
        Int("version", "majeur x 10000 + mineur x 100 + correctif"),
        Text("nom", "nom et version"));

    public static readonly TableLayout Losses = new("pertes.csv", "Séquences que le matériel déclare perdues.",
        Int("premiere", "première séquence"), Int("derniere", "dernière séquence"), Int("motif", "motif"));

    public static readonly IReadOnlyList<TableLayout> All =
    [
        Records, Tickets, Vat, Lines, Tenders, Details, Totals, Events, Cash, Copies, Notes, Closings, ClosingRows,
        Identities, Software, Losses,
    ];

    /// <summary>The figures of a closing in their sealed order (<see cref="Fiscal.PeriodTotals"/>).</summary>
    private static string[] Figures =>
    [
        "premier_ticket", "dernier_ticket", "premier_sceau", "dernier_sceau", "derniere_vente", "ventes", "ventes_ttc",
        "retours", "retours_ttc", "lignes_remisees", "remises", "lignes_annulees", "annulations", "duplicatas",
        "ouvertures_tiroir", "notes", "notes_suivies", "especes_hors_ventes", "especes_attendues", "especes_comptees",
        "comptages",
    ];

    private static Column Kind() => Text("nature", "nature de l'enregistrement");

    private static Column Number() => Int("numero", "numéro dans sa nature, sans trou");

    private static Column Stamp() => new("horodatage", "horodatage", "heure locale aaaammjjhhmmss");

    private static Column Int(string name, string meaning) => new(name, "entier", meaning);

    private static Column Cents(string name, string meaning) => new(name, "entier", meaning + ", en centimes");

    private static Column Text(string name, string meaning) => new(name, "texte", meaning);
}
