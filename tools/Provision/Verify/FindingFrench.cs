namespace Kiosk.Provision.Verify;

/// <summary>
/// The sentences of findings in French, for inspectors: each English sentence of the verifier once, with {0}, {1}, {2}
/// where it names something. The most general ones stand last. Immutable.
/// </summary>
public static class FindingFrench
{
    private static readonly (string English, string French)[] OfRecords =
    [
        ("cannot be read any further: {0}", "illisible au-delà : {0}"),
        ("cannot be read", "illisible"),
        ("rank {0} follows {1}", "le rang {0} suit {1}"),
        ("sequence {0} follows {1}", "la séquence {0} suit {1}"),
        ("the tail is cut off: counter-sealed up to rank {0}, there are {1}",
            "la fin est coupée : contre-scellé jusqu'au rang {0}, il y en a {1}"),
        ("the head of the public chain is not the one in archive.json",
            "la tête de la chaîne publique n'est pas celle de archive.json"),
        ("no counter-seal covers it", "aucun contre-sceau ne le couvre"),
        ("no counter-seal covers {0} records from this one on",
            "aucun contre-sceau ne couvre {0} enregistrements à partir de celui-ci"),
        ("it is not the record that was counter-sealed at rank {0} (link {1})",
            "ce n'est pas l'enregistrement contre-scellé au rang {0} (maillon {1})"),
        ("the records of link {0} (day {1}) are not those counter-sealed",
            "les enregistrements du maillon {0} (journée {1}) ne sont pas ceux contre-scellés"),
        ("the gateway could not seal this record again: a break at the till",
            "la passerelle n'a pas pu resceller cet enregistrement : rupture à la caisse"),
        ("has too few fields", "a trop peu de champs"),
        ("the sealed number is {0}", "le numéro scellé est {0}"),
        ("does not follow the record of its nature before it", "ne suit pas l'enregistrement précédent de sa nature"),
        ("flag and previous seal disagree", "le drapeau et le sceau précédent se contredisent"),
        ("does not follow the record before it", "ne suit pas l'enregistrement précédent"),
        ("the perpetual totals do not go on by the ticket",
            "les cumuls perpétuels n'avancent pas du montant du ticket"),
        ("its columns are not those of the format", "ses colonnes ne sont pas celles du format"),
        ("stands twice", "figure deux fois"),
        ("is not the business day that was sealed", "n'est pas la journée scellée"),
        ("the sealed breakdown is {0}", "la ventilation scellée est {0}"),
        ("the sealed ticket has no details", "le ticket scellé n'a pas de détail"),
        ("no ticket has these settings", "aucun ticket n'a ces réglages"),
        ("its rows do not give the sealed digest", "ses lignes ne donnent pas l'empreinte scellée"),
        ("belongs to no sealed ticket", "n'appartient à aucun ticket scellé"),
        ("belongs to no sealed closing", "n'appartient à aucune clôture scellée"),
        ("is not the text of a record R", "n'est pas le texte d'un enregistrement R"),
        ("says {0}, right is {1}", "indique {0}, au lieu de {1}"),
        ("has too few values", "a trop peu de valeurs"),
        ("row {0} is '{1}', but the closing sealed '{2}'", "la ligne {0} est « {1} », la clôture a scellé « {2} »"),
        ("has the wrong number of columns", "n'a pas le bon nombre de colonnes"),
        ("is not among the sealed records", "n'est pas parmi les enregistrements scellés"),
        ("does not stand in the order of ranks", "n'est pas dans l'ordre des rangs"),
        ("is not what was sealed", "n'est pas ce qui a été scellé"),
        ("is {0}, but what was sealed gives {1}", "vaut {0}, ce qui a été scellé donne {1}"),
        ("is sealed, but has no row here", "est scellé, mais n'a pas de ligne ici"),
        ("{0} more sealed records have no row here", "{0} autres enregistrements scellés n'ont pas de ligne ici"),
    ];

