using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Footfall;

[Trait("Requirement", "F-FOOT-4")]
public sealed class BeamSamples
{
    private readonly BeamSampler _beams = new(Limits.EdgesWaitingMax);
    private long _nowMs = 1000;

    [Fact]
    public void A_beam_changes_when_three_of_four_samples_say_so()
    {
        Play("0000 0100 0010 1101 1110 0100 0000");

        Assert.Equal([(1130L, 1), (1220L, 0)], Seen());
    }

    [Fact]
    public void Samples_that_stop_are_blind_time_from_the_last_one_on()
    {
        Play("0000");
        _nowMs += 5000;
        Play("0000");

        Assert.Equal([(1040L, Beams.Blind), (6040L, 0)], Seen());
    }

    [Fact]
    public void A_beam_broken_over_a_stall_is_told_again_behind_it()
    {
        Play("1111");
        _nowMs += 200;
        Play("1111");

        Assert.Equal([(1020L, 1), (1040L, Beams.Blind), (1240L, 0), (1260L, 1)], Seen());
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(33, 0)]
    [InlineData(34, 1)]
    [InlineData(60, 1)]
    public void Samples_that_come_too_slowly_for_a_vote_are_blind_time_until_they_are_fast_again(int everyMs, int blind)
    {
        Play("0000");
        for (int i = 0; i < 30; i++)
        {
            _beams.Sample(_nowMs, i & 1);
            _nowMs += everyMs;
        }

        Assert.Equal(blind, Seen().Count(edge => edge.State == Beams.Blind));
        long from = _nowMs;
        Play("0000 1111");
        List<(long AtMs, int State)> seen = Seen();
        Assert.Equal(1, seen[^1].State);
        Assert.Equal(blind + 1, seen.Count);
        Assert.True(seen[0].AtMs <= from + 70, "it looks again once four samples are near each other");
    }

    [Fact]
    public void Looks_are_paced_by_the_clock_and_those_missed_are_not_made_up_for()
    {
        SamplePace pace = new();
        long now = 1_003;
        int looks = 0;
        for (int work = 0; now < 11_003; work = (work + 1) % 7)
        {
            looks++;
            now += work;
            now += pace.Rest(now);
        }

        Assert.InRange(looks, 999, 1_001);
        now += 47;
        int rest = pace.Rest(now);
        Assert.Equal(3, rest);
        Assert.Equal(10, pace.Rest(now + rest));
    }

    [Fact]
    public void Samples_that_change_more_than_twenty_times_a_second_are_flapping_though_no_vote_sees_them()
    {
        Play(string.Concat(Enumerable.Repeat("10", 50)));

        Assert.Contains(Seen(), edge => (edge.State & Beams.Flapping) != 0);
    }

    [Fact]
    public void A_full_queue_loses_changes_and_tells_the_present_state_once_it_has_room()
    {
        BeamSampler small = new(1);
        foreach (int state in new[] { 1, 1, 1, 0, 0, 0 })
        {
            small.Sample(_nowMs += 10, state);
        }

        Assert.True(small.Lost > 0);
        Assert.True(small.Read(out _, out int first));
        small.Sample(_nowMs += 10, 0);
        Assert.True(small.Read(out _, out int then));
        Assert.Equal((1, 0), (first, then));
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-1")]
    public void A_stall_is_neither_idle_nor_busy_and_ends_what_was_going_on_unread()
    {
        var rig = new FootfallRig();
        rig.Play(100_000, (1, 300), (3, 100), (Beams.Blind, 60_000), (0, 0));
        rig.Step(900_025);

        Assert.Equal(
            [1, 840, 0, 0, 1, 0], new[]
            {
                FootfallLayout.BusyPeriods, FootfallLayout.IdleSeconds, FootfallLayout.AToB, FootfallLayout.BToA,
                FootfallLayout.Ambiguous, FootfallLayout.Quality,
            }.Select(index => rig.Last.Values[index]));
        Assert.Equal(60, rig.Last.Values[FootfallLayout.BlindSeconds]);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-1")]
    public void Who_stands_in_the_beams_when_somebody_looks_again_did_not_begin_in_idle_time()
    {
        var rig = new FootfallRig();
        rig.Play(100_000, (Beams.Blind, 400), (0, 20), (1, 300), (3, 100), (2, 200), (0, 5_000));
        rig.Play(200_000, (Beams.Blind, 400), (0, 60), (1, 300), (3, 100), (2, 200), (0, 0));
        rig.Step(900_025);

        Assert.Equal([1, 1], [rig.Last.Values[FootfallLayout.BusyPeriods], rig.Last.Values[FootfallLayout.AToB]]);
    }

    [Fact]
    public void A_slot_that_was_not_looked_at_for_more_than_a_fifth_is_partial()
    {
        var rig = new FootfallRig();
        rig.Play(100_000, (Beams.Blind, 200_000), (0, 0));
        rig.Step(900_025);

        Assert.Equal(FootfallLayout.Partial, rig.Last.Values[FootfallLayout.Quality]);
    }

    [Fact]
    public void Flapping_that_the_sampler_saw_marks_the_slot()
    {
        var rig = new FootfallRig();
        rig.Play(100_000, (Beams.Flapping, 100), (0, 0));
        rig.Step(900_025);

        Assert.Equal(FootfallLayout.Flapping, rig.Last.Values[FootfallLayout.Quality]);
    }

    private void Play(string samples)
    {
        foreach (char sample in samples.Where(c => c != ' '))
        {
            _beams.Sample(_nowMs, sample - '0');
            _nowMs += BeamSampler.SampleMs;
        }
    }

    private List<(long AtMs, int State)> Seen()
    {
        var seen = new List<(long, int)>();
        while (_beams.Read(out long atMs, out int state))
        {
            seen.Add((atMs, state));
        }

        return seen;
    }
}
