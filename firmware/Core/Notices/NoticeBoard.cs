using System;
using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// What residents read: the city's message while it is valid, else a neutral page, and the kiosk's own figures (today's
/// passages, air). French first. A message past its date is replaced (F-DSP-8); the panel is spared (F-DSP-3): a
/// changed
/// message waits 180 s after the last refresh, changed figures 15 minutes, and every day has a refresh. One thread (the
/// loop); no allocation after construction.
/// </summary>
public sealed class NoticeBoard
{
    /// <summary>
    /// Least time between refreshes; between refreshes for figures alone; longest time without one; wait after a
    /// failed one. Milliseconds.
    /// </summary>
    public const int RefreshMs = 180000, FiguresMs = 900000, DailyMs = 86400000, RetryMs = 10000;

    /// <summary>How often the content is looked at without a change of message, milliseconds.</summary>
    public const int LookMs = 30000;

    /// <summary>Counts below this are shown as "&lt;5" (F-FOOT-6).</summary>
    public const int SmallCount = 5;

    private const int MessageRows = 6;

    private readonly NoticeDisplay _display;
    private readonly NoticeFigures _figures;
    private readonly NoticePage _page = new NoticePage();
    private readonly byte[] _shown = new byte[NoticeDisplay.Rows * NoticeDisplay.Columns];
    private readonly byte[] _text = new byte[Limits.NoticeBytesMax];
    private int _length;
    private long _validUntil;
    private bool _valid;
    private bool _messageChanged = true;
    private long _nextMs = long.MinValue;
    private long _shownAtMs = -DailyMs;

    /// <summary>Board without own figures.</summary>
    public NoticeBoard(NoticeDisplay display)
        : this(display, null, null)
    {
    }

    /// <summary>Board with the figures of a counter and a sampler, either may be null.</summary>
    public NoticeBoard(NoticeDisplay display, FootfallCounter? footfall, ClimateSampler? climate)
    {
        _display = display;
        _figures = new NoticeFigures(footfall, climate);
    }

    /// <summary>Pages shown; refreshes the display refused, since start.</summary>
    public int Shown, Failed;

    /// <summary>True while the city's message is the one on the page.</summary>
    public bool MessageValid
    {
        get { return _valid; }
    }

    /// <summary>
    /// Takes the city's message: Latin-1 bytes (cut at <see cref="Limits.NoticeBytesMax"/>), valid until an instant
    /// in UTC seconds. Length 0 takes it back.
    /// </summary>
    public void SetMessage(byte[] text, int length, long validUntilUtc)
    {
        _length = length > _text.Length ? _text.Length : length;
        Array.Copy(text, 0, _text, 0, _length);
        _validUntil = validUntilUtc;
        _messageChanged = true;
        _nextMs = long.MinValue;
    }

    /// <summary>
    /// Shows what changed. Returns the monotonic ms when it is next due. The journal and the record are not used.
    /// </summary>
    public long Step(long nowMs, TimeKeeper time, RecordJournal journal, Record scratch)
    {
        if (nowMs < _nextMs)
        {
            return _nextMs;
        }

        _figures.Follow(nowMs, time);
        bool valid = _length > 0 && time.Quality > 0 && time.WallSeconds(nowMs) < _validUntil;
        _messageChanged = _messageChanged || valid != _valid;
        _valid = valid;
        long wait = Wait(nowMs);
        if (wait > 0)
        {
            _nextMs = nowMs + (wait < LookMs ? wait : LookMs);
            return _nextMs;
        }

        Compose(nowMs);
        bool same = Same() && nowMs - _shownAtMs < DailyMs;
        _nextMs = nowMs + (same || Show(nowMs) ? LookMs : RetryMs);
        return _nextMs;
    }

    /// <summary>Milliseconds until the panel may be refreshed.</summary>
    private long Wait(long nowMs)
    {
        long since = nowMs - _shownAtMs;
        return (_messageChanged ? RefreshMs : FiguresMs) - since;
    }

    private bool Show(long nowMs)
    {
        if (!_display.Show(_page.Bytes))
        {
            Failed++;
            return false;
        }

        Array.Copy(_page.Bytes, _shown, _shown.Length);
        _shownAtMs = nowMs;
        _messageChanged = false;
        Shown++;
        return true;
    }

    private bool Same()
    {
        for (int i = 0; i < _shown.Length; i++)
        {
            if (_shown[i] != _page.Bytes[i])
            {
                return false;
            }
        }

        return true;
    }

    private void Compose(long nowMs)
    {
        _page.Clear();
        if (_valid)
        {
            _page.PutWrapped(_text, _length, 0, MessageRows);
        }
        else
        {
            _page.Row(0);
            _page.Put("Bonjour. Bienvenue au kiosque.");
            _page.Row(1);
            _page.Put("Hello. Welcome to the kiosk.");
            _figures.PutDetails(_page, 3, nowMs);
        }

        _figures.PutPassages(_page, MessageRows);
        _figures.PutAir(_page, MessageRows + 1, nowMs);
    }
}
