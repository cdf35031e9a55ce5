using Kiosk.Ledger.Aggregate;
using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Store;

/// <summary>
/// Reads every stored frame again with the code that ingested it, follows every chain from its beginning and adds up.
/// Owns one reading connection for its one run.
/// </summary>
internal sealed class Auditor : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SecretBox _box;
    private readonly VersionStore _versions;
    private readonly FrameReader _reader = new();
    private readonly DecodedFrame _frame = new();
    private readonly FootfallDelta _footfall = new();
    private AuditTotals _totals = new();
    private ContentDigest _content;

    public Auditor(Database database, SecretBox box)
    {
        _box = box;
        _connection = database.Reader();
        _versions = new(_connection);
    }

    public AuditTotals Run()
    {
        // One snapshot for the whole run.
        Database.Execute(_connection, "BEGIN");
        using (var devices = new Statement(_connection, """
            SELECT d.number, d.kiosk_id, d.secret, p.contiguous, p.ranges, p.duplicates
            FROM device d JOIN progress p ON p.device=d.number ORDER BY d.number
            """))
        {
            while (devices.Next())
            {
                long device = devices.Long(0);
                var keys = new DeviceKeys(device, _box.Unseal(device, devices.Bytes(2)));
                long missing = Progress.Read(devices.Long(3), devices.Bytes(4)).Holes().Sum(h => h.Last - h.First + 1);
                _totals = _totals with
                {
                    Missing = _totals.Missing + missing, Duplicates = _totals.Duplicates + devices.Long(5),
                };
                Follow(keys, devices.Text(1));
            }
        }

        Database.Execute(_connection, "COMMIT");
        return _totals with
        {
            Passages = _footfall.AToB + _footfall.BToA, People = (_footfall.People + 5) / 10,
            Content = _content.ToString(),
        };
    }

    public void Dispose()
    {
        _versions.Dispose();
        _connection.Dispose();
    }

    private void Follow(DeviceKeys keys, string terminal)
    {
        DayCheck[] days = [.. Enumerable.Range(0, Limits.MerchantsMax + 1).Select(_ => new DayCheck())];
        var chain = new TerminalChain(keys, terminal, _versions) { Days = days };
        ICatalogueSource catalogues = _versions.Of(keys);
        bool holed = false;
        long breaks = 0;
        using var rows = new Statement(
            _connection, "SELECT first_seq, count, bytes FROM frame WHERE device=? ORDER BY first_seq");
        rows.Bind(1, keys.Device);
        while (rows.Next())
        {
            long first = rows.Long(0);
            long last = first + rows.Long(1) - 1;
            _totals = _totals with
            {
                Frames = _totals.Frames + 1, StoredTwice = _totals.StoredTwice + Math.Max(0, chain.Fed - first + 1),
            };
            if (_reader.Read(rows.Bytes(2).ToArray(), keys.Frame, keys.Device, catalogues, _frame) != FrameError.None)
            {
                _totals = _totals with { Unreadable = _totals.Unreadable + 1 };
                continue;
            }

            // Behind a hole the chain cannot be judged, only added up.
            holed |= first != chain.Fed + 1;
            Count(first, last);
            breaks += chain.Feed(_frame, first, last) != null && !holed ? 1 : 0;
        }

        _totals = _totals with
        {
            Tickets = _totals.Tickets + chain.Tickets, Cents = _totals.Cents + chain.Cents,
            ChainBreaks = _totals.ChainBreaks + breaks, DayClosings = _totals.DayClosings + days.Sum(d => d.Closings),
            DayClosingsDifferent = _totals.DayClosingsDifferent + days.Sum(d => d.Different),
            TicketsUnclosed = _totals.TicketsUnclosed + days.Sum(d => d.Unclosed),
        };
    }

    private void Count(long first, long last)
    {
        long events = 0, slots = 0, readings = 0, lost = 0;
        for (int i = 0; i < _frame.Count; i++)
        {
            Record record = _frame.Records[i];
            (long from, long to) = Events.Within(record, first, last);
            if (to < from)
            {
                continue;
            }

            if (record.Kind == RecordKind.Gap)
            {
                lost += to - from + 1;
                continue;
            }

            events++;
            _content.Add(_frame.Device, record, _frame.Payload(i));

            readings += record.Kind == RecordKind.ClimateReading ? 1 : 0;
            if (record.Kind == RecordKind.FootfallSlot)
            {
                slots++;
                _footfall.Add(record);
            }
        }

        _totals = _totals with
        {
            Events = _totals.Events + events, FootfallSlots = _totals.FootfallSlots + slots,
            ClimateReadings = _totals.ClimateReadings + readings, DeclaredLost = _totals.DeclaredLost + lost,
        };
    }
}
