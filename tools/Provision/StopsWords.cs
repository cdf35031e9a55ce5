namespace Kiosk.Provision;

/// <summary>Texts of <c>kiosk merchant stops</c>. Immutable.</summary>
public sealed record StopsWords
{
    public required string About { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string None { get; init; }
    public required string Hour { get; init; }
    public required string Partial { get; init; }
    public required string Blocked { get; init; }
    public required string Overfull { get; init; }
    public required string ByDay { get; init; }
    public required string Day { get; init; }
    public required string Unsure { get; init; }
    public required string Share { get; init; }
    public required string NoShare { get; init; }

    public static StopsWords English { get; } = new()
    {
        About = "stops at the counter per hour, where a sensor for them is fitted",
        From = "first day, like 20261201",
        To = "last day, included; at most 92 days",
        None = "no hour was counted in those days",
        Hour = "{0} stops, {1} s occupied, {2} s unknown",
        Partial = "(part of an hour)",
        Blocked = "(sensor covered)",
        Overfull = "(parts of more than an hour: not sure)",
        ByDay = "sums per day, and the share of passers-by who stopped",
        Day = "{0} stops in {1} hours, {2} s occupied",
        Unsure = "({0} of them not sure)",
        Share = "{0} % of the passers-by of {1} hours in which both counts are sure",
        NoShare = "share of passers-by unknown: no hour in which both counts are sure",
    };

    public static StopsWords French { get; } = new()
    {
        About = "arrêts au comptoir par heure, où un capteur est posé",
        From = "premier jour, comme 20261201",
        To = "dernier jour, compris ; 92 jours au plus",
        None = "aucune heure comptée ces jours-là",
        Hour = "{0} arrêts, {1} s occupées, {2} s inconnues",
        Partial = "(heure incomplète)",
        Blocked = "(capteur masqué)",
        Overfull = "(parties de plus d'une heure : pas sûr)",
        ByDay = "sommes par jour, et part des passants qui se sont arrêtés",
        Day = "{0} arrêts en {1} heures, {2} s occupées",
        Unsure = "(dont {0} pas sûres)",
        Share = "{0} % des passants de {1} heures où les deux comptes sont sûrs",
        NoShare = "part des passants inconnue : aucune heure où les deux comptes sont sûrs",
    };
}
