using System.Globalization;
using System.Text;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>
/// Reads ESC/POS as text: commands are skipped by their length, code pages 16 (CP1252), 19 (CP858) and 40 (8859-15)
/// are decoded.
/// </summary>
public static class EscPosText
{
    // Upper halves as printed on the commands' own pages; CP858 is CP850 with the euro sign.
    private const string Cp858 =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
        + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0";

    private const string Latin9Changes = "¤€¦Š¨š´Ž¸ž¼Œ½œ¾Ÿ";

    /// <summary>The printed text, lines joined by line feeds; a cut is a line of its own.</summary>
    public static string Read(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        int page = 0;
        for (int i = 0; i < data.Length;)
        {
            byte value = data[i];
            if (value is 0x1B or 0x1D or 0x10)
            {
                i += Command(data[i..], text, ref page);
                continue;
            }

            if (value == 0x0A || value >= 0x20)
            {
                text.Append(Character(value, page));
            }

            i++;
        }

        return text.ToString();
    }

    /// <summary>Length of the command at the start of the data; at least 1, at most what is there.</summary>
    private static int Command(ReadOnlySpan<byte> data, StringBuilder text, ref int page)
    {
        if (data.Length < 2)
        {
            return 1;
        }

        int length = (data[0], data[1]) switch
        {
            (0x1B, 0x40) => 2,
            (0x1B, 0x70) => 5,
            (0x1D, 0x28) => data.Length > 4 ? 5 + data[3] + (data[4] * 256) : 5,
            (0x1D, 0x6B) => data.Length > 3 ? 4 + data[3] : 4,
            (0x1D, 0x76) => data.Length > 7 ? 8 + ((data[4] + (data[5] * 256)) * (data[6] + (data[7] * 256))) : 8,
            (0x1D, 0x56) => data.Length > 2 && data[2] >= 65 ? 4 : 3,
            (0x1D, 0x4C) or (0x1D, 0x57) => 4,
            _ => 3,
        };
        if (data[0] == 0x1B && data[1] == 0x40)
        {
            page = 0;
        }
        else if (data[0] == 0x1B && data[1] == 0x74 && data.Length > 2)
        {
            page = data[2];
        }
        else if (data[0] == 0x1D && data[1] == 0x56)
        {
            text.Append("\n- - - - - -\n");
        }
        else if (data[0] == 0x1D && data[1] == 0x6B && data.Length >= length)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{Encoding.Latin1.GetString(data[4..length])}]");
        }

        return Math.Min(length, data.Length);
    }

    /// <summary>The character that a byte prints on a code page; "?" on one we do not know.</summary>
    public static char Character(byte value, int page) => value < 0x80 ? (char)value : page switch
    {
        19 => Cp858[value - 0x80],
        16 => value == 0x80 ? '€' : value == 0x9C ? 'œ' : value == 0x8C ? 'Œ' : (char)value,
        40 => Latin9(value),
        _ => '?',
    };

    private static char Latin9(byte value)
    {
        int at = Latin9Changes.IndexOf((char)value, StringComparison.Ordinal);
        return at >= 0 && at % 2 == 0 ? Latin9Changes[at + 1] : (char)value;
    }
}
