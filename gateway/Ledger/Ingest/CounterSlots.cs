using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Stops at the counter by device and hour (city.md GRD-1), in a table of their own that nothing public reads. A board
/// that restarted in mid-hour tells the hour in parts, which add up in whatever order they come: the sum stands as it
/// was told, whoever reads it cuts it to an hour. Used under the gate.
/// </summary>
internal sealed class CounterSlots(SqliteConnection writer, Tally tally) : IDisposable
{
    /// <summary>
    /// Seconds by which the parts of an hour may come to more than one: rounding, a stall of the loop at its end.
    /// </summary>
    public const int SlackSeconds = 60;

    /// <summary>Stops that an hour has room for: each takes three seconds.</summary>
    public const int StopsMax = CounterLayout.SlotSeconds / 3;

    private readonly Statement _put = new(writer, """
        INSERT INTO counter_slot VALUES(?1,?2,?3,?4,?5,?6) ON CONFLICT DO UPDATE SET stops=stops+excluded.stops,
            occupied=occupied+excluded.occupied, blind=blind+excluded.blind, quality=quality|excluded.quality
        RETURNING stops, occupied, blind
        """);

    /// <summary>True when parts come to more than an hour holds: then nobody knows what of them is so.</summary>
    public static bool IsOverfull(long stops, long occupied, long blind) =>
        stops > StopsMax || occupied + blind > CounterLayout.SlotSeconds + SlackSeconds;

    /// <summary>
    /// Takes a record whose own time is good; nothing happens when it is no hour of stops. An hour without a time is
    /// counted as untimed. Returns what is wrong with it for the console, without its figures, or null.
    /// </summary>
    public string? Take(long device, Record record)
    {
        if (record.Kind != RecordKind.CounterSlot)
        {
            return null;
        }

        if (!IsTold(record))
        {
            tally.Add(LedgerCounter.CounterHoursRefused);
            return Texts.Of($"sequence {record.Sequence} is no hour of stops: its start or a figure cannot be");
        }

        if (record.Values[CounterLayout.SlotStart] == 0)
        {
            tally.Add(LedgerCounter.Untimed);
            return null;
        }

        return Put(device, record)
            ? null
            : Texts.Of($"the parts of an hour of stops come to more than one at sequence {record.Sequence}");
    }

    public void Dispose() => _put.Dispose();

    // False when the hour is more than one with it.
    private bool Put(long device, Record record)
    {
        long[] values = record.Values;
        _put.Bind(1, device).Bind(2, values[CounterLayout.SlotStart]).Bind(3, values[CounterLayout.Stops])
            .Bind(4, values[CounterLayout.OccupiedSeconds]).Bind(5, values[CounterLayout.BlindSeconds])
            .Bind(6, values[CounterLayout.Quality] & (CounterLayout.Partial | CounterLayout.Blocked));
        bool over = _put.Next() && IsOverfull(_put.Long(0), _put.Long(1), _put.Long(2));
        _put.Reset();
        tally.Add(LedgerCounter.CounterHoursOverfull, over ? 1 : 0);
        return !over;
    }

    // An hour that a board can tell: on the hour or without a time, begun when it was told, its figures within it.
    private static bool IsTold(Record record)
    {
        if (record.Count != CounterLayout.Count)
        {
            return false;
        }

        long start = record.Values[CounterLayout.SlotStart];
        long occupied = record.Values[CounterLayout.OccupiedSeconds], blind = record.Values[CounterLayout.BlindSeconds];
        return (start == 0 || (start >= RowMarks.Year2020 && start <= record.WallSeconds))
            && start % CounterLayout.SlotSeconds == 0
            && record.Values[CounterLayout.Stops] is >= 0 and <= StopsMax
            && occupied is >= 0 and <= CounterLayout.SlotSeconds
            && blind is >= 0 and <= CounterLayout.SlotSeconds;
    }
}
