using System.Text;

namespace Kiosk.Gateway.Console;

/// <summary>
/// Text on its way to a device: Latin-1 bytes, the euro sign as byte 0x80. Typographic quotes, dashes and the ligature
/// that Latin-1 lacks become plain ones; anything else it lacks, and text that was decoded wrongly, is refused.
/// </summary>
public static class DeviceText
{
    private const byte Euro = 0x80;

    /// <summary>Says in one sentence why the text cannot be taken, or null when it can.</summary>
    public static string? Fault(string text, int bytesMax)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsMojibake(text))
        {
            return "has accents that were decoded wrongly; send UTF-8";
        }

        foreach (char letter in Plain(text))
        {
            if (letter != '€' && (letter > 0xFF || char.IsControl(letter)))
            {
                return $"holds '{letter}' (U+{(int)letter:X4}), which a kiosk cannot show";
            }
        }

        int length = Plain(text).Length;
        return length <= bytesMax ? null : $"has {length} characters where {bytesMax} are allowed";
    }

    /// <summary>Writes the bytes into a field and returns their number. Check <see cref="Fault"/> first.</summary>
    public static int Write(string text, byte[] field)
    {
        ArgumentNullException.ThrowIfNull(field);
        string plain = Plain(text);
        for (int i = 0; i < plain.Length; i++)
        {
            field[i] = plain[i] == '€' ? Euro : (byte)plain[i];
        }

        return plain.Length;
    }

    /// <summary>Writes the bytes at an offset, padded with spaces to a width.</summary>
    public static void WritePadded(string text, byte[] table, int offset, int width)
    {
        ArgumentNullException.ThrowIfNull(table);
        Array.Fill(table, (byte)' ', offset, width);
        var bytes = new byte[width];
        int length = Write(text, bytes);
        Array.Copy(bytes, 0, table, offset, length);
    }

    private static string Plain(string text) =>
        text.Replace("œ", "oe", StringComparison.Ordinal).Replace("Œ", "OE", StringComparison.Ordinal)
            .Replace('\u2019', '\'').Replace('\u2018', '\'').Replace('\u2013', '-').Replace('\u2014', '-')
            .Replace('\u202F', ' ').Replace('\u00A0', ' ').Normalize(NormalizationForm.FormC);

    // UTF-8 read as Latin-1 or Windows-1252: a lead byte (shown as A-tilde, A-circumflex or a-circumflex) before
    // a character that only a continuation byte gives.
    private static bool IsMojibake(string text)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal) || text.Contains("â€", StringComparison.Ordinal))
        {
            return true;
        }

        for (int i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] is '\u00C3' or '\u00C2' && text[i + 1] is >= '\u0080' and <= '\u00BF')
            {
                return true;
            }
        }

        return false;
    }
}
