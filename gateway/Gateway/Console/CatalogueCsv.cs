using System.Globalization;

namespace Kiosk.Gateway.Console;

/// <summary>
/// A catalogue as a table: a header line with the columns <c>code,label,cents,vat</c> and, if wanted,
/// <c>department,ean,key</c>
/// in any order, separated by comma or semicolon; a label may stand in double quotes. Without departments in the table,
/// one per VAT rate is made.
/// </summary>
public static class CatalogueCsv
{
    private const int RowsMax = 1000;
    private static readonly string[] Required = ["code", "label", "cents", "vat"];

    /// <summary>Reads the table. Errors name the line; they are empty when it worked.</summary>
    public static CatalogueForm Read(string text, out Dictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        errors = [];
        var articles = new List<ArticleForm>();
        string[] lines = text.TrimStart('\uFEFF').Split('\n', RowsMax + 1);
        char comma = lines[0].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        List<string> header = [.. Split(lines[0].Trim(), comma).Select(name => name.Trim())];
        string missing = string.Join(", ", Required.Except(header));
        if (missing.Length > 0)
        {
            errors["line 1"] = [$"the header lacks: {missing}"];
            return new CatalogueForm(articles, null);
        }

        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim() is { Length: > 0 } line)
            {
                Add(articles, errors, header, Split(line, comma), i + 1);
            }
        }

        return new CatalogueForm(articles, Departments(articles));
    }

    private static void Add(
        List<ArticleForm> articles, Dictionary<string, string[]> errors, List<string> header, List<string> cells,
            int line)
    {
        string Cell(string name) =>
            header.IndexOf(name) is >= 0 and int at && at < cells.Count ? cells[at].Trim() : "";
        bool Whole(string name, out int value) =>
            int.TryParse(Cell(name) is "" ? "0" : Cell(name), NumberStyles.None, CultureInfo.InvariantCulture,
                out value);
        bool isVat = decimal.TryParse(
            Cell("vat").Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out decimal vat);
        if (Whole("code", out int code) & Whole("cents", out int cents) & Whole("department", out int department)
            & Whole("key", out int key) & isVat)
        {
            articles.Add(new ArticleForm(
                code, Cell("label"), cents, vat, department > 0 ? department : DefaultDepartment(vat), Cell("ean"),
                key));
        }
        else
        {
            errors[string.Create(CultureInfo.InvariantCulture, $"line {line}")] =
                ["code, cents, department and key must be whole numbers and vat a number"];
        }
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
                group.Key, string.Create(CultureInfo.InvariantCulture, $"Rayon {group.Key}"), group.First().Vat))];

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
