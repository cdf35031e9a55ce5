namespace Kiosk.Fleet.ShopYear;

/// <summary>Every kind of event that a year must hold, as it stands in the tables of the archives.</summary>
internal static class YearKinds
{
    /// <summary>Table, column, value of the column, name of the kind.</summary>
    public static IReadOnlyList<(string Table, string Column, string Value, string Name)> All { get; } =
    [
        ("tickets.csv", "operation", "VENTE", "sale"),
        ("tickets.csv", "operation", "RETOUR", "refund"),
        ("tickets.csv", "operation", "ANNULATION", "ticket cancelled for another tender"),
        ("reglements.csv", "type", "1", "paid in cash"),
        ("reglements.csv", "type", "2", "paid by card at the terminal"),
        ("reglements.csv", "type", "3", "paid by cheque"),
        ("reglements.csv", "type", "4", "paid with meal vouchers on paper"),
        ("reglements.csv", "type", "5", "paid with a meal card"),
        ("reglements.csv", "type", "6", "paid with local notes"),
        ("reglements.csv", "type", "7", "paid with local currency by telephone"),
        ("reglements.csv", "type", "8", "paid with a voucher"),
        ("reglements.csv", "type", "9", "paid with a deposit"),
        ("reglements.csv", "type", "10", "paid with a suspended item"),
        ("reglements.csv", "type", "11", "paid on account"),
        ("reglements.csv", "type", "12", "paid with a gift card"),
        ("reglements.csv", "type", "13", "paid by card, noted by hand"),
        ("lignes.csv", "categorie", "TPS1", "line of a service"),
        ("lignes.csv", "categorie", "TNT1", "line that no VAT applies to"),
        ("details.csv", "code", "3", "discount on a line"),
        ("details.csv", "code", "6", "amount that is no sale"),
        ("details.csv", "code", "7", "ticket after a note"),
        ("evenements.csv", "code", "40", "sign-out or stop"),
        ("evenements.csv", "code", "80", "sign-in or start"),
        ("evenements.csv", "code", "170", "drawer counted"),
        ("evenements.csv", "code", "320", "basket abandoned"),
        ("evenements.csv", "code", "920", "line voided"),
        ("evenements.csv", "code", "921", "price changed at the till"),
        ("evenements.csv", "code", "922", "clock held"),
        ("evenements.csv", "code", "926", "catalogue changed"),
        ("evenements.csv", "code", "940", "drawer opened without a sale"),
        ("evenements.csv", "code", "943", "X reading"),
        ("evenements.csv", "code", "944", "training begun"),
        ("evenements.csv", "code", "970", "card of unknown outcome declared paid"),
        ("evenements.csv", "code", "971", "card of unknown outcome declared not paid"),
        ("evenements.csv", "code", "956", "sign-in refused"),
        ("evenements.csv", "code", "957", "tender corrected"),
        ("evenements.csv", "code", "958", "basket put aside"),
        ("evenements.csv", "code", "959", "basket taken back"),
        ("evenements.csv", "code", "961", "inspector's export"),
        ("caisse.csv", "type", "1", "float"),
        ("caisse.csv", "type", "2", "skim"),
        ("caisse.csv", "type", "3", "pay-in"),
        ("caisse.csv", "type", "4", "cash count"),
        ("caisse.csv", "type", "5", "expense"),
        ("duplicatas.csv", "nature", "D", "copy"),
        ("notes.csv", "nature", "N", "provisional note"),
        ("tickets.csv", "nature", "X", "training ticket"),
        ("clotures.csv", "nature", "J", "day closing"),
        ("clotures.csv", "nature", "M", "month closing"),
        ("tickets.csv", "operateur", "90", "ticket of the manager"),
        ("tickets.csv", "operateur", "1", "ticket of a cashier"),
        ("tickets.csv", "operateur", "2", "ticket of another cashier"),
    ];

    /// <summary>Amounts that are no sale, by their type from 1.</summary>
    public static IReadOnlyList<string> NonSales { get; } =
        ["voucher sold", "deposit", "local currency exchanged", "round-up", "suspended item funded", "gift card sold"];

    /// <summary>Reasons of a discount, by their number from 6.</summary>
    public static IReadOnlyList<string> Discounts { get; } =
        ["customer gave up", "commercial gesture", "evening price of what wilts"];
}
