using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Self-test at opening: printer, drawer, display, clock, chain, drive, room; its result is sealed as a technical
/// event, so that the city's upkeep sees it. It never holds up a sale. One thread.
/// </summary>
public sealed class OpeningCheck
{
    /// <summary>Checks made.</summary>
    public const int Checks = 7;

    private const int Stopped = Printer.PaperOut | Printer.Offline | Printer.CoverOpen;
    private readonly KioskParts _parts;
    private readonly RecordJournal _journal;
    private readonly TimeKeeper _time;
    private readonly EventWriter _events;
    private readonly TillFacts _facts;
    private readonly TillDesk _desk;

    /// <summary>Bits of the checks that failed last, lowest the printer.</summary>
    public int Failed;

    /// <summary>Check of a till.</summary>
    public OpeningCheck(KioskParts parts, RecordJournal journal, TimeKeeper time, EventWriter events, TillFacts facts,
        TillDesk desk)
    {
        _parts = parts;
        _journal = journal;
        _time = time;
        _events = events;
        _facts = facts;
        _desk = desk;
    }

    /// <summary>
    /// Checks all, seals the result and says it; <paramref name="displayFailures"/> as counted so far.
    /// </summary>
    public void Run(int displayFailures, long nowMs)
    {
        Failed = 0;
        Check(0, _parts.Printer == null || (_parts.Printer.Status & Stopped) == 0);
        Check(1, _desk.Drawers.InUse == null || !_desk.Drawers.InUse.IsOpen);
        Check(2, displayFailures == 0);
        Check(3, _time.Quality >= TimeKeeper.Battery);
        Check(4, _journal.NextSequence > 0 && _journal.FailedCount == 0);
        Check(5, _facts.Save());
        Check(6, _journal.UsedPercent < Till.WarnPercent);
        int failed = 0;
        for (int i = 0; i < Checks; i++)
        {
            failed += Failed >> i & 1;
        }

        _events.Write(JetCode.SelfTest, _desk.Operator, failed, Checks, nowMs);
        _desk.Say(failed == 0 ? TillMessage.SelfTestGood : TillMessage.SelfTestBad);
        _desk.MessageValue = failed;
    }

    private void Check(int bit, bool good)
    {
        Failed |= good ? 0 : 1 << bit;
    }
}
