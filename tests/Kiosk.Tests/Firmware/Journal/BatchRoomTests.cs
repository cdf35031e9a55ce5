using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Journal;

/// <summary>The room of one append follows what a ticket can need, not what any records could take.</summary>
[Trait("Requirement", "F-JRN-4")]
public class BatchRoomTests
{
    private const long CodeMax = int.MaxValue, RateMax = 9_999;
    private readonly byte[] _buffer = new byte[Limits.RecordBytesMax];

    [Fact]
    public void The_longest_ticket_with_its_line_groups_and_details_fits_one_append()
    {
        int bytes = 0;
        for (int line = 0; line < Limits.LinesPerTicketMax; line += Limits.LinesPerRecordMax)
        {
            bytes += Bytes(
                RecordKind.Ticket, TicketLayout.Tenders + Limits.TendersPerTicketMax * TicketLayout.TenderWidth,
                Limits.LinesPerRecordMax, [CodeMax, 1, Limits.QuantityMax, Limits.TicketCentsMax, RateMax]);
        }

        for (int detail = 0; detail < 2; detail++)
        {
            bytes += Bytes(
                RecordKind.TicketDetail, DetailLayout.Items, Limits.DetailItemsMax,
                [9, Limits.LinesPerTicketMax, Limits.TicketCentsMax]);
        }

        Assert.InRange(bytes, Limits.RecordBytesMax, RecordJournal.BatchBytes);
    }

    [Fact]
    public void The_longest_record_fits_one_append() =>
        Assert.True(Limits.RecordBytesMax <= RecordJournal.BatchBytes);

    /// <summary>Bytes of a sealed record: leading values of money, then rows.</summary>
    private int Bytes(int kind, int leading, int rows, long[] row)
    {
        Record record = new();
        record.Reset(kind);
        record.Sequence = uint.MaxValue;
        record.Sealed = true;
        for (int i = 0; i < leading; i++)
        {
            record.Add(Limits.TicketCentsMax);
        }

        for (int i = 0; i < rows * row.Length; i++)
        {
            Assert.True(record.Add(row[i % row.Length]) || kind == RecordKind.Ticket);
        }

        int length = JournalCodec.Write(record, _buffer, 0);
        Assert.True(length > 0);
        return length;
    }
}
