using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Stops at the counter by device and hour (city.md GRD-1), in a table of their own that nothing public reads. A board
/// that restarted in mid-hour tells the hour in parts, which add up. Used under the gate.
/// </summary>
internal sealed class CounterSlots(SqliteConnection writer) : IDisposable
{
    private readonly Statement _put = new(writer, """
        INSERT INTO counter_slot VALUES(?1,?2,?3,?4,?5,?6) ON CONFLICT DO UPDATE SET stops=stops+excluded.stops,
            occupied=occupied+excluded.occupied, blind=blind+excluded.blind, quality=quality|excluded.quality
        """);

    /// <summary>Takes a record; nothing happens when it is no hour, or one that no board tells.</summary>
    public void Take(long device, Record record)
    {
        if (record.Kind != RecordKind.CounterSlot || record.Count != CounterLayout.Count)
        {
            return;
        }

        long start = record.Values[CounterLayout.SlotStart];
        if (start <= 0 || start % CounterLayout.SlotSeconds != 0)
        {
            return;
        }

        _put.Bind(1, device).Bind(2, start).Bind(3, Within(record, CounterLayout.Stops))
            .Bind(4, Within(record, CounterLayout.OccupiedSeconds)).Bind(5, Within(record, CounterLayout.BlindSeconds))
            .Bind(6, record.Values[CounterLayout.Quality] & (CounterLayout.Partial | CounterLayout.Blocked)).Run();
    }

    public void Dispose() => _put.Dispose();

    // An hour has 3,600 seconds, and a stop takes three of them.
    private static long Within(Record record, int value) =>
        Math.Clamp(record.Values[value], 0, CounterLayout.SlotSeconds);
}
