using System.Buffers;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// A text as a cell of a file that is opened in a spreadsheet, which would take one that begins like a formula for a
/// formula: such a cell gets an apostrophe in front and quotes around it (OWASP, CSV injection). Not for archives: they
/// hold what was sealed, letter by letter. Pure functions.
/// </summary>
internal static class SpreadsheetCell
{
    // The last four are what East Asian keyboards give for the first.
    private static readonly SearchValues<char> Starts = SearchValues.Create("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20");
    private static readonly SearchValues<char> ToQuote = SearchValues.Create(";\"\r\n\t");

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isFormula = text.TrimStart(' ') is { Length: > 0 } seen && Starts.Contains(seen[0]);
        return isFormula || text.AsSpan().ContainsAny(ToQuote)
            ? "\"" + (isFormula ? "'" : "") + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }
}
