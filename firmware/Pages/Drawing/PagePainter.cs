using Kiosk.Firmware.Paper;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// Draws a sheet into a band in small slices (a character, a box, a row of a QR code), so that no key waits for it. One
/// thread; nothing is allocated after construction.
/// </summary>
public sealed class PagePainter
{
    /// <summary>Pixels of a module of a QR code, 1.2 mm; thickness of a frame.</summary>
    public const int Module = 6, FrameWidth = 4;

    /// <summary>The band that is drawn.</summary>
    public readonly PageBand Band = new PageBand();

    /// <summary>What draws the characters.</summary>
    public readonly Typeface Face;

    /// <summary>Bytes that a code may say.</summary>
    public const int CodeTextMax = 62;

    private readonly QrCode _code = new QrCode();
    private readonly byte[] _codeText = new byte[CodeTextMax];
    private int _codeLength;
    private PageSheet? _sheet;
    private int _item, _part, _x;

    /// <summary>A painter with a band of its own.</summary>
    public PagePainter()
    {
        Face = new Typeface(new StrokePen(Band));
    }

    /// <summary>Begins the band of a sheet at a row; a null sheet is a blank page.</summary>
    public void Begin(PageSheet? sheet, int top)
    {
        _sheet = sheet;
        _item = 0;
        _part = 0;
        Band.Begin(top);
    }

    /// <summary>Draws a slice; false when the band is complete.</summary>
    public bool Work()
    {
        PageSheet? sheet = _sheet;
        while (sheet != null && _item < sheet.Count)
        {
            bool more = Reaches(sheet, _item) && DrawPart(sheet);
            if (more)
            {
                return true;
            }

            _item++;
            _part = 0;
        }

        return false;
    }

    private bool Reaches(PageSheet sheet, int item)
    {
        if (sheet.Kind[item] != PageSheet.Text)
        {
            int height = sheet.Kind[item] == PageSheet.Code ? sheet.Size[item] : sheet.From[item];
            return Band.Touches(sheet.Y[item], sheet.Y[item] + height);
        }

        int size = sheet.Size[item];
        int above = size + (size * Typeface.AccentPercent / 100);
        return Band.Touches(sheet.Y[item] - above, sheet.Y[item] + (size * Typeface.DescentPercent / 100));
    }

    /// <summary>Draws the next part of the item; false when it has none any more.</summary>
    private bool DrawPart(PageSheet sheet)
    {
        int left = sheet.X[_item], top = sheet.Y[_item], width = sheet.Size[_item], height = sheet.From[_item];
        switch (sheet.Kind[_item])
        {
            case PageSheet.Text:
                return DrawCharacter(sheet);
            case PageSheet.Box:
                Band.Box(left, top, width, height);
                return false;
            case PageSheet.Frame:
                Band.Box(left, top, width, FrameWidth);
                Band.Box(left, top + height - FrameWidth, width, FrameWidth);
                Band.Box(left, top, FrameWidth, height);
                Band.Box(left + width - FrameWidth, top, FrameWidth, height);
                return false;
            default:
                return DrawCode(sheet, left, top);
        }
    }

    private bool DrawCharacter(PageSheet sheet)
    {
        if (_part == sheet.Length[_item])
        {
            return false;
        }

        int at = sheet.From[_item] + _part;
        int size = sheet.Size[_item];
        _x = _part == 0 ? sheet.X[_item] * StrokePen.Unit : _x;
        Face.Draw(sheet.Bytes[at], _x, sheet.Y[_item] * StrokePen.Unit, size);
        int next = _part + 1 < sheet.Length[_item] ? sheet.Bytes[at + 1] : 0;
        _x += Face.Advance(sheet.Bytes[at], next, size);
        _part++;
        return true;
    }

    private bool DrawCode(PageSheet sheet, int left, int top)
    {
        if (!SaysTheSame(sheet))
        {
            _codeLength = sheet.Length[_item] > CodeTextMax ? 0 : sheet.Length[_item];
            System.Array.Copy(sheet.Bytes, sheet.From[_item], _codeText, 0, _codeLength);
            _code.Begin(_codeText, _codeLength);
        }

        if (_code.Size == 0 || _part == _code.Size)
        {
            return false;
        }

        if (_code.Work())
        {
            return true;
        }

        for (int column = 0; column < _code.Size; column++)
        {
            if (_code.IsDark(column, _part))
            {
                Band.Box(left + (column * Module), top + (_part * Module), Module, Module);
            }
        }

        _part++;
        return true;
    }

    private bool SaysTheSame(PageSheet sheet)
    {
        bool same = _codeLength == sheet.Length[_item];
        for (int i = 0; same && i < _codeLength; i++)
        {
            same = _codeText[i] == sheet.Bytes[sheet.From[_item] + i];
        }

        return same;
    }
}
