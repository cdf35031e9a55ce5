using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>A number of a page and when it was measured. Owned by one thread.</summary>
public sealed class Figure
{
    /// <summary>How long it counts as of now, and how long it is shown at all (CIT-4); seconds.</summary>
    public const int FreshSeconds = 900, ShownSeconds = 7200;

    /// <summary>The number, in the unit of its page; UTC seconds of its measurement, 0 while there is none.</summary>
    public int Value;

    /// <inheritdoc cref="Value"/>
    public long AtUtc;

    /// <summary>Takes a measurement.</summary>
    public void Take(int value, long atUtc)
    {
        Value = value;
        AtUtc = atUtc;
    }

    /// <summary>True while it is young enough to be shown.</summary>
    public bool IsShown(long nowUtc)
    {
        return AtUtc > 0 && nowUtc - AtUtc <= ShownSeconds;
    }

    /// <summary>True when it is shown and has to say that it is old.</summary>
    public bool IsOld(long nowUtc)
    {
        return nowUtc - AtUtc > FreshSeconds;
    }
}

/// <summary>
/// All that pages are made of: own figures and what the city sent. Filled by the board's follower, read by the pages.
/// One thread; nothing is allocated after construction.
/// </summary>
public sealed class PageFacts
{
    /// <summary>What a passage count says of this hour of the week.</summary>
    public const int NotKnown = 0, Fewer = 1, Usual = 2, More = 3;

    /// <summary>UTC seconds; the clock may be trusted.</summary>
    public long NowUtc;

    /// <inheritdoc cref="NowUtc"/>
    public bool ClockKnown;

    /// <summary>
    /// Means of the day so far, 0.1 µg/m³; temperature, 0.01 °C; sound level LAeq, 0.1 dB; passages
    /// on the pavement in one whole hour.
    /// </summary>
    public readonly Figure Fine = new Figure(), Coarse = new Figure(), Temperature = new Figure(),
        Sound = new Figure(), Passages = new Figure();

    /// <summary>UTC second from which the means count when the kiosk was off before, 0 the whole day.</summary>
    public long MeansFrom;

    /// <summary>UTC seconds at which the hour of the passages began; how they compare.</summary>
    public long HourFrom;

    /// <inheritdoc cref="HourFrom"/>
    public int Habit;

    /// <summary>
    /// True while a sensor counts stops at the counter: the page that says what is measured names it.
    /// </summary>
    public bool CountsStops;

    /// <summary>What the city sent, by <see cref="NoticeSlot"/>.</summary>
    public readonly Notice[] Notices;

    /// <summary>Facts of a kiosk that has measured nothing; the texts stay their owner's.</summary>
    public PageFacts(Notice[] notices)
    {
        Notices = notices;
    }

    /// <summary>True when there is anything to tell but what is true everywhere.</summary>
    public bool HasContent()
    {
        bool has = Fine.IsShown(NowUtc) || Coarse.IsShown(NowUtc) || Temperature.IsShown(NowUtc)
            || Sound.IsShown(NowUtc) || Passages.IsShown(NowUtc);
        for (int slot = 0; slot < NoticeSlot.Link; slot++)
        {
            has |= Valid(slot) != null;
        }

        return has;
    }

    /// <summary>The city's text of a slot while it is valid, else null.</summary>
    public Notice? Valid(int slot)
    {
        Notice notice = Notices[slot];
        bool ended = notice.ValidUntil != 0 && (!ClockKnown || NowUtc >= notice.ValidUntil);
        return notice.TextLength == 0 || ended ? null : notice;
    }
}
