using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Archive;

/// <summary>The French page for the inspector that stands first in every archive.</summary>
internal static class ArchiveReadme
{
    public static string Of(ArchivePlan plan, ArchiveTables tables, string kid) => Texts.Of($"""
        ARCHIVE FISCALE DE CAISSE - À LIRE EN PREMIER

        Terminal : {plan.Terminal.Id}
        Période  : {Period(plan)}
        Archive  : numéro {plan.Number} de ce terminal
        Contenu  : {tables.Records} enregistrements scellés, dont {tables.Tickets} tickets,
                   rangs {tables.First.Rank} à {tables.Last.Rank}

        CE QUE CONTIENT CE FICHIER

        Les fichiers .csv sont des tableaux : séparateur point-virgule, UTF-8, montants en centimes, dates
        aaaammjjhhmmss en heure locale. Chaque colonne est décrite dans schema.json. Rien n'est compressé.

        Ils contiennent le texte exact qui fut scellé. Un libellé choisi par un commerçant peut commencer par = + -
        ou @ : un double-clic le ferait exécuter comme une formule. Dans le tableur, importez plutôt le fichier
        (Données, À partir d'un fichier texte/CSV ; dans LibreOffice la boîte d'ouverture), point-virgule, toutes
        les colonnes de type Texte, sans évaluer les formules. Numéros et sceaux restent ainsi tels quels.

          enregistrements.csv   la pièce probante : chaque enregistrement avec son texte scellé et son sceau
          tickets.csv, tva.csv, lignes.csv, reglements.csv, details.csv   les ventes et retours, en clair
          grands_totaux.csv     le grand total de la journée et les cumuls perpétuels, à chaque ticket
          clotures.csv, clotures_detail.csv   les clôtures de journée (J), de mois (M) et d'exercice (A)
          evenements.csv        le journal des événements techniques (JET)
          caisse.csv            les mouvements d'espèces hors ventes
          duplicatas.csv, notes.csv   les duplicatas et les notes provisoires
          identites.csv, logiciels.csv, pertes.csv   le commerçant, les versions du logiciel, les pertes déclarées
          archive.json          l'étendue, les totaux, les clés publiques, les contre-sceaux journaliers
          empreintes.bin        une empreinte de 4 octets par case des tableaux
          manifest.json         l'empreinte SHA-256 de chaque fichier ; manifest.jws : sa signature ES256
          archive.jws           l'enregistrement R de cette archive, chaîné au précédent

        COMMENT LA VÉRIFIER, SANS RÉSEAU ET SANS CLÉ SECRÈTE

          1. kiosk verify {plan.FileName}
          2. ou ouvrir verify.html dans un navigateur et y déposer ce fichier.

        Les deux outils font les mêmes comparaisons et nomment fichier, enregistrement et champ altérés, archives
        manquantes ou en double. Tant que la clé n'est pas imposée (--key), rien n'est établi.
        Le format est décrit dans ARCHIVE.md ; n'importe qui peut écrire son propre vérificateur.
        La clé de signature a pour empreinte (RFC 7638) : {kid}
        Comparez-la à celle que publie la passerelle, à l'adresse /api/v1/keys.

        CE QUI EST PROUVÉ ET CE QUI NE L'EST PAS

        Les contre-sceaux (ES256, clés publiques) prouvent que rien n'a été modifié, retiré, inséré ou déplacé depuis
        qu'ils ont été apposés, chaque jour, par la passerelle. Le sceau de chaque enregistrement (HMAC-SHA-256) est
        posé par la caisse au moment de la vente ; seul le détenteur de la clé du terminal peut le recalculer.
        La clé du terminal se trouve dans la mémoire flash de la caisse : qui ouvre l'appareil peut la lire.
        {Attested(plan.Editor)}

        COMMENT REFAIRE LES TOTAUX

        Chiffre d'affaires d'une période : somme de la colonne ttc de tva.csv, lignes de nature T, par journee et taux.
        Hors taxes et TVA : sommes des colonnes ht et tva. Rien n'est recalculé sur les totaux. Ces sommes égalent
        celles de clotures_detail.csv et les écarts des cumuls perpétuels de grands_totaux.csv, au centime près.

        """).Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string Attested(EditorIdentity editor) => editor.IsComplete
        ? Texts.Of($"Ce logiciel est auto-attesté par son éditeur, {editor.Name} (SIREN {editor.Siren}) ; ")
            + "il n'a pas de certificat."
        : "Ce logiciel n'a pas de certificat.";

    private static string Period(ArchivePlan plan) => plan.Level == ArchiveLevel.Month
        ? Texts.Of($"mois {plan.Period / 100:0000}-{plan.Period % 100:00}")
        : Texts.Of($"exercice terminé en {plan.Period / 100:0000}-{plan.Period % 100:00}");
}
