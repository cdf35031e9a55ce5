using Kiosk.Firmware;
using Kiosk.Firmware.Footfall;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Footfall;

[Trait("Requirement", "F-FOOT-1")]
public sealed class FootfallSlots
{
    [Fact]
    public void Every_quarter_has_a_record_also_when_nobody_passed()
    {
        // Nine o'clock: opening hours go on for nine hours.
        var rig = new FootfallRig();
        for (int slot = 1; slot <= 36; slot++)
        {
            rig.Step(rig.Due);
            Assert.Equal(slot, rig.Counter.Closed.Stored);
            Assert.Equal(
                [FootfallRig.Quarter + ((slot - 1) * 900), 0, 900, 0, 0, 0],
                rig.Last.Values[..6]);
            Assert.Equal(FootfallLayout.Count, rig.Last.Count);
        }
    }

    [Fact]
    [Trait("Requirement", "F-JRN-10")]
    public void One_record_stands_for_eight_quiet_quarters_of_the_night_and_none_is_left_out()
    {
        FootfallRig rig = new(FootfallRig.Quarter + (9 * 3600));
        List<long> quarters = [];
        for (int slot = 0; slot < 52; slot++)
        {
            int stored = rig.Counter.Closed.Stored;
            rig.Step(rig.Due);
            if (rig.Counter.Closed.Stored > stored)
            {
                long quiet = rig.Last.Count > FootfallLayout.QuietBefore
                    ? rig.Last.Values[FootfallLayout.QuietBefore] : 0;
                quarters.AddRange(Enumerable.Range(0, (int)quiet + 1)
                    .Select(before => rig.Last.Values[0] - ((quiet - before) * 900)));
                Assert.Equal([0, 900, 0, 0, 0], rig.Last.Values[1..6]);
            }
        }

        // Thirteen hours: six records of eight quarters; four quarters wait for what comes next.
        Assert.Equal(6, rig.Counter.Closed.Stored);
        Assert.Equal(Enumerable.Range(0, 48).Select(quarter => FootfallRig.Quarter + (9 * 3600) + (quarter * 900L)),
            quarters);
        rig.Step(rig.Due);
        Assert.Equal((7, 4L), (rig.Counter.Closed.Stored, rig.Last.Values[FootfallLayout.QuietBefore]));
    }

