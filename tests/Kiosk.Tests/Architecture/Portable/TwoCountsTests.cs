using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Selling;
using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>A passage never moves with a sale, nor does the till read passages (GRD-1).</summary>
[Trait("Requirement", "GRD-1")]
public sealed class TwoCountsTests
{
    private const string Home = "Kiosk.Tests.Architecture.Portable.Counting";

    [Fact]
    public void What_counts_passages_knows_no_sale_and_what_sells_reads_no_passage() => Complaints.None(
        TwoCountsRule.Check(IlModel.Portable(), TwoCountsRule.Passages, TwoCountsRule.Selling));

    // Stops are counted from their own sensor alone: neither a passage nor a sale, nor the beams' part, moves them.
    [Fact]
    public void What_counts_stops_knows_no_passage_and_no_sale_and_what_counts_passages_knows_no_stop()
    {
        string[] others = [.. TwoCountsRule.Selling, TwoCountsRule.Passages, "Kiosk.Firmware.Parts.Beams"];
        Complaints.None(TwoCountsRule.Apart(IlModel.Portable(), TwoCountsRule.Stops, others));
        Complaints.None(TwoCountsRule.Apart(
            IlModel.Portable(), TwoCountsRule.Passages, TwoCountsRule.Stops, "Kiosk.Firmware.Parts.CounterSense"));
        IlModel bad = IlModel.Load(n => n.StartsWith(Home, StringComparison.Ordinal), "Kiosk.Tests");
        Assert.Contains(TwoCountsRule.Apart(bad, Home + "Stops", TwoCountsRule.Passages),
            complaint => complaint.Contains("Passages", StringComparison.Ordinal));
    }

    [Fact]
    public void A_counter_that_looks_at_the_till_and_a_till_that_reads_passages_are_named()
    {
        IlModel bad = IlModel.Load(n => n.StartsWith(Home, StringComparison.Ordinal), "Kiosk.Tests");
        IReadOnlyList<string> found = TwoCountsRule.Check(
            bad, Home + "Sales", [.. TwoCountsRule.Selling, Home + "AtTheTill"]);

        Assert.Equal(2, found.Count);
        Assert.Contains(found, complaint => complaint.Contains("get_LastTicketNumber", StringComparison.Ordinal));
        Assert.Contains(found, complaint => complaint.Contains("Passages", StringComparison.Ordinal)
            && complaint.Contains("selling may only calibrate", StringComparison.Ordinal));
    }
}

internal static class CountingStops
{
    public static long Both(FootfallCounter counter) => counter.Passages;
}

internal static class CountingSales
{
    public static long Passages(Till till) => till.LastTicketNumber;
}

internal static class CountingAtTheTill
{
    public static long Conversion(FootfallCounter counter) => counter.Passages + counter.Site.In;
}
