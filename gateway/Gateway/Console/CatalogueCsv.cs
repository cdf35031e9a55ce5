using System.Globalization;

namespace Kiosk.Gateway.Console;

/// <summary>
/// A catalogue as a table: a header line, then a line per article, separated by comma or semicolon; a label may stand
/// in double quotes. Columns in any order: <c>label</c> (or <c>item</c>), <c>cents</c>, <c>vat</c> (or
/// <c>vat_class</c>), and if wanted <c>code</c> (else the number of the article), <c>department</c>, <c>ean</c>,
/// <c>key</c>, <c>meal</c> (meal vouchers pay it), <c>exempt</c>, <c>wilts</c> (evening price), <c>price_at_till</c>,
/// <c>family</c> 1..15 with <c>vat_from</c> (yyyymmdd) and <c>vat_next</c>, <c>service</c> (consumed on the spot: for
/// the e-report). Without departments in the table, one per VAT rate is made; of services when all its articles are.
/// </summary>
public static class CatalogueCsv
{
    private const int RowsMax = 1000;
    private static readonly string[] Required = ["label", "cents", "vat"];

    private static readonly string[] Known =
    [
        "code", "label", "cents", "vat", "department", "ean", "key", "meal", "exempt", "wilts", "price_at_till",
        "family", "vat_from", "vat_next", "service",
    ];

    /// <summary>Reads the table. Errors name line and column; they are empty when it worked.</summary>
    public static CatalogueForm Read(string text, out Dictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        errors = [];
        var articles = new List<ArticleForm>();
        var families = new SortedDictionary<int, FamilyForm>();
        string[] lines = text.TrimStart('\uFEFF').Split('\n', RowsMax + 1);
        char comma = lines[0].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        List<string> header = [.. Split(lines[0].Trim(), comma).Select(Name)];
        string missing = string.Join(", ", Required.Except(header));
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
                Add(articles, families, row);
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

    private static void Add(List<ArticleForm> articles, SortedDictionary<int, FamilyForm> families, CatalogueRow row)
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

        decimal vat = row.Percent("vat");
        int code = row.Has("code") ? row.Whole("code") : articles.Count + 1;
        int department = row.Whole("department");
        int family = row.Whole("family");
        var article = new ArticleForm(
            code, row.Text("label"), cents, vat, department > 0 ? department : DefaultDepartment(vat),
            row.Text("ean"), row.Whole("key"), row.Flag("meal"), row.Flag("exempt"), row.Flag("wilts"), family,
            row.Flag("service"));
        AddFamily(families, row, family, vat);
        if (row.Errors == before)
        {
            articles.Add(article);
        }
    }

    // A family has one rate and one day of change, whatever row says them.
    private static void AddFamily(SortedDictionary<int, FamilyForm> families, CatalogueRow row, int number, decimal vat)
    {
        int from = row.Whole("vat_from");
        decimal next = row.Text("vat_next").Length > 0 ? row.Percent("vat_next") : 0m;
        if (number == 0)
        {
            if (from != 0)
            {
                row.Refuse("vat_from", "a day of change needs a family");
            }

            return;
        }

        var form = new FamilyForm(number, vat, from, from == 0 ? 0m : next);
        if (families.TryGetValue(number, out FamilyForm? other) && other != form)
        {
            row.Refuse("family", $"family {number} has another vat, vat_from or vat_next above");
        }

        families[number] = form;
    }

    private static int DefaultDepartment(decimal vat) => vat switch
    {
        20m => 1,
        10m => 2,
        5.5m => 3,
        2.1m => 4,
        _ => 5,
    };

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
