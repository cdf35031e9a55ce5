using System.Globalization;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Fleet.City;

/// <summary>
/// How a merchant keys a basket of any length into one ticket. A basket that fits goes line by line, in its order. A
/// longer one has its equal items multiplied; what is then still too much for one ticket goes as one amount per
/// department. An article beyond the till's catalogue is a free amount at its own price in the department of its rate.
/// Any thread.
/// </summary>
internal static class Keying
{
    /// <summary>Index of an item that no catalogue names.</summary>
    public const int Unknown = -1;

    private const int ArticleKeys = 15;

    /// <summary>Price of an item in cents, by its index.</summary>
    public static int CentsOf(int article, IReadOnlyList<Ware> wares) =>
        article == Unknown ? Merchant.UnknownCents : wares[article].Cents;

    /// <summary>Writes the keys of a basket, its items as indexes, without the one that is paid with.</summary>
    public static void Write(IReadOnlyList<int> articles, IReadOnlyList<Ware> wares, List<int> keys)
    {
        if (articles.Count <= Limits.LinesPerTicketMax)
        {
            foreach (var article in articles)
            {
                Line(article, 1, wares, keys);
            }

            return;
        }

        List<(int Article, int Units)> lines =
        [
            .. articles.GroupBy(a => a).SelectMany(
                group => group.Chunk(Limits.QuantityMax), (group, chunk) => (group.Key, chunk.Length)),
        ];
        var own = lines.Count <= Limits.LinesPerTicketMax
            ? lines.Count
            : Limits.LinesPerTicketMax - Limits.DepartmentsMax;
        foreach (var (article, units) in lines.Take(own))
        {
            Line(article, units, wares, keys);
        }

        foreach (var rest in lines.Skip(own).GroupBy(l => DepartmentOf(l.Article, wares)))
        {
            Amount(rest.Sum(l => CentsOf(l.Article, wares) * l.Units), rest.Key, keys);
        }
    }

    private static void Line(int article, int units, IReadOnlyList<Ware> wares, List<int> keys)
    {
        if (units > 1)
        {
            Digits(units, keys);
            keys.Add(Key.Multiply);
        }

        if (article is >= 0 and < ArticleKeys)
        {
            keys.Add(Key.Article1 + article);
        }
        else if (article is >= 0 and < Limits.CatalogueArticlesMax)
        {
            Digits(article + 1, keys);
            keys.Add(Key.Article);
        }
        else
        {
            Amount(CentsOf(article, wares), DepartmentOf(article, wares), keys);
        }
    }

    private static int DepartmentOf(int article, IReadOnlyList<Ware> wares) =>
        article == Unknown ? Wares.Various : Wares.DepartmentOf(wares[article].Rate);

    private static void Amount(int cents, int department, List<int> keys)
    {
        Digits(cents, keys);
        keys.Add(Key.Department1 + department - 1);
    }

    private static void Digits(int number, List<int> keys) =>
        keys.AddRange(number.ToString(CultureInfo.InvariantCulture).Select(c => c - '0'));
}
