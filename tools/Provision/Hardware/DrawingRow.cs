namespace Kiosk.Provision.Hardware;

/// <summary>A row of a list below the wires: a key, what it is, and items that go on over several lines.</summary>
internal static class DrawingRow
{
    private const int Left = 40, Wide = 1600, Line = 17, Gap = 6, ItemsAt = 440, CharsMax = 165;

    /// <summary>Draws the heading of a list in both languages; gives the height after it.</summary>
    public static int Heading(Svg svg, int top, string french, string english)
    {
        svg.Text(Left, top, french, 18, bold: true);
        svg.Text(Left + (12 * french.Length), top, english, 14, fill: "#555");
        return top + 16;
    }

    /// <summary>Draws a row; gives the height after it.</summary>
    public static int Draw(Svg svg, int top, string key, string what, IEnumerable<string> items)
    {
        List<string> lines = Wrapped(items);
        int high = (lines.Count * Line) + 9;
        svg.Box(Left, top, Wide, high, "#fff", "#bbb");
        svg.Text(Left + 12, top + 18, key, 13, bold: true);
        svg.Text(Left + 90, top + 18, what, 12);
        for (int i = 0; i < lines.Count; i++)
        {
            svg.Text(ItemsAt, top + 18 + (i * Line), lines[i], 11);
        }

        return top + high + Gap;
    }

    private static List<string> Wrapped(IEnumerable<string> items)
    {
        List<string> lines = [""];
        foreach (string item in items)
        {
            string longer = lines[^1].Length == 0 ? item : $"{lines[^1]}  ·  {item}";
            if (longer.Length > CharsMax)
            {
                lines.Add(item);
            }
            else
            {
                lines[^1] = longer;
            }
        }

        return lines;
    }
}
