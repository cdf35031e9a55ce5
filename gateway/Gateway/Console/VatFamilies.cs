using System.Globalization;
using System.Text;
using Kiosk.Protocol;

namespace Kiosk.Gateway.Console;

/// <summary>
/// The VAT families of a kiosk (pos.md R40) with their rates from a day on: data of this program, named in the column
/// <c>family</c> of a catalogue's table, and sent to the till in the authenticated catalogue.
/// </summary>
public sealed class VatFamilies
{
    private const string File = "Kiosk.Gateway.vat-families.csv", Header = "from;number;family;vat;what";
    private const int Cells = 5;

    private readonly record struct Row(int From, int Number, string Name, decimal Vat);

    private readonly List<Row> _rows;

    private VatFamilies(List<Row> rows) => _rows = rows;

    /// <summary>The families that this program carries.</summary>
    public static VatFamilies Shipped()
    {
        using Stream data = typeof(VatFamilies).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException(File + " is not part of the program");
        using var reader = new StreamReader(data, Encoding.UTF8);
        return Read(reader.ReadToEnd());
    }

    /// <summary>Names of the families, by number.</summary>
    public IReadOnlyList<string> Names => [.. _rows.Select(row => row.Name).Distinct()];

    /// <summary>
    /// A family on a day (yyyymmdd) by its name: the rate that holds, and the next one when it is known; null when
    /// there is no such family, or none on that day.
    /// </summary>
    public FamilyForm? Find(string name, int day)
    {
        var rows = _rows.FindAll(row => row.Name == name);
        int at = rows.FindLastIndex(row => row.From <= day);
        return at < 0 ? null
            : at == rows.Count - 1 ? new FamilyForm(rows[at].Number, rows[at].Vat)
            : new FamilyForm(rows[at].Number, rows[at].Vat, rows[at + 1].From, rows[at + 1].Vat);
    }

    /// <summary>The rates that any family has on a day (yyyymmdd), and 0 of the franchise; highest first.</summary>
    public IReadOnlyList<decimal> Rates(int day) =>
        [.. Names.Select(name => Find(name, day)?.Vat ?? 0m).Append(0m).Distinct().OrderDescending()];

    /// <summary>Why a rate is none on a day (yyyymmdd); null when it is one.</summary>
    public string? RateFault(decimal vat, int day)
    {
        IReadOnlyList<decimal> rates = Rates(day);
        return rates.Contains(vat) ? null : string.Create(CultureInfo.InvariantCulture,
            $"the VAT must be a rate of the law on {day}, in percent: {string.Join(", ", rates.Select(Percent))}");
    }

    private static string Percent(decimal rate) => rate.ToString(CultureInfo.InvariantCulture);

    /// <summary>Rows of the file.</summary>
    /// <exception cref="FormatException">A row is not what its header says; it is named.</exception>
    public static VatFamilies Read(string csv)
    {
        string[] lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length < 2 || lines[0] != Header)
        {
            throw new FormatException($"vat-families.csv does not begin with '{Header}' and a row.");
        }

        var rows = new List<Row>();
        foreach (string line in lines.Skip(1))
        {
            string[] cells = line.Split(';');
            Row row = default;
            if (cells.Length != Cells || !TryRow(cells, out row) || rows.Exists(other => Contradicts(other, row)))
            {
                throw new FormatException(
                    $"vat-families.csv: '{line}' is not a later day, number 1 to 15, its one name, rate and meaning.");
            }

            rows.Add(row);
        }

        return new VatFamilies(rows);
    }

    private static bool TryRow(string[] cells, out Row row)
    {
        row = default;
        if (!int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out int from)
            || !int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || !decimal.TryParse(cells[3], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out decimal vat)
            || number is < 1 or > Catalogue.FamilyMask || cells[2].Length == 0 || cells[4].Length == 0)
        {
            return false;
        }

        row = new Row(from, number, cells[2], vat);
        return true;
    }

    // A number keeps its name for ever, and a later row of it holds from a later day on.
    private static bool Contradicts(Row before, Row row) =>
        (before.Number == row.Number) != (before.Name == row.Name)
        || (before.Number == row.Number && before.From >= row.From);
}
