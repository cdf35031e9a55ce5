using System.Globalization;
using Kiosk.Protocol;

namespace Kiosk.Gateway.Console;

/// <summary>
/// One article: prices in cents, VAT in percent, EAN as digits or empty, article key 1..15 or 0; whether meal vouchers
/// pay it, no VAT applies, its price may be lowered in the evening; its VAT family 1..15 or 0; whether it is a service
/// (consumed on the spot) for the e-report.
/// </summary>
public sealed record ArticleForm(
    int Code, string Label, int Cents, decimal Vat, int Department = 1, string Ean = "", int Key = 0,
    bool Meal = false, bool Exempt = false, bool Wilts = false, int Family = 0, bool Service = false);

/// <summary>One department 1..8 with its VAT in percent; the rest as for an article.</summary>
public sealed record DepartmentForm(
    int Number, string Label, decimal Vat, bool Meal = false, bool Exempt = false, bool Wilts = false, int Family = 0,
    bool Service = false);

/// <summary>
/// A VAT family 1..15 (pos.md R40): its rate in percent and, from a business day (yyyymmdd, 0 never) on, the next one.
/// </summary>
public sealed record FamilyForm(int Number, decimal Vat, int From = 0, decimal Next = 0);

/// <summary>A catalogue as it comes in; version 0 takes the next one.</summary>
public sealed record CatalogueForm(
    IReadOnlyList<ArticleForm>? Articles, IReadOnlyList<DepartmentForm>? Departments, int Version = 0,
    IReadOnlyList<FamilyForm>? Families = null)
{
    private const int ErrorsMax = 20, KeysMax = 15;

    /// <summary>
    /// Checks every article, department and family as of a business day (yyyymmdd), then fills the catalogue: a rate is
    /// one that the families of the law have on that day, a next one on the day from which it is to hold. Errors are
    /// empty when it worked.
    /// </summary>
    public Catalogue ToCatalogue(VatFamilies law, int day, out Dictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(law);
        errors = [];
        var catalogue = new Catalogue { Version = Version };
        Array.Fill(catalogue.DepartmentLabels, (byte)' ');
        foreach (DepartmentForm department in Departments ?? [])
        {
            Put(errors, catalogue, department, law, day);
        }

        foreach (FamilyForm family in Families ?? [])
        {
            Put(errors, catalogue, family, law, day);
        }

        IReadOnlyList<ArticleForm> articles = Articles ?? [];
        if (articles.Count is 0 or > Limits.CatalogueArticlesMax)
        {
            errors["articles"] = [$"must be 1 to {Limits.CatalogueArticlesMax}, and there are {articles.Count}"];
            return catalogue;
        }

        for (int i = 0; i < articles.Count && errors.Count < ErrorsMax; i++)
        {
            Put(errors, catalogue, articles[i], i, law.RateFault(articles[i].Vat, day));
        }

        RefuseTwice(errors, articles);
        catalogue.ArticleCount = articles.Count;
        return catalogue;
    }

    private static void Put(
        Dictionary<string, string[]> errors, Catalogue catalogue, FamilyForm family, VatFamilies law, int day)
    {
        string field = string.Create(CultureInfo.InvariantCulture, $"families[{family.Number}]");
        if (family.Number is < 1 or > Catalogue.FamilyMask)
        {
            errors[field] = [$"the number must be 1 to {Catalogue.FamilyMask}"];
        }
        else if (family.From != 0 && !IsDay(family.From))
        {
            errors[field] = ["the day from which the next rate holds must be yyyymmdd, or 0 for none"];
        }
        else if ((law.RateFault(family.Vat, day)
            ?? (family.From == 0 ? null : law.RateFault(family.Next, family.From))) is { } fault)
        {
            errors[field] = [fault];
        }
        else
        {
            catalogue.FamilyRate[family.Number] = RateCode(family.Vat);
            catalogue.FamilyFrom[family.Number] = family.From;
            catalogue.FamilyNext[family.Number] = family.From == 0 ? (short)0 : RateCode(family.Next);
        }
    }

    private static byte Flags(bool meal, bool exempt, bool wilts, int family, bool service) =>
        (byte)((family & Catalogue.FamilyMask) | (meal ? Catalogue.MealFlag : 0)
            | (exempt ? Catalogue.ExemptFlag : 0) | (wilts ? Catalogue.WiltsFlag : 0)
            | (service ? Catalogue.ServiceFlag : 0));

    private static string? FamilyFault(int family) =>
        family is >= 0 and <= Catalogue.FamilyMask ? null : $"the VAT family must be 0 to {Catalogue.FamilyMask}";

    private static void Put(
        Dictionary<string, string[]> errors, Catalogue catalogue, DepartmentForm department, VatFamilies law, int day)
    {
        string field = string.Create(CultureInfo.InvariantCulture, $"departments[{department.Number}]");
        if (department.Number is < 1 or > Limits.DepartmentsMax)
        {
            errors[field] = [$"the number must be 1 to {Limits.DepartmentsMax}"];
            return;
        }

        if ((LabelFault(department.Label) ?? law.RateFault(department.Vat, day)
            ?? FamilyFault(department.Family)) is { } fault)
        {
            errors[field] = [fault];
            return;
        }

        int index = department.Number - 1;
        catalogue.DepartmentRate[index] = RateCode(department.Vat);
        catalogue.DepartmentFlags[index] = Flags(
            department.Meal, department.Exempt, department.Wilts, department.Family, department.Service);
        DeviceText.WritePadded(
            department.Label, catalogue.DepartmentLabels, index * Limits.LabelBytesMax, Limits.LabelBytesMax);
        catalogue.DepartmentCount = Math.Max(catalogue.DepartmentCount, department.Number);
    }

    private static void Put(
        Dictionary<string, string[]> errors, Catalogue catalogue, ArticleForm article, int index, string? rateFault)
    {
        string field = string.Create(CultureInfo.InvariantCulture, $"articles[{index}]");
        long ean = 0;
        string? fault = LabelFault(article.Label) ?? rateFault ?? Fault(article) ?? FamilyFault(article.Family);
        if (article.Ean.Length > 0 && !TryEan(article.Ean, out ean))
        {
            fault ??= $"EAN '{article.Ean}' is not 8 or 13 digits with a right check digit";
        }

        if (fault is not null)
        {
            errors[field] = [fault];
            return;
        }

        catalogue.Code[index] = article.Code;
        catalogue.Ean[index] = ean;
        catalogue.Price[index] = article.Cents;
        catalogue.Rate[index] = RateCode(article.Vat);
        catalogue.Flags[index] =
            Flags(article.Meal, article.Exempt, article.Wilts, article.Family, article.Service);
        catalogue.Department[index] = (byte)article.Department;
        catalogue.KeyNumber[index] = (byte)article.Key;
        DeviceText.WritePadded(article.Label, catalogue.Labels, index * Limits.LabelBytesMax, Limits.LabelBytesMax);
    }

    private static string? LabelFault(string label) =>
        string.IsNullOrWhiteSpace(label) ? "has no label" : DeviceText.Fault(label, Limits.LabelBytesMax);

    private static bool IsDay(int day) => DateOnly.TryParseExact(
        day.ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None,
        out _);

    private static string? Fault(ArticleForm article)
    {
        if (article.Code < 1)
        {
            return "the code must be 1 or more";
        }

        if (article.Cents is < 0 or > Limits.TicketCentsMax)
        {
            return $"the price must be 0 to {Limits.TicketCentsMax} cents";
        }

        if (article.Department is < 1 or > Limits.DepartmentsMax)
        {
            return $"the department must be 1 to {Limits.DepartmentsMax}";
        }

        return article.Key is < 0 or > KeysMax ? $"the key must be 1 to {KeysMax}, or 0 for none" : null;
    }

    private static void RefuseTwice(Dictionary<string, string[]> errors, IReadOnlyList<ArticleForm> articles)
    {
        Twice(errors, "code", articles.Select(article => article.Code));
        Twice(errors, "ean", articles.Where(article => article.Ean.Length > 0).Select(article => article.Ean));
        Twice(errors, "key", articles.Where(article => article.Key > 0).Select(article => article.Key));
    }

    private static void Twice<T>(Dictionary<string, string[]> errors, string field, IEnumerable<T> values)
    {
        string twice = string.Join(
            ", ", values.GroupBy(v => v).Where(group => group.Count() > 1).Select(g => g.Key).Take(5));
        if (twice.Length > 0)
        {
            errors[field] = [$"occurs more than once: {twice}"];
        }
    }

    private static short RateCode(decimal vat) => (short)(vat * 100);

    private static bool TryEan(string digits, out long ean)
    {
        ean = 0;
        if (digits.Length is not (8 or 13) || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int weight = (digits.Length - i) % 2 == 0 ? 3 : 1;
            sum += (digits[i] - '0') * weight;
        }

        ean = long.Parse(digits, CultureInfo.InvariantCulture);
        return sum % 10 == 0;
    }
}
