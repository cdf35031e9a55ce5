using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// Goal: what a device declares lost is counted once, and gives way to the record itself whenever that comes. Method:
/// the same records and gaps in seeded orders, on a real file.
/// </summary>
public sealed class DeclaredLossTests
{
    // ING-1, AGG-1: gaps over records that come before, after or never; in frames of their own and between others.
    [Fact]
    [Trait("Requirement", "ING-1")]
    public void The_order_of_arrival_of_records_and_gaps_changes_no_aggregate()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            using var calm = new LedgerBench();
            SyntheticKiosk kiosk = calm.Kiosk(seed: seed);
            Record[] records = [.. Enumerable.Range(0, 60).Select(i => Any(kiosk, random, i))];
            List<byte[]> frames = [.. records.Chunk(5).Where(_ => random.Next(8) > 0).Select(c => kiosk.Frame(c))];
            List<byte[]> gaps = [.. Enumerable.Range(0, 4).Select(_ => GapOver(kiosk, records, random))];
            byte[] close = Gap(kiosk, 1, records.Length);
            calm.Clock.SetUtcNow(LedgerBench.Start.AddDays(1));
            byte[][] reals = [.. frames, .. gaps];
            Array.ForEach(reals, frame => calm.Submit(kiosk, frame));
            calm.Submit(kiosk, close);
            string expected = calm.Picture(kiosk);

            using var rough = new LedgerBench(at: calm.Clock.GetUtcNow());
            rough.Adopt(calm);
            byte[][] arrival = [.. reals, close, .. reals.Where(_ => random.Next(3) == 0)];
            random.Shuffle(arrival);
            Array.ForEach(arrival, frame => rough.Submit(kiosk, frame));
            Assert.True(expected == rough.Picture(kiosk), $"seed {seed}: {expected}\n{rough.Picture(kiosk)}");
            Assert.Empty(rough.Ledger.Quarantine(9));
            Assert.Equal(Lost(calm, kiosk), Lost(rough, kiosk));
        }
    }

    [Fact]
    public void A_record_that_was_declared_lost_is_taken_and_the_chain_goes_on_as_if_it_had_come_in_time()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Record[] records = [.. Enumerable.Range(0, 6).Select(i => kiosk.Ticket(i))];
        bench.Submit(kiosk, kiosk.Frame(records.AsSpan(..2)));
        bench.Submit(kiosk, Gap(kiosk, 3, 4));
        bench.Submit(kiosk, kiosk.Frame(records.AsSpan(4..)));
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
        IngestResult late = bench.Submit(kiosk, kiosk.Frame(records.AsSpan(2..4)));
        Assert.Equal((IngestOutcome.Stored, 2), (late.Outcome, late.NewEvents));
        Assert.Empty(bench.Ledger.Gaps(kiosk.Device));
        AuditTotals audit = bench.Ledger.Audit();
        Assert.Equal((6, 0, 0, 0), (audit.Tickets, audit.DeclaredLost, audit.ChainBreaks, audit.StoredTwice));
        Assert.Equal(2, bench.Ledger.Counters[LedgerCounter.LossesFound]);

        // The break is no longer latched: what comes well is no break, and the next real one is told.
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1)));
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
        kiosk.Ticket(2);
        kiosk.NextSequence--;
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(3)));
        Assert.Equal(2, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
    }

    [Fact]
    public void A_gap_over_records_that_are_there_declares_only_the_others_and_each_once()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Record[] records = [.. Enumerable.Range(0, 9).Select(_ => kiosk.Footfall(1, 0))];
        bench.Submit(kiosk, kiosk.Frame(records.AsSpan(3..5)));
        bench.Submit(kiosk, Gap(kiosk, 1, 9));
        Assert.Equal(7, bench.Ledger.Counters[LedgerCounter.DeclaredLost]);
        Assert.Equal(7, bench.Ledger.Audit().DeclaredLost);
        Assert.Equal(
            [new GapRange(kiosk.Device, 1, 3, 1), new GapRange(kiosk.Device, 6, 9, 1)],
            bench.Ledger.Gaps(kiosk.Device));
        bench.Submit(kiosk, Gap(kiosk, 1, 9));
        Assert.Equal(7, bench.Ledger.Counters[LedgerCounter.DeclaredLost]);
    }

    [Fact]
    public void A_loss_that_is_found_stays_found_when_the_ledger_opens_again()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Record[] records = [.. Enumerable.Range(0, 9).Select(_ => kiosk.Footfall(1, 0))];
        bench.Submit(kiosk, Gap(kiosk, 1, 9));
        bench.Submit(kiosk, kiosk.Frame(records.AsSpan(3..5)));
        bench.Reopen();
        Assert.Equal((2, 7), (bench.Ledger.Audit().Passages, bench.Ledger.Audit().DeclaredLost));
        bench.Submit(kiosk, kiosk.Frame(records));
        Assert.Equal((9, 0), (bench.Ledger.Audit().Passages, bench.Ledger.Audit().DeclaredLost));
        Assert.Empty(bench.Ledger.Gaps(kiosk.Device));
        Assert.Contains("came after all", Assert.Single(bench.Ledger.Alarms()).Detail, StringComparison.Ordinal);
    }

    private static Record Any(SyntheticKiosk kiosk, Random random, int index)
    {
        kiosk.Utc += 120;
        return (index % 4) switch
        {
            0 => kiosk.Ticket(random.Next(40), random.Next(40)),
            1 => kiosk.Footfall(random.Next(5), random.Next(5)),
            2 => kiosk.Event(80, index),
            _ => kiosk.Climate(2000 + index, 5000, 10130, 600, 80, 90, 500, 0),
        };
    }

    private static byte[] GapOver(SyntheticKiosk kiosk, Record[] records, Random random)
    {
        int first = random.Next(1, records.Length - 12), last = first + random.Next(1, 11);
        Record gap = GapRecord(kiosk, records[first].Sequence, records[last - 1].Sequence);
        gap.MonoSeconds = records[first].MonoSeconds;
        gap.WallSeconds = records[first].WallSeconds;
        return kiosk.Frame(records[first - 1], gap, records[last]);
    }

    private static byte[] Gap(SyntheticKiosk kiosk, long first, long last) =>
        kiosk.Frame(GapRecord(kiosk, first, last));

    private static Record GapRecord(SyntheticKiosk kiosk, long first, long last)
    {
        long next = kiosk.NextSequence;
        kiosk.NextSequence = first;
        Record gap = kiosk.Gap(last - first + 1);
        kiosk.NextSequence = next;
        return gap;
    }

    private static long Lost(LedgerBench bench, SyntheticKiosk kiosk) =>
        bench.Ledger.Gaps(kiosk.Device).Sum(gap => gap.Last - gap.First + 1);
}
