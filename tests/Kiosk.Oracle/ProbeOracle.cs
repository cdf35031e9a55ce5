using Iot.Device.Bmxx80;
using Kiosk.Board.Virtual.Chips;
using Kiosk.Drivers;
using Kiosk.Protocol;

namespace Kiosk.Oracle;

/// <summary>
/// Public drivers, written by others from the same data sheets, read our virtual probes: what they read is what the
/// probe was told to measure, and what our own driver reads (F-SEN-7).
/// </summary>
[Trait("Requirement", "F-SEN-7")]
public sealed class ProbeOracle
{
    [Fact]
    public void The_worked_example_reads_as_published()
    {
        var chip = new Bme280Chip(humidity: false);
        chip.SetRaw(pressure: 415148, temperature: 519888, humidity: 0);
        using var driver = new Bmp280(chip);
        var read = driver.Read();
        Assert.Equal(25.08, read.Temperature!.Value.DegreesCelsius, 2);
        Assert.Equal(100_653.27, read.Pressure!.Value.Pascals, 1);
    }

    [Theory]
    [InlineData(2150, 4500, 101_325)]
    [InlineData(-1000, 9000, 98_000)]
    [InlineData(4500, 1000, 103_000)]
    [InlineData(0, 100, 85_000)]
    public void Air_reads_as_measured_and_as_our_driver_reads_it(int temperature, int humidity, int pascals)
    {
        var chip = new Bme280Chip(humidity: true);
        chip.Measure(temperature, humidity, pascals);
        var ours = new Kiosk.Drivers.Bme280(new I2cBus(chip));
        ours.Read(ClimateLayout.Temperature, 0, out _);
        using var driver = new Iot.Device.Bmxx80.Bme280(chip);
        var read = driver.Read();

        Assert.Equal(temperature / 100.0, read.Temperature!.Value.DegreesCelsius, 0.02);
        Assert.Equal(humidity / 100.0, read.Humidity!.Value.Percent, 0.05);
        Assert.Equal(pascals, read.Pressure!.Value.Pascals, 3.0);
        Same(read.Temperature.Value.DegreesCelsius * 100, ours, ClimateLayout.Temperature, 2);
        Same(read.Humidity.Value.Percent * 100, ours, ClimateLayout.Humidity, 5);
        Same(read.Pressure.Value.Pascals / 10, ours, ClimateLayout.Pressure, 1);
    }

    [Theory]
    [InlineData(500, 2500, 3700)]
    [InlineData(1850, -520, 9100)]
    public void Carbon_dioxide_reads_as_measured_and_the_part_runs_on_after_a_reset(
        int ppm, int temperature, int humidity)
    {
        var chip = new Scd4xChip { Co2 = ppm, BusyReads = 0 };
        chip.Measure(temperature, humidity);
        using var driver = new Iot.Device.Scd4x.Scd4x(chip);
        Assert.False(chip.Started);
        var (co2, percent, celsius) = driver.ReadPeriodicMeasurement();

        Assert.True(chip.Started);
        Assert.Equal(ppm, co2!.Value.PartsPerMillion, 0.5);
        Assert.Equal(temperature / 100.0, celsius!.Value.DegreesCelsius, 0.01);
        Assert.Equal(humidity / 100.0, percent!.Value.Percent, 0.01);
        driver.StopPeriodicMeasurements();
        Assert.False(chip.Started);
    }

    [Fact]
    public void A_wrong_checksum_is_no_answer_there_either()
    {
        var chip = new Scd4xChip { BusyReads = 0 };
        using var driver = new Iot.Device.Scd4x.Scd4x(chip);
        driver.StartPeriodicMeasurements();
        chip.Fault = BusFault.BadCrc;
        Assert.ThrowsAny<Exception>(() => driver.ReadPeriodicMeasurement());
        chip.Fault = BusFault.None;
    }

    private static void Same(double theirs, Kiosk.Drivers.Bme280 ours, int channel, double within)
    {
        Assert.Equal(ReadingCode.Ok, ours.Read(channel, 2000, out int value));
        Assert.Equal(theirs, value, within);
    }
}
