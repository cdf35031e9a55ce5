using CsCheck;
using Kiosk.Board.Virtual.Chips;
using Kiosk.Drivers;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Board;

/// <summary>The level meter: decibels in, one energy mean out, and never anything else (F-SEN-6, GRD-2).</summary>
[Trait("Requirement", "F-SEN-6")]
public sealed class SoundDriver : IDisposable
{
    private readonly SoundMeterChip _chip = new();
    private readonly SoundMeter _meter;

    public SoundDriver() => _meter = new SoundMeter(new I2cBus(_chip));

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void The_part_is_told_to_weight_and_to_keep_its_line_output_shut_and_warms_first()
    {
        Assert.Equal(0x42, _chip.Control);
        Assert.Equal((ReadingCode.Warming, 0), Read(0));
        Assert.Equal((ReadingCode.Warming, 0), Read(9000));
        Assert.Equal((0x02, 3000), (_chip.Control, _chip.WindowMs));
        Assert.Equal((ReadingCode.Ok, 560), Read(10_000));
        Assert.Equal(100, _meter.Count);
    }

    [Theory]
    [InlineData(0x32)]
    [InlineData(0x81)]
    [InlineData(0xFF)]
    public void A_part_that_could_give_more_than_a_level_is_not_spoken_to(int version)
    {
        using var other = new SoundMeterChip(version);
        var meter = new SoundMeter(new I2cBus(other));
        Assert.Equal(ReadingCode.Bus, meter.Read(0, out _));
        Assert.Equal(ReadingCode.Bus, meter.Read(60_000, out _));
        Assert.Equal(0x42, other.Control);
    }

    [Theory]
    [InlineData(674, 60, 70)]
    [InlineData(600, 60)]
    [InlineData(623, 60, 65, 50, 64)]
    [InlineData(1000, 30, 30, 30, 30, 30, 30, 30, 30, 30, 110)]
    public void Windows_add_up_by_energy_and_empty_ones_do_not_count(int expected, params int[] decibels)
    {
        Warm();
        _chip.Remember([.. decibels.Select(d => (byte)d)]);
        Assert.Equal((ReadingCode.Ok, expected), Read(400_000));
        Assert.Equal(decibels.Length, _meter.Count);
    }

    [Fact]
    public void Whole_numbers_give_the_mean_to_a_tenth()
    {
        Gen.Int[1, 130].Array[1, 100].Sample(levels =>
        {
            var energy = new SoundEnergy();
            foreach (int level in levels)
            {
                energy.Add(level);
            }

            double mean = 100 * Math.Log10(levels.Average(level => Math.Pow(10, level / 10.0)));
            Assert.InRange(energy.MeanTenths(), mean - 0.6, mean + 0.6);
        });
    }

    [Fact]
    public void The_interval_of_the_mean_is_that_of_the_windows_to_a_tenth()
    {
        Gen.Int[40, 100].Array[2, 100].Sample(levels =>
        {
            var energy = new SoundEnergy();
            foreach (int level in levels)
            {
                energy.Add(level);
            }

            double[] energies = [.. levels.Select(level => Math.Pow(10, level / 10.0))];
            double mean = energies.Average(), square = energies.Average(e => (e - mean) * (e - mean));
            double half = 100 * Math.Log10(1 + (1.96 * Math.Sqrt(square / (levels.Length - 1)) / mean));
            Assert.InRange(energy.HalfWidthTenths(), Math.Min(99, half - 0.2), half + 1.2);
        });
    }

    [Theory]
    [InlineData(100, 0, 60)]
    [InlineData(2, 45, 60, 70)]
    [InlineData(1, 100, 60)]
    public void A_reading_tells_its_windows_and_its_interval_in_half_decibels(
        int windows, int half, params int[] levels)
    {
        Warm();
        _chip.Remember([.. Enumerable.Range(0, windows).Select(i => (byte)levels[i % levels.Length])]);
        Assert.Equal(ReadingCode.Ok, Read(400_000).Code);
        Assert.Equal((windows, half), (_meter.Count, _meter.HalfWidth));
    }

    [Theory]
    [InlineData(BusFault.NoAcknowledge, ReadingCode.Bus)]
    [InlineData(BusFault.StuckLine, ReadingCode.Bus)]
    [InlineData(BusFault.AllZero, ReadingCode.Crc)]
    [InlineData(BusFault.AllOne, ReadingCode.Crc)]
    [Trait("Requirement", "F-SEN-7")]
    public void Every_failure_of_the_bus_has_its_code(BusFault fault, int code)
    {
        Warm();
        _chip.Fault = fault;
        Assert.Equal((code, 0), Read(400_000));
        _chip.Fault = BusFault.None;
        Assert.Equal(ReadingCode.Ok, Read(700_000).Code);
    }

    [Fact]
    public void A_history_that_is_empty_or_impossible_gives_no_value()
    {
        Warm();
        _chip.Remember();
        Assert.Equal((ReadingCode.Bus, 0), Read(400_000));
        _chip.Remember(60, 131);
        Assert.Equal((ReadingCode.Crc, 0), Read(700_000));
        _chip.Remember(19);
        Assert.Equal((ReadingCode.Range, 0), Read(1_000_000));
    }

    [Fact]
    [Trait("Requirement", "F-SEN-3")]
    public void A_history_that_never_moves_is_stuck()
    {
        Warm();
        int code = ReadingCode.Ok;
        for (int i = 0; i < 60; i++)
        {
            code = Read(400_000 + (i * 300_000L)).Code;
        }

        Assert.Equal(ReadingCode.Stuck, code);
    }

    private void Warm()
    {
        Read(0);
        Assert.Equal(ReadingCode.Ok, Read(20_000).Code);
    }

    private (int Code, int Value) Read(long nowMs)
    {
        int code = _meter.Read(nowMs, out int value);
        return (code, value);
    }
}
