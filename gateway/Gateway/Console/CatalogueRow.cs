using System.Globalization;

namespace Kiosk.Gateway.Console;

/// <summary>A line of a catalogue's table; what cannot be read is an error that names line and column.</summary>
internal sealed class CatalogueRow(
    List<string> header, List<string> cells, int line, Dictionary<string, string[]> errors)
{
    private static readonly string[] Yes = ["1", "X", "YES", "OUI", "TRUE", "VRAI"];
    private static readonly string[] No = ["", "0", "NO", "NON", "FALSE", "FAUX"];

    /// <summary>Errors of the table so far.</summary>
    public int Errors => errors.Count;

    /// <summary>True when the table has the column.</summary>
    public bool Has(string column) => header.Contains(column);

    /// <summary>A cell, empty when the line or the table has it not.</summary>
    public string Text(string column) =>
        header.IndexOf(column) is >= 0 and int at && at < cells.Count ? cells[at].Trim() : "";

    /// <summary>A whole number of 0 or more; an empty cell is 0.</summary>
    public int Whole(string column)
    {
        string text = Text(column);
        int value = 0;
        if (text.Length > 0 && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            Refuse(column, $"'{text}' is no whole number");
        }

        return value;
    }

    /// <summary>A rate in percent, with or without its sign, with a point or a comma.</summary>
    public decimal Percent(string column)
    {
        string text = Text(column);
        string plain = text.Replace("%", "", StringComparison.Ordinal).Replace(',', '.').Trim();
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            Refuse(column, $"'{text}' is no rate in percent");
        }

        return value;
    }

    /// <summary>Yes or no; an empty cell is no.</summary>
    public bool Flag(string column)
    {
        string text = Text(column).ToUpperInvariant();
        if (!Yes.Contains(text) && !No.Contains(text))
        {
            Refuse(column, $"'{Text(column)}' is neither yes nor no");
        }

        return Yes.Contains(text);
    }

    /// <summary>Notes what is wrong with a cell.</summary>
    public void Refuse(string column, string why) =>
        errors[string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}")] = [why];
}
