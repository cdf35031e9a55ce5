using System.Runtime.InteropServices;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Aggregate;

/// <summary>
/// Collects what the events of one commit add to the aggregates, by quarter, and writes quarters, hours, days and
/// months in the same transaction. Additions only, on whole numbers: the order of arrival cannot change a row
/// (ING-1). Used by the committing thread.
/// </summary>
internal sealed class AggregateBuffer : IDisposable
{
    private static readonly AggregateStep[] Steps = Enum.GetValues<AggregateStep>();

    private readonly Dictionary<SlotKey, FootfallDelta> _footfall = [];
    private readonly Dictionary<SlotKey, ClimateDelta> _climate = [];
    private readonly Dictionary<SlotKey, long> _tickets = [];
    private readonly Store.Statement _putFootfall;
    private readonly Store.Statement _putClimate;
    private readonly Store.Statement _putTicket;

    public AggregateBuffer(SqliteConnection writer)
    {
        _putFootfall = new(writer, """
            INSERT INTO footfall VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET ab=ab+excluded.ab,
            ba=ba+excluded.ba, ambiguous=ambiguous+excluded.ambiguous, busy=busy+excluded.busy,
            idle=idle+excluded.idle, valid=valid+excluded.valid, invalid=invalid+excluded.invalid,
            people=people+excluded.people, square=square+excluded.square, numbered=numbered+excluded.numbered
            """);
        _putTicket = new(writer,
            "INSERT INTO ticket VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET tickets=tickets+excluded.tickets");
        _putClimate = new(writer, ClimateSql());
    }

    /// <summary>Takes one event whose time was found good. Kinds without an aggregate are ignored.</summary>
    public void Add(long device, Record record, long wall)
    {
        var key = new SlotKey(device, AggregateStep.Quarter, CivilCalendar.Start(AggregateStep.Quarter, wall));
        switch (record.Kind)
        {
            case RecordKind.FootfallSlot:
                Of(_footfall, key).Add(record);
                AddQuiet(device, record, wall);
                break;
            case RecordKind.ClimateReading:
                Of(_climate, key).Add(record);
                break;
            case RecordKind.Ticket:
                CollectionsMarshal.GetValueRefOrAddDefault(_tickets, key, out _)++;
                break;
        }
    }

    // Quarters of the night in which nobody passed have no record of their own.
    private void AddQuiet(long device, Record slot, long wall)
    {
        for (long before = 1; before <= FootfallDelta.QuietBefore(slot); before++)
        {
            long start = CivilCalendar.Start(AggregateStep.Quarter, wall - (before * FootfallLayout.SlotSeconds));
            Of(_footfall, new SlotKey(device, AggregateStep.Quarter, start)).AddQuiet();
        }
    }

    /// <summary>Writes everything into the open transaction and empties the buffer.</summary>
    public void Flush()
    {
        RollUp(_footfall, (into, from) => into.Add(from));
        RollUp(_climate, (into, from) => into.Add(from));
        RollUpTickets();
        foreach ((SlotKey key, FootfallDelta d) in _footfall)
        {
            _putFootfall.Bind(1, key.Device).Bind(2, (int)key.Step).Bind(3, key.Slot).Bind(4, d.AToB).Bind(5, d.BToA)
                .Bind(6, d.Ambiguous).Bind(7, d.Busy).Bind(8, d.Idle).Bind(9, d.Valid).Bind(10, d.Invalid)
                .Bind(11, d.People).Bind(12, d.Square).Bind(13, d.Numbered).Run();
        }

        foreach ((SlotKey key, ClimateDelta d) in _climate)
        {
            PutClimate(key, d);
        }

        foreach ((SlotKey key, long count) in _tickets)
        {
            _putTicket.Bind(1, (int)key.Step).Bind(2, key.Slot).Bind(3, key.Device).Bind(4, count).Run();
        }

        Clear();
    }

    /// <summary>Forgets everything, after a rollback.</summary>
    public void Clear()
    {
        _footfall.Clear();
        _climate.Clear();
        _tickets.Clear();
    }

    public void Dispose()
    {
        _putFootfall.Dispose();
        _putClimate.Dispose();
        _putTicket.Dispose();
    }

    private void PutClimate(SlotKey key, ClimateDelta delta)
    {
        _putClimate.Bind(1, key.Device).Bind(2, (int)key.Step).Bind(3, key.Slot);
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            int at = 4 + (4 * channel);
            _putClimate.Bind(at, delta.Counts[channel]).Bind(at + 1, delta.Sums[channel]);
            if (delta.Counts[channel] == 0)
            {
                _putClimate.BindNull(at + 2).BindNull(at + 3);
            }
            else
            {
                _putClimate.Bind(at + 2, delta.Lows[channel]).Bind(at + 3, delta.Highs[channel]);
            }
        }

        int curves = 4 + (4 * ClimateLayout.Channels);
        _putClimate.Bind(curves, delta.CurveLow).Bind(curves + 1, delta.CurveHigh).Run();
    }

    private static void RollUp<T>(Dictionary<SlotKey, T> deltas, Action<T, T> add)
        where T : class, new()
    {
        foreach ((SlotKey key, T delta) in deltas.ToArray())
        {
            foreach (AggregateStep step in Steps)
            {
                if (step != AggregateStep.Quarter)
                {
                    add(Of(deltas, key with { Step = step, Slot = CivilCalendar.Start(step, key.Slot) }), delta);
                }
            }
        }
    }

    private void RollUpTickets()
    {
        foreach ((SlotKey key, long count) in _tickets.ToArray())
        {
            foreach (AggregateStep step in Steps)
            {
                if (step != AggregateStep.Quarter)
                {
                    SlotKey wider = key with { Step = step, Slot = CivilCalendar.Start(step, key.Slot) };
                    CollectionsMarshal.GetValueRefOrAddDefault(_tickets, wider, out _) += count;
                }
            }
        }
    }

    private static T Of<T>(Dictionary<SlotKey, T> deltas, SlotKey key)
        where T : class, new()
    {
        ref T? delta = ref CollectionsMarshal.GetValueRefOrAddDefault(deltas, key, out _);
        return delta ??= new T();
    }

    private static string ClimateSql()
    {
        var sql = new System.Text.StringBuilder("INSERT INTO climate VALUES(?,?,?");
        sql.Insert(sql.Length, ",?", (4 * ClimateLayout.Channels) + 2).Append(") ON CONFLICT DO UPDATE SET ");
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            sql.Append(channel == 0 ? "" : ",").AppendFormat(
                System.Globalization.CultureInfo.InvariantCulture,
                "n{0}=n{0}+excluded.n{0},s{0}=s{0}+excluded.s{0},"
                + "l{0}=min(ifnull(l{0},excluded.l{0}),ifnull(excluded.l{0},l{0})),"
                + "h{0}=max(ifnull(h{0},excluded.h{0}),ifnull(excluded.h{0},h{0}))",
                channel);
        }

        return sql.Append(",curve_low=min(curve_low,excluded.curve_low),curve_high=max(curve_high,excluded.curve_high)")
            .ToString();
    }
}
