using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Paper;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Closings of day, month and year (R19 to R22): those that are due are sealed at wake-up, through the day and before
/// the first sale of a new day, in order and dated; none ever holds up a sale. One thread.
/// </summary>
public sealed class ClosingDesk
{
    private const int PerCallMax = 6, RetryMs = 60_000;
    private readonly FiscalChain _chain;
    private readonly TicketWriter _writer;
    private readonly EventWriter _events;
    private readonly TillFacts _facts;
    private long _dueMs, _followMs;

    /// <summary>Closings that could not be stored since start; they stay due and are tried again.</summary>
    public int Failures;

    /// <summary>Closings of any level sealed since start.</summary>
    public int Produced;

    /// <summary>Where the figures of a day closed by hand are kept for its paper; null without a printer.</summary>
    public ZReport? Report;

    /// <summary>Desk over the chain of this kiosk.</summary>
    public ClosingDesk(FiscalChain chain, TicketWriter writer, EventWriter events, TillFacts facts)
    {
        _chain = chain;
        _writer = writer;
        _events = events;
        _facts = facts;
    }

    /// <summary>Looks whether a closing is due; returns when to look again (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        if (nowMs >= _dueMs)
        {
            bool done = Produce(nowMs);
            int seconds = ClosingCalendar.SecondsToNext(_chain.State, _writer.WallSeconds(nowMs));
            _dueMs = nowMs + (done ? seconds * 1000L + 1000 : RetryMs);
        }

        return _dueMs;
    }

    /// <summary>Another chain is in force: what is due in it is looked at with the next step.</summary>
    public void LookNow()
    {
        _dueMs = 0;
    }

    /// <summary>
    /// Between two sales: another cut hour or end of the fiscal year in the city's settings is sealed as soon as it
    /// splits no day; a drive that does not take it is tried again after a while.
    /// </summary>
    public void Follow(Settings settings, long nowMs)
    {
        ChainState state = _chain.State;
        bool cut = settings.CutHour != state.CutHour
            && ClosingCalendar.AdmitsCutHour(state, settings.CutHour, _writer.WallSeconds(nowMs));
        bool year = settings.YearEndMonth != state.YearEndMonth;
        if (settings.Version == 0 || state.Events == 0 || nowMs < _followMs || (!cut && !year))
        {
            return;
        }

        bool stored = !year || Change(JetCode.YearEndChange, settings.YearEndMonth, state.YearEndMonth, nowMs);
        stored &= !cut || Change(JetCode.CutHourChange, settings.CutHour, state.CutHour, nowMs);
        _followMs = stored ? 0 : nowMs + RetryMs;
        _dueMs = 0;
    }

    private bool Change(int code, int to, int from, long nowMs)
    {
        return _events.Write(code, 0, to, from, nowMs) == RecordJournal.Stored;
    }

    /// <summary>Seals what is due now, in order. False when something due could not be sealed or stored.</summary>
    public bool Produce(long nowMs)
    {
        for (int i = 0; i < PerCallMax; i++)
        {
            int level = ClosingCalendar.Due(_chain.State, _writer.WallSeconds(nowMs));
            if (level == 0)
            {
                return true;
            }

            if (Close(level, ClosingLayout.Automatic, nowMs) != RecordJournal.Stored)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The day closing that the operator asks for. <see cref="TicketWriter.NotSealed"/> when nothing was counted since
    /// the last one.
    /// </summary>
    public int CloseDay(long nowMs)
    {
        Produce(nowMs);
        return _chain.State.DayPeriod.Active ? Close(ClosingLayout.Day, 0, nowMs) : TicketWriter.NotSealed;
    }

    private int Close(int level, int flags, long nowMs)
    {
        int period = ClosingCalendar.PeriodOf(_chain.State, level);
        int outcome = _writer.WriteClosing(level, _facts.Operator, flags, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            Failures++;
            return outcome;
        }

        Produced++;
        if (flags == 0 && Report != null)
        {
            Report.Take(_writer.Scratch, _chain.State);
        }

        long number = _chain.State.Numbers[ChainKind.OfLevel(level)];
        int code = level == ClosingLayout.Year ? JetCode.YearClosing : JetCode.DayMonthClosing;
        _events.Write(code, _facts.Operator, period, number, nowMs);
        return outcome;
    }
}
