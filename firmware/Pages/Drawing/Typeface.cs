namespace Kiosk.Firmware.Notices;

/// <summary>
/// Measures and draws characters at the three sizes of a page. A character that has no shape is a box, and counted.
/// Sizes in pixels, places in 1/16 pixel. One thread; nothing is allocated after construction.
/// </summary>
public sealed class Typeface
{
    /// <summary>Heights of a capital, pixels: text, key figures, orientation.</summary>
    public const int Small = 36, Medium = 54, Large = 74;

    /// <summary>
    /// What reaches above the top of a capital (its accent) and below the line (a g), in parts of 100 of its height.
    /// </summary>
    public const int AccentPercent = 30, DescentPercent = 34;

    private const int CapitalUnits = 28, CapitalRaise = 8, Tracking = 1;
    private readonly StrokePen _pen;
    private int _cap, _stroke;
    private string _path = string.Empty;
    private int _at, _originX, _originY, _raise;

    /// <summary>Typeface whose strokes a pen draws.</summary>
    public Typeface(StrokePen pen)
    {
        _pen = pen;
    }

    /// <summary>Characters drawn as a box since start because they have no shape.</summary>
    public int Missing;

    /// <summary>Width of the strokes at a size, pixels.</summary>
    public static int StrokeWidth(int size)
    {
        return size == Small ? 5 : size == Medium ? 7 : 10;
    }

    /// <summary>True when a code has a shape.</summary>
    public static bool Has(int code)
    {
        return code >= ' ' && GlyphShape.Strokes(GlyphShape.Base(code)).Length > 0;
    }

    /// <summary>From the start of a character to that of the next one, 1/16 pixel.</summary>
    public int Advance(int code, int next, int size)
    {
        Take(size);
        string path = PathOf(code);
        int units = Bearing(path[0]) + Bearing(path[1]) + WidthOf(path) + Kerning.Between(code, next)
            - Tracking;
        return Scale(units);
    }

    /// <summary>Draws a character that starts at x on the line y; both 1/16 pixel.</summary>
    public void Draw(int code, int x, int y, int size)
    {
        Take(size);
        int accent = GlyphShape.Accent(code);
        Missing += Has(code) ? 0 : 1;
        string path = PathOf(code);
        _originY = y - (_stroke * StrokePen.Unit / 2);
        _originX = x + Scale(Bearing(path[0]));
        _raise = 0;
        Trace(path, Skip(path));
        if (accent != GlyphShape.None)
        {
            bool raised = GlyphShape.Base(code) < 'a' && GlyphShape.Base(code) >= 'A' && accent != GlyphShape.Cedilla;
            _originX += Scale(WidthOf(path)) / 2;
            _raise = raised ? CapitalRaise : 0;
            Trace(GlyphShape.AccentStrokes(accent), 0);
        }
    }

    private void Take(int size)
    {
        _cap = size;
        _stroke = StrokeWidth(size);
        _pen.SetWidth(_stroke);
    }

    private static string PathOf(int code)
    {
        return Has(code) ? GlyphShape.Strokes(GlyphShape.Base(code)) : "nn14 M0 0L0 28L14 28L14 0L0 0";
    }

    private int Scale(int units)
    {
        return units * (_cap - _stroke) * StrokePen.Unit / CapitalUnits;
    }

    private static int Bearing(char side)
    {
        return side == 's' ? 6 : side == 'r' ? 5 : side == 'n' ? 4 : 3;
    }

    private static int WidthOf(string path)
    {
        int width = 0;
        for (int i = 2; path[i] != ' '; i++)
        {
            width = (width * 10) + path[i] - '0';
        }

        return width;
    }

    private static int Skip(string path)
    {
        int at = 0;
        while (path[at] != ' ')
        {
            at++;
        }

        return at + 1;
    }

    private void Trace(string path, int from)
    {
        _path = path;
        _at = from;
        int x = 0, y = 0;
        while (_at < path.Length)
        {
            char step = path[_at];
            _at++;
            int toX = _originX + Scale(Number());
            int toY = _originY - Scale(Number() + _raise);
            if (step == 'L')
            {
                _pen.Line(x, y, toX, toY);
            }
            else if (step == 'Q')
            {
                int controlX = toX, controlY = toY;
                toX = _originX + Scale(Number());
                toY = _originY - Scale(Number() + _raise);
                _pen.Curve(x, y, controlX, controlY, toX, toY);
            }

            x = toX;
            y = toY;
        }
    }

    /// <summary>Reads a number and the space behind it.</summary>
    private int Number()
    {
        bool negative = _path[_at] == '-';
        _at += negative ? 1 : 0;
        int value = 0;
        while (_at < _path.Length && _path[_at] >= '0' && _path[_at] <= '9')
        {
            value = (value * 10) + _path[_at] - '0';
            _at++;
        }

        _at += _at < _path.Length && _path[_at] == ' ' ? 1 : 0;
        return negative ? -value : value;
    }
}
