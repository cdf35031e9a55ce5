using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// One sealed record as an archive shows it: its place, its canonical text, its seal. Reused; valid during the call it
/// is handed to.
/// </summary>
internal sealed class SealedEntry
{
    private const int TextBytesMax = 4096, SealCharacters = 43;

    private readonly byte[] _utf8 = new byte[(2 * TextBytesMax) + SealCharacters + 1];
    private int _textLength, _length;

    /// <summary>Rank in the terminal's public chain, from 1, without gaps.</summary>
    public long Rank { get; set; }

    /// <summary>Letters of its chain: T, GT, E, C, D, N, X, J, M, A.</summary>
    public string Letters { get; set; } = "";

    public long Number { get; set; }

    public long Sequence { get; set; }

    /// <summary>The device's record; of a GT line, its ticket.</summary>
    public Record Record { get; set; } = null!;

    /// <summary>Canonical text in UTF-8; empty when the record could not be sealed again (a break).</summary>
    public ReadOnlySpan<byte> Text => _utf8.AsSpan(0, _textLength);

    /// <summary>The seal, 43 characters; empty after a break.</summary>
    public ReadOnlySpan<byte> Seal => _utf8.AsSpan(_textLength + 1, _length - _textLength - 1);

    /// <summary>SHA-256 over text, comma and seal: what the public chain is made of.</summary>
    public byte[] Leaf { get; } = new byte[SHA256.HashSizeInBytes];

    public bool IsBroken => _textLength == 0;

    public void Set(ReadOnlySpan<byte> latinText, ReadOnlySpan<byte> seal)
    {
        _textLength = Latin.ToUtf8(latinText, _utf8);
        _utf8[_textLength] = (byte)',';
        _length = _textLength + 1;
        Base64Url.EncodeToUtf8(seal, _utf8.AsSpan(_length), out _, out int written);
        _length += written;
        SHA256.HashData(_utf8.AsSpan(0, _length), Leaf);
    }
}

/// <summary>The device's text: Latin-1, but the euro sign is byte 0x80.</summary>
internal static class Latin
{
    public static int ToUtf8(ReadOnlySpan<byte> latin, Span<byte> utf8)
    {
        int length = 0;
        foreach (byte b in latin)
        {
            if (b < 0x80)
            {
                utf8[length++] = b;
            }
            else
            {
                length += new Rune(b == 0x80 ? '\u20ac' : (char)b).EncodeToUtf8(utf8[length..]);
            }
        }

        return length;
    }

    /// <summary>A text as seals cover it: trailing spaces dropped, a comma becomes a semicolon.</summary>
    public static byte[] Sealed(ReadOnlySpan<byte> latin)
    {
        byte[] text = latin.TrimEnd((byte)' ').ToArray();
        text.AsSpan().Replace((byte)',', (byte)';');
        return text;
    }

    public static string ToText(ReadOnlySpan<byte> latin)
    {
        var utf8 = new byte[3 * latin.Length];
        return Encoding.UTF8.GetString(utf8, 0, ToUtf8(latin, utf8));
    }
}
