using System.Text;
using Kiosk.Firmware.Notices;

namespace Kiosk.Tests.Firmware.Notices;

/// <summary>Legibility of a page in millimetres, at the reading distance that PAGES.md states.</summary>
internal static class PageLint
{
    public const double PanelMm = 0.204, DistanceMm = 600, TitleMm = 15, TextMm = 4.5;

    private const int GapPixels = 16;

    /// <summary>Height that a capital needs: 0.7 degrees at the distance (CIT-2), or 4.5 mm (F-DSP-5).</summary>
    public static double NeededMm { get; } = Math.Max(TextMm, DistanceMm * Math.Tan(0.7 * Math.PI / 180));

    public static IReadOnlyList<string> Check(PageSheet sheet, Typeface face)
    {
        var complaints = new List<string>();
        var boxes = new List<(int Item, int Left, int Top, int Right, int Bottom)>();
        for (int i = 0; i < sheet.Count; i++)
        {
            if (sheet.Kind[i] is PageSheet.Box or PageSheet.Frame)
            {
                continue;
            }

            bool text = sheet.Kind[i] == PageSheet.Text;
            int width = text ? sheet.Width(i, face) : sheet.Size[i];
            int top = text ? sheet.Y[i] - sheet.Size[i] : sheet.Y[i];
            int bottom = text ? sheet.Y[i] : top + sheet.From[i];
            boxes.Add((i, sheet.X[i], top, sheet.X[i] + width, bottom));
            if (sheet.X[i] < 20 || sheet.X[i] + width > PageBand.Width - 20 || top < 4 || bottom > PageBand.Height - 4)
            {
                complaints.Add($"{Name(sheet, i)}: runs off the page. Shorten it or wrap it.");
            }

            if (text)
            {
                complaints.AddRange(CheckText(sheet, i));
            }
        }

        foreach (var (a, b) in boxes.SelectMany(a => boxes.Where(b => b.Item > a.Item).Select(b => (a, b))))
        {
            if (a.Left < b.Right + GapPixels && b.Left < a.Right + GapPixels && a.Top < b.Bottom && b.Top < a.Bottom)
            {
                complaints.Add($"{Name(sheet, a.Item)} and {Name(sheet, b.Item)}: too close. Shorten one.");
            }
        }

        return complaints;
    }

    private static IEnumerable<string> CheckText(PageSheet sheet, int item)
    {
        double height = sheet.Size[item] * PanelMm;
        if (height < NeededMm)
        {
            yield return $"{Name(sheet, item)}: capitals of {height:F1} mm, {NeededMm:F1} needed at {DistanceMm} mm.";
        }

        if (item == 0 && height < TitleMm)
        {
            yield return $"{Name(sheet, item)}: a title of {height:F1} mm, {TitleMm} needed.";
        }

        string text = Text(sheet, item);
        string letters = string.Concat(text.Where(char.IsLetter));
        if (text.Contains(' ', StringComparison.Ordinal) && letters.Length > 4
            && !letters.Any(char.IsLower))
        {
            yield return $"{Name(sheet, item)}: all capitals. Write it in small letters.";
        }

        if (text.Contains("  ", StringComparison.Ordinal))
        {
            yield return $"{Name(sheet, item)}: spread out. Lines are ragged, not justified.";
        }
    }

    public static string Text(PageSheet sheet, int item) =>
        Encoding.Latin1.GetString(sheet.Bytes, sheet.From[item], sheet.Length[item]);

    private static string Name(PageSheet sheet, int item) =>
        sheet.Kind[item] == PageSheet.Text ? $"page {sheet.Page}, \"{Text(sheet, item)}\"" : $"page {sheet.Page}, code";
}
