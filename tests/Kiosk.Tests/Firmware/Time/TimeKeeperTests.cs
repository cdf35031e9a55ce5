using Kiosk.Firmware;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.Time;

public class TimeKeeperTests
{
    private const long Floor = 1_790_000_000;
    private readonly InMemoryClock _clock = new();

    // Decision "May the gateway set the clock back" in firmware/README.md.
    [Fact]
    [Trait("Requirement", "F-TIME-4")]
    public void Only_the_gateway_takes_the_time_back_behind_the_newest_stamp_and_it_leaves_an_event()
    {
        long newest = Floor + 5_000_000;
        TimeKeeper time = Start(battery: Floor + 500, nowMs: 0);
        time.Estimate(newest, 0);
        Assert.Equal(newest, time.WallSeconds(0));
        Assert.True(time.Synchronise(Floor + 1_000, 1_000));
        Assert.Equal(Floor + 1_000, time.WallSeconds(1_000));
        Assert.Equal((true, newest + 1, Floor + 1_000), (time.StepWaits, time.StepOld, time.StepNew));
    }

    [Theory]
    [InlineData(0L, true)]
    [InlineData(-2_208_988_800L, true)]
    [InlineData(2_085_978_496L, true)]
    [InlineData(2_147_483_648L, true)]
    [InlineData(Floor - 1, true)]
    [InlineData(Floor + 86_900, false)]
    [InlineData(Floor + 86_902, true)]
    [InlineData(Floor + 100, false)]
    [Trait("Requirement", "F-TIME-5")]
    public void The_platform_s_clock_is_put_right_when_it_says_nonsense(long platform, bool wrong)
    {
        TimeKeeper time = Start(battery: Floor + 500, nowMs: 0);
        Assert.Equal(wrong ? Floor + 501 : 0, time.ForPlatform(platform, 1_000));
    }

    [Theory]
    [InlineData(0L, Floor + 1)]
    [InlineData(Floor + 50_000_000, 0)]
    [Trait("Requirement", "F-TIME-5")]
    public void Without_any_time_the_platform_gets_that_of_the_build_or_keeps_the_network_s(long found, long set)
    {
        TimeKeeper time = new(_clock, Floor);
        time.Start(0, 0);
        Assert.Equal(TimeKeeper.Unknown, time.Quality);
        Assert.Equal(set, time.ForPlatform(found, 1_000));
    }

    [Fact]
    [Trait("Requirement", "F-TIME-1")]
    public void Wall_is_offset_plus_monotonic_in_whole_seconds()
    {
        TimeKeeper time = Start(battery: Floor + 500, nowMs: 10_900);
        Assert.Equal(Floor + 500, time.WallSeconds(10_900));
        Assert.Equal(Floor + 501, time.WallSeconds(11_000));
        Assert.Equal(TimeKeeper.Battery, time.Quality);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(Floor - 1)]
    [InlineData(4_294_967_295L)]
    [InlineData(5_000_000_000L)]
    [Trait("Requirement", "F-TIME-4")]
    public void A_battery_clock_in_1970_or_2106_is_not_believed(long shown)
    {
        TimeKeeper time = Start(shown, nowMs: 0);
        Assert.Equal(TimeKeeper.Unknown, time.Quality);
        Assert.Equal(0, time.RecordSeconds(5_000));
        Assert.True(time.WallSeconds(5_000) >= Floor);
        Assert.Equal(1, time.Refused);
    }

    [Theory]
    [InlineData(2_085_978_496L)]
    [InlineData(2_147_483_648L)]
    [Trait("Requirement", "F-TIME-5")]
    public void The_eras_of_2036_and_2038_pass_without_a_jump(long edge)
    {
        TimeKeeper time = Start(edge - 1, nowMs: 0);
        Assert.Equal(edge - 1, time.RecordSeconds(0));
        Assert.Equal(edge, time.RecordSeconds(1_000));
        Assert.Equal(edge + 1, time.RecordSeconds(2_000));
    }

    [Fact]
    [Trait("Requirement", "F-TIME-5")]
    public void Beyond_2106_a_record_says_unknown_instead_of_wrapping()
    {
        TimeKeeper time = Start(0, nowMs: 0);
        Assert.True(time.Synchronise(TimeKeeper.WallMax, 0));
        Assert.Equal(TimeKeeper.WallMax, time.RecordSeconds(0));
        Assert.Equal(0, time.RecordSeconds(1_000));
        Assert.False(time.Synchronise(TimeKeeper.WallMax + 1, 0));
    }

    [Fact]
    [Trait("Requirement", "F-TIME-3")]
    public void Last_known_time_counts_when_the_battery_clock_is_older_or_silent()
    {
        TimeKeeper time = new(_clock, Floor);
        time.Start(0, Floor + 9_000);
        Assert.Equal(TimeKeeper.Estimated, time.Quality);
        Assert.Equal(Floor + 9_001, time.RecordSeconds(1_000));
        _clock.ShowWall(Floor + 8_000);
        time = new(_clock, Floor);
        time.Start(0, Floor + 9_000);
        Assert.Equal(TimeKeeper.Estimated, time.Quality);
        Assert.Equal(Floor + 9_000, time.RecordSeconds(0));
    }

