using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>How reader errors, quarantine reasons and alarms belong together.</summary>
internal static class Reasons
{
    public static QuarantineReason Of(FrameError error) => error switch
    {
        FrameError.BadMac => QuarantineReason.WrongKey,
        FrameError.TooLong => QuarantineReason.TooLong,
        FrameError.UnknownCatalogue => QuarantineReason.UnknownCatalogue,
        FrameError.WrongVersion => QuarantineReason.UnknownVersion,
        FrameError.WrongDevice => QuarantineReason.ForeignDevice,
        _ => QuarantineReason.Malformed,
    };

    public static AlarmKind Alarm(QuarantineReason reason) => reason switch
    {
        QuarantineReason.WrongKey or QuarantineReason.ForeignDevice => AlarmKind.WrongKey,
        QuarantineReason.FutureSequence => AlarmKind.FutureSequence,
        QuarantineReason.Conflict => AlarmKind.Conflict,
        QuarantineReason.UnknownDevice => AlarmKind.UnknownDevice,
        QuarantineReason.RevokedDevice => AlarmKind.Revoked,
        _ => AlarmKind.Unreadable,
    };
}

/// <summary>Marks of a stored row. Frozen bits, stored in the database.</summary>
internal static class RowMarks
{
    /// <summary>
    /// An event's clock is ahead of ours or before 2020 (ING-4): that event is stored, not aggregated.
    /// </summary>
    public const int Clock = 1;

    /// <summary>An event is older than the live window (ING-2).</summary>
    public const int Historical = 2;

    /// <summary>The device did not know the time of an event: stored, not aggregated.</summary>
    public const int Untimed = 4;

    /// <summary>2020-01-01 in UTC seconds: no board of ours is older.</summary>
    public const long Year2020 = 1_577_836_800;

    /// <summary>
    /// Marks of one event received at <paramref name="now"/>; a footfall slot is as old as its record.
    /// </summary>
    public static int Of(Record record, long now, LedgerOptions options)
    {
        long wall = Events.Wall(record);
        if (wall == 0)
        {
            return Untimed;
        }

        long latest = Math.Max(wall, record.WallSeconds);
        if (wall < Year2020 || latest > now + options.ClockAheadSecondsMax)
        {
            return Clock;
        }

        return latest < now - options.LiveWindowSeconds ? Historical : 0;
    }
}

/// <summary>Counter increments of the open transaction; published by its commit, dropped by its rollback.</summary>
internal sealed class Tally(LedgerCounters counters)
{
    private readonly long[] _staged = new long[Enum.GetValues<LedgerCounter>().Length];
    private readonly List<QuarantineReason> _quarantined = [];
    private readonly List<(int Slot, long Amount)> _faults = [];

    public void Add(LedgerCounter counter, long amount = 1) => _staged[(int)counter] += amount;

    public void AddQuarantined(QuarantineReason reason) => _quarantined.Add(reason);

    public void AddFault(int slot, long amount) => _faults.Add((slot, amount));

    /// <summary>Counts what the marks of one event say.</summary>
    public void Add(int marks)
    {
        Add(LedgerCounter.BadClock, marks & RowMarks.Clock);
        Add(LedgerCounter.Historical, (marks & RowMarks.Historical) >> 1);
        Add(LedgerCounter.Untimed, (marks & RowMarks.Untimed) >> 2);
    }

    public void Publish()
    {
        for (int i = 0; i < _staged.Length; i++)
        {
            counters.Add((LedgerCounter)i, _staged[i]);
        }

        _quarantined.ForEach(counters.AddQuarantined);
        _faults.ForEach(fault => counters.Faults.Add(fault.Slot, fault.Amount));
        Drop();
    }

    public void Drop()
    {
        Array.Clear(_staged);
        _quarantined.Clear();
        _faults.Clear();
    }
}
