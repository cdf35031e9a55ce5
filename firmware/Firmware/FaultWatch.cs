using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Notices;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Firmware.Stops;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// Looks at the parts and counters of a kiosk and raises the fault that each change for the worse stands for, once per
/// change: a condition that lasts is one fault. One thread; nothing is allocated after construction.
/// </summary>
public sealed class FaultWatch
{
    /// <summary>Records wait and nothing was acknowledged for so long: 24 hours.</summary>
    public const long SilentMs = 86_400_000;

    private const int Keys = 0, Edges = 1, Full = 2, Failed = 3, Refused = 4, Display = 5, Counters = 6;
    // Holes in the journal that were counted; a hole is met again each time the outbox passes it.
    private const int GapsTold = 8;
    private readonly KioskParts _parts;
    private readonly RecordJournal _journal;
    private readonly TimeKeeper _time;
    private readonly FaultCounts _faults;
    private const int Receipts = Counters, Closings = Counters + 1, Events = Counters + 2, Small = Counters + 3,
        Downlinks = Counters + 4, Keypad = Counters + 5, Scanner = Counters + 6, PrinterLine = Counters + 7,
        Drawers = Counters + 8, Customer = Counters + 9, Battery = Counters + 10, Cards = Counters + 11,
        Answers = Counters + 12, GivenUp = Counters + 13, AllCounters = Counters + 14;

    // Conditions beside the counters, each a bit of one number: a field of its own costs the board 12 bytes.
    private const int Panel = AllCounters, BadText = AllCounters + 1, Clockless = AllCounters + 2,
        RecordRefused = AllCounters + 3, Blocked = AllCounters + 4, Dead = AllCounters + 5,
        Saturated = AllCounters + 6, AtCounter = AllCounters + 7, TimeDoubted = AllCounters + 8;

    private readonly int[] _seen = new int[AllCounters];
    private int _holding, _trouble;
    private int _status;
    private int _channels;
    private bool _full;
    private bool _failed;
    private long _next;
    private readonly long[] _toldFirst = new long[GapsTold], _toldNext = new long[GapsTold];
    private int _gaps, _told;
    private long _acknowledged = -1;
    private long _progressMs;

    /// <summary>What this kiosk has; null when it is not fitted.</summary>
    public Till? Till;

    /// <inheritdoc cref="Till"/>
    public FootfallCounter? Footfall;

    /// <inheritdoc cref="Till"/>
    public StopCounter? Stops;

    /// <inheritdoc cref="Till"/>
    public ClimateSampler? Climate;

    /// <inheritdoc cref="Till"/>
    public NoticeBoard? Notices;

    /// <summary>What writes the technical events; what the run leaves for the next one.</summary>
    public EventWriter? EventsOut;

    /// <inheritdoc cref="EventsOut"/>
    public BootRecord? Boot;

    /// <summary>What sends the records.</summary>
    public Outbox.Outbox? Outbox;

    /// <summary>What takes the city's messages.</summary>
    public Outbox.Inbox? Inbox;

    /// <summary>Watch over the parts, the journal and the clock of a loop.</summary>
    public FaultWatch(KioskParts parts, RecordJournal journal, TimeKeeper time)
    {
        _parts = parts;
        _journal = journal;
        _time = time;
        _faults = parts.Faults;
        _gaps = journal.Reader.Gaps;
    }

    /// <summary>Counts what a boot found: how it came about, and whether the drive was lost.</summary>
    public void Booted(int reason)
    {
        if (reason == BootRecord.Watchdog || reason == BootRecord.Unknown)
        {
            _faults.Raise(FaultCode.UnexpectedRestart);
        }

        if (reason == BootRecord.StorageLost || _journal.Recovery.Problem == JournalRecovery.JournalLost)
        {
            _faults.Raise(FaultCode.StorageLost);
        }
    }

