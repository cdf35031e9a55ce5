using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Stops;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// What residents read: turns the pages, spares the panel (<see cref="PanelCare"/>), draws a few characters a step. A
/// page whose content is stale is replaced by the next, in the end by a neutral one (F-DSP-8). One thread (the loop);
/// no allocation after construction.
/// </summary>
public sealed class NoticeBoard
{
    /// <summary>
    /// A page stays so long; how often the content is looked at; between two steps of a page that is drawn, and of
    /// a panel that refreshes; how long a
    /// kiosk that does not know the time leaves the last page as it is. Milliseconds.
    /// </summary>
    public const int TurnMs = 900_000, LookMs = 30_000, DrawMs = 5, ShowMs = 50, HoldMs = 600_000;

    /// <summary>Counts below this are shown as "fewer than 5" (F-FOOT-6).</summary>
    public const int SmallCount = 5;

    private const int Idle = 0, WakingUp = 1, Drawing = 2, Showing = 3;
    private readonly NoticeDisplay _display;
    private readonly PageBook _book = new PageBook();
    private readonly PageSheet _shown = new PageSheet();
    private readonly PageFollower _follower;
    private readonly PanelCare _care = new PanelCare();
    private PageMark? _mark;
    private int _stage, _band, _missing;
    private int _page = -1;
    private bool _partial, _old, _started, _cityChanged, _held, _everShown, _lost;
    private long _nextMs = long.MinValue;
    private long _turnMs = long.MinValue;

    /// <summary>What the pages are made of.</summary>
    public readonly PageFacts Facts;

    /// <summary>
    /// Board with the figures of a counter and a sampler, either may be null, and the city's texts by
    /// <see cref="NoticeSlot"/>, which stay their owner's.
    /// </summary>
    public NoticeBoard(NoticeDisplay display, FootfallCounter? footfall, ClimateSampler? climate, Notice[] notices)
    {
        _display = display;
        Facts = new PageFacts(notices);
        _follower = new PageFollower(Facts, footfall, climate);
    }

    /// <summary>
    /// Counter of the stops, of which nothing but that it counts is shown (GRD-1); null where none is.
    /// </summary>
    public StopCounter? Stops;

    /// <summary>Pages shown; pages that the display gave up; since start.</summary>
    public int Shown, Failed;

    /// <summary>True from a page that the display gave up to one that it shows.</summary>
    public bool IsFaulty;

    /// <summary>Parts of a page drawn per step: characters, boxes, rows of a code.</summary>
    public int PartsPerStep = 2;

    /// <summary>The page on the panel; null before the first.</summary>
    public PageSheet? Page
    {
        get { return _everShown ? _shown : null; }
    }

    /// <summary>
    /// True from a page on which a text was cut or a character had no shape, to the next text of the city.
    /// </summary>
    public bool HasBadText;

    /// <summary>Characters drawn as a box since start.</summary>
    public int GlyphsMissing
    {
        get { return _book.Painter.Face.Missing; }
    }

    /// <summary>Keeps over a restart when the panel was refreshed, and the habit. Before the first step.</summary>
    public void Keep(Drive drive, int firstFile)
    {
        _mark = new PageMark(drive, firstFile, _book.Painter.Band.Pixels);
        if (_follower.Habit != null)
        {
            _mark.Load(_follower.Habit);
        }
    }

    /// <summary>The city sent something: it is shown as soon as the panel allows.</summary>
    public void ContentChanged(int page)
    {
        _cityChanged = true;
        HasBadText = false;
        _missing = GlyphsMissing;
        _page = page - 1;
        _nextMs = _stage == Idle ? long.MinValue : _nextMs;
    }

    /// <summary>Goes on. Returns the monotonic ms when it is next due.</summary>
    public long Step(long nowMs, TimeKeeper time)
    {
        if (nowMs < _nextMs)
        {
            return _nextMs;
        }

        if (!_started)
        {
            Start(nowMs, time);
        }

        int wait = _stage == Idle ? Look(nowMs, time) : Work(nowMs, time);
        _nextMs = nowMs + wait;
        return _nextMs;
    }

    private void Start(long nowMs, TimeKeeper time)
    {
        _started = true;
        long last = _mark == null ? 0 : _mark.LoadPanel();
        if (last == 0)
        {
            return;
        }

        // The panel still shows the page of the run before, and may have been refreshed a moment ago.
        _held = true;
        long since = time.Quality > 0 ? time.WallSeconds(nowMs) - last : 0;
        bool known = since > 0 && since < PanelCare.DailyMs / 1000;
        _care.Assume(nowMs - (known ? since * 1000 : 0));
    }