    private static readonly (string English, string French)[] OfArchives =
    [
        ("JWS: not header.payload.signature in base64url", "JWS : ni en-tête.contenu.signature ni base64url"),
        ("JWS: the signature has {0} bytes, ES256 wants 64 (R || S, no DER)",
            "JWS : la signature a {0} octets, ES256 en veut 64 (R || S, pas de DER)"),
        ("JWS: its header names no key (kid)", "JWS : son en-tête ne nomme pas de clé (kid)"),
        ("JWS: alg is not ES256 or the key '{0}' is not known",
            "JWS : l'algorithme n'est pas ES256, ou la clé « {0} » est inconnue"),
        ("JWS: it was signed as '{0}', not as '{1}'", "JWS : signé comme « {0} », non comme « {1} »"),
        ("JWS: the signature does not fit the content", "JWS : la signature ne correspond pas au contenu"),
        ("seals another manifest than the one here", "scelle un autre manifeste que celui-ci"),
        ("is named otherwise: it is {0}", "porte un autre nom : c'est {0}"),
        ("there are two different archives {0}: the other is {1}",
            "il y a deux archives {0} différentes : l'autre est {1}"),
        ("archive {0} is missing: {1} comes before", "l'archive {0} manque : {1} la précède"),
        ("archives {0} to {1} are missing: {2} comes before", "les archives {0} à {1} manquent : {2} les précède"),
        ("does not name the manifest of {0}", "ne nomme pas le manifeste de {0}"),
        ("foreign head: at rank {0} it is another than in {1}", "tête étrangère : au rang {0}, une autre que dans {1}"),
        ("begins at rank {0}; {1} ends at {2}", "commence au rang {0} ; {1} finit à {2}"),
        ("not an archive: no zip with a manifest.json", "pas une archive : ce n'est pas un zip avec manifest.json"),
        ("a byte of the zip's own structure is wrong", "un octet de la structure du zip est faux"),
        ("is no entry of an archive", "n'est pas une entrée d'archive"),
        ("missing", "manque"),
        ("stands more than once in the zip", "figure plus d'une fois dans le zip"),
        ("the entries are not in the order of the format", "les entrées ne sont pas dans l'ordre du format"),
        ("not JSON", "n'est pas du JSON"),
        ("is a link of {0}", "est un maillon de {0}"),
        ("covers ranks {0} to {1} with {2} marks", "couvre les rangs {0} à {1} avec {2} marques"),
        ("does not begin where the archive does", "ne commence pas où l'archive commence"),
        ("does not follow link {0}", "ne suit pas le maillon {0}"),
        ("key {0} is not trusted: another gateway's? Signatures by it: {1}, archives: {2}",
            "la clé {0} n'est pas de confiance : une autre passerelle ? Signatures par elle : {1}, archives : {2}"),
        ("does not list the format's files: their order", "ne liste pas les fichiers du format : leur ordre"),
        ("does not list the format's files: {0}", "ne liste pas les fichiers du format : {0}"),
        ("the content is not the signed one (SHA-256), in more than one byte",
            "le contenu n'est pas celui qui est signé (SHA-256), en plus d'un octet"),
        ("byte 0x{0} should be 0x{1}", "l'octet 0x{0} devrait être 0x{1}"),
        ("swapped with {0}", "permuté avec {0}"),
        ("inserted", "inséré"),
        ("changed", "modifié"),
        ("removed", "retiré"),
        ("{0} is missing", "{0} manque"),
        ("{0} ends with {1}", "{0} finit par {1}"),
        ("is no witness list", "n'est pas une liste témoin"),
        ("does not come after {0}", "ne vient pas après {0}"),
        ("at rank {0} the archives have another head than was published",
            "au rang {0} les archives ont une autre tête que celle publiée"),
        ("the head goes back to rank {0}, in {1} it stood at {2}",
            "la tête recule au rang {0}, dans {1} elle était au rang {2}"),
        ("at rank {0} another head was published in {1}", "au rang {0} une autre tête a été publiée dans {1}"),
        ("does not follow {0}", "ne suit pas {0}"),
    ];

    private static readonly SentenceBook Sentences = new([.. OfRecords, .. OfArchives]);

    /// <summary>All sentences with their French; verify.html has the same.</summary>
    public static IReadOnlyList<(string English, string French)> All => [.. OfRecords, .. OfArchives];

    /// <summary>The French sentence; null for one that is none of the verifier's.</summary>
    public static string? Of(string sentence) => Sentences.Find(sentence);
}
