using System.Globalization;
using System.Text;

namespace Kiosk.Ledger.Archive;

/// <summary>What the sheet cites from a day on: the official form, the law, the law on forged sheets.</summary>
/// <param name="From">First day on which it is cited, yyyymmdd.</param>
/// <param name="Form">The official form.</param>
/// <param name="Law">The law it stands on.</param>
/// <param name="Forgery">The law on forged sheets.</param>
internal sealed record LegalReference(int From, string Form, string Law, string Forgery)
{
    private const string File = "legal-references.csv", Header = "from;form;law;forgery";

    /// <summary>The references that hold on a day: the last ones not after it, else the first.</summary>
    public static LegalReference On(int day)
    {
        using Stream data = typeof(LegalReference).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException(File + " is not part of the program");
        using var reader = new StreamReader(data, Encoding.UTF8);
        return On(Read(reader.ReadToEnd()), day);
    }

    internal static LegalReference On(IReadOnlyList<LegalReference> references, int day) =>
        references.LastOrDefault(reference => reference.From <= day, references[0]);

    /// <summary>Rows of the file, ascending by day.</summary>
    /// <exception cref="FormatException">A row is not four cells that begin with a later day than before.</exception>
    internal static IReadOnlyList<LegalReference> Read(string csv)
    {
        string[] rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var references = new List<LegalReference>();
        foreach (string row in rows.Skip(1))
        {
            string[] cells = row.Split(';');
            if (rows[0] != Header || cells.Length != 4 || !int.TryParse(
                    cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out int from)
                || (references.Count > 0 && from <= references[^1].From))
            {
                throw new FormatException($"{File}: '{row}' is not a later day, form, law and law on forgery.");
            }

            references.Add(new LegalReference(from, cells[1], cells[2], cells[3]));
        }

        return references.Count > 0 ? references : throw new FormatException($"{File} has no row.");
    }
}