    private int Look(long nowMs, TimeKeeper time)
    {
        _follower.Follow(nowMs, time);
        Facts.CountsStops = Stops != null && Stops.IsCounting;
        if (Facts.ClockKnown && _mark != null && _follower.Habit != null)
        {
            _mark.Save(_follower.Habit, Facts.NowUtc);
        }

        if (_held && !Facts.ClockKnown && nowMs < HoldMs)
        {
            return LookMs;
        }

        bool turns = Choose(nowMs) || _lost;
        bool changes = turns || !_shown.Same(_book.Sheet);
        if (!changes && _cityChanged)
        {
            _cityChanged = false;
            _turnMs = nowMs;
        }

        Figure heat = Facts.Temperature;
        bool known = heat.IsShown(Facts.NowUtc) && !heat.IsOld(Facts.NowUtc);
        int refresh = _care.Decide(nowMs, turns, changes, known, heat.Value);
        if (refresh == PanelCare.Nothing)
        {
            return LookMs;
        }

        _partial = refresh == PanelCare.Partial;
        _held = false;
        _care.Refreshed(nowMs, _partial);
        _display.Wake(_partial, nowMs);
        _stage = WakingUp;
        return DrawMs;
    }

    /// <summary>Sets the page that is due; true when it is another than the one shown.</summary>
    private bool Choose(long nowMs)
    {
        if (_book.Set(PageId.OutOfOrder, Facts))
        {
            return !_everShown || _shown.Page != PageId.OutOfOrder;
        }

        bool turn = !_everShown || _cityChanged || nowMs - _turnMs >= TurnMs || _shown.Page >= PageId.Neutral;
        if (!turn && _book.Set(_shown.Page, Facts))
        {
            return false;
        }

        bool content = Facts.HasContent();
        for (int i = 0; i <= PageId.Neutral; i++)
        {
            int page = (_page + 1 + i) % (PageId.Neutral + 1);
            if ((page != PageId.Neutral || !content) && _book.Set(page, Facts))
            {
                return !_everShown || page != _shown.Page;
            }
        }

        return false;
    }

    private int Work(long nowMs, TimeKeeper time)
    {
        int state = _display.State(nowMs);
        if (state == NoticeDisplay.Failed)
        {
            Failed++;
            IsFaulty = true;
            _lost = true;
            _stage = Idle;
            return LookMs;
        }

        if (_stage == WakingUp && state == NoticeDisplay.Ready)
        {
            _stage = Drawing;
            _old = true;
            BeginBand(0);
        }
        else if (_stage == Drawing)
        {
            Draw(nowMs);
        }
        else if (_stage == Showing && state == NoticeDisplay.Asleep)
        {
            NoteShown(nowMs, time);
            return LookMs;
        }

        return _stage == Showing ? ShowMs : DrawMs;
    }

    private void BeginBand(int band)
    {
        _band = band;
        PageSheet? sheet = !_old || !_partial ? _book.Sheet : _shown;
        _book.Painter.Begin(_display.TakesPixels ? sheet : null, band * PageBand.Rows);
    }

    private void Draw(long nowMs)
    {
        for (int i = 0; i < PartsPerStep; i++)
        {
            if (!_book.Painter.Work())
            {
                FinishBand(nowMs);
                return;
            }
        }
    }

    private void FinishBand(long nowMs)
    {
        if (_display.TakesPixels)
        {
            _display.Write(_old, _book.Painter.Band.Pixels);
        }

        if (_display.TakesPixels && _band + 1 < NoticeDisplay.Bands)
        {
            BeginBand(_band + 1);
        }
        else if (_display.TakesPixels && _old)
        {
            _old = false;
            BeginBand(0);
        }
        else
        {
            _display.Refresh(nowMs);
            _stage = Showing;
        }
    }

    private void NoteShown(long nowMs, TimeKeeper time)
    {
        bool turned = !_everShown || _shown.Page != _book.Sheet.Page || _cityChanged;
        _shown.Copy(_book.Sheet);
        _turnMs = turned ? nowMs : _turnMs;
        _page = _shown.Page <= PageId.Neutral ? _shown.Page : _page;
        _everShown = true;
        _lost = false;
        _cityChanged = false;
        IsFaulty = false;
        HasBadText |= _shown.Cut > 0 || GlyphsMissing != _missing;
        _stage = Idle;
        Shown++;
        if (_mark != null && !_partial)
        {
            _mark.SavePanel(time.Quality > 0 ? time.WallSeconds(nowMs) : 1);
        }
    }
}
