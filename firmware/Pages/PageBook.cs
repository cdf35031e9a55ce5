using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// All pages: sets the one that is asked for, or says that there is nothing for it. Owns the sheet and the painter. One
/// thread; nothing is allocated after construction.
/// </summary>
public sealed class PageBook
{
    /// <summary>What draws.</summary>
    public readonly PagePainter Painter = new PagePainter();

    /// <summary>The page that was set last.</summary>
    public readonly PageSheet Sheet = new PageSheet();

    private readonly PageText _text;
    private readonly MeasuredPages _measured;
    private readonly CityPages _city;

    /// <summary>The book of one display.</summary>
    public PageBook()
    {
        _text = new PageText(Sheet, Painter.Face);
        _measured = new MeasuredPages(_text);
        _city = new CityPages(_text);
    }

    /// <summary>False leaves the second language out.</summary>
    public bool Bilingual
    {
        get { return _text.Bilingual; }
        set { _text.Bilingual = value; }
    }

    /// <summary>
    /// Sets a page (<see cref="PageId"/>) and counts what the panel cuts off; false, and nothing set, when there is
    /// nothing for it.
    /// </summary>
    public bool Set(int page, PageFacts facts)
    {
        bool set = Lay(page, facts);
        if (set)
        {
            Sheet.CountOff(Painter.Face);
        }

        return set;
    }

    private bool Lay(int page, PageFacts facts)
    {
        switch (page)
        {
            case PageId.Air: return _measured.Air(facts);
            case PageId.Noise: return _measured.Noise(facts);
            case PageId.Heat: return _measured.Heat(facts);
            case PageId.Footfall: return _measured.Footfall(facts);
            case PageId.Hours: return _city.Notice(facts, page, NoticeSlot.Hours);
            case PageId.City: return _city.Notice(facts, page, NoticeSlot.City);
            case PageId.Agenda: return _city.Notice(facts, page, NoticeSlot.Agenda);
            case PageId.Help: return _city.Notice(facts, page, NoticeSlot.Help);
            case PageId.Measures: return _city.Measures(facts);
            case PageId.Privacy: return _city.Privacy(facts);
            case PageId.OutOfOrder: return _city.OutOfOrder(facts);
            default: return _city.Neutral();
        }
    }
}
