using Iot.Device.Rtc;
using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Chips;

namespace Kiosk.Oracle;

/// <summary>The public driver of the battery clock reads and sets our virtual one.</summary>
[Trait("Requirement", "F-TIME-3")]
public sealed class ClockOracle
{
    private static readonly DateTime LeapDay = new(2028, 2, 29, 23, 59, 58, DateTimeKind.Unspecified);

    [Fact]
    public void It_reads_the_time_that_the_clock_keeps()
    {
        // That driver takes the century bit for the years from 2000 on; ours has no use for it.
        VirtualClock clock = Clock(LeapDay);
        using var driver = new Ds3231(new Ds3231Chip(clock) { Century = true });
        Assert.Equal(LeapDay, driver.RtcDateTime);
    }

    [Theory]
    [InlineData(2026, 12, 31, 23, 59, 59)]
    [InlineData(2036, 2, 7, 6, 28, 16)]
    [InlineData(2038, 1, 19, 3, 14, 8)]
    public void It_sets_the_time_that_our_board_then_reads(
        int year, int month, int day, int hour, int minute, int second)
    {
        var wanted = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        VirtualClock clock = Clock(LeapDay);
        using var driver = new Ds3231(new Ds3231Chip(clock));
        driver.RtcDateTime = wanted;

        Assert.True(clock.TryReadWall(out long utc, out _));
        Assert.Equal(wanted, DateTimeOffset.FromUnixTimeSeconds(utc).DateTime);
        Assert.Equal(wanted, driver.RtcDateTime);
    }

    [Fact]
    public void It_reads_the_temperature_of_the_part_and_not_its_minutes()
    {
        // Above zero only: that driver takes the byte of whole degrees as unsigned.
        using var driver = new Ds3231(new Ds3231Chip(Clock(LeapDay)) { QuarterDegrees = 101 });
        Assert.Equal(25.25, driver.Temperature.DegreesCelsius, 3);
    }

    private static VirtualClock Clock(DateTime utc)
    {
        var clock = new VirtualClock();
        clock.SetWall(new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeSeconds());
        return clock;
    }
}
