using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

/// <summary>A sealed record with what precedes it.</summary>
internal sealed record Entry(Record Record, Record[] Before)
{
    public Entry Twin() => new(Copy(Record), [.. Before.Select(Copy)]);
}

/// <summary>A journal of every sealed kind, from a fixed seed.</summary>
internal static class FiscalCorpus
{
    public const int Size = 220;

    public static List<Entry> Sealed(FiscalChain chain)
    {
        Random random = new(20261120);
        List<Entry> corpus = [];
        long wall = VectorWall;
        while (corpus.Count < Size)
        {
            wall += random.Next(0, 4000);
            while (ClosingCalendar.Due(chain.State, wall) is > 0 and int level)
            {
                Record closing = new();
                closing.Reset(RecordKind.Closing);
                closing.WallSeconds = wall;
                Assert.True(chain.Figures.Fill(closing, chain.State, level, 0, ClosingLayout.Automatic));
                corpus.Add(Seal(chain, new Entry(closing, [])));
            }

            corpus.Add(Seal(chain, Next(chain.State, corpus.Count, wall)));
        }

        return [.. corpus.Take(Size)];
    }

    public static int Check(ChainVerifier verifier, Entry entry) =>
        verifier.Check(entry.Record, entry.Before, entry.Before.Length, Press(), Shop());

    /// <summary>Index of the first record that is not the next unchanged one; -1 when all are.</summary>
    public static int FirstBreak(IEnumerable<Entry> entries)
    {
        ChainVerifier verifier = new(NewChain());
        int at = 0;
        foreach (Entry entry in entries)
        {
            if (Check(verifier, entry.Twin()) != FiscalOutcome.Sealed)
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    public static Record Fill(int kind, long wall, params long[] values)
    {
        Record record = new();
        record.Reset(kind);
        record.WallSeconds = wall;
        foreach (long value in values)
        {
            record.Add(value);
        }

        return record;
    }

    private static Entry Seal(FiscalChain chain, Entry entry)
    {
        Assert.Equal(FiscalOutcome.Sealed,
            chain.Seal(entry.Record, entry.Before, entry.Before.Length, Press(), Shop()));
        return entry;
    }

    private static Entry Next(ChainState state, int i, long wall) => (i % 11) switch
    {
        3 => new(Event(state.Events + 1, wall, i % 2 == 0 ? JetCode.LineVoided : 930 + i, $"essai {i}, é"), []),
        4 => new(Cash(state.CashMovements + 1, wall, 1 + i % 5, 1000 + i), []),
        5 => new(Fill(RecordKind.Duplicate, wall, state.Numbers[ChainKind.D] + 1, RecordKind.Ticket, 1, i,
            ReasonCode.PaperLost, 7), []),
        6 => new(Fill(RecordKind.ProvisionalNote, wall, state.Numbers[ChainKind.N] + 1, 7, 3, 2 * i + 320, 2,
            -1, 2, i, 1, 1, 320), []),
        7 => Training(state.Numbers[ChainKind.X] + 1, wall),
        8 => new(Archive(state.Numbers[ChainKind.R] + 1, wall, i), []),
        9 => Refund(state.Tickets + 1, wall, i),
        _ => Sale(state.Tickets + 1, wall, i),
    };

    private static Entry Sale(long number, long wall, int i)
    {
        Record ticket = Ticket(number, wall, TicketLayout.OperationSale, [.. Enumerable.Range(0, 1 + i % 20)
            .Select(n => (n % 3 + 1, 1 + n, 100 + i, n % 2 == 0 ? 550 : 2000))]);
        if (i % 3 != 0)
        {
            return new(ticket, []);
        }

        ticket.Values[TicketLayout.Tenders + 1] += 200 - 7;
        return new(ticket,
        [
            Details(number, (DetailItem.LineDiscount, 0, 7), (DetailItem.DiscountReason, ReasonCode.Gesture, 0),
                (DetailItem.NonSale, NonSaleType.Donation, 200)),
        ]);
    }

    private static Entry Refund(long number, long wall, int i) =>
        new(Ticket(number, wall, TicketLayout.OperationRefund, (1, -1, 100 + i, 550)), Refunds(number));

    private static Entry Training(long number, long wall)
    {
        Record ticket = Ticket(number, wall, TicketLayout.OperationSale, (1, 1, 320, 210));
        ticket.Kind = RecordKind.Training;
        return new(ticket, [Details(number, (DetailItem.Manager, 9, 0))]);
    }

    public static Record Archive(long number, long wall, int i)
    {
        Record record = Fill(RecordKind.Archive, wall, number, ClosingLayout.Month, 202611, i, i + 9, 3, 1500 + i, 2,
            550, 500, 2000, 1000 + i);
        record.TextLength = 43;
        Array.Fill(record.Text, (byte)'a', 0, 43);
        return record;
    }
}
