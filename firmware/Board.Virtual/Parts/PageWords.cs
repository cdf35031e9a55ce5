using Kiosk.Firmware.Notices;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>A page of the residents' display as words, for ears and tests. No state, any thread.</summary>
public static class PageWords
{
    private const string Beyond = "\u0080€\u0085…\u008CŒ\u0092’\u009Cœ\u009FŸ";

    /// <summary>Its texts from top to bottom, joined by line feeds; empty without a page.</summary>
    public static string Of(PageSheet? page) => page is null ? string.Empty : string.Join('\n',
        Enumerable.Range(0, page.Count).Where(item => page.Kind[item] == PageSheet.Text).Select(item =>
            string.Concat(page.Bytes.AsSpan(page.From[item], page.Length[item]).ToArray().Select(Character))));

    private static char Character(byte code)
    {
        int at = Beyond.IndexOf((char)code, StringComparison.Ordinal);
        return code is >= 0x80 and < 0xA0 && at >= 0 ? Beyond[at + 1] : (char)code;
    }
}
