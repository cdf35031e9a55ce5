using System.Globalization;
using System.Text;
using Kiosk.Protocol;

namespace Kiosk.Fleet.City;

/// <summary>An article to sell: label, price in cents, VAT rate code (percent x 100), EAN or 0.</summary>
public sealed record Ware(string Item, int Cents, short Rate, long Ean);

/// <summary>
/// Catalogues of the virtual city: from the built-in lists or from a file <c>item,cents,vat_class</c>.
/// </summary>
public static class Wares
{
    /// <summary>Department under which an item goes that no catalogue names.</summary>
    public const int Various = 1;

    private static readonly (string Label, short Rate)[] Departments =
    [
        ("Divers", 2000), ("Presse", 210), ("Alimentation", 550), ("À consommer", 1000),
        ("Fleurs et plantes", 1000), ("Non alimentaire", 2000),
    ];

    /// <summary>The bakery's items, built in.</summary>
    public static IReadOnlyList<Ware> Bakery() =>
        [.. Csv.ReadBuiltIn("bakery-catalogue.csv", "item", "cents", "vat_class").Select(r =>
            Parse(r.Fields, "bakery-catalogue.csv", r.Line))];

    /// <summary>The articles of one trade of the demonstration, built in.</summary>
    public static IReadOnlyList<Ware> OfTrade(string trade) =>
        [.. Csv.ReadBuiltIn("trade-catalogue.csv", "trade", "item", "cents", "vat_class", "ean")
            .Where(r => r.Fields[0] == trade)
            .Select(r => Parse(r.Fields[1..], "trade-catalogue.csv", r.Line))];

    /// <summary>The items of a file. Throws <see cref="FleetException"/> naming file and line.</summary>
    public static IReadOnlyList<Ware> FromFile(string path)
    {
        using var reader = Files.OpenText(path);
        Ware[] wares =
            [.. Csv.Read(reader, path, "item", "cents", "vat_class").Select(r => Parse(r.Fields, path, r.Line))];
        return wares.Length > 0 ? wares : throw new FleetException($"{path}: names no item");
    }

    /// <summary>
    /// A catalogue version holding the first <see cref="Limits.CatalogueArticlesMax"/> wares; the code of a ware is its
    /// index + 1.
    /// </summary>
    public static Catalogue Build(IReadOnlyList<Ware> wares, int version)
    {
        var catalogue = new Catalogue { Version = version, DepartmentCount = Departments.Length };
        for (var d = 0; d < Departments.Length; d++)
        {
            catalogue.DepartmentRate[d] = Departments[d].Rate;
            PutLabel(catalogue.DepartmentLabels, d, Departments[d].Label);
        }

        catalogue.ArticleCount = Math.Min(wares.Count, Limits.CatalogueArticlesMax);
        for (var i = 0; i < catalogue.ArticleCount; i++)
        {
            catalogue.Code[i] = i + 1;
            catalogue.Ean[i] = wares[i].Ean;
            catalogue.Price[i] = wares[i].Cents;
            catalogue.Rate[i] = wares[i].Rate;
            catalogue.Department[i] = DepartmentOf(wares[i].Rate);
            catalogue.KeyNumber[i] = (byte)(i < 15 ? i + 1 : 0);
            PutLabel(catalogue.Labels, i, wares[i].Item);
        }

        return catalogue;
    }

    /// <summary>Department (1..8) of the free amounts of a VAT rate.</summary>
    public static byte DepartmentOf(short rate) => rate switch { 210 => 2, 550 => 3, 1000 => 4, _ => 6 };

    private static void PutLabel(byte[] labels, int index, string label)
    {
        var folded = label.Replace("œ", "oe", StringComparison.Ordinal).Replace("Œ", "Oe", StringComparison.Ordinal);
        var bytes = Encoding.Latin1.GetBytes([.. folded.Select(c => char.IsControl(c) ? ' ' : c)]);
        var slot = labels.AsSpan(index * Limits.LabelBytesMax, Limits.LabelBytesMax);
        slot.Fill((byte)' ');
        bytes.AsSpan(0, Math.Min(bytes.Length, slot.Length)).CopyTo(slot);
    }

    private static Ware Parse(string[] fields, string file, int line)
    {
        if (fields[0].Length == 0)
        {
            throw new FleetException($"{file}: line {line}: an item without a name");
        }

        if (!int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var cents)
            || cents is < 1 or > Limits.TicketCentsMax)
        {
            throw new FleetException($"{file}: line {line}: '{fields[1]}' is not a price in cents "
                + $"(1..{Limits.TicketCentsMax})");
        }

        var ean = fields.Length > 3
            && long.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var e) ? e : 0;
        return new Ware(fields[0], cents, ParseRate(fields[2], file, line), ean);
    }

    /// <summary>
    /// A VAT class is a percentage ("5.5", "5,5 %"), a rate code on four digits ("0550") or a name of the trades
    /// (press, food, books, takeaway, flowers, plants, standard ...).
    /// </summary>
    private static short ParseRate(string text, string file, int line)
    {
        var plain = text.Replace("%", "", StringComparison.Ordinal).Replace(',', '.').Trim();
        if (plain.Length == 4 && short.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && Known(code))
        {
            return code;
        }

        if (decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
        {
            var scaled = percent is > 0 and < 1 ? percent * 10_000 : percent > 100 ? percent : percent * 100;
            if (scaled == decimal.Truncate(scaled) && scaled <= 2_000 && Known((short)scaled))
            {
                return (short)scaled;
            }
        }

        return plain.ToUpperInvariant() switch
        {
            "PRESS" or "PRESSE" or "SUPER_REDUCED" or "SUPER-REDUCED" => 210,
            "FOOD" or "BOOK" or "BOOKS" or "ALIMENTATION" or "ALIMENTAIRE" or "REDUCED" or "REDUIT" => 550,
            "TAKEAWAY" or "IMMEDIATE" or "CATERING" or "RESTAURATION" or "FLOWERS" or "FLEURS" or "PLANTS" or "DRINK"
                or "DRINKS" or "BOISSONS" or "INTERMEDIATE" or "INTERMEDIAIRE" => 1000,
            "STANDARD" or "NORMAL" or "GIFTS" or "GOODS" or "ALCOHOL" or "CONFECTIONERY" or "DIVERS" => 2000,
            _ => Unknown(text, file, line),
        };
    }

    /// <summary>
    /// No line is ever without a rate (R39): an unknown class is sold at the standard rate, and said.
    /// </summary>
    private static short Unknown(string text, string file, int line)
    {
        Console.Error.WriteLine(
            $"{file}: line {line}: VAT class '{text}' is none of 2.1, 5.5, 10, 20, their codes 0210..2000, or a "
                + "trade name: 20 % taken");
        return 2000;
    }

    private static bool Known(short code) => code is 210 or 550 or 1000 or 2000;
}
