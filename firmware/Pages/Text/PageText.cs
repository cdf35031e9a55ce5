namespace Kiosk.Firmware.Notices;

/// <summary>
/// Sets texts on a sheet from top to bottom: a title, French large, the second language below. Lines break at spaces
/// only, are ragged on the right, and end in "…" (counted) when there is no room. One thread; nothing is allocated
/// after construction.
/// </summary>
public sealed class PageText
{
    /// <summary>Margins, line of the title, where the body begins, lowest place of a stroke; pixels.</summary>
    public const int Left = 24, Right = 776, TitleLine = 84, BodyTop = 130, Bottom = 476;

    private const int RuleTop = 114, RuleHeight = 4, PlainMax = 200;
    private readonly Typeface _face;
    private readonly byte[] _plain = new byte[PlainMax];

    /// <summary>The sheet that is set.</summary>
    public readonly PageSheet Sheet;

    /// <summary>False leaves the second language out.</summary>
    public bool Bilingual = true;

    /// <summary>Free from here on; ends of lines; both pixels.</summary>
    public int Top = BodyTop, RightEdge = Right;

    /// <summary>Setter of a sheet.</summary>
    public PageText(PageSheet sheet, Typeface face)
    {
        Sheet = sheet;
        _face = face;
    }

    /// <summary>Height that a line of a size takes.</summary>
    public static int Pitch(int size)
    {
        return size == Typeface.Small ? 49 : size == Typeface.Medium ? 74 : 100;
    }

    /// <summary>Begins a page with its title in French, large, and in the second language.</summary>
    public void Begin(int page, string french, string second)
    {
        Sheet.Begin(page);
        Top = BodyTop;
        RightEdge = Right;
        Sheet.Line(Left, TitleLine, Typeface.Large);
        Sheet.Put(french);
        if (Bilingual)
        {
            Sheet.Line(Left, TitleLine, Typeface.Small);
            Sheet.Put(second);
            Sheet.EndAt(Right, _face);
        }

        Sheet.Add(PageSheet.Box, Left, RuleTop, Right - Left, RuleHeight);
    }

    /// <summary>Begins the next line at a place from the left; what is put on the sheet then stands on it.</summary>
    public int Line(int left, int size)
    {
        int line = Top + size + (size / 20);
        Sheet.Line(left, line, size);
        Top += Pitch(size);
        return line;
    }

    /// <summary>Puts a text in one line.</summary>
    public void Say(string text, int size)
    {
        Line(Left, size);
        Sheet.Put(text);
    }

    /// <summary>Puts a text in the second language below the French one, in as many lines as it needs.</summary>
    public void Second(string text)
    {
        if (Bilingual)
        {
            Wrap(text, Typeface.Small);
        }
    }

    /// <summary>Moves the last text to the right.</summary>
    public void EndLine()
    {
        Sheet.EndAt(RightEdge, _face);
    }

    /// <summary>Puts a text of our own in as many lines as it needs.</summary>
    public void Wrap(string text, int size)
    {
        int length = text.Length < PlainMax ? text.Length : PlainMax;
        for (int i = 0; i < length; i++)
        {
            _plain[i] = (byte)PageChar.Of(text[i]);
        }

        Wrap(_plain, length, size, int.MaxValue);
    }

    /// <summary>
    /// Puts a text in lines down to a place; true when all of it stands there. A bar begins a new line.
    /// </summary>
    public bool Wrap(byte[] text, int length, int size, int bottom)
    {
        int from = 0;
        while (from < length)
        {
            int end = LineEnd(text, from, length, size);
            int next = Next(text, end, length);
            bool last = Top + (2 * Pitch(size)) > bottom && next < length;
            Line(Left, size);
            PutCity(text, from, end);
            if (last)
            {
                Cut(size);
                return false;
            }

            from = next;
        }

        return true;
    }

    /// <summary>Lines that a text takes at a size.</summary>
    public int Lines(byte[] text, int length, int size)
    {
        int lines = 0;
        for (int from = 0; from < length; lines++)
        {
            from = Next(text, LineEnd(text, from, length, size), length);
        }

        return lines;
    }

    /// <summary>The city's plain apostrophe is drawn as the French one.</summary>
    private void PutCity(byte[] text, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            Sheet.PutByte(text[i] == (byte)'\'' ? (byte)PageChar.Apostrophe : text[i]);
        }
    }

    /// <summary>Ends the last line in "…", shortened as far as that needs.</summary>
    private void Cut(int size)
    {
        int item = Sheet.Count - 1;
        Sheet.Cut++;
        Sheet.PutByte(PageChar.Ellipsis);
        int end = Sheet.Used - 1;
        while (Sheet.Width(item, _face) > RightEdge - Left && Sheet.Length[item] > 1)
        {
            Sheet.Length[item]--;
            Sheet.Used--;
            end--;
            Sheet.Bytes[end] = PageChar.Ellipsis;
        }
    }

    private static int Next(byte[] text, int end, int length)
    {
        while (end < length && (text[end] == ' ' || text[end] == '|'))
        {
            end++;
        }

        return end;
    }

    /// <summary>End of the line that begins at from: the last break that fits, at least one character.</summary>
    private int LineEnd(byte[] text, int from, int length, int size)
    {
        int room = (RightEdge - Left) * StrokePen.Unit;
        int end = from;
        int width = 0;
        for (int i = from; i < length; i++)
        {
            if (text[i] == '|')
            {
                return i;
            }

            end = i > from && MayBreak(text, i, length) ? i : end;
            width += _face.Advance(text[i], 0, size);
            if (width > room)
            {
                return end > from ? end : i > from ? i : from + 1;
            }
        }

        return length;
    }

    /// <summary>A line may end before this place: a space that no French sign and no number belongs to.</summary>
    private static bool MayBreak(byte[] text, int at, int length)
    {
        if (text[at] != ' ' || at + 1 == length)
        {
            return false;
        }

        int next = text[at + 1];
        bool sign = next == ':' || next == ';' || next == '?' || next == '!' || next == 0xBB;

        // "emergency 112", "quai 4": a number stays with its word.
        bool number = next >= '0' && next <= '9' && (text[at - 1] < '0' || text[at - 1] > '9');
        return !sign && !number && text[at - 1] != 0xAB;
    }
}
