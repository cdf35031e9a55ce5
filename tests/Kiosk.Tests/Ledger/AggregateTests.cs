using CsCheck;
using Kiosk.Ledger;
using Kiosk.Ledger.Aggregate;
using Kiosk.Ledger.Ingest;
using Kiosk.Measure;
using Kiosk.Protocol;

namespace Kiosk.Tests.Ledger;

/// <summary>Goal: aggregates are right, and do not depend on order, repetition or framing of what arrives.</summary>
public sealed class AggregateTests
{
    // ING-1, AGG-1, R63: 1,000 events over days, shuffled, a third sent twice.
    [Fact]
    [Trait("Requirement", "ING-1")]
    public void The_order_of_arrival_changes_no_aggregate()
    {
        const int seed = 63;
        using var ordered = new LedgerBench(at: LedgerBench.Start);
        SyntheticKiosk kiosk = ordered.Kiosk(seed: seed);
        List<byte[]> frames = [.. Enumerable.Range(0, 100).Select(_ => kiosk.NextMixed(10))];
        ordered.Clock.SetUtcNow(LedgerBench.Start.AddDays(10));
        frames.ForEach(frame => ordered.Submit(kiosk, frame));
        string expected = ordered.Picture(kiosk);

        using LedgerBench shuffled = Twin(ordered);
        var random = new Random(seed);
        byte[][] arrival = [.. frames.Concat(frames.Where(_ => random.Next(3) == 0))];
        random.Shuffle(arrival);
        foreach (byte[][] group in arrival.Chunk(7))
        {
            shuffled.Ledger.SubmitNow([.. group.Select(frame => new InboundFrame(kiosk.Device, frame))]);
        }

        Assert.Equal(expected, shuffled.Picture(kiosk));
        Assert.Equal(0, shuffled.Ledger.Counters[LedgerCounter.ChainBreaks]);
    }

    // R63: drop 30 %, reorder, repeat until all is acknowledged: the same ledger.
    [Fact]
    [Trait("Requirement", "R63")]
    public void Loss_repetition_and_disorder_end_in_the_same_ledger()
    {
        using var calm = new LedgerBench();
        SyntheticKiosk kiosk = calm.Kiosk();
        List<byte[]> frames = [.. Enumerable.Range(0, 60).Select(_ => kiosk.NextMixed(12))];
        calm.Clock.SetUtcNow(LedgerBench.Start.AddDays(10));
        frames.ForEach(frame => calm.Submit(kiosk, frame));

        using LedgerBench rough = Twin(calm);
        var random = new Random(30);
        while (rough.Ledger.Registry.Find(kiosk.Device)!.Contiguous < kiosk.NextSequence - 1)
        {
            byte[][] round = [.. frames.Where(_ => random.Next(10) < 7)];
            random.Shuffle(round);
            foreach (byte[] frame in round)
            {
                rough.Submit(kiosk, frame);
            }
        }

        Assert.Equal(calm.Picture(kiosk), rough.Picture(kiosk));
        Assert.Equal(kiosk.Sold, (rough.Ledger.Audit().Tickets, rough.Ledger.Audit().Cents));
    }

