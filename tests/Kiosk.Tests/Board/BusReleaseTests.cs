using System.Device.Gpio;
using Kiosk.Board.Virtual.Chips;
using Kiosk.Board.Virtual.Pins;
using Kiosk.Drivers;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Board;

/// <summary>A bus that a part holds is clocked free, and when that does not help its supply is cut (F-SEN-2).</summary>
[Trait("Requirement", "F-SEN-2")]
public sealed class BusReleaseTests : IDisposable
{
    private const int Clock = 33, Data = 34, Power = 37, PeriodMs = 300_000;

    private readonly VirtualPins _pins = new();
    private readonly GpioController _gpio;
    private readonly Bme280Chip _air = new(humidity: true);
    private readonly Scd4xChip _co2 = new();
    private readonly Sps30Chip _particles = new();
    private readonly SoundMeterChip _sound = new();
    private readonly VirtualBus _bus;
    private readonly BusRelease _release;
    private readonly BoardProbes _probes;
    private long _nowMs;

    public BusReleaseTests()
    {
        _gpio = new GpioController(_pins);
        _bus = new VirtualBus(_pins, Clock, Data, Power, _air, _co2, _particles, _sound);
        _release = new BusRelease(_gpio, Clock, Data, Power);
        _co2.Measure(2150, 5200);
        _air.Measure(2150, 5200, 101_320);
        _probes = new BoardProbes(
            new Bme280(new I2cBus(_air)), new Scd4x(new I2cBus(_co2)), new Sps30(new I2cBus(_particles)),
            new SoundMeter(new I2cBus(_sound)), _release);
        ReadAll();
        Assert.All(ReadAll(), code => Assert.Equal(ReadingCode.Ok, code));
    }

    public void Dispose()
    {
        _gpio.Dispose();
        _pins.Dispose();
        foreach (VirtualChip chip in (VirtualChip[])[_air, _co2, _particles, _sound])
        {
            chip.Dispose();
        }
    }

    [Fact]
    public void Nine_clocks_and_a_stop_free_a_line_that_a_part_holds()
    {
        _bus.Hold(clocksNeeded: 9);
        Assert.All(ReadAll(), code => Assert.Equal(ReadingCode.Bus, code));
        ReadAll();
        Assert.Equal(0, _release.Clocked);
        ReadAll();
        Assert.True(_release.Clocked >= 1);
        ReadAll();
        Assert.All(ReadAll(), code => Assert.Equal(ReadingCode.Ok, code));
        Assert.Equal((0, _release.Clocked), (_release.Cut, _bus.Stops));
    }

    [Fact]
    public void A_part_that_clocks_do_not_free_loses_its_supply_for_half_a_second_and_starts_anew()
    {
        _bus.Hold(clocksNeeded: 1000);
        for (int i = 0; i < 6; i++)
        {
            ReadAll();
        }

        Assert.Equal(1, _release.Cut);
        Assert.False(_bus.Powered);
        Assert.Equal(_nowMs + BusRelease.OffMs, _probes.Poll(_nowMs));
        _nowMs += BusRelease.OffMs;
        Assert.Equal(long.MaxValue, _probes.Poll(_nowMs));
        Assert.True(_bus.Powered);
        Assert.Equal(ReadingCode.Bus, _probes.Read(ClimateLayout.Co2, _nowMs, out _));
        ReadAll();
        Assert.All(ReadAll(), code => Assert.Equal(ReadingCode.Ok, code));
        Assert.True(_co2.Started && _particles.Started);
    }

    [Fact]
    public void The_lines_are_only_ever_pulled_low_or_let_go()
    {
        var driven = new List<(int, bool)>();
        _pins.OutputChanged += (pin, high) => driven.Add((pin, high));
        _release.Clock();
        Assert.Empty(driven);
        Assert.Equal(
            (PinMode.Input, PinMode.Input), (_gpio.GetPinMode(Clock), _gpio.GetPinMode(Data)));
    }

    [Fact]
    [Trait("Requirement", "F-SEN-1")]
    public void Two_parts_that_measure_the_same_air_and_lie_far_apart_are_not_believed()
    {
        _co2.Measure(2150 - BoardProbes.TemperatureApart - 5, 5200);
        Assert.Equal([ReadingCode.Disagree, ReadingCode.Ok, ReadingCode.Ok], ReadAll()[..3]);
        _co2.Measure(2150, 5200 + BoardProbes.HumidityApart + 5);
        Assert.Equal([ReadingCode.Ok, ReadingCode.Disagree, ReadingCode.Ok], ReadAll()[..3]);
        _co2.Fault = BusFault.NoAcknowledge;
        Assert.Equal([ReadingCode.Ok, ReadingCode.Ok, ReadingCode.Ok, ReadingCode.Bus], ReadAll()[..4]);
    }

    private int[] ReadAll()
    {
        _nowMs += PeriodMs;
        _air.Measure(2150, 5200, 101_320 + (int)(_nowMs / PeriodMs % 2));
        _co2.Co2 = 500 + (int)(_nowMs / PeriodMs % 2);
        _sound.Hear(560 + (int)(_nowMs / PeriodMs % 2));
        return [.. Enumerable.Range(0, ClimateLayout.Channels).Select(c => _probes.Read(c, _nowMs, out _))];
    }
}
