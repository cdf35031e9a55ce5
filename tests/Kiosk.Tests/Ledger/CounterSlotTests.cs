using System.Text.Json.Nodes;
using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Provision;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Ledger;

/// <summary>Stops at the counter are kept per hour for the merchant alone (city.md GRD-1).</summary>
[Trait("Requirement", "GRD-1")]
public sealed class CounterSlotTests
{
    private static readonly long Hour = LedgerBench.Start.ToUnixTimeSeconds();

    [Fact]
    public void Hours_are_stored_once_and_the_parts_of_one_add_up()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] first = kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, Hour, 5, 300, 0, 0));
        bench.Submit(kiosk, first);
        Assert.Equal(IngestOutcome.Duplicate, bench.Submit(kiosk, first).Outcome);
        bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, Hour + 3600, 2, 60, 10, 0)));
        bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, Hour + 3600, 3, 90, 20, 1)));
        bench.Reopen();
        Assert.Equal(
            [
                new CounterHour(LedgerBench.Start, 5, 300, 0, false, false),
                new CounterHour(LedgerBench.Start.AddHours(1), 5, 150, 30, true, false),
            ],
            bench.Ledger.Archives.Stops("K07", 20260610, 20260610));
    }

    // Paris is two hours ahead in June: the day begins at 22:00 of the day before.
    [Fact]
    public void Days_are_those_of_Paris()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        long midnight = DateTimeOffset.Parse(
            "2026-06-09T22:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        foreach (long start in (long[])[midnight - 3600, midnight, midnight + 82_800, midnight + 86_400])
        {
            bench.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(midnight + 90_000));
            bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, start, 1, 9, 0, 0)));
        }

        Assert.Equal([midnight, midnight + 82_800], bench.Ledger.Archives.Stops("K07", 20260610, 20260610)
            .Select(hour => hour.Start.ToUnixTimeSeconds()));
        Assert.Equal(4, bench.Ledger.Archives.Stops("K07", 20260609, 20260611).Count);
    }

    [Theory]
    [InlineData(0, 5, 10)]
    [InlineData(1, 5, 10)]
    public void An_hour_without_a_time_or_off_the_hour_is_kept_as_a_record_and_counted_nowhere(
        long start, long stops, long occupied)
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        IngestResult result = bench.Submit(kiosk, kiosk.Frame(kiosk.Of(
            RecordKind.CounterSlot, start == 0 ? 0 : Hour + start, stops, occupied, 0, 0)));
        Assert.Equal(IngestOutcome.Stored, result.Outcome);
        Assert.Empty(bench.Ledger.Archives.Stops("K07", 20260601, 20260630));
    }

    [Theory]
    [InlineData(20260631, 20260631)]
    [InlineData(20260610, 20260609)]
    [InlineData(20260101, 20260630)]
    public void Days_that_are_none_or_too_many_are_refused(int first, int last)
    {
        using var bench = new LedgerBench();
        bench.Kiosk();
        Assert.Contains($"{first} to {last}", Assert.Throws<LedgerException>(
            () => bench.Ledger.Archives.Stops("K07", first, last)).Message, StringComparison.Ordinal);
    }

    // The table stands in the schema, where it is filled and where the merchant's answer is made: nowhere else.
    [Fact]
    public void Nothing_but_the_merchants_answer_reads_the_table()
    {
        string[] readers = Readers("counter_slot");
        Assert.Equal(["CounterHours.cs", "CounterSlots.cs", "Schema.cs"], readers);
        Assert.Contains("AggregateQueries.cs", Readers("FROM footfall"));
        Assert.Equal(["MerchantApi.cs"], [.. Directory.EnumerateFiles(
                Repository.Path("gateway/Gateway"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains(".Stops(", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file)!)]);
    }

    [Theory]
    [InlineData(false, false, "2026-06-10T08:00Z  5 arrêts, 300 s occupées, 7 s inconnues")]
    [InlineData(true, true, "2026-06-10T08:00Z  5 arrêts, 300 s occupées, 7 s inconnues  (heure incomplète)  "
        + "(capteur masqué)")]
    public void A_line_says_hour_stops_and_what_weakens_them(bool isPartial, bool blocked, string line) =>
        Assert.Equal(line, MerchantCommands.StopsLine(new JsonObject
        {
            ["start"] = "2026-06-10T08:00:00+00:00", ["stops"] = 5, ["occupiedSeconds"] = 300, ["blindSeconds"] = 7,
            ["partial"] = isPartial, ["blocked"] = blocked,
        }, Words.French));

    private static string[] Readers(string table) => [.. Directory.EnumerateFiles(
            Repository.Path("gateway"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
            && File.ReadAllText(file).Contains(table, StringComparison.Ordinal))
        .Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
}
