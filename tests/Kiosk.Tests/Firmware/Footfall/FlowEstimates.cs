using Kiosk.Fleet.Footfall;
using Kiosk.Firmware.Footfall;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Footfall;

[Trait("Requirement", "F-FOOT-2")]
public sealed class FlowEstimates
{
    // Enough hours that a wrong constant shows, few enough for every run of the tests; the command has a hundred.
    private const int Hours = 6, Seed = 20260401;

    [Theory]
    [InlineData(2, 0, 0, 5)]
    [InlineData(5, 0, 0, 5)]
    [InlineData(15, 0, 0, 5)]
    [InlineData(30, 0, 0, 8)]
    [InlineData(2, 0.10, 0.05, 5)]
    [InlineData(5, 0.15, 0.05, 5)]
    [InlineData(15, 0.20, 0.05, 5)]
    [InlineData(30, 0.25, 0.05, 8)]
    public void Hours_of_walkers_are_estimated_within_the_limit_and_better_than_by_path_tracking(
        double perMinute, double pairs, double turns, double limit)
    {
        FootfallRow row = Row(new Crowd(perMinute, pairs, turns), Hours, 0);

        Assert.Equal(limit, row.LimitPercent);
        Assert.True(row.Within >= Hours - 1, $"seed {Seed}: {row}");
        Assert.True(row.RmsPercent < limit / 2, $"seed {Seed}: {row}");
        Assert.True(row.DirectionWorstPoints <= 10, $"seed {Seed}: {row}");
        Assert.True(Math.Abs(row.ErrorPercent) < 100 - row.PathTrackingPercent, $"seed {Seed}: {row}");
        Assert.Equal(0, row.InvalidSlots);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-4")]
    public void One_percent_of_flipped_samples_among_walkers_changes_no_estimate_by_two_percent()
    {
        Crowd crowd = new(5, 0.15, 0.05);
        FootfallRow clean = Row(crowd, Hours, 0), noisy = Row(crowd, Hours, 0.01);

        Assert.Equal(clean.Walked, noisy.Walked);
        Assert.True(
            Math.Abs(noisy.Estimated - clean.Estimated) < 0.02 * clean.Walked, $"seed {Seed}: {clean} / {noisy}");
        Assert.Equal(0, noisy.InvalidSlots);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-5")]
    public void People_exactly_abreast_count_as_one_until_the_site_is_calibrated_and_then_the_interval_holds_them()
    {
        Outside abreast = new("abreast") { Abreast = 0.10 };
        FootfallRow plain = Row(new Crowd(15, 0, 0, abreast), Hours, 0);
        FootfallRow calibrated = Row(new Crowd(15, 0, 0, abreast, Calibrated: true), Hours, 0);

        // One of eleven who pass has no edge of his own.
        Assert.InRange(plain.ErrorPercent, -11, -7.5);
        Assert.True(calibrated.Covered95 >= Hours - 1, $"seed {Seed}: {calibrated}");
        Assert.True(Math.Abs(calibrated.ErrorPercent) < 5, $"seed {Seed}: {calibrated}");
        Assert.True(calibrated.StandardErrorPercent > 2 * plain.StandardErrorPercent, $"{plain} / {calibrated}");
    }

    /// <summary>Who is outside the model, and by how many percent an hour is off then, at least and at most.</summary>
    public static TheoryData<Outside, double, double> Streets => new()
    {
        { new Outside("abreast") { Abreast = 0.30 }, -26, -20 },
        { new Outside("pushchairs") { Pushchairs = 0.05 }, 4, 12 },
        { new Outside("laden") { Laden = 0.20 }, 14, 23 },
        { new Outside("bicycles") { Bicycles = 0.10 }, 11, 19 },
        { new Outside("platoons") { Platoons = 0.10 }, -13, -6 },
    };

    [Theory]
    [MemberData(nameof(Streets))]
    public void What_the_model_does_not_know_is_beyond_the_standard_error_and_within_what_is_published(
        Outside outside, double least, double most)
    {
        FootfallRow row = Row(new Crowd(15, 0, 0, outside), Hours, 0);

        Assert.InRange(row.ErrorPercent, least, most);
        Assert.Equal(0, row.Covered95);
        Assert.True(row.Published95 >= Hours - 1, $"seed {Seed}: {row}");
        Assert.True(row.Sound, $"seed {Seed}: {row}");
    }

    [Fact]
    public void A_row_outside_the_model_whose_published_error_does_not_hold_it_is_not_sound()
    {
        Crowd crowd = new(15, 0, 0, new Outside("abreast") { Abreast = 0.30 });
        HourFigure hour = new(Walked: 1000, People: 700, Error: 12, ShareOff: 0, PathCounted: 600, Invalid: 0);

        HourFigure held = hour with { People = 760 };
        Assert.False(FootfallRow.Of(crowd, Of(hour, 100)).Sound);
        Assert.True(FootfallRow.Of(crowd, Of(held, 100)).Sound);
        Assert.True(FootfallRow.Of(crowd, [.. Of(held, 85), .. Of(hour, 15)]).Sound);
        Assert.False(FootfallRow.Of(crowd, [.. Of(held, 84), .. Of(hour, 16)]).Sound);
        Assert.False(FootfallRow.Of(crowd with { Calibrated = true }, Of(held, 100)).Sound);

        static HourFigure[] Of(HourFigure one, int hours) => [.. Enumerable.Repeat(one, hours)];
    }

    // By the binomial distribution: 3.7 of 100,000 times fewer than 85 of 100, and 13.6 times fewer than 86.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(100, 85)]
    public void An_interval_of_95_percent_is_found_too_narrow_by_chance_less_than_once_in_ten_thousand(
        int hours, int least) => Assert.Equal(least, FootfallRow.Held95(hours));

    [Fact]
    [Trait("Requirement", "F-FOOT-5")]
    public void A_slot_at_a_calibrated_site_holds_the_error_of_its_factor_and_whom_it_misreads_itself()
    {
        FlowEstimate flow = new();
        FootfallSlot slot = new() { BusyPeriods = 200, AToB = 100, BToA = 100, IdleMs = 800_000, BusyMs = 100_000 };
        flow.Compute(slot, FlowEstimate.FactorOne, 0);
        (long people, long before) = (flow.PeopleTenths, flow.ErrorTenths);
        flow.Compute(slot, FlowEstimate.FactorOne, 1);

        long own = people * SiteCalibration.MisreadPart / 100;
        Assert.Equal(people, flow.PeopleTenths);
        Assert.InRange((flow.ErrorTenths * flow.ErrorTenths) - (before * before), own * 9 / 10, own * 11 / 10);
    }

    [Fact]
    public void Nobody_is_nobody_and_a_lone_walker_is_one()
    {
        Assert.Equal((0, 0), Estimate(new FootfallSlot { IdleMs = 900_000 }));
        FootfallSlot one = new() { BusyPeriods = 1, AToB = 1, IdleMs = 899_550, BusyMs = 450 };
        Assert.Equal((10, 2), Estimate(one));
    }

    [Fact]
    public void Time_in_which_nobody_looked_is_filled_at_the_rate_of_the_rest()
    {
        FootfallSlot slot = new() { BusyPeriods = 100, AToB = 50, BToA = 50, IdleMs = 400_000, BusyMs = 50_000 };
        (long seen, long error) = Estimate(slot);
        slot.BlindMs = 450_000;
        (long all, long more) = Estimate(slot);

        Assert.InRange(all, (2 * seen) - 1, (2 * seen) + 1);
        Assert.True(more > 2 * error);
    }

    [Fact]
    public void A_companion_adds_one_and_somebody_who_turned_round_takes_one_away()
    {
        FootfallSlot slot = new() { BusyPeriods = 20, AToB = 20, IdleMs = 899_000, BusyMs = 1_000 };
        long alone = Estimate(slot).People;
        slot.Companions = 5;
        Assert.InRange(Estimate(slot).People - alone, 50, 55);
        slot.Companions = 0;
        slot.Turns = 5;
        Assert.Equal(-50, Estimate(slot).People - alone);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-5")]
    public void The_factor_of_a_site_scales_the_figure_and_its_error_widens_it()
    {
        FootfallSlot slot = new() { BusyPeriods = 100, AToB = 60, BToA = 40, IdleMs = 855_000, BusyMs = 45_000 };
        (long people, long error) = Estimate(slot);
        (long scaled, long wide) = Estimate(slot, 1200, 50);

        Assert.InRange(scaled, (people * 12 / 10) - 1, (people * 12 / 10) + 1);
        long site = FlowEstimate.Root(scaled * scaled / 400);
        long least = FlowEstimate.Root((site * site) + (scaled * SiteCalibration.MisreadPart / 100));
        Assert.InRange(wide, least, least + error);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(15, 4)]
    [InlineData(16, 4)]
    [InlineData(17, 5)]
    [InlineData(1L << 58, 1L << 29)]
    public void A_root_is_rounded_up(long square, long root) => Assert.Equal(root, FlowEstimate.Root(square));

    [Theory]
    [InlineData(FootfallLayout.Blocked)]
    [InlineData(FootfallLayout.Flapping)]
    [InlineData(FootfallLayout.Dead)]
    [InlineData(FootfallLayout.Saturated)]
    [Trait("Requirement", "F-FOOT-4")]
    public void An_invalid_interval_has_no_number(int quality)
    {
        FootfallSlot slot = new() { BusyPeriods = 9, AToB = 9, IdleMs = 890_000, BusyMs = 10_000, Quality = quality };
        slot.Estimate(new FlowEstimate(), FlowEstimate.FactorOne, 0);

        Assert.Equal((0, 0), (slot.PeopleTenths, slot.ErrorTenths));
    }

    private static (long People, long Error) Estimate(FootfallSlot slot, int factor = 1000, int factorError = 0)
    {
        FlowEstimate flow = new();
        flow.Compute(slot, factor, factorError);
        return (flow.PeopleTenths, flow.ErrorTenths);
    }

    private static FootfallRow Row(Crowd crowd, int hours, double flips)
    {
        FootfallHours pavement = new(Seed, flips);
        return FootfallRow.Of(crowd, [.. Enumerable.Range(0, hours).Select(_ => pavement.Next(crowd))]);
    }
}
