using Kiosk.Firmware.Paper;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// Pages of what the city sent (message, declared hours, agenda, help) and of the kiosk itself (what it measures and
/// why, data, welcome, out of order). One thread; nothing is allocated after construction.
/// </summary>
public sealed class CityPages
{
    /// <summary>Side of the largest QR code, modules: version 4 of an address of up to 62 bytes.</summary>
    public const int CodeModules = 33;

    /// <summary>Between French and the second language of one size, with a short rule in it, pixels.</summary>
    private const int Gap = 18, RuleWidth = 120, RuleHeight = 3, RuleDrop = 8;

    private const int CodeLeft = PageText.Right - (CodeModules * PagePainter.Module), CodeTop = 150;
    private readonly PageText _text;
    private readonly PageSheet _sheet;

    /// <summary>Pages set by a setter.</summary>
    public CityPages(PageText text)
    {
        _text = text;
        _sheet = text.Sheet;
    }

    /// <summary>The page of a text from the city; false without a valid one.</summary>
    public bool Notice(PageFacts facts, int page, int slot)
    {
        Notice? notice = facts.Valid(slot);
        if (notice == null)
        {
            return false;
        }

        Begin(page);
        bool dated = notice.ValidUntil != 0;
        int bottom = dated ? PageText.Bottom - PageText.Pitch(Typeface.Small) : PageText.Bottom;
        int length = _text.Bilingual ? notice.SecondLength : 0;
        int gap = length == 0 ? 0 : Gap;
        bottom -= gap;
        int rows = (bottom - _text.Top) / PageText.Pitch(Typeface.Small);
        int second = length == 0 ? 0 : Second(notice, length, rows);
        int room = bottom - (second * PageText.Pitch(Typeface.Small));
        bool large = _text.Top + (_text.Lines(notice.Text, notice.TextLength, Typeface.Medium)
            * PageText.Pitch(Typeface.Medium)) <= room;
        _text.Wrap(notice.Text, notice.TextLength, large ? Typeface.Medium : Typeface.Small, room);
        bottom += gap;
        if (length != 0)
        {
            _sheet.Add(PageSheet.Box, PageText.Left, _text.Top + RuleDrop, RuleWidth, RuleHeight);
            _text.Top += gap;
        }

        _text.Wrap(notice.Second, length, Typeface.Small, bottom);
        if (dated)
        {
            _text.Top = bottom;
            _text.Line(PageText.Left, Typeface.Small);
            _sheet.Put(_text.Bilingual ? "Jusqu’au · until " : "Jusqu’au ");
            PutInstant(notice.ValidUntil);
        }

        return true;
    }

    /// <summary>Lines for the second language: what French leaves, but one at least.</summary>
    private int Second(Notice notice, int length, int rows)
    {
        int left = rows - _text.Lines(notice.Text, notice.TextLength, Typeface.Small);
        int wanted = _text.Lines(notice.Second, length, Typeface.Small);
        return wanted < left ? wanted : left < 1 ? 1 : left;
    }

    /// <summary>What the kiosk measures and why; stops at the counter only where they are counted (GRD-1).</summary>
    public bool Measures(PageFacts facts)
    {
        _text.Begin(PageId.Measures, "On mesure", "Measures");
        _text.Wrap(facts.CountsStops ? "L’air, le bruit, la chaleur, passages et arrêts ici."
            : "L’air, le bruit, la chaleur et les passages.", Typeface.Medium);
        _text.Second(facts.CountsStops ? "Air, noise, heat, passers-by, stops." : "Air, noise, heat, passers-by.");
        _text.Wrap("Pour soigner la ville.", Typeface.Medium);
        _text.Second("To take care of the city.");
        return true;
    }

    /// <summary>What is kept of nobody; with the address of the public page when the city sent one.</summary>
    public bool Privacy(PageFacts facts)
    {
        _text.Begin(PageId.Privacy, "Vos données", "Your data");
        Notice? link = facts.Valid(NoticeSlot.Link);
        if (link != null && link.TextLength <= PagePainter.CodeTextMax)
        {
            int side = QrTable.Size(QrTable.VersionFor(link.TextLength)) * PagePainter.Module;
            _sheet.BeginCode(PageText.Right - side, CodeTop, side);
            _sheet.Put(link.Text, 0, link.TextLength);
            _text.RightEdge = CodeLeft - 30;
        }

        _text.Wrap("Rien sur vous.", Typeface.Medium);
        _text.Wrap("Ni image, ni son, ni téléphone.", Typeface.Small);
        _text.Second("Nothing about you: no image, no sound, no phone.");
        return true;
    }

    /// <summary>When there is nothing else to say.</summary>
    public bool Neutral()
    {
        _text.Begin(PageId.Neutral, "Bonjour", "Hello");
        _text.Wrap("Bienvenue au kiosque.", Typeface.Medium);
        _text.Second("Welcome to the kiosk.");
        return true;
    }

    /// <summary>Out of order, true also while the power is off: it says from when it is.</summary>
    public bool OutOfOrder(PageFacts facts)
    {
        Notice? reason = facts.Valid(NoticeSlot.OutOfOrder);
        if (reason == null)
        {
            return false;
        }

        _text.Begin(PageId.OutOfOrder, "Hors service", "Closed");
        _text.Wrap(reason.Text, reason.TextLength, Typeface.Medium, 300);
        _text.Wrap(reason.Second, _text.Bilingual ? reason.SecondLength : 0, Typeface.Small, 420);
        _text.Top = PageText.Bottom - PageText.Pitch(Typeface.Small);
        _text.Line(PageText.Left, Typeface.Small);
        _sheet.Put(_text.Bilingual ? "État au · as of " : "État au ");
        PutInstant(facts.NowUtc);
        return true;
    }

    private void Begin(int page)
    {
        switch (page)
        {
            case PageId.Hours:
                _text.Begin(page, "Horaires", "Opening hours");
                break;
            case PageId.Agenda:
                _text.Begin(page, "Agenda", "What is on");
                break;
            case PageId.Help:
                _text.Begin(page, "Aide", "Help nearby");
                break;
            default:
                _text.Begin(page, "La ville", "City notice");
                break;
        }
    }

    private void PutInstant(long utcSeconds)
    {
        _sheet.PutDay(utcSeconds);
        _sheet.Put(" à ");
        _sheet.PutClock(utcSeconds);
    }
}
