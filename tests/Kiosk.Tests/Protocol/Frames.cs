using CsCheck;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>Random frames of records that a kiosk could have written, and the catalogue their lines refer to.</summary>
internal sealed class Frames : ICatalogueSource
{
    public const long Device = 1007;

    public static readonly byte[] FrameKey = Records.Key(40);

    private static readonly Gen<long> Small = Gen.OneOf(Gen.Long[0, 3], Gen.Long[-30, 900], Gen.Long);

    /// <summary>Records of one boot and one clock in sequence, of all kinds, regular and odd ones.</summary>
    public static readonly Gen<Record[]> Sequence =
        from first in Gen.OneOf(Gen.Const(1L), Gen.Long[1, 4_000_000_000])
        from boot in Gen.Int[0, 65535]
        from mono in Gen.Long[0, 2_000_000]
        from wall in Gen.OneOf(Gen.Const(0L), Gen.Long[1_700_000_000, 1_900_000_000])
        from records in Gen.Select(Event, Gen.OneOf(Gen.Const(0L), Gen.Const(300L), Gen.Long[0, 2000])).Array[1, 40]
        select InSequence(records, first, boot, mono, wall);

    private static Gen<Record> Event => Gen.Frequency(
        (4, Gen.Int[3, 8].SelectMany(Listed)), (4, Ticket), (1, LineGroup), (1, Gap),
        (1, Fiscal), (1, Counter), (1, Records.Any));

    private static Gen<Record> Fiscal =>
        from kind in Gen.Int[RecordKind.TicketDetail, RecordKind.Archive]
        from values in Small.Array[0, Limits.RecordValuesMax]
        select Records.Make(kind, 1, 0, 0, 0, values);

    private static Gen<Record> Counter => Gen.OneOf(Small.Array[CounterLayout.Count], Small.Array[0, 9])
        .Select(values => Records.Make(RecordKind.CounterSlot, 1, 0, 0, 0, values));

    private static Gen<Record> Gap =>
        from count in Gen.Long[1, 1000]
        from reason in Gen.Long[1, 3]
        select Records.Make(RecordKind.Gap, 1, 0, 0, 0, [1, count, reason]);

    private static Gen<Record> Ticket =>
        from scalars in Gen.Select(Gen.Long[1, 9], Gen.Long[0, 2], Gen.Long[0, 3], Gen.Long[0, 12], Gen.Long[0, 700])
        from lines in Line.Array[0, Limits.LinesPerRecordMax]
        from tenders in Gen.Select(Gen.Long[1, 2], Gen.Long[0, 5000]).Array[0, Limits.TendersPerTicketMax]
        from exact in Gen.Bool
        select MakeTicket(scalars, lines, tenders, exact);

    private static Gen<Record> LineGroup =>
        from number in Gen.Long[1, 90_000]
        from lines in Line.Array[0, Limits.LinesPerRecordMax]
        select Records.Make(RecordKind.LineGroup, 1, 0, 0, 0,
            [number, 0, lines.Length, .. lines.SelectMany(line => line)]);

    private static Gen<long[]> Line =>
        from article in Gen.Long[-8, 400]
        from flags in Gen.Frequency((5, Gen.Const(1L)), (1, Gen.Long[0, 2]))
        from quantity in Gen.Frequency((5, Gen.Const(1L)), (1, Gen.Long[-2, 999]))
        from price in Gen.Long[0, 9_999_999]
        from rate in Gen.Long[0, 4].Select(step => step * 550)
        select new[] { article, flags, quantity, price, rate };

    public bool TryFind(long version, long article, out long priceCents, out long rate)
    {
        priceCents = Price(version, article);
        rate = 550;
        return article != 0;
    }

    /// <summary>Writes as many of the records as fit into one frame; returns its bytes and their number.</summary>
    public static byte[] Write(Record[] records, out int taken)
    {
        var writer = new BatchWriter(new ManagedMac(), FrameKey, Device);
        var buffer = new byte[Limits.FrameBytesMax];
        writer.Begin(buffer);
        taken = 0;
        while (taken < records.Length && writer.TryAdd(records[taken]))
        {
            taken++;
        }

        return buffer[..writer.Finish()];
    }

    private static long Price(long version, long article) => 50 + Math.Abs((article * 7 + version * 3) % 5000);

    private static Gen<Record> Listed(int kind) => FrameShape.CountBefore(kind) < 0
        ? Listed(kind, FrameShape.Count(kind))
        : Gen.OneOf(Listed(kind, FrameShape.Count(kind)), Listed(kind, FrameShape.CountBefore(kind)));

    private static Gen<Record> Listed(int kind, int count) =>
        Small.Array[count].Select(values => Records.Make(kind, 1, 0, 0, 0, values));

    private static Record MakeTicket(
        (long Number, long Catalogue, long Settings, long Quality, long Change) scalars,
        long[][] lines,
        (long Type, long Cents)[] tenders,
        bool exact)
    {
        foreach (long[] line in lines.Where(line => line[1] == TicketLayout.LineAsCatalogue))
        {
            line[0] = line[0] == 0 ? 5 : line[0];
            line[3] = Price(scalars.Catalogue, line[0]);
            line[4] = 550;
        }

        long total = lines.Sum(line => line[2] * line[3]);
        var values = new List<long>
        {
            scalars.Number, 0, 0, scalars.Catalogue, scalars.Settings, scalars.Quality, scalars.Change, 0, lines.Length,
                0,
        };
        values[TicketLayout.LineCountTotal] = lines.Length + (scalars.Number == 5 ? 24 : 0);
        values[TicketLayout.TenderCount] = exact ? 1 : tenders.Length;
        values.AddRange(exact ? [2, total] : tenders.SelectMany(tender => new[] { tender.Type, tender.Cents }));
        values.AddRange(lines.SelectMany(line => line));
        return Records.Make(RecordKind.Ticket, 1, 0, 0, 0, [.. values]);
    }

    private static Record[] InSequence((Record Record, long Seconds)[] events, long first, int boot, long mono,
        long wall)
    {
        long ahead = wall - mono;
        foreach ((Record record, long seconds) in events)
        {
            record.Boot = boot;
            record.Sequence = first;
            record.MonoSeconds = mono;
            record.WallSeconds = wall == 0 ? 0 : mono + ahead;
            if (record.Kind == RecordKind.Gap && record.Count == GapLayout.Count)
            {
                record.Values[GapLayout.First] = first;
            }

            first += BatchWriter.Sequences(record);
            mono += seconds;
        }

        return [.. events.Select(e => e.Record)];
    }
}