    /// <summary>Looks once.</summary>
    public void Step(long nowMs)
    {
        Grew(Keys, _parts.Keypad == null ? 0 : _parts.Keypad.Lost, FaultCode.KeysLost);
        Grew(Edges, _parts.Beams == null ? 0 : _parts.Beams.Lost + _parts.Beams.Failures, FaultCode.EdgesLost);
        LookAtDrive();
        Grew(Refused, _journal.RefusedCount + (Stops == null ? 0 : Stops.Lost), FaultCode.TelemetryRefused);
        Holds(AtCounter, Stops != null && Stops.IsBlocked, FaultCode.CounterSenseBlocked);
        Grew(Display, Till == null ? 0 : Till.DisplayFailures, FaultCode.LcdFault);
        Holds(Panel, Notices != null && Notices.IsFaulty, FaultCode.NoticeDisplayFault);
        Holds(BadText, Notices != null && Notices.HasBadText, FaultCode.NoticeCut);
        LookAtPrinter();
        LookAtSenses();
        LookAtGaps();
        LookAtWrites();
        Holds(Clockless, _time.Quality == TimeKeeper.Unknown, FaultCode.ClockUnknown);
        Holds(TimeDoubted, _time.Doubts, FaultCode.GatewayTimeDoubted);
        Holds(RecordRefused, Outbox != null && Outbox.RefusedSequence != 0, FaultCode.RecordRefused);
        LookAtLines();
        LookAtLink();
        LookAtGateway(nowMs);
    }

    /// <summary>A counter that grows from one look to the next is one fault until a look at which it stands.</summary>
    private void Grew(int counter, int value, int code)
    {
        bool grows = value != _seen[counter];
        _seen[counter] = value;
        Holds(counter, grows, code);
    }

    /// <summary>A condition with a bit of its own is one fault for as long as it holds.</summary>
    private void Holds(int condition, bool now, int code)
    {
        int bit = 1 << condition;
        bool before = (_holding & bit) != 0;
        _holding = now ? _holding | bit : _holding & ~bit;
        Turned(before, now, code);
    }

    /// <summary>A drive that refuses is one fault until it takes a record again, however often it is tried.</summary>
    private void LookAtDrive()
    {
        bool stored = _journal.NextSequence != _next;
        _next = _journal.NextSequence;
        _full = Turned(_full && !stored, _full && !stored || _journal.FullCount != _seen[Full], FaultCode.DriveFull);
        _failed = Turned(
            _failed && !stored, _failed && !stored || _journal.FailedCount != _seen[Failed],
            FaultCode.DriveWriteFailed);
        _seen[Full] = _journal.FullCount;
        _seen[Failed] = _journal.FailedCount;
    }

    private void LookAtWrites()
    {
        Grew(Receipts, Till == null ? 0 : Till.ReceiptsFailed, FaultCode.ReceiptFailed);
        Grew(Closings, Till == null ? 0 : Till.ClosingFailures, FaultCode.ClosingFailed);
        Grew(Events, EventsOut == null ? 0 : EventsOut.Lost, FaultCode.EventLost);
        Grew(Downlinks, _parts.Uplink.Dropped, FaultCode.DownlinkLost);
        int failed = _journal.Cursor.Failures + _journal.MarkerFailures;
        failed += Till == null ? 0 : Till.SnapshotFailures;
        failed += Boot == null ? 0 : Boot.Failures;
        failed += _parts.Cards == null ? 0 : _parts.Cards.StorageFailures;
        Grew(Small, failed, FaultCode.SmallWriteFailed);
    }

    private void LookAtLines()
    {
        Grew(Keypad, _parts.Keypad == null ? 0 : _parts.Keypad.Failures, FaultCode.KeypadFault);
        Grew(Scanner, _parts.Scanner == null ? 0 : _parts.Scanner.Failures, FaultCode.ScannerFault);
        Grew(PrinterLine, _parts.Printer == null ? 0 : _parts.Printer.Failures, FaultCode.PrinterLineFault);
        int drawers = _parts.Drawer == null ? 0 : _parts.Drawer.Failures;
        drawers += _parts.SecondDrawer == null ? 0 : _parts.SecondDrawer.Failures;
        Grew(Drawers, drawers, FaultCode.DrawerFault);
        int shown = _parts.CustomerDisplay == null ? 0 : _parts.CustomerDisplay.Failures;
        Grew(Customer, shown, FaultCode.CustomerDisplayFault);
        Grew(Battery, _parts.Clock.Failures, FaultCode.BatteryClockFault);
        Grew(Cards, _parts.Cards == null ? 0 : _parts.Cards.LineFailures, FaultCode.CardLineFault);
    }