    [Fact]
    [Trait("Requirement", "F-JRN-10")]
    public void Somebody_at_night_ends_the_quiet_quarters_and_so_does_a_step_of_the_clock()
    {
        FootfallRig rig = new(FootfallRig.Quarter + (9 * 3600));
        rig.Step(1_800_000 + BeamFilter.HoldMs);
        Assert.Equal(0, rig.Counter.Closed.Stored);
        rig.Play(1_850_000, (1, 200), (3, 100), (2, 200), (0, 500));
        rig.Step(2_700_000 + BeamFilter.HoldMs);
        Assert.Equal((1, 2L), (rig.Counter.Closed.Stored, rig.Last.Values[FootfallLayout.QuietBefore]));
        Assert.Equal((1, 1), (rig.Last.Values[FootfallLayout.AToB], rig.Last.Values[FootfallLayout.BusyPeriods]));

        rig.Step(4_500_000 + BeamFilter.HoldMs);
        rig.Time.Synchronise(rig.Time.WallSeconds(4_600_000) + 7_200, 4_600_000);
        rig.Step(4_600_000);
        Assert.Equal((2, 2L), (rig.Counter.Closed.Stored, rig.Last.Values[FootfallLayout.QuietBefore]));
        Assert.Equal(FootfallLayout.Partial, rig.Last.Values[FootfallLayout.Quality]);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-10")]
    public void Quiet_quarters_that_nothing_follows_stand_for_themselves()
    {
        ClosedSlots closed = new();
        FootfallSlot slot = new() { IdleMs = 900_000 };
        foreach (long start in new[] { 900, 1800, 2700, 9000 })
        {
            slot.StartUtc = start;
            closed.Add(slot, night: true);
        }

        slot.StartUtc = 9900;
        closed.Add(slot, night: false);
        Record record = new();
        closed.Flush(SensesJournal.Make(), record, 0);
        Assert.Equal((2, 0), (closed.Stored, closed.Count));
        Assert.Equal([9900, 0, 900], record.Values[..3]);
        Assert.Equal(1, record.Values[FootfallLayout.QuietBefore]);
    }

    [Fact]
    public void A_start_inside_a_quarter_makes_a_partial_slot_that_ends_on_time()
    {
        var rig = new FootfallRig(FootfallRig.Quarter + 600);
        rig.Step(rig.Due);

        Assert.Equal(300_000 + BeamFilter.HoldMs, rig.Due - 900_000);
        Assert.Equal(FootfallRig.Quarter, rig.Last.Values[FootfallLayout.SlotStart]);
        Assert.Equal(300, rig.Last.Values[FootfallLayout.IdleSeconds]);
        Assert.Equal(FootfallLayout.Partial, rig.Last.Values[FootfallLayout.Quality]);
    }

    [Fact]
    public void Edges_on_both_sides_of_a_boundary_fall_into_their_own_slots_when_the_step_is_late()
    {
        var rig = new FootfallRig();
        rig.Play(880_000, (1, 200), (3, 100), (2, 200), (0, 500));
        rig.Play(905_000, (1, 200), (3, 100), (2, 200), (0, 500));
        rig.Play(907_000, (2, 200), (3, 100), (1, 200), (0, 500));
        rig.Step(1_200_000);

        Assert.Equal([FootfallRig.Quarter, 1, 900, 1, 0, 0, 0], rig.Last.Values[..7]);
        Assert.Equal((1, 1, 2), (rig.Counter.Slot.AToB, rig.Counter.Slot.BToA, rig.Counter.Slot.BusyPeriods));
    }

    [Fact]
    public void A_passage_across_a_boundary_is_busy_in_both_slots_and_counted_in_the_second()
    {
        var rig = new FootfallRig();
        rig.Play(890_000, (1, 9_000), (3, 2_000), (2, 9_000), (0, 0));
        rig.Step(1_800_025);

        Assert.Equal(2, rig.Counter.Closed.Stored);
        Assert.Equal([FootfallRig.Quarter + 900, 0, 890, 1, 0, 0, 0], rig.Last.Values[..7]);
    }

    [Fact]
    public void How_often_the_loop_steps_changes_no_number()
    {
        FootfallRig eager = new(), lazy = new();
        var random = new Random(7);
        long at = 1000;
        while (at < 3_600_000)
        {
            int[] held = [random.Next(30, 400), random.Next(30, 400), random.Next(30, 400), random.Next(300, 40_000)];
            eager.Play(at, (1, held[0]), (3, held[1]), (2, held[2]), (0, held[3]));
            long next = lazy.Play(at, (1, held[0]), (3, held[1]), (2, held[2]), (0, held[3]));
            for (; at < next; at += 97)
            {
                eager.Step(at);
            }

            at = next;
        }

        eager.Step(3_700_000);
        lazy.Step(3_700_000);
        Assert.Equal(lazy.Counter.Passages, eager.Counter.Passages);
        Assert.Equal(lazy.Counter.Closed.Stored, eager.Counter.Closed.Stored);
        Assert.Equal(lazy.Last.Values[..7], eager.Last.Values[..7]);
    }

    [Fact]
    public void Unknown_time_gives_slots_by_the_monotonic_clock_and_no_start()
    {
        var rig = new FootfallRig(quality: 0);
        rig.Step(rig.Due);

        Assert.Equal([0, 0, 900], rig.Last.Values[..3]);
        Assert.Equal(1_800_000 + BeamFilter.HoldMs, rig.Due);
    }

    [Fact]
    public void Time_that_becomes_known_ends_the_slot_and_begins_one_of_the_quarter()
    {
        var rig = new FootfallRig(FootfallRig.Quarter + 100, quality: 0);
        rig.Step(200_000);
        rig.Time.Quality = 4;
        rig.Step(200_025);

        Assert.Equal(0, rig.Last.Values[FootfallLayout.SlotStart]);
        Assert.Equal(FootfallLayout.Partial, rig.Last.Values[FootfallLayout.Quality]);
        rig.Step(rig.Due);
        Assert.Equal(800_000 + BeamFilter.HoldMs, rig.Due - 900_000);
        Assert.Equal(FootfallRig.Quarter, rig.Last.Values[FootfallLayout.SlotStart]);
        Assert.Equal(FootfallLayout.Partial, rig.Last.Values[FootfallLayout.Quality]);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-4")]
    public void More_than_twenty_edges_a_second_flag_the_slot_as_flapping()
    {
        var rig = new FootfallRig();
        rig.Play(10_000, [.. Enumerable.Range(0, 20).Select(i => (i & 1, 48))]);
        rig.Step(20_000);
        Assert.Equal(0, rig.Counter.Slot.Quality);

        rig.Play(30_000, [.. Enumerable.Range(0, 22).Select(i => ((i + 1) & 1, 40))]);
        rig.Step(40_000);
        Assert.Equal(FootfallLayout.Flapping, rig.Counter.Slot.Quality);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-4")]
    public void A_slot_idle_for_less_than_a_fifth_is_saturated()
    {
        var rig = new FootfallRig();
        for (long at = 1000; at < 890_000; at += 1000)
        {
            rig.Play(at, (1, 300), (3, 300), (2, 300), (0, 100));
            rig.Step(at);
        }

        rig.Step(900_025);
        Assert.Equal(FootfallLayout.Saturated, rig.Last.Values[FootfallLayout.Quality]);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-4")]
    public void Three_hours_of_opening_time_without_an_edge_are_dead_beams()
    {
        long midnight = FootfallRig.Quarter / 86_400 * 86_400;
        var rig = new FootfallRig(midnight);
        var flagged = new List<long>();
        for (int slot = 0; slot < 96; slot++)
        {
            rig.Step(rig.Due);
            if (rig.Last.Values[FootfallLayout.Quality] == FootfallLayout.Dead)
            {
                flagged.Add((rig.Last.Values[FootfallLayout.SlotStart] - midnight) / 900);
            }
        }

        Assert.Equal(((7 + 3) * 4) - 1, flagged[0]);
    }

    // Nobody knows when the night is: fourteen hours are longer than any. Once the time is known silence counts anew.
    [Fact]
    [Trait("Requirement", "F-FOOT-4")]
    public void Beams_without_a_known_time_are_dead_after_fourteen_hours_and_the_count_begins_anew_with_the_time()
    {
        var rig = new FootfallRig(quality: 0);
        int slots = 0;
        while (rig.Last.Count == 0 || rig.Last.Values[FootfallLayout.Quality] != FootfallLayout.Dead)
        {
            rig.Step(rig.Due);
            slots++;
            Assert.True(slots < 100, "never dead");
        }

        Assert.InRange(slots, (14 * 4) - 1, (14 * 4) + 1);
        // It is night by then: one record stands for eight quarters.
        rig.Time.Quality = TimeKeeper.Battery;
        for (int quarter = 0; quarter < 12; quarter++)
        {
            rig.Step(rig.Due);
        }

        Assert.NotEqual(0, rig.Last.Values[FootfallLayout.SlotStart]);
        Assert.Equal(0, rig.Last.Values[FootfallLayout.Quality] & FootfallLayout.Dead);
    }

    [Fact]
    public void Lost_edges_flag_the_slot_they_are_noticed_in()
    {
        var rig = new FootfallRig();
        rig.Beams.LostEdges = 3;
        rig.Step(900_025);

        Assert.Equal(FootfallLayout.EdgesLost, rig.Last.Values[FootfallLayout.Quality]);
        Assert.Equal(3, rig.Counter.EdgesLost);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-4")]
    public void One_percent_of_flipped_samples_makes_no_count()
    {
        const int seed = 20260401;
        var rig = new FootfallRig();
        var random = new Random(seed);
        int before = 0;
        for (long at = 0; at < 3_600_000; at += 10)
        {
            int state = (random.Next(100) == 0 ? 1 : 0) | (random.Next(100) == 0 ? 2 : 0);
            if (state != before)
            {
                rig.Beams.Add(at, state);
                before = state;
            }
        }

        rig.Step(3_600_000);
        Assert.True(rig.Counter.Passages == 0, $"seed {seed}: {rig.Counter.Passages} passages from noise");
    }
}
