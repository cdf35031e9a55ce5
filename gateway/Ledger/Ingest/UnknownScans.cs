using System.Globalization;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Codes that a till scanned and no catalogue has (pos.md R59), by device, merchant and code: a technical event of the
/// firmware holds the code, the price of the quick sale that followed and, as text, its department. The
/// <see cref="CodesMax"/> seen last of each merchant are kept; those given up are counted in a row of code 0. Used
/// under the gate.
/// </summary>
internal sealed class UnknownScans(SqliteConnection writer) : IDisposable
{
    /// <summary>Code of the event of the firmware.</summary>
    public const int Event = 976;

    /// <summary>Codes kept of a merchant.</summary>
    public const int CodesMax = 500;

    private const long CodeMin = 1_000_000, CodeMax = 99_999_999_999_999;

    private readonly Statement _put = new(writer, """
        INSERT INTO unknown_scan VALUES(?1,?2,?3,1,?4,?4,?5,?6,0) ON CONFLICT DO UPDATE SET times=times+1,
            first_at=min(first_at, excluded.first_at), last_at=max(last_at, excluded.last_at),
            cents=CASE WHEN excluded.cents>0 THEN excluded.cents ELSE cents END,
            department=CASE WHEN excluded.cents>0 THEN excluded.department ELSE department END
        """);

    private readonly Statement _over = new(writer, """
        SELECT code FROM unknown_scan WHERE device=?1 AND merchant=?2 AND code>0 ORDER BY last_at DESC, code
        LIMIT 1 OFFSET ?3
        """);

    private readonly Statement _drop =
        new(writer, "DELETE FROM unknown_scan WHERE device=?1 AND merchant=?2 AND code=?3");

    /// <summary>Takes a record; nothing happens when it is no such event, or holds what no till writes.</summary>
    public void Take(long device, Record record, long now)
    {
        if (record.Kind != RecordKind.TechnicalEvent || record.Count != EventLayout.Count
            || record.Values[EventLayout.Code] != Event
            || record.Values[EventLayout.Argument1] is < CodeMin or > CodeMax)
        {
            return;
        }

        long cents = Math.Clamp(record.Values[EventLayout.Argument2], 0, Limits.TicketCentsMax);
        long at = record.WallSeconds == 0 ? now : Math.Min(record.WallSeconds, now);
        int department = cents > 0 ? Department(record) : 0;
        Put(device, record.Merchant, record.Values[EventLayout.Argument1], at, cents, department);
        while (Over(device, record.Merchant) is { } code)
        {
            _drop.Bind(1, device).Bind(2, record.Merchant).Bind(3, code).Run();
            Put(device, record.Merchant, 0, at, 0, 0);
        }
    }

    public void Dispose()
    {
        _put.Dispose();
        _over.Dispose();
        _drop.Dispose();
    }

    private static int Department(Record record) =>
        record.TextLength == 1 && record.Text[0] is >= (byte)'1' and <= (byte)'8'
            ? CharUnicodeInfo.GetDecimalDigitValue((char)record.Text[0]) : 0;

    private void Put(long device, int merchant, long code, long at, long cents, int department) =>
        _put.Bind(1, device).Bind(2, merchant).Bind(3, code).Bind(4, at).Bind(5, cents).Bind(6, department).Run();

    private long? Over(long device, int merchant)
    {
        long? code = _over.Bind(1, device).Bind(2, merchant).Bind(3, CodesMax).Next() ? _over.Long(0) : null;
        _over.Reset();
        return code;
    }
}
