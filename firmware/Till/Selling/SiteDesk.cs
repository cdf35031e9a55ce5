using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Calibration of the footfall's site from the till (F-FOOT-5): for ten minutes 1 is pressed for each person who goes
/// in, 2 for each who goes out. Begin and outcome are technical events; the city puts the factor into the settings,
/// where it is in force and published. After a power cut in the middle there is no factor, and the till says so. One
/// thread.
/// </summary>
public sealed class SiteDesk
{
    private const int TickMs = 1000, PackFactor = 1000;

    // The digit keys 1 and 2.
    private const int GoesIn = 1, GoesOut = 2;

    private readonly TillDesk _desk;
    private readonly EventWriter _events;
    private readonly TillFacts _facts;

    /// <summary>Counter of the kiosk's footfall; null without beams.</summary>
    public FootfallCounter? Counter;

    /// <summary>Desk of a till.</summary>
    public SiteDesk(TillDesk desk, EventWriter events, TillFacts facts)
    {
        _desk = desk;
        _events = events;
        _facts = facts;
    }

    /// <summary>People pressed in and out so far.</summary>
    public int In
    {
        get { return Counter == null ? 0 : Counter.Site.In; }
    }

    /// <inheritdoc cref="In"/>
    public int Out
    {
        get { return Counter == null ? 0 : Counter.Site.Out; }
    }

    /// <summary>Factor of a message's value, permille; see <see cref="ErrorOf"/>.</summary>
    public static int FactorOf(int value)
    {
        return value / PackFactor;
    }

    /// <summary>Half of the 95 % interval of a message's value, permille.</summary>
    public static int ErrorOf(int value)
    {
        return value % PackFactor;
    }

    /// <summary>Seconds left, 0 when none runs.</summary>
    public int SecondsLeft(long nowMs)
    {
        bool runs = Counter != null && Counter.Site.IsRunning && nowMs < Counter.Site.EndMs;
        return runs ? (int)((Counter!.Site.EndMs - nowMs + TickMs - 1) / TickMs) : 0;
    }

    /// <summary>After a start: a calibration that the power cut ended is told.</summary>
    public void Begin(long nowMs)
    {
        if (_facts.SiteCounts)
        {
            _facts.SiteCounts = false;
            _facts.Save();
            Tell(0, 0, nowMs);
            _desk.Say(TillMessage.SiteCut);
        }
    }

    /// <summary>Begins; <paramref name="manager"/> allowed it, 0 where the till has no operators.</summary>
    public void Start(int manager, long nowMs)
    {
        if (Counter == null)
        {
            _desk.Refuse(TillMessage.SiteNone);
            return;
        }

        int outcome = _events.Write(EventCode.SiteCountBegin, _desk.Operator, manager, 0, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
            return;
        }

        _facts.SiteCounts = true;
        _facts.Save();
        Counter.BeginCalibration(nowMs);
        _desk.Menu.Ask(TillMenu.Walkers, FunctionCode.Walkers, TillMessage.SiteRuns);
    }

    /// <summary>A key while it runs.</summary>
    public void Press(int key, long nowMs)
    {
        if (key == Key.Clear)
        {
            Counter!.Site.Stop();
            End(0, 0, TillMessage.SiteStopped, nowMs);
        }
        else if (key == GoesIn || key == GoesOut)
        {
            Counter!.Site.Press(key == GoesIn);
        }
        else
        {
            _desk.Refuse(TillMessage.SiteRuns);
        }
    }

    /// <summary>Ends when its time is over; returns when to call again, to show the seconds (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        if (_desk.Menu.Mode != TillMenu.Walkers)
        {
            return long.MaxValue;
        }

        SiteCalibration site = Counter!.Site;
        if (site.IsRunning)
        {
            return nowMs + TickMs;
        }

        End(site.Factor, site.FactorError, site.Factor == 0 ? TillMessage.SiteFailed : TillMessage.SiteDone, nowMs);
        return long.MaxValue;
    }

    private void End(int factor, int error, int message, long nowMs)
    {
        _facts.SiteCounts = false;
        _facts.Save();
        _desk.Menu.Close();
        int outcome = Tell(factor, error, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
            return;
        }

        int half = ((error * SiteCalibration.Interval95) + 50) / 100;
        _desk.Say(message);
        _desk.MessageValue = (factor * PackFactor) + (half < PackFactor ? half : PackFactor - 1);
    }

    // "60+55": pressed in and out; nothing after a power cut, when nobody knows any more.
    private int Tell(int factor, int error, long nowMs)
    {
        if (Counter != null && In + Out > 0)
        {
            int at = Digits.Write(_events.Text, 0, In);
            _events.Text[at] = (byte)'+';
            _events.TextLength = at + 1 + Digits.Write(_events.Text, at + 1, Out);
        }

        return _events.Write(EventCode.SiteCountEnd, _desk.Operator, factor, error, nowMs);
    }
}
