using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>
/// Relations between limits. When one fails, change both limits or say in Limits.cs why it no longer holds.
/// </summary>
public class LimitsTests
{
    [Fact]
    public void A_ticket_with_all_its_lines_and_tenders_fits_one_record()
    {
        int values = TicketLayout.Tenders + Limits.TendersPerTicketMax * TicketLayout.TenderWidth
            + Limits.LinesPerRecordMax * TicketLayout.LineWidth;
        Assert.InRange(values, 1, Limits.RecordValuesMax);
        Assert.InRange(Limits.RecordValuesMax, 1, byte.MaxValue);
        Assert.InRange(Limits.RecordTextMax, 1, byte.MaxValue);
        Assert.InRange(FrameShape.Count(RecordKind.Health), 1, Limits.RecordValuesMax);
        Assert.Equal(0, Limits.LinesPerTicketMax % Limits.LinesPerRecordMax);
    }

    [Fact]
    public void The_largest_ticket_of_real_values_fits_the_bytes_of_a_journal_record()
    {
        Assert.InRange(JournalCodec.Write(LargestTicket(), new byte[Limits.RecordBytesMax], 0), 1,
            Limits.RecordBytesMax);
    }

    [Fact]
    public void Any_record_of_the_journal_fits_an_empty_frame()
    {
        // The journal takes 1024 bytes of varints of 7 bits; no CBOR integer is more than twice as long as its varint.
        Assert.InRange(2 * Limits.RecordBytesMax + 200, 1, Limits.FrameBytesMax);
        var worst = Records.Make(
            200, 1, 1, 1, 1, [.. Enumerable.Repeat(long.MinValue, Limits.RecordValuesMax)],
            [.. Enumerable.Repeat((byte)Latin1.Euro, Limits.RecordTextMax)]);
        Assert.NotEmpty(Frames.Write([worst], out int taken));
        Assert.Equal(1, taken);
    }

    [Fact]
    public void A_whole_ticket_with_its_line_groups_fits_one_frame()
    {
        Record ticket = LargestTicket();
        Record[] records = [Group(1), Group(2), ticket];
        ticket.Sequence = 3;
        Frames.Write(records, out int taken);
        Assert.Equal(records.Length, taken);
    }

    [Fact]
    public void A_full_catalogue_of_plain_labels_fits_one_downlink()
    {
        Catalogue catalogue = Catalogues.Make(Limits.CatalogueArticlesMax, Limits.DepartmentsMax, 1);
        for (int i = 0; i < Limits.CatalogueArticlesMax; i++)
        {
            catalogue.Ean[i] = Catalogue.EanMax;
            catalogue.Price[i] = Limits.TicketCentsMax;
            catalogue.Labels.AsSpan(i * Limits.LabelBytesMax, Limits.LabelBytesMax).Fill((byte)'W');
        }

        var writer = new DownlinkWriter(new ManagedMac(), Records.Key(1), int.MaxValue);
        Assert.InRange(writer.WriteCatalogue(catalogue, new byte[Limits.DownlinkBytesMax]), 1, Limits.DownlinkBytesMax);
    }

    [Fact]
    public void What_does_not_fit_a_downlink_is_refused_by_its_writer()
    {
        Catalogue catalogue = Catalogues.Make(Limits.CatalogueArticlesMax, 1, 1);
        Array.Fill(catalogue.Labels, (byte)0xe9);
        var writer = new DownlinkWriter(new ManagedMac(), Records.Key(1), 1);
        Assert.Equal(-1, writer.WriteCatalogue(catalogue, new byte[Limits.DownlinkBytesMax]));
    }

    [Fact]
    public void Money_of_a_full_ticket_stays_far_from_overflow_and_notices_fit_their_display()
    {
        long cents = (long)Limits.TicketCentsMax * Limits.QuantityMax * Limits.LinesPerTicketMax;
        Assert.InRange(cents, 1, long.MaxValue / 1000);
        Assert.InRange(Limits.NoticeBytesMax * Latin1.Utf8BytesMax + 64, 1, Limits.DownlinkBytesMax);
    }

    private static Record LargestTicket()
    {
        var values =
            new List<long> { int.MaxValue, 2, 99, int.MaxValue, int.MaxValue, 12, Limits.TicketCentsMax, 4, 24, 72 };
        for (int i = 0; i < Limits.TendersPerTicketMax; i++)
        {
            values.AddRange([2, Limits.TicketCentsMax]);
        }

        AddLines(values);
        return Records.Make(RecordKind.Ticket, 1, 1, 10, 1_800_000_000, [.. values], null,
            new byte[Limits.HeadSealBytes]);
    }

    private static Record Group(long sequence)
    {
        var values = new List<long> { int.MaxValue, 24 * (sequence - 1), 24 };
        AddLines(values);
        return Records.Make(RecordKind.LineGroup, sequence, 1, 10, 1_800_000_000, [.. values]);
    }

    private static void AddLines(List<long> values)
    {
        for (int i = 0; i < Limits.LinesPerRecordMax; i++)
        {
            values.AddRange([int.MaxValue, 1, -Limits.QuantityMax, Limits.TicketCentsMax, Catalogue.RateMax]);
        }
    }
}
