using Kiosk.Fiscal;
using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Archive;

/// <summary>The last days of a chain, sealed again: records, rank of the last one, version that sealed it.</summary>
internal sealed record RecentChain(long Records, long Head, int Software);

/// <summary>The French sheet that publisher and merchant sign. Legal references are data, here alone.</summary>
internal static class AttestationSheet
{
    // Each with the day from which it is cited; the last one not after the day of the sheet holds.
    private static readonly (int From, string Form, string Law)[] References =
    [
        (20260325, "BOI-LETTRE-000242 du 25/03/2026", "article 286, I-3° bis du code général des impôts"),
        (20260901, "BOI-LETTRE-000242 du 25/03/2026",
            "article 286, I-3° bis du CGI (repris au code des impositions sur les biens et services)"),
    ];

    public static string Of(
        string terminal, MerchantIdentity merchant, EditorIdentity editor, RecentChain recent, DateTimeOffset now,
        string kid)
    {
        int today = CivilTime.BusinessDay(now.ToUnixTimeSeconds(), 0);
        (_, string form, string law) = References.LastOrDefault(r => r.From <= today, References[0]);
        string day = Texts.Of($"{today % 100:00}/{today / 100 % 100:00}/{today / 10000}");
        return Texts.Of($"""
            ATTESTATION INDIVIDUELLE DE CONFORMITÉ - LOGICIEL DE CAISSE (auto-attestation)
            Modèle : {form} - {law}

            VOLET 1 - À REMPLIR PAR L'ÉDITEUR
            Je soussigné(e) ..................................., représentant légal de l'éditeur
              {editor.Name}, SIREN {editor.Siren}, {editor.Address}
            atteste que le logiciel de caisse {Names.Software(recent.Software)}
            (version majeure {recent.Software / 10_000}) satisfait aux conditions d'inaltérabilité, de
            sécurisation, de conservation et d'archivage des données en vue du contrôle de l'administration fiscale.
            Les sous-versions de cette version majeure ne changent ni scellement, ni clôture, ni archivage, ni
            correction ; un changement de version majeure rend cette attestation caduque.
            Ce logiciel n'est pas certifié par un organisme accrédité.

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

            Établir ou utiliser une fausse attestation est puni par l'article 441-1 du code pénal.

            """);
    }
}
