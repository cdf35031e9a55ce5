using Kiosk.Firmware.Footfall;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Footfall;

[Trait("Requirement", "F-FOOT-3")]
public sealed class FootfallSequences
{
    [Theory]
    [InlineData("1 3 2", 1, 0)]
    [InlineData("2 3 1", 0, 1)]
    [InlineData("1 3 1", 0, 0)]
    [InlineData("1", 0, 0)]
    [InlineData("2 3 2", 0, 0)]
    [InlineData("1 3 2 3 1", 0, 0)]
    [InlineData("1 3 1 3 2", 1, 0)]
    public void A_path_through_the_beams_counts_by_where_it_entered_and_left(string path, int aToB, int bToA)
    {
        FootfallRig rig = Walk(path, 120);

        Assert.Equal((aToB, bToA, 0), (rig.Counter.Slot.AToB, rig.Counter.Slot.BToA, rig.Counter.Slot.Ambiguous));
        Assert.Equal(1, rig.Counter.Slot.BusyPeriods);
    }

    [Theory]
    [InlineData(150, 200, 2)]
    [InlineData(149, 200, 1)]
    [InlineData(150, 199, 1)]
    public void A_second_pulse_is_a_second_person_only_after_a_gap_and_when_long_enough(
        int gapMs, int pulseMs, int expected)
    {
        var rig = new FootfallRig();
        long end = rig.Play(10_000, (1, 300), (3, 100), (2, gapMs), (3, pulseMs), (2, 200), (0, 1000));
        rig.Step(end);
        Assert.Equal(expected, rig.Counter.Slot.AToB);

        long back = rig.Play(end, (2, 300), (3, 100), (1, gapMs), (3, pulseMs), (1, 200), (0, 1000));
        rig.Step(back);
        Assert.Equal(expected, rig.Counter.Slot.BToA);
    }

    [Theory]
    [InlineData(400, 1, 0)]
    [InlineData(700, 0, 1)]
    public void A_path_that_skips_both_counts_within_a_second_only(int eachMs, int aToB, int ambiguous)
    {
        FootfallRig rig = Walk("1 2", eachMs);

        Assert.Equal((aToB, ambiguous), (rig.Counter.Slot.AToB, rig.Counter.Slot.Ambiguous));
    }

    [Fact]
    public void Both_beams_at_once_are_ambiguous_and_count_nobody()
    {
        FootfallRig rig = Walk("3", 300);

        Assert.Equal((0, 0, 1), (rig.Counter.Slot.AToB, rig.Counter.Slot.BToA, rig.Counter.Slot.Ambiguous));
    }

    [Fact]
    public void A_beam_held_for_sixty_seconds_is_blocked_and_counts_nobody()
    {
        var rig = new FootfallRig();
        long end = rig.Play(10_000, (1, 59_900), (3, 50), (2, 50), (0, 1000));
        rig.Step(end);

        Assert.Equal(FootfallLayout.Blocked, rig.Counter.Slot.Quality & FootfallLayout.Blocked);
        Assert.Equal((0, 0), (rig.Counter.Slot.AToB, rig.Counter.Slot.BToA));
    }

    [Fact]
    public void A_beam_still_held_at_the_end_of_a_slot_spoils_that_slot()
    {
        var rig = new FootfallRig();
        rig.Play(900_000 - 61_000, (1, 0));
        rig.Step(900_025);

        Assert.Equal(FootfallLayout.Blocked, (int)rig.Last.Values[FootfallLayout.Quality]);
    }

    [Fact]
    public void Just_under_a_minute_is_a_slow_person()
    {
        var rig = new FootfallRig();
        rig.Step(rig.Play(10_000, (1, 20_000), (3, 20_000), (2, 19_999), (0, 1000)));

        Assert.Equal((1, 0), (rig.Counter.Slot.AToB, rig.Counter.Slot.Quality));
    }

    [Fact]
    public void A_spike_shorter_than_the_hold_time_is_nothing()
    {
        var rig = new FootfallRig();
        rig.Step(rig.Play(10_000, (1, BeamFilter.HoldMs - 1), (0, 500), (2, 20), (0, 1000)));

        Assert.Equal((0, 0), (rig.Counter.Slot.BusyPeriods, rig.Counter.Slot.Ambiguous));
    }

    private static FootfallRig Walk(string path, int eachMs)
    {
        var rig = new FootfallRig();
        long at = 10_000;
        foreach (string state in path.Split(' '))
        {
            at = rig.Play(at, (int.Parse(state, System.Globalization.CultureInfo.InvariantCulture), eachMs));
        }

        rig.Step(rig.Play(at, (0, 1000)));
        return rig;
    }
}
