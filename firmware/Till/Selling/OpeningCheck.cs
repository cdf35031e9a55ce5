using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Self-test at opening: printer, drawer, display, clock, chain (as compared with its head at the start), drive, room;
/// scanner; its result is sealed as a technical event with the names of what failed, so that the city's upkeep sees it.
/// It never holds up a sale. One thread.
/// </summary>
public sealed class OpeningCheck
{
    /// <summary>Checks made.</summary>
    public const int Checks = 8;

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
        Check(4, _journal.NextSequence > 0 && _journal.FailedCount == 0
            && _journal.Recovery.Problem == JournalRecovery.Intact);
        Check(5, _facts.Save());
        Check(6, _journal.UsedPercent < Till.WarnPercent);
        Check(7, _parts.Scanner == null || _parts.Scanner.Works);
        int failed = CountOf(Failed);
        WriteNames();
        _events.Write(JetCode.SelfTest, _desk.Operator, failed, Checks, nowMs);
        _desk.Say(failed == 0 ? TillMessage.SelfTestGood : TillMessage.SelfTestBad);
        _desk.MessageValue = Failed;
    }

    /// <summary>How many checks failed.</summary>
    public static int CountOf(int failed)
    {
        int count = 0;
        for (int i = 0; i < Checks; i++)
        {
            count += failed >> i & 1;
        }

        return count;
    }

    /// <summary>The first check that failed.</summary>
    public static int FirstOf(int failed)
    {
        int first = 0;
        while (first < Checks - 1 && (failed >> first & 1) == 0)
        {
            first++;
        }

        return first;
    }

    /// <summary>What a check is about, in one word.</summary>
    public static string NameOf(int check)
    {
        switch (check)
        {
            case 0: return "imprimante";
            case 1: return "tiroir";
            case 2: return "écran";
            case 3: return "heure";
            case 4: return "chaîne";
            case 5: return "mémoire";
            case 6: return "place";
            default: return "scanner";
        }
    }

    private void WriteNames()
    {
        int at = 0;
        for (int i = 0; i < Checks; i++)
        {
            if ((Failed >> i & 1) != 0)
            {
                at += at > 0 ? Digits.WriteText(_events.Text, at, " ") : 0;
                at += Digits.WriteText(_events.Text, at, NameOf(i));
            }
        }

        _events.TextLength = at;
    }

    private void Check(int bit, bool good)
    {
        Failed |= good ? 0 : 1 << bit;
    }
}
