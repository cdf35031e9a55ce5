using Kiosk.Gateway.City;
using Xunit;

namespace Kiosk.Tests.Gateway;

public sealed class AirScaleTests
{
    [Theory]
    [Trait("Requirement", "AIR-3")]
    [InlineData(10.4, 1)]
    [InlineData(10.5, 2)]
    [InlineData(20.5, 3)]
    [InlineData(25.5, 4)]
    [InlineData(50.5, 5)]
    [InlineData(75.5, 6)]
    [InlineData(-0.1, 0)]
    [InlineData(0.0, 1)]
    [InlineData(null, 0)]
    public void The_mean_is_rounded_half_up_before_it_is_looked_up(double? mean, int expected)
    {
        Assert.Equal(expected, AirScale.Pm25Class(mean));
    }

    [Fact]
    [Trait("Requirement", "AIR-4")]
    public void The_worst_pollutant_decides_and_what_was_measured_is_said()
    {
        Air both = AirScale.Classify(12, 45);
        Assert.Equal(new Air(3, true, true), both);
        Assert.Equal("PM2,5 et PM10 seulement", TextsFrench.All.AirMeasured(both));
        Assert.Equal("PM10 only", TextsEnglish.All.AirMeasured(AirScale.Classify(null, 45)));
        Assert.Equal(0, AirScale.Classify(null, null).Class);
    }

    [Theory]
    [InlineData(24, 93, 20, 100)]
    [InlineData(24, 9340, 2000, 10000)]
    [InlineData(12, 1, 1, 1)]
    [InlineData(0, 0, 1, 1)]
    public void Axis_ticks_go_in_steps_of_1_2_or_5(int bars, long highest, long step, long ceiling)
    {
        var scale = new BarScale(bars, highest);
        Assert.Equal(step, scale.Step);
        Assert.Equal(ceiling, scale.Ceiling);
    }

    [Fact]
    public void The_civil_day_of_the_city_has_23_or_25_hours_when_the_clock_changes()
    {
        (DateTimeOffset start, DateTimeOffset end) = CivilTime.Day(CivilTime.Noon(new DateOnly(2026, 3, 29)));
        Assert.Equal(23, (end - start).TotalHours);
        (start, end) = CivilTime.Day(CivilTime.Noon(new DateOnly(2026, 10, 25)));
        Assert.Equal(25, (end - start).TotalHours);
    }
}
