using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// Goal: bad frames change nothing, are kept with their reason, counted and bounded. Method: one bad thing per test.
/// </summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_frame_under_a_wrong_key_is_kept_apart_and_not_answered()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] frame = kiosk.Frame(kiosk.Ticket(1));
        frame[^1] ^= 1;
        AssertKeptApart(bench, bench.Submit(kiosk, frame), QuarantineReason.WrongKey, answered: false);
    }

    [Fact]
    public void A_cut_frame_is_kept_apart()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] frame = kiosk.Frame(kiosk.Ticket(1));
        AssertKeptApart(bench, bench.Submit(kiosk, frame[..^5]), QuarantineReason.WrongKey, answered: false);
        AssertKeptApart(bench, bench.Submit(kiosk, frame[..5]), QuarantineReason.Malformed, answered: false);
    }

    [Fact]
    public void A_frame_of_a_megabyte_is_kept_apart_with_its_beginning_only()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        AssertKeptApart(bench, bench.Submit(kiosk, new byte[1 << 20]), QuarantineReason.TooLong, answered: false);
        Assert.Equal(1 << 20, bench.Ledger.Quarantine(1)[0].Length);
    }

    [Fact]
    public void A_stranger_is_kept_apart_under_one_alarm()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] frame = kiosk.Frame(kiosk.Ticket(1));
        AssertKeptApart(bench, bench.Submit(4711, frame), QuarantineReason.UnknownDevice, answered: false);
        bench.Submit(4712, frame);
        Alarm alarm = Assert.Single(bench.Ledger.Alarms());
        Assert.Equal((0, AlarmKind.UnknownDevice, 2), (alarm.Device, alarm.Kind, alarm.Count));
    }

    [Fact]
    public void A_frame_of_another_device_is_kept_apart()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk seven = bench.Kiosk(7);
        SyntheticKiosk eight = bench.Kiosk(8);
        IngestResult result = bench.Submit(eight.Device, seven.Frame(seven.Ticket(1)));
        AssertKeptApart(bench, result, QuarantineReason.WrongKey, answered: false);
    }

    // SEC-1
    [Fact]
    [Trait("Requirement", "SEC-1")]
    public void Frames_of_a_revoked_device_are_kept_apart_not_dropped()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1)));
        Assert.True(bench.Ledger.Registry.Revoke(kiosk.Device));
        IngestResult result = bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1)));
        AssertKeptApart(bench, result, QuarantineReason.RevokedDevice, answered: false);
        Assert.Equal(1, bench.Ledger.Audit().Tickets);
        Assert.NotNull(bench.Ledger.Registry.Find(kiosk.Device)!.RevokedAt);
    }

    [Fact]
    public void A_ticket_of_a_catalogue_never_pushed_is_kept_apart_and_taken_once_it_is_known()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk first = bench.Kiosk();
        Catalogue newer = SyntheticKiosk.MakeCatalogue(40, 2);
        var settings = new Settings { Version = 1 };
        var kiosk = new SyntheticKiosk(first.Device, "K07", first.Secret, newer, settings, first.Utc, seed: 1);
        byte[] frame = kiosk.Frame(kiosk.Ticket(1));
        AssertKeptApart(bench, bench.Submit(kiosk, frame), QuarantineReason.UnknownCatalogue, answered: true);
        bench.Ledger.Registry.PushCatalogue(kiosk.Device, newer);
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, frame).Outcome);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
    }

    [Fact]
    public void A_sequence_from_the_far_future_is_kept_apart()
    {
        using var bench = new LedgerBench(change: options => options.SequenceAheadMax = 1000);
        SyntheticKiosk kiosk = bench.Kiosk();
        kiosk.NextSequence = 1001;
        AssertKeptApart(
            bench, bench.Submit(kiosk, kiosk.Frame(kiosk.Health())), QuarantineReason.FutureSequence, answered: true);
        kiosk.NextSequence = 1000;
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, kiosk.Frame(kiosk.Health())).Outcome);
    }

    [Fact]
    public void More_holes_than_the_limit_are_kept_apart()
    {
        using var bench = new LedgerBench(change: options => options.RangesMax = 2);
        SyntheticKiosk kiosk = bench.Kiosk();
        IngestResult result = null!;
        for (int i = 0; i < 3; i++)
        {
            kiosk.NextSequence++;
            result = bench.Submit(kiosk, kiosk.Frame(kiosk.Health()));
        }

        AssertKeptApart(bench, result, QuarantineReason.FutureSequence, answered: true);
    }

    // ING-4: the year 1970, 2106 and six minutes ahead.
    [Theory]
    [Trait("Requirement", "ING-4")]
    [InlineData(86_400)]
    [InlineData(4_294_000_000)]
    [InlineData(1_781_078_400 + 360)]
    public void An_event_with_an_impossible_clock_is_stored_but_not_aggregated(long utc)
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        kiosk.Boot = 2;
        kiosk.StartClock(utc);
        IngestResult result = bench.Submit(kiosk, kiosk.Frame(kiosk.Climate(2000, 5000, 10130, 400, 80, 90, 500, 0)));
        Assert.Equal(IngestOutcome.Stored, result.Outcome);
        Assert.Equal(AlarmKind.Clock, Assert.Single(bench.Ledger.Alarms()).Kind);
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.BadClock]);
        Assert.Equal(1, bench.Ledger.Audit().ClimateReadings);
        DateTimeOffset day = LedgerBench.Start.AddDays(-1);
        Assert.All(bench.Ledger.Climate("K07", AggregateStep.Quarter, day, day.AddDays(2)),
            point => Assert.Equal(0, point.Channels[0].Count));
    }

    [Fact]
    public void An_event_without_time_is_stored_and_counted_but_not_aggregated()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Record reading = kiosk.Climate(2000, 5000, 10130, 400, 80, 90, 500, 0);
        reading.WallSeconds = 0;
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, kiosk.Frame(reading)).Outcome);
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.Untimed]);
        Assert.Empty(bench.Ledger.Alarms());
    }

    // ING-2
    [Fact]
    [Trait("Requirement", "ING-2")]
    public void A_late_event_is_historical_and_aggregated_where_it_belongs()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] frame = kiosk.Frame(kiosk.Climate(2000, 5000, 10130, 400, 80, 90, 500, 0));
        bench.Clock.Advance(TimeSpan.FromHours(5));
        bench.Submit(kiosk, frame);
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.Historical]);
        Assert.Empty(bench.Ledger.Alarms());
        DateTimeOffset from = LedgerBench.Start;
        ClimatePoint point = bench.Ledger.Climate("K07", AggregateStep.Quarter, from, from.AddMinutes(15))[0];
        Assert.Equal(2000, point.Channels[0].Mean);
    }

    [Fact]
    public void Quarantine_is_bounded_per_reason_and_the_same_bytes_only_count()
    {
        using var bench = new LedgerBench(change: options => options.QuarantineRowsMax = 3);
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(99, [1, 2, 3]);
        for (byte i = 0; i < 5; i++)
        {
            bench.Submit(kiosk, [i, 0, 0]);
        }

        bench.Submit(kiosk, [4, 0, 0]);
        IReadOnlyList<QuarantinedFrame> kept = bench.Ledger.Quarantine(100);
        Assert.Equal(4, kept.Count);
        Assert.Equal(2, bench.Ledger.Counters[LedgerCounter.QuarantineEvicted]);
        Assert.Contains(kept, frame => frame.Reason == QuarantineReason.UnknownDevice);
        Assert.Contains(kept, frame => frame.Times == 2);
        Assert.Equal(6, bench.Ledger.Counters.Quarantined(QuarantineReason.Malformed));
    }

    [Fact]
    public void Any_bytes_at_all_leave_the_ledger_as_it_was()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] good = kiosk.Frame(kiosk.Ticket(1), kiosk.Footfall(1, 2));
        var random = new Random(20260610);
        for (int i = 0; i < 300; i++)
        {
            byte[] bad = good.ToArray();
            bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            IngestResult result = bench.Submit(kiosk, bad);
            Assert.True(result.Outcome == IngestOutcome.Quarantined, "seed 20260610, flip " + i);
        }

        Assert.Equal(0, bench.Ledger.Audit().Events);
        Assert.Equal(IngestOutcome.Stored, bench.Submit(kiosk, good).Outcome);
    }

    private static void AssertKeptApart(
        LedgerBench bench, IngestResult result, QuarantineReason reason, bool answered)
    {
        Assert.Equal((IngestOutcome.Quarantined, reason, 0), (result.Outcome, result.Reason, result.NewEvents));
        Assert.Equal(answered, result.Acknowledgement != null);
        Assert.Contains(bench.Ledger.Quarantine(100), frame => frame.Reason == reason);
        Assert.True(bench.Ledger.Counters.Quarantined(reason) > 0);
    }
}