    private void LookAtLink()
    {
        int ignored = Outbox == null ? 0 : Outbox.Ignored;
        Grew(Answers, ignored + (Inbox == null ? 0 : Inbox.Commands), FaultCode.AnswerIgnored);
        Grew(GivenUp, Outbox == null ? 0 : Outbox.Unsendable, FaultCode.RecordGivenUp);
        int trouble = _parts.Uplink.Trouble;
        _faults.Raise(trouble == _trouble ? FaultCode.None : trouble);
        _trouble = trouble;
    }

    private bool Turned(bool before, bool now, int code)
    {
        if (now && !before)
        {
            _faults.Raise(code);
        }

        return now;
    }

    private void LookAtPrinter()
    {
        if (_parts.Printer == null)
        {
            return;
        }

        int status = _parts.Printer.Status;
        int worse = status & ~_status;
        _status = status;
        _faults.Raise((worse & Printer.PaperOut) != 0 ? FaultCode.PrinterPaperOut : FaultCode.None);
        _faults.Raise((worse & Printer.Offline) != 0 ? FaultCode.PrinterOffline : FaultCode.None);
        _faults.Raise((worse & Printer.NearEnd) != 0 ? FaultCode.PrinterPaperNearEnd : FaultCode.None);
        _faults.Raise((worse & Printer.CoverOpen) != 0 ? FaultCode.PrinterCoverOpen : FaultCode.None);
    }

    private void LookAtSenses()
    {
        const int bad = FootfallLayout.Blocked | FootfallLayout.Flapping;
        if (Footfall != null)
        {
            int quality = Footfall.Slot.Quality | Footfall.Closed.LastQuality;
            Holds(Blocked, (quality & bad) != 0, FaultCode.BeamBlocked);
            Holds(Dead, (quality & FootfallLayout.Dead) != 0, FaultCode.BeamDead);
            bool saturated = (quality & (bad | FootfallLayout.Saturated)) == FootfallLayout.Saturated;
            Holds(Saturated, saturated, FaultCode.BeamSaturated);
        }

        if (Climate == null || Climate.ReadAtMs < 0)
        {
            return;
        }

        int channels = 0;
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            int code = Climate.Code(channel);
            bool fine = code == ReadingCode.Ok || code == ReadingCode.Warming || code == ReadingCode.Disabled
                || code == ReadingCode.Humid;
            channels |= fine ? 0 : 1 << channel;
        }

        Turned(false, (channels & ~_channels) != 0, FaultCode.ProbeFault);
        _channels = channels;
    }

    private void LookAtGaps()
    {
        JournalReader reader = _journal.Reader;
        if (reader.Gaps == _gaps)
        {
            return;
        }

        _gaps = reader.Gaps;
        long first = reader.LastGapFirst, next = first + reader.LastGapSequences;
        for (int i = 0; i < GapsTold; i++)
        {
            if (first >= _toldFirst[i] && next <= _toldNext[i])
            {
                return;
            }
        }

        _toldFirst[_told] = first;
        _toldNext[_told] = next;
        _told = (_told + 1) % GapsTold;
        bool corrupt = reader.LastGapReason == JournalReader.ReasonCorrupt;
        _faults.Raise(corrupt ? FaultCode.SegmentCorrupt : FaultCode.RecordsGone);
    }

    private void LookAtGateway(long nowMs)
    {
        long acknowledged = _journal.Cursor.Acknowledged;
        if (acknowledged != _acknowledged || _journal.Waiting == 0)
        {
            _acknowledged = acknowledged;
            _progressMs = nowMs;
        }
        else if (nowMs - _progressMs >= SilentMs)
        {
            _progressMs = nowMs;
            // No event: it would wait for the same gateway, in front of the sales.
            _faults.Count(FaultCode.GatewaySilent);
        }
    }
}
