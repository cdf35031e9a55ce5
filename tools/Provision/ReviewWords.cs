namespace Kiosk.Provision;

/// <summary>Texts of <c>kiosk merchant review</c>. Immutable.</summary>
public sealed record ReviewWords
{
    public required string All { get; init; }
    public required string Csv { get; init; }
    public required string About { get; init; }
    public required string Dropped { get; init; }
    public required string Empty { get; init; }
    public required string Code { get; init; }
    public required string Unsold { get; init; }
    public required string Sold { get; init; }
    public required string Known { get; init; }
    public required string Dismissed { get; init; }

    public static ReviewWords English { get; } = new()
    {
        All = "also those that the catalogue has by now and those dismissed",
        Csv = "as a table for 'kiosk catalogue push': label and vat are left to be filled in",
        About = "codes scanned that the catalogue does not have, to be added to it",
        Dropped = "{0} codes given up: more than 500 were waiting",
        Empty = "no code waits",
        Code = "code as read, 8 to 13 digits",
        Unsold = "not sold",
        Sold = "sold at {0} €, department {1}",
        Known = "(in the catalogue now)",
        Dismissed = "(dismissed)",
    };

    public static ReviewWords French { get; } = new()
    {
        All = "aussi ceux que le catalogue contient désormais et ceux écartés",
        Csv = "en tableau pour « kiosk catalogue push » : label et vat restent à remplir",
        About = "codes lus absents du catalogue, à y ajouter",
        Dropped = "{0} codes abandonnés : plus de 500 attendaient",
        Empty = "aucun code en attente",
        Code = "code lu, 8 à 13 chiffres",
        Unsold = "non vendu",
        Sold = "vendu {0} €, rayon {1}",
        Known = "(désormais au catalogue)",
        Dismissed = "(écarté)",
    };
}
