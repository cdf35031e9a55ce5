using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Provision.Verify;

/// <summary>Where the fields of a canonical text stand, by nature (ARCHIVE.md). Immutable.</summary>
/// <param name="Number">Index of the number.</param>
/// <param name="Flag">Index of the first flag; the previous seal of the nature follows it.</param>
/// <param name="Names">Names of the fields before the common tail, for findings.</param>
internal sealed record TextShape(int Number, int Flag, params string[] Names)
{
    private static readonly Dictionary<string, TextShape> Shapes = new()
    {
        ["T"] = Ticket(), ["X"] = Ticket(),
        ["GT"] = new(5, 7, "taux", "total_journee", "perpetuel_reel", "perpetuel_absolu", "horodatage", "numero",
            "journee"),
        ["E"] = new(0, 6, "numero", "code", "texte", "horodatage", "operateur", "terminal"),
        ["C"] = new(2, 5, "montant", "horodatage", "numero", "type", "operateur"),
        ["D"] = new(0, 7, "numero", "original_type", "copie", "operateur", "horodatage", "original", "motif"),
        ["N"] = new(2, 4, "total_ttc", "horodatage", "numero", "operateur"),
        ["J"] = Closing(), ["M"] = Closing(), ["A"] = Closing(),
        ["R"] = new(3, 5, "taux", "total_ttc", "horodatage", "numero", "periode"),
    };

    /// <summary>Fields of the tail: software, key, UTC offset, clock, previous seal of the journal, format.</summary>
    public const int TailFields = 6;

    public static TextShape? Of(string nature) => Shapes.GetValueOrDefault(nature);

    public string NameOf(int field) => field < Names.Length ? Names[field]
        : field == Flag ? "drapeau" : field == Flag + 1 ? "sceau_precedent"
        : string.Create(CultureInfo.InvariantCulture, $"champ {field + 1}");

    private static TextShape Ticket() => new(3, 5, "taux", "total_ttc", "horodatage", "numero", "operation");

    private static TextShape Closing() =>
        new(5, 7, "taux", "total_ttc", "perpetuel_reel", "perpetuel_absolu", "horodatage", "numero", "periode");
}

/// <summary>The digests inside canonical texts: HMAC-SHA-256 under a published key over the till's bytes.</summary>
internal static class PublishedDigest
{
    private const char Euro = '\u20ac';
    private const int LinesPerPage = 24;
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("kiosk record digest v1");

    public static string Of(string text)
    {
        var bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = text[i] == Euro ? (byte)0x80 : (byte)text[i];
        }

        return Base64Url.EncodeToString(HMACSHA256.HashData(Key, bytes));
    }

    /// <summary>Digest of ticket lines: after every 24 the text so far is replaced by its digest.</summary>
    public static string OfLines(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            if (i > 0 && i % LinesPerPage == 0)
            {
                string page = Of(text.ToString());
                text.Clear().Append(page);
            }

            text.Append(text.Length > 0 ? "|" : "").Append(lines[i]);
        }

        return Of(text.ToString());
    }
}