    [Fact]
    [Trait("Requirement", "F-TIME-3")]
    public void Quality_falls_with_the_age_of_the_last_synchronisation()
    {
        TimeKeeper time = Start(Floor + 1_000, nowMs: 0);
        time.Synchronise(Floor + 1_000, 0);
        Assert.Equal(TimeKeeper.SyncedHour, time.Quality);
        time.Refresh(3_600_000);
        Assert.Equal(TimeKeeper.SyncedDay, time.Quality);
        time.Refresh(86_400_000);
        Assert.Equal(TimeKeeper.Battery, time.Quality);
    }

    [Theory]
    [InlineData(2, false, false)]
    [InlineData(-2, false, false)]
    [InlineData(3, true, false)]
    [InlineData(300, true, false)]
    [InlineData(301, true, true)]
    [InlineData(-301, true, true)]
    [Trait("Requirement", "F-TIME-4")]
    public void More_than_the_grain_moves_the_clock_and_more_than_five_minutes_leaves_an_event(
        int change, bool moves, bool tells)
    {
        TimeKeeper time = Start(Floor + 10_000, nowMs: 0);
        Assert.True(time.Synchronise(Floor + 10_000 + change, 0));
        Assert.Equal(moves ? Floor + 10_000 + change : Floor + 10_000, time.RecordSeconds(0));
        Assert.Equal(tells, time.StepWaits);
        Assert.Equal(tells ? Floor + 10_000 : 0, time.StepOld);
        Assert.Equal(tells ? Floor + 10_000 + change : 0, time.StepNew);
    }

    [Fact]
    [Trait("Requirement", "F-TIME-4")]
    [Trait("Requirement", "R24")]
    public void A_gateway_that_leaps_ahead_of_what_it_told_before_is_believed_after_a_day_and_not_an_hour_earlier()
    {
        const long leap = 2 * 366 * 86_400L;
        TimeKeeper time = Start(Floor + 10_000, nowMs: 0);
        Assert.True(time.Synchronise(Floor + 10_000, 0));
        for (long hour = 1; hour <= 24; hour++)
        {
            Assert.False(time.Synchronise(Floor + 10_000 + leap + hour * 3_600, hour * 3_600_000));
            Assert.True(time.Doubts);
            Assert.Equal(Floor + 10_000 + hour * 3_600, time.RecordSeconds(hour * 3_600_000));
        }

        Assert.Equal(24, time.Refused);
        Assert.True(time.Synchronise(Floor + 10_000 + leap + 25 * 3_600, 25 * 3_600_000));
        Assert.Equal(Floor + 10_000 + leap + 25 * 3_600, time.RecordSeconds(25 * 3_600_000));
        Assert.False(time.Doubts);
        Assert.True(time.StepWaits);
    }

    [Fact]
    [Trait("Requirement", "F-TIME-4")]
    public void A_right_answer_ends_the_doubt_and_another_leap_begins_it_anew()
    {
        const long leap = 40 * 86_400L, hours = 3_600_000;
        TimeKeeper time = Start(Floor + 10_000, nowMs: 0);
        Assert.True(time.Synchronise(Floor + 10_000, 0));
        Assert.False(time.Synchronise(Floor + 10_000 + leap, 0));
        Assert.True(time.Synchronise(Floor + 10_000 + 23 * 3_600, 23 * hours));
        Assert.False(time.Doubts);
        Assert.False(time.Synchronise(Floor + 10_000 + leap + 24 * 3_600, 24 * hours));
        Assert.False(time.Synchronise(Floor + 10_000 + leap + leap + 47 * 3_600, 47 * hours));
        Assert.False(time.Synchronise(Floor + 10_000 + leap + leap + 49 * 3_600, 49 * hours));
        Assert.False(time.StepWaits);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "F-TIME-3")]
    public void A_time_that_no_gateway_told_in_this_run_gives_way_at_once_and_a_day_is_no_leap(bool told)
    {
        TimeKeeper time = Start(Floor + 10_000, nowMs: 0);
        Assert.True(!told || time.Synchronise(Floor + 10_000, 0));
        Assert.True(time.Synchronise(Floor + 10_000 + (told ? TimeKeeper.DoubtSeconds : 9_000_000), 0));
        Assert.False(time.Doubts);
    }

    [Fact]
    [Trait("Requirement", "F-TIME-4")]
    public void A_gateway_below_the_build_time_is_not_believed()
    {
        TimeKeeper time = Start(Floor + 10_000, nowMs: 0);
        Assert.False(time.Synchronise(Floor - 1, 0));
        Assert.Equal(Floor + 10_000, time.RecordSeconds(0));
    }

    private TimeKeeper Start(long battery, long nowMs)
    {
        _clock.NowMs = nowMs;
        _clock.ShowWall(battery);
        TimeKeeper time = new(_clock, Floor);
        time.Start(nowMs, 0);
        return time;
    }
}
