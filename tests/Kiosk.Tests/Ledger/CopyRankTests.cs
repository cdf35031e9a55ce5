using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;

namespace Kiosk.Tests.Ledger;

/// <summary>The city follows the ranks of copies: a copy left out or sealed twice is a break (pos.md R16).</summary>
[Trait("Requirement", "R16")]
public class CopyRankTests
{
    [Fact]
    public void Copies_of_several_originals_each_counted_from_one_are_in_order()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Submit(bench, kiosk, kiosk.Ticket(1), kiosk.Ticket(2), Copy(kiosk, 1, 1), Copy(kiosk, 2, 1), Copy(kiosk, 1, 2));
        Submit(bench, kiosk, Copy(kiosk, 2, 2), Copy(kiosk, 1, 3));
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
        Assert.Equal(0, bench.Ledger.Audit().ChainBreaks);
    }

    [Theory]
    [InlineData(2, "copy 2 of number 1, 1 was next")]
    [InlineData(1, "copy 1 of number 1, 2 was next", 1)]
    [InlineData(3, "copy 3 of number 1, 2 was next", 1)]
    [InlineData(1, "copy 1 of number 1, 3 was next", 1, 2)]
    public void A_rank_that_is_not_the_next_is_a_break_told_once_by_its_numbers(
        int rank, string told, params int[] before)
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Submit(bench, kiosk, kiosk.Ticket(1));
        foreach (int good in before)
        {
            Submit(bench, kiosk, Copy(kiosk, 1, good));
        }

        Assert.Empty(bench.Ledger.Alarms());
        Submit(bench, kiosk, Copy(kiosk, 1, rank));
        Submit(bench, kiosk, Copy(kiosk, 1, 99));
        Alarm alarm = Assert.Single(bench.Ledger.Alarms());
        Assert.Equal(AlarmKind.ChainBreak, alarm.Kind);
        Assert.Contains(told, alarm.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, bench.Ledger.Audit().ChainBreaks);
    }

    [Fact]
    public void After_a_restart_the_first_copy_seen_is_believed_and_those_behind_it_are_counted()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Submit(bench, kiosk, kiosk.Ticket(1), Copy(kiosk, 1, 1), Copy(kiosk, 1, 2));
        bench.Reopen();
        Submit(bench, kiosk, Copy(kiosk, 1, 3));
        Assert.Empty(bench.Ledger.Alarms());
        Submit(bench, kiosk, Copy(kiosk, 1, 5));
        Assert.Equal(AlarmKind.ChainBreak, Assert.Single(bench.Ledger.Alarms()).Kind);
    }

    private static Record Copy(SyntheticKiosk kiosk, long original, long rank) =>
        kiosk.Copy(RecordKind.Ticket, original, rank);

    private static void Submit(LedgerBench bench, SyntheticKiosk kiosk, params Record[] records) =>
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, kiosk.Frame(records)).Outcome);
}
