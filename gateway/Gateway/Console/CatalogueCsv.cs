using System.Globalization;

namespace Kiosk.Gateway.Console;

/// <summary>
/// A catalogue as a table: a header line, then a line per article, separated by comma or semicolon; a label may stand
/// in double quotes. Columns in any order: <c>label</c> (or <c>item</c>), <c>cents</c>, <c>vat</c> (or
/// <c>vat_class</c>), and if wanted <c>code</c> (else the number of the article), <c>department</c>, <c>ean</c>,
/// <c>key</c>, <c>meal</c> (meal vouchers pay it), <c>exempt</c>, <c>wilts</c> (evening price), <c>price_at_till</c>,
/// <c>service</c> (consumed on the spot: for the e-report), <c>family</c>: one of <see cref="VatFamilies"/> by name,
/// which gives rate and day of change while <c>vat</c> stays empty, or <c>franchise</c> (no VAT applies), or a number
/// 1..15 with <c>vat_from</c> (yyyymmdd) and <c>vat_next</c>. Without departments in the table, one per VAT rate is
/// made; of services when all its articles are.
/// </summary>
public static class CatalogueCsv
{
    private const int RowsMax = 1000;
    private const string Franchise = "franchise";
    private static readonly string[] Required = ["label", "cents"];

    private static readonly string[] Known =
    [
        "code", "label", "cents", "vat", "department", "ean", "key", "meal", "exempt", "wilts", "price_at_till",
        "family", "vat_from", "vat_next", "service",
    ];

    /// <summary>
    /// Reads the table as of a business day (yyyymmdd). Errors name line and column; they are empty when it worked.
    /// </summary>
    public static CatalogueForm Read(
        string text, VatFamilies shipped, int day, out Dictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(shipped);
        errors = [];
        var articles = new List<ArticleForm>();
        var families = new SortedDictionary<int, FamilyForm>();
        string[] lines = text.TrimStart('\uFEFF').Split('\n', RowsMax + 1);
        char comma = lines[0].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        List<string> header = [.. Split(lines[0].Trim(), comma).Select(Name)];
        string missing = string.Join(", ", Required.Except(header));
        missing = missing.Length == 0 && !header.Contains("vat") && !header.Contains("family") ? "vat" : missing;
        string unknown = string.Join(", ", header.Except(Known));
        if (missing.Length > 0 || unknown.Length > 0)
        {
            errors["line 1"] = [missing.Length > 0 ? $"the header lacks: {missing}"
                : $"no such column: {unknown}; known are {string.Join(", ", Known)}"];
            return new CatalogueForm(articles, null);
        }

        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim() is { Length: > 0 } line)
            {
                var row = new CatalogueRow(header, Split(line, comma), i + 1, errors);
                FamilyForm family = FamilyOf(row, shipped, day);
                Add(articles, families, row, family, DefaultDepartment(family.Vat, shipped.Rates(day)));
            }
        }

        return new CatalogueForm(articles, Departments(articles), Families: [.. families.Values]);
    }

    // The names of the data sets that a merchant may have already.
    private static string Name(string column) => column.Trim() switch
    {
        "item" => "label",
        "vat_class" => "vat",
        string name => name,
    };

    private static void Add(
        List<ArticleForm> articles, SortedDictionary<int, FamilyForm> families, CatalogueRow row, FamilyForm family,
        int ofRate)
    {
        int before = row.Errors;
        bool atTill = row.Flag("price_at_till");
        int cents = row.Whole("cents");
        if (atTill && cents != 0)
        {
            row.Refuse("cents", "must be 0 or empty where the price is typed at the till");
        }
        else if (!atTill && cents == 0 && row.Errors == before && row.Has("price_at_till"))
        {
            row.Refuse("cents", "must be the price, or price_at_till must say yes");
        }

        int code = row.Has("code") ? row.Whole("code") : articles.Count + 1;
        int department = row.Whole("department");
        var article = new ArticleForm(
            code, row.Text("label"), cents, family.Vat, department > 0 ? department : ofRate,
            row.Text("ean"), row.Whole("key"), row.Flag("meal"),
            row.Flag("exempt") || row.Text("family") == Franchise, row.Flag("wilts"), family.Number,
            row.Flag("service"));
        AddFamily(families, row, family);
        if (row.Errors == before)
        {
            articles.Add(article);
        }
    }

    // A name takes its numbers from the families that are shipped; what the row says beside must not contradict them.
    private static FamilyForm FamilyOf(CatalogueRow row, VatFamilies shipped, int day)
    {
        string name = row.Text("family");
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            int from = row.Whole("vat_from");
            decimal next = row.Text("vat_next").Length > 0 ? row.Percent("vat_next") : 0m;
            return new FamilyForm(row.Whole("family"), row.Percent("vat"), from, from == 0 ? 0m : next);
        }

        FamilyForm? family = name == Franchise ? new FamilyForm(0, 0m) : shipped.Find(name, day);
        if (family is null)
        {
            row.Refuse("family", $"there is no family '{name}'; there are: "
                + string.Join(", ", shipped.Names.Append(Franchise)) + ", or a number 1 to 15");
            return new FamilyForm(0, 0m);
        }

        if (row.Text("vat").Length > 0 && row.Percent("vat") != family.Vat)
        {
            row.Refuse("vat", string.Create(CultureInfo.InvariantCulture,
                $"the family '{name}' has {family.Vat} % on {day}: leave the cell empty, or choose another family"));
        }

        if (row.Text("vat_from").Length + row.Text("vat_next").Length > 0)
        {
            row.Refuse("vat_from", $"the family '{name}' knows its own day of change: leave the cells empty");
        }

        return family;
    }

    // A family has one rate and one day of change, whatever row says them.
    private static void AddFamily(SortedDictionary<int, FamilyForm> families, CatalogueRow row, FamilyForm family)
    {
        if (family.Number == 0)
        {
            if (family.From != 0)
            {
                row.Refuse("vat_from", "a day of change needs a family");
            }

            return;
        }

        if (families.TryGetValue(family.Number, out FamilyForm? other) && other != family)
        {
            row.Refuse("family", $"family {family.Number} has another vat, vat_from or vat_next above");
        }

        families[family.Number] = family;
    }

    // One per rate of the law, the highest first; what is no rate is refused later, wherever it stands.
    private static int DefaultDepartment(decimal vat, IReadOnlyList<decimal> rates)
    {
        int above = rates.TakeWhile(rate => rate != vat).Count();
        return Math.Min(above, Protocol.Limits.DepartmentsMax - 1) + 1;
    }

    private static List<DepartmentForm> Departments(List<ArticleForm> articles) =>
        [.. articles.GroupBy(article => article.Department).OrderBy(group => group.Key).Select(group =>
            new DepartmentForm(
                group.Key, string.Create(CultureInfo.InvariantCulture, $"Rayon {group.Key}"), group.First().Vat,
                Service: group.All(article => article.Service)))];

    private static List<string> Split(string line, char comma)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        bool quoted = false;
        foreach (char letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == comma && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
