namespace Kiosk.Provision;

/// <summary>
/// What the gateway says of an alarm, in French: each English sentence of gateway/Ledger once. Immutable.
/// </summary>
public static class AlarmFrench
{
    private static readonly SentenceBook Sentences = new(
    [
        ("sequences {0} to {1} are missing", "les séquences {0} à {1} manquent"),
        ("sequences {0} to {1}, which the device had declared lost, came after all",
            "les séquences {0} à {1}, déclarées perdues par l'appareil, sont finalement arrivées"),
        ("the clock of sequences {0} to {1} is ahead of ours or before 2020",
            "l'horloge des séquences {0} à {1} avance sur la nôtre ou date d'avant 2020"),
        ("the device lost sequences {0} to {1}, reason {2}",
            "l'appareil a perdu les séquences {0} à {1}, motif {2}"),
        ("a frame of {0} bytes is kept apart: {1}", "une trame de {0} octets est mise à part : {1}"),
        ("the seal of sequence {0} differs from the frame's head seal",
            "le sceau de la séquence {0} diffère du sceau de tête de la trame"),
        ("too many line groups before sequence {0}", "trop de groupes de lignes avant la séquence {0}"),
        ("sequence {0} refers to a catalogue or settings version that is not there",
            "la séquence {0} renvoie à une version du catalogue ou des réglages qui n'est pas là"),
        ("sequence {0}, kind {1}, number {2}: refused, outcome {3}",
            "séquence {0}, nature {1}, numéro {2} : refusée, résultat {3}"),
        ("ticket {0} gives back {1} cents of ticket {2}, of which {3} were left",
            "le ticket {0} rend {1} centimes du ticket {2}, dont il restait {3}"),
        ("ticket {0} replaces ticket {1}, which was not cancelled just before",
            "le ticket {0} remplace le ticket {1}, qui n'a pas été annulé juste avant"),
        ("ticket {0} was cancelled for its tender, ticket {1} is not its sale again",
            "le ticket {0} a été annulé pour son règlement, le ticket {1} n'en est pas la revente"),
        ("ticket {0} sells other lines than ticket {1}, which it replaces",
            "le ticket {0} vend d'autres lignes que le ticket {1}, qu'il remplace"),
        ("ticket {0} was sold as SIREN {1}, settings pushed before it came say '{2}': push those of {3} again and "
            + "enrol another device for the other merchant",
            "le ticket {0} a été vendu sous le SIREN {1}, les réglages poussés avant son arrivée disent « {2} » : "
            + "poussez de nouveau ceux de {3} et enrôlez un autre appareil pour l'autre commerçant"),
        ("sequence {0} is no hour of stops: its start or a figure cannot be",
            "la séquence {0} n'est pas une heure d'arrêts : son début ou un chiffre est impossible"),
        ("the parts of an hour of stops come to more than one at sequence {0}",
            "les parties d'une heure d'arrêts font plus d'une heure à la séquence {0}"),
        ("the certificate ends on {0}: the device must connect before, or be let in again",
            "le certificat finit le {0} : l'appareil doit se connecter avant, ou être réadmis"),
        ("site counted: beamFactor {0}, beamFactorError {1} (in+out {2}); in force once the settings hold it",
            "site compté : beamFactor {0}, beamFactorError {1} (entrées+sorties {2}) ; "
            + "en vigueur une fois mis dans les réglages"),
        ("{0}: the board reports a break of integrity, n={1}", "{0} : la carte signale une rupture d'intégrité, n={1}"),
        ("{0}: the board's head is ticket {1}, ours {2}, n={3} at sequence {4}",
            "{0} : la tête de la carte est le ticket {1}, la nôtre {2}, n={3} à la séquence {4}"),
        ("{0}: printed, the gateway's last is {1}: n={2} missing",
            "{0} : imprimé, le dernier de la passerelle est {1} : n={2} manquants"),
        ("{0}: paper says {1}, the gateway {2}; n=0, the content differs",
            "{0} : le papier dit {1}, la passerelle {2} ; n=0, le contenu diffère"),
    ]);

    /// <summary>The French sentence; null for one that is none of the gateway's.</summary>
    public static string? Of(string sentence) => Sentences.Find(sentence);
}