    [Fact]
    public void Zero_passages_are_not_the_same_as_no_measure()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Footfall(0, 0)));
        DateTimeOffset from = LedgerBench.Start.AddMinutes(-30);
        IReadOnlyList<FootfallPoint> points =
            bench.Ledger.Footfall("K07", AggregateStep.Quarter, from, from.AddMinutes(45));
        Assert.Equal([false, true, false], points.Select(point => point.Measured));
        Assert.Equal((0, 0, 1), (points[1].AToB, points[1].BToA, points[1].ValidSlots));
    }

    [Theory]
    [InlineData(FootfallLayout.Flapping, 0, 1)]
    [InlineData(FootfallLayout.Dead, 0, 1)]
    [InlineData(FootfallLayout.Partial, 5, 1)]
    [InlineData(0, 5, 0)]
    public void A_slot_with_a_fault_is_told_apart(int quality, long passages, int invalid)
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Footfall(5, 0, quality)));
        DateTimeOffset from = LedgerBench.Start.AddMinutes(-15);
        FootfallPoint point = bench.Ledger.Footfall("K07", AggregateStep.Quarter, from, LedgerBench.Start)[0];
        Assert.Equal((passages, invalid, 1 - invalid), (point.AToB, point.InvalidSlots, point.ValidSlots));
    }

    // AGG-3: 50 dB and 70 dB for equal times make 67.0 dB; a channel that is not ok does not count.
    [Fact]
    [Trait("Requirement", "AGG-3")]
    public void Sound_is_averaged_by_energy_and_bad_readings_are_left_out()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        long co2Warming = (long)ReadingCode.Warming << (4 * ClimateLayout.Co2);
        bench.Submit(kiosk, kiosk.Frame(
            kiosk.Climate(2000, 5000, 10130, 0, 80, 90, 500, co2Warming),
            kiosk.Climate(2100, 5000, 10130, 600, 80, 90, 700, 0)));
        ClimatePoint point = bench.Ledger.Climate(
            "K07", AggregateStep.Hour, LedgerBench.Start, LedgerBench.Start.AddHours(1))[0];
        ClimateValue temperature = point.Channels[ClimateLayout.Temperature];
        Assert.Equal(new ClimateValue(2, 2050, 2000, 2100), temperature);
        Assert.Equal(new ClimateValue(1, 600, 600, 600), point.Channels[ClimateLayout.Co2]);
        Assert.Equal(670, Math.Round(point.Channels[ClimateLayout.Sound].Mean));
    }

    // AGG-1: 2026-03-29 has 23 hours, 2026-10-25 has 25; the day is the sum of its hours.
    [Theory]
    [Trait("Requirement", "AGG-1")]
    [InlineData("2026-03-28T23:00:00Z", 23)]
    [InlineData("2026-10-24T22:00:00Z", 25)]
    [InlineData("2026-06-09T22:00:00Z", 24)]
    public void A_civil_day_is_the_sum_of_its_hours(string start, int hours)
    {
        DateTimeOffset from = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        using var bench = new LedgerBench(at: from.AddHours(-1));
        SyntheticKiosk kiosk = bench.Kiosk();
        for (int i = 0; i < 27; i++)
        {
            kiosk.Utc = from.AddHours(i - 1).AddMinutes(20).ToUnixTimeSeconds();
            bench.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(kiosk.Utc));
            bench.Submit(kiosk, kiosk.Frame(kiosk.Footfall(1, 0)));
        }

        FootfallPoint day = bench.Ledger.Footfall("K07", AggregateStep.Day, from, from.AddHours(1))[0];
        Assert.Equal((hours, hours * 4, TimeSpan.FromHours(hours)), (day.AToB, day.ExpectedSlots, day.End - day.Start));
        IReadOnlyList<FootfallPoint> parts = bench.Ledger.Footfall("K07", AggregateStep.Hour, day.Start, day.End);
        Assert.Equal((hours, hours), (parts.Count, parts.Sum(hour => hour.AToB)));
    }

    [Fact]
    public void The_stored_rule_of_Paris_agrees_with_the_time_zone_database()
    {
        TimeZoneInfo paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        Gen.Long[1_577_836_800, 2_145_916_800].Sample(utc =>
            CivilCalendar.Offset(utc)
            == (long)paris.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(utc)).TotalSeconds);
    }

    [Fact]
    public void Every_quarter_lies_in_one_day_and_one_month()
    {
        Gen.Long[1_577_836_800, 4_000_000_000].Sample(utc =>
        {
            foreach (AggregateStep step in Enum.GetValues<AggregateStep>())
            {
                long start = CivilCalendar.Start(step, utc);
                long end = CivilCalendar.End(step, start);
                Assert.InRange(utc, start, end - 1);
                Assert.Equal(start, CivilCalendar.Start(step, end - 1));
                Assert.Equal(end, CivilCalendar.Start(step, end));
                Assert.Equal(0, start % 900);
            }
        });
    }

    // GRD-4, R74
    [Fact]
    [Trait("Requirement", "GRD-4")]
    public void A_count_behind_which_fewer_than_three_kiosks_stand_is_withheld()
    {
        using var bench = new LedgerBench();
        DateTimeOffset from = LedgerBench.Start;
        for (int n = 1; n <= 3; n++)
        {
            SyntheticKiosk kiosk = bench.Kiosk(n);
            bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1), kiosk.Ticket(2)));
            TicketPoint point = bench.Ledger.FleetTickets(AggregateStep.Hour, from, from.AddHours(1))[0];
            Assert.Equal((n < 3, n < 3 ? 0 : 6), (point.Withheld, point.Tickets));
        }
    }

    [Fact]
    [Trait("Requirement", "ING-3")]
    public void A_slot_that_an_open_hole_may_still_fill_is_provisional()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Footfall(1, 0)));
        kiosk.Utc += 900;
        byte[] hole = kiosk.Frame(kiosk.Footfall(1, 0));
        kiosk.Utc += 900;
        bench.Submit(kiosk, kiosk.Frame(kiosk.Footfall(1, 0)));
        bench.Clock.Advance(TimeSpan.FromHours(2));
        DateTimeOffset from = LedgerBench.Start.AddMinutes(-15);
        bool[] Provisional() => [.. bench.Ledger.Footfall("K07", AggregateStep.Quarter, from, from.AddMinutes(45))
            .Select(point => point.Provisional)];
        Assert.Equal([false, true, true], Provisional());
        bench.Submit(kiosk, hole);
        Assert.Equal([false, false, false], Provisional());
    }

    [Fact]
    public void Known_sequences_are_those_added_whatever_the_order()
    {
        Gen.Shuffle(Enumerable.Range(0, 40).ToArray()).Select(Gen.Int[0, 40]).Sample((order, taken) =>
        {
            var progress = new Progress();
            var model = new HashSet<long>();
            foreach (int block in order.Take(taken))
            {
                Assert.False(progress.Touches((block * 3) + 1, (block * 3) + 3));
                progress.Add((block * 3) + 1, (block * 3) + 3);
                model.UnionWith([(block * 3) + 1, (block * 3) + 2, (block * 3) + 3]);
            }

            Progress again = Progress.Read(progress.Contiguous, progress.Write());
            for (long sequence = 1; sequence <= 121; sequence++)
            {
                Assert.Equal(model.Contains(sequence), again.Knows(sequence));
            }

            long unknown = again.Unknown(1, 120).Sum(part => part.Last - part.First + 1);
            Assert.Equal(120 - model.Count, unknown);
            Assert.Equal(again.Highest - model.Count, again.Holes().Sum(hole => hole.Last - hole.First + 1));
        });
    }

    // A ledger with the same registry (secrets included) and no events: a copy made before the first frame.
    private static LedgerBench Twin(LedgerBench bench)
    {
        var twin = new LedgerBench(at: bench.Clock.GetUtcNow());
        twin.Adopt(bench);
        return twin;
    }
}
