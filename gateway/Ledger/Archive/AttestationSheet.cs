using Kiosk.Fiscal;
using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Archive;

/// <summary>The last days of a chain, sealed again: records, rank of the last one, version that sealed it.</summary>
internal sealed record RecentChain(long Records, long Head, int Software);

/// <summary>The French sheet that publisher and merchant sign. What it cites is data (legal-references.csv).</summary>
internal static class AttestationSheet
{
    public static string Of(
        string terminal, MerchantIdentity merchant, EditorIdentity editor, RecentChain recent, DateTimeOffset now,
        string kid)
    {
        int today = CivilTime.BusinessDay(now.ToUnixTimeSeconds(), 0);
        LegalReference law = LegalReference.On(today);
        string day = Texts.Of($"{today % 100:00}/{today / 100 % 100:00}/{today / 10000}");
        return Texts.Of($"""
            ATTESTATION INDIVIDUELLE DE CONFORMITÉ - LOGICIEL DE CAISSE (auto-attestation)
            Modèle : {law.Form} - {law.Law}

            VOLET 1 - À REMPLIR PAR L'ÉDITEUR
            Je soussigné(e) ..................................., représentant légal de l'éditeur
              {editor.Name}, SIREN {editor.Siren}, {editor.Address}
            atteste que le logiciel de caisse {Names.Software(recent.Software)}
            (version majeure {recent.Software / 10_000}) satisfait aux conditions d'inaltérabilité, de
            sécurisation, de conservation et d'archivage des données en vue du contrôle de l'administration fiscale.
            Les sous-versions de cette version majeure ne changent ni scellement, ni clôture, ni archivage, ni
            correction ; un changement de version majeure rend cette attestation caduque.
            Ce logiciel n'est pas certifié par un organisme accrédité.
            Limite connue : la clé par laquelle la caisse scelle se trouve dans la mémoire flash de sa carte, sans
            élément sécurisé ; qui ouvre l'appareil peut la lire. Rien n'est donc prouvé contre une falsification à la
            caisse même avant le contre-sceau ; depuis le contre-sceau par la passerelle, chaque jour, tout est prouvé.

            Contrôle fait par la passerelle le {day} : {recent.Records} enregistrements des 31 derniers jours du
            terminal {terminal} rescellés sans rupture, jusqu'au rang {recent.Head}.
            Clé publique de contre-sceau : {kid}

            Fait à ........................, le ..................     Signature de l'éditeur :


            VOLET 2 - À REMPLIR PAR L'ENTREPRISE UTILISATRICE
            Je soussigné(e) ..................................., représentant légal de
              {merchant.Name}, SIRET {merchant.Siret}, {merchant.Address}
            certifie avoir acquis ou reçu ce logiciel et l'utiliser pour enregistrer les règlements de mes clients
            depuis le ..................

            Fait à ........................, le ..................     Signature :

            Établir ou utiliser une fausse attestation est puni par l'{law.Forgery}.

            """);
    }
}
