using System.Text.Json.Nodes;
using CsCheck;
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
        bench.Clock.Advance(TimeSpan.FromHours(2));
        kiosk.Utc = Hour + 7_200;
        bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, Hour + 3600, 2, 60, 10, 0)));
        bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, Hour + 3600, 3, 90, 20, 1)));
        bench.Reopen();
        Assert.Equal(
            [
                new CounterHour(LedgerBench.Start, 5, 300, 0, false, false, false),
                new CounterHour(LedgerBench.Start.AddHours(1), 5, 150, 30, true, false, false),
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
            kiosk.Utc = midnight + 90_000;
            bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, start, 1, 9, 0, 0)));
        }

        Assert.Equal([midnight, midnight + 82_800], bench.Ledger.Archives.Stops("K07", 20260610, 20260610)
            .Select(hour => hour.Start.ToUnixTimeSeconds()));
        Assert.Equal(4, bench.Ledger.Archives.Stops("K07", 20260609, 20260611).Count);
    }

    // Before 2020, in an hour to come, off the hour, below zero, beyond an hour, more stops than it has room for.
    [Theory]
    [InlineData(1_577_833_200, 5, 10, 0)]
    [InlineData(1_781_085_600, 5, 10, 0)]
    [InlineData(1_781_078_401, 5, 10, 0)]
    [InlineData(-3_600, 5, 10, 0)]
    [InlineData(1_781_078_400, -1, 10, 0)]
    [InlineData(1_781_078_400, 1_201, 3_600, 0)]
    [InlineData(1_781_078_400, 5, -1, 0)]
    [InlineData(1_781_078_400, 5, 3_601, 0)]
    [InlineData(1_781_078_400, 5, 10, -1)]
    [InlineData(1_781_078_400, 5, 10, 3_601)]
    [InlineData(1_781_078_400, long.MaxValue, long.MaxValue, long.MaxValue)]
    public void An_hour_that_no_board_tells_is_kept_as_a_record_counted_as_refused_and_told(
        long start, long stops, long occupied, long blind)
    {
        Assert.Equal(1_781_078_400, Hour);
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        IngestResult result = bench.Submit(kiosk, kiosk.Frame(
            kiosk.Of(RecordKind.CounterSlot, start, stops, occupied, blind, 0)));
        Assert.Equal(IngestOutcome.Stored, result.Outcome);
        Assert.Empty(bench.Ledger.Archives.Stops("K07", 20260601, 20260630));
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.CounterHoursRefused]);
        Alarm alarm = Assert.Single(bench.Ledger.Alarms());
        Assert.Equal((AlarmKind.CounterHour, 1007L), (alarm.Kind, alarm.Device));
        Assert.Equal("sequence 1 is no hour of stops: its start or a figure cannot be", alarm.Detail);
        Assert.Contains("séquence 1", AlarmFrench.Of(alarm.Detail), StringComparison.Ordinal);
    }

    [Fact]
    public void An_hour_with_a_value_too_few_is_refused_too()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, Hour, 5, 10, 0)));
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.CounterHoursRefused]);
    }

    [Fact]
    public void An_hour_of_a_board_without_the_time_is_counted_as_untimed_and_is_no_alarm()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, 0, 5, 10, 0, 0)));
        Assert.Empty(bench.Ledger.Archives.Stops("K07", 20260601, 20260630));
        Assert.Equal((1, 0), (
            bench.Ledger.Counters[LedgerCounter.Untimed], bench.Ledger.Counters[LedgerCounter.CounterHoursRefused]));
        Assert.Empty(bench.Ledger.Alarms());
    }

    // Any values, any number of them, in any order: none throws, what cannot be is refused, what is shown can be.
    [Fact]
    public void Whatever_a_record_of_this_kind_holds_is_counted_somewhere_and_no_hour_shows_what_cannot_be()
    {
        long now = Hour + 36_000;
        Gen<long> figure = Gen.Frequency((6, Gen.Long[0, 3_600]), (1, Gen.Long[-2, 3_602]), (1, Gen.Long));
        Gen<long> start = Gen.Frequency(
            (8, Gen.Long[0, 10].Select(hour => Hour + (3_600 * hour))), (1, Gen.Const(0L)), (1, Gen.Long[-2, 2].Select(
                off => Hour + off)), (1, Gen.Long[11, 500].Select(hour => Hour + (3_600 * hour))), (1, Gen.Long));
        Gen<long[]> told = Gen.Select(start, Gen.Frequency((4, Gen.Long[0, 300]), (1, figure)), figure, figure, figure)
            .Select((s, stops, occupied, blind, quality) => (long[])[s, stops, occupied, blind, quality]);
        Gen<long[]> any = Gen.Frequency((9, told), (1, Gen.Select(told, Gen.Int[0, 4], (values, n) => values[..n])));
        any.Array[1, 120].Sample(
            hours =>
            {
                using var bench = new LedgerBench();
                SyntheticKiosk kiosk = bench.Kiosk();
                kiosk.Utc = now;
                bench.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(now));
                bench.Ledger.SubmitNow([.. hours.Select(hour => new InboundFrame(
                    kiosk.Device, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, hour))))]);
                Assert.Equal(hours.Length, bench.Ledger.Registry.Find(kiosk.Device)!.Contiguous);
                long[][] untimed = [.. hours.Where(hour => CanBe(hour, now) && hour[0] == 0)];
                long[][] good = [.. hours.Where(hour => CanBe(hour, now) && hour[0] != 0)];
                Assert.Equal(untimed.Length, bench.Ledger.Counters[LedgerCounter.Untimed]);
                Assert.Equal(hours.Length - untimed.Length - good.Length,
                    bench.Ledger.Counters[LedgerCounter.CounterHoursRefused]);
                IReadOnlyList<CounterHour> shown = bench.Ledger.Archives.Stops("K07", 20260610, 20260610);
                Assert.Equal(good.GroupBy(hour => hour[0]).OrderBy(parts => parts.Key).Select(Sum), shown);
                Assert.All(shown, hour => Assert.InRange(hour.OccupiedSeconds + hour.BlindSeconds, 0, 3_600));
            },
            iter: 40, threads: 1);
    }

    // Rounding and a stall at the hour's end are no fault of anybody; more than that is.
    [Theory]
    [InlineData(0, 2_000, 1_600, 0)]
    [InlineData(0, 2_000, 1_660, 0)]
    [InlineData(1, 2_000, 1_661, 0)]
    [InlineData(1, 3_600, 3_600, 0)]
    [InlineData(1, 10, 10, 1_150)]
    public void Parts_that_come_to_more_than_an_hour_are_cut_to_one_told_and_shown_as_not_sure(
        int over, int occupied, int blind, int stops)
    {
        var pictures = new List<IReadOnlyList<CounterHour>>();
        foreach (bool turned in (bool[])[false, true])
        {
            using var bench = new LedgerBench();
            SyntheticKiosk kiosk = bench.Kiosk();
            long[][] parts = [[Hour, stops, occupied, 0, 0], [Hour, 60, 0, blind, 1]];
            foreach (long[] part in turned ? parts.Reverse() : parts)
            {
                bench.Submit(kiosk, kiosk.Frame(kiosk.Of(RecordKind.CounterSlot, part)));
            }

            CounterHour hour = Assert.Single(bench.Ledger.Archives.Stops("K07", 20260610, 20260610));
            Assert.InRange(hour.OccupiedSeconds + hour.BlindSeconds, 0, CounterLayout.SlotSeconds);
            Assert.Equal((blind, over == 1), (hour.BlindSeconds, hour.Overfull));
            Assert.InRange(hour.Stops, 60, CounterLayout.SlotSeconds / 3);
            Assert.Equal(over, bench.Ledger.Counters[LedgerCounter.CounterHoursOverfull]);
            Assert.Equal(over, bench.Ledger.Alarms().Count(alarm => alarm.Kind == AlarmKind.CounterHour));
            pictures.Add([hour]);
        }

        Assert.Equal(pictures[0], pictures[1]);
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

    // The table stands in the schema, where it is filled, emptied and read for the merchant's answer: nowhere else.
    [Fact]
    public void Nothing_but_the_merchants_answer_reads_the_table()
    {
        string[] readers = Readers("counter_slot");
        Assert.Equal(["CounterHours.cs", "CounterSlots.cs", "Retention.cs", "Schema.cs"], readers);
        Assert.Contains("AggregateQueries.cs", Readers("FROM footfall"));
        Assert.Equal(["MerchantApi.cs"], [.. Directory.EnumerateFiles(
                Repository.Path("gateway/Gateway"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("Archives.Stop", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file)!)]);
    }

    [Theory]
    [InlineData(false, false, false, "2026-06-10T08:00Z  5 arrêts, 300 s occupées, 7 s inconnues")]
    [InlineData(true, true, true, "2026-06-10T08:00Z  5 arrêts, 300 s occupées, 7 s inconnues  (heure incomplète)  "
        + "(capteur masqué)  (parties de plus d'une heure : pas sûr)")]
    public void A_line_says_hour_stops_and_what_weakens_them(bool isPartial, bool blocked, bool over, string line) =>
        Assert.Equal(line, MerchantCommands.StopsLine(new JsonObject
        {
            ["start"] = "2026-06-10T08:00:00+00:00", ["stops"] = 5, ["occupiedSeconds"] = 300, ["blindSeconds"] = 7,
            ["partial"] = isPartial, ["blocked"] = blocked, ["overfull"] = over,
        }, Words.French));

    private static bool CanBe(long[] hour, long now) => hour.Length == 5 && hour[0] % 3_600 == 0
        && (hour[0] == 0 || (hour[0] >= 1_577_836_800 && hour[0] <= now))
        && hour[1] is >= 0 and <= 1_200 && hour[2] is >= 0 and <= 3_600 && hour[3] is >= 0 and <= 3_600;

    private static CounterHour Sum(IGrouping<long, long[]> parts)
    {
        long stops = parts.Sum(part => part[1]), occupied = parts.Sum(part => part[2]);
        long blind = parts.Sum(part => part[3]);
        int known = 3_600 - (int)Math.Min(3_600, blind);
        return new CounterHour(
            DateTimeOffset.FromUnixTimeSeconds(parts.Key), (int)Math.Min(1_200, stops), (int)Math.Min(known, occupied),
            3_600 - known, parts.Any(part => (part[4] & 1) != 0), parts.Any(part => (part[4] & 2) != 0),
            stops > 1_200 || occupied + blind > 3_660);
    }

    private static string[] Readers(string table) => [.. Directory.EnumerateFiles(
            Repository.Path("gateway"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
            && File.ReadAllText(file).Contains(table, StringComparison.Ordinal))
        .Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
}
