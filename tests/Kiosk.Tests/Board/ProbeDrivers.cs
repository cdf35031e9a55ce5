using Kiosk.Board.Virtual.Chips;
using Kiosk.Drivers;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Board;

[Trait("Requirement", "F-SEN-7")]
public sealed class ProbeDrivers : IDisposable
{
    private readonly Bme280Chip _airChip = new(humidity: true);
    private readonly Scd4xChip _co2Chip = new();
    private readonly Sps30Chip _particleChip = new();
    private readonly BoardProbes _probes;

    public ProbeDrivers()
    {
        _probes = new BoardProbes(
            new Bme280(new I2cBus(_airChip)),
            new Scd4x(new I2cBus(_co2Chip)),
            new Sps30(new I2cBus(_particleChip)), null, null);
    }

    public void Dispose()
    {
        _airChip.Dispose();
        _co2Chip.Dispose();
        _particleChip.Dispose();
    }

    [Fact]
    public void The_worked_example_compensates_to_the_value_its_routine_gives()
    {
        var curve = new Bme280Compensation();
        byte[] coefficients =
        [
            0x70, 0x6B, 0x43, 0x67, 0x18, 0xFC, 0x7D, 0x8E, 0x43, 0xD6, 0xD0, 0x0B,
            0x27, 0x0B, 0x8C, 0x00, 0xF9, 0xFF, 0x8C, 0x3C, 0xF8, 0xC6, 0x70, 0x17,
        ];
        Assert.True(curve.LoadTemperatureAndPressure(coefficients));

        Assert.Equal(2508, curve.Temperature(519888));
        Assert.Equal(128422, curve.FineTemperature);
        Assert.Equal(25_767_233, curve.Pressure(415148));
    }

    [Fact]
    public void A_part_without_humidity_gives_the_example_and_no_humidity()
    {
        using var chip = new Bme280Chip(humidity: false);
        chip.SetRaw(pressure: 415148, temperature: 519888, humidity: 0);
        var part = new Bme280(new I2cBus(chip));
        Assert.Equal(ReadingCode.Warming, part.Read(ClimateLayout.Temperature, 0, out _));

        Assert.Equal((ReadingCode.Ok, 2508), Read(part, ClimateLayout.Temperature, 2000));
        Assert.Equal((ReadingCode.Ok, 10065), Read(part, ClimateLayout.Pressure, 2000));
        Assert.Equal((ReadingCode.Disabled, 0), Read(part, ClimateLayout.Humidity, 2000));
    }

    [Theory]
    [InlineData(2150, 4500, 101325)]
    [InlineData(-1000, 9000, 98000)]
    [InlineData(4500, 1000, 103000)]
    public void What_the_air_part_measures_is_what_is_read(int temperature, int humidity, int pascals)
    {
        _airChip.Measure(temperature, humidity, pascals);
        Warm();

        Near(temperature, ClimateLayout.Temperature, 1);
        Near(humidity, ClimateLayout.Humidity, 3);
        Near((pascals + 5) / 10, ClimateLayout.Pressure, 1);
    }

    [Fact]
    public void Co2_is_trusted_after_three_minutes_and_without_self_calibration()
    {
        Assert.Equal(ReadingCode.Warming, Read(ClimateLayout.Co2, 0).Code);
        Assert.Equal(ReadingCode.Warming, Read(ClimateLayout.Co2, 179_000).Code);
        Assert.Equal((ReadingCode.Ok, 500), Read(ClimateLayout.Co2, 185_000));
        Assert.False(_co2Chip.SelfCalibrates);

        _co2Chip.Co2 = 0;
        Assert.Equal((ReadingCode.Range, 0), Read(ClimateLayout.Co2, 190_000));
        _co2Chip.HasData = false;
        Assert.Equal(ReadingCode.Stale, Read(ClimateLayout.Co2, 260_000).Code);
    }

    [Fact]
    public void The_virtual_parts_send_the_bytes_of_their_data_sheets()
    {
        using var old = new Bme280Chip(humidity: false);
        var bus = new I2cBus(old);
        byte[] id = new byte[1], pressureAndTemperature = new byte[6];
        Assert.True(bus.WriteRead([0xD0], id));
        Assert.True(bus.WriteRead([0xF7], pressureAndTemperature));
        Assert.Equal([0x58], id);
        Assert.Equal([0x65, 0x5A, 0xC0, 0x7E, 0xED, 0x00], pressureAndTemperature);

        _co2Chip.BusyReads = 0;
        bus = new I2cBus(_co2Chip);
        byte[] reading = new byte[9];
        Assert.True(bus.Write([0x21, 0xB1]));
        Assert.True(bus.Write([0xEC, 0x05]));
        Assert.True(bus.Read(reading));
        Assert.Equal([0x01, 0xF4, 0x33, 0x66, 0x67, 0xA2, 0x5E, 0xB9, 0x3C], reading);
    }

    [Fact]
    public void The_read_example_of_the_co2_part_gives_its_temperature_and_humidity()
    {
        var part = new Scd4x(new I2cBus(_co2Chip));
        part.Read(0, out _);
        Assert.Equal((500, 2500, 3700), (part.Co2, part.Temperature, part.Humidity));
    }

    [Theory]
    [InlineData(8.5f, 85)]
    [InlineData(0f, 0)]
    [InlineData(0.04f, 0)]
    [InlineData(0.05f, 1)]
    [InlineData(12.34f, 123)]
    [InlineData(999.9f, 9999)]
    [InlineData(1e-30f, 0)]
    [InlineData(-1f, -1)]
    [InlineData(float.NaN, -1)]
    [InlineData(float.PositiveInfinity, -1)]
    [InlineData(1e9f, -1)]
    public void Particle_values_are_read_without_floating_point(float value, int tenths)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        Assert.Equal(tenths, Sps30.Tenths((bits >> 16) & 0xFFFF, bits & 0xFFFF));
    }

    [Fact]
    public void Particles_warm_for_thirty_seconds()
    {
        Assert.Equal(ReadingCode.Warming, Read(ClimateLayout.Pm25, 0).Code);
        Assert.Equal((ReadingCode.Ok, 85), Read(ClimateLayout.Pm25, 30_000));
        Assert.Equal((ReadingCode.Ok, 140), Read(ClimateLayout.Pm10, 30_000));
    }

    [Fact]
    [Trait("Requirement", "F-SEN-4")]
    public void Particles_are_cleaned_at_start_and_each_week_by_us_alone_and_what_the_fan_stirs_up_is_dropped()
    {
        Warm();
        Assert.False(_particleChip.CleansItself);
        Assert.Equal(1, _particleChip.Cleanings);

        Assert.Equal(ReadingCode.Ok, Read(ClimateLayout.Pm25, Sps30.CleanEveryMs - 1000L).Code);
        _particleChip.Pm25 = 400f;
        Assert.Equal((ReadingCode.Warming, 0), Read(ClimateLayout.Pm25, Sps30.CleanEveryMs));
        Assert.Equal((ReadingCode.Warming, 0), Read(ClimateLayout.Pm10, Sps30.CleanEveryMs + Sps30.CleanMs - 1000L));
        Assert.Equal(2, _particleChip.Cleanings);
        _particleChip.Pm25 = 9.1f;
        Assert.Equal((ReadingCode.Ok, 91), Read(ClimateLayout.Pm25, Sps30.CleanEveryMs + (long)Sps30.CleanMs));
        Assert.Equal(2, _particleChip.Cleanings);
    }

    [Theory]
    [InlineData(BusFault.NoAcknowledge, ReadingCode.Bus)]
    [InlineData(BusFault.StuckLine, ReadingCode.Bus)]
    [InlineData(BusFault.BadCrc, ReadingCode.Crc)]
    [InlineData(BusFault.AllZero, ReadingCode.Crc)]
    [InlineData(BusFault.AllOne, ReadingCode.Crc)]
    public void Every_failure_of_the_bus_has_its_code_on_checked_parts(BusFault fault, int code)
    {
        Warm();
        _co2Chip.Fault = fault;
        _particleChip.Fault = fault;

        Assert.Equal((code, 0), Read(ClimateLayout.Co2, 400_000));
        Assert.Equal((code, 0), Read(ClimateLayout.Pm10, 400_000));
    }

    [Theory]
    [InlineData(BusFault.NoAcknowledge)]
    [InlineData(BusFault.StuckLine)]
    [InlineData(BusFault.AllZero)]
    [InlineData(BusFault.AllOne)]
    public void A_part_without_checksum_never_gives_a_value_from_a_dead_bus(BusFault fault)
    {
        _airChip.Fault = fault;
        Warm();
        foreach (int channel in (int[])[ClimateLayout.Temperature, ClimateLayout.Humidity, ClimateLayout.Pressure])
        {
            Assert.NotEqual(ReadingCode.Ok, Read(channel, 400_000).Code);
        }
    }

    public static TheoryData<int, BusFault> Failures()
    {
        var all = new TheoryData<int, BusFault>();
        foreach (BusFault fault in Enum.GetValues<BusFault>().Where(fault => fault != BusFault.None))
        {
            for (int channel = 0; channel < ClimateLayout.Channels; channel++)
            {
                // The two parts that have no checksum cannot have a wrong one.
                bool hasChecksum = channel is ClimateLayout.Co2 or ClimateLayout.Pm25 or ClimateLayout.Pm10;
                if (fault != BusFault.BadCrc || hasChecksum)
                {
                    all.Add(channel, fault);
                }
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Failures))]
    [Trait("Requirement", "F-SEN-2")]
    public void No_probe_gives_a_value_from_a_bus_that_fails_and_each_comes_back(int channel, BusFault fault)
    {
        using var sound = new SoundMeterChip();
        VirtualChip[] chips = [_airChip, _airChip, _airChip, _co2Chip, _particleChip, _particleChip, sound];
        var probes = new BoardProbes(
            new Bme280(new I2cBus(_airChip)), new Scd4x(new I2cBus(_co2Chip)), new Sps30(new I2cBus(_particleChip)),
            new SoundMeter(new I2cBus(sound)), null);
        probes.Read(channel, 0, out _);
        Assert.Equal(ReadingCode.Ok, probes.Read(channel, 200_000, out _));

        chips[channel].Fault = fault;
        for (int read = 0; read < 2; read++)
        {
            int code = probes.Read(channel, 400_000 + (read * 10_000), out int value);
            Assert.Contains(code, (int[])[ReadingCode.Bus, ReadingCode.Crc, ReadingCode.Range, ReadingCode.Disabled]);
            Assert.Equal(0, code == ReadingCode.Range ? 0 : value);
        }

        chips[channel].Fault = BusFault.None;
        Assert.Equal(ReadingCode.Ok, probes.Read(channel, 800_000, out _));
    }

    [Theory]
    [Trait("Requirement", "F-SEN-3")]
    [InlineData(ClimateLayout.Temperature, 60)]
    [InlineData(ClimateLayout.Humidity, 60)]
    [InlineData(ClimateLayout.Pressure, 120)]
    [InlineData(ClimateLayout.Co2, 30)]
    [InlineData(ClimateLayout.Pm25, 120)]
    [InlineData(ClimateLayout.Pm10, 120)]
    public void A_probe_that_repeats_itself_is_stuck_until_it_moves(int channel, int samples)
    {
        long at = 200_000;
        Read(channel, 0);
        int good = 0;
        for (; good < 2 * samples && Read(channel, at).Code == ReadingCode.Ok; at += 5_000)
        {
            good++;
        }

        // A part that measures while it warms has shown one of them before.
        Assert.InRange(good, samples - 2, samples - 1);
        Assert.Equal(ReadingCode.Stuck, Read(channel, at).Code);
        _airChip.Measure(2180, 4610, 101_400);
        _co2Chip.Measure(2180, 4610);
        (_co2Chip.Co2, _particleChip.Pm25, _particleChip.Pm10) = (611, 9.2f, 15.1f);
        Assert.Equal(ReadingCode.Ok, Read(channel, at + 10_000).Code);
    }

    [Theory]
    [InlineData(BusFault.AllZero)]
    [InlineData(BusFault.AllOne)]
    public void A_bus_that_dies_while_running_gives_no_plausible_air(BusFault fault)
    {
        Warm();
        _airChip.Fault = fault;
        foreach (int channel in (int[])[ClimateLayout.Temperature, ClimateLayout.Humidity, ClimateLayout.Pressure])
        {
            Assert.NotEqual(ReadingCode.Ok, Read(channel, 400_000).Code);
        }
    }

    [Fact]
    [Trait("Requirement", "F-SEN-2")]
    public void Three_bad_reads_set_the_part_up_anew_and_ten_disable_it_for_an_hour()
    {
        var part = new Scd4x(new I2cBus(_co2Chip));
        _co2Chip.Fault = BusFault.BadCrc;
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(ReadingCode.Crc, part.Read(i * 5000, out _));
        }

        Assert.Equal(3, part.Health.Resets);
        Assert.Equal(ReadingCode.Disabled, part.Read(45_000, out _));
        _co2Chip.Fault = BusFault.None;
        Assert.Equal(ReadingCode.Disabled, part.Read(50_000, out _));
        Assert.Equal(ReadingCode.Warming, part.Read(45_000 + ProbeHealth.RetryMs, out _));
    }

    [Fact]
    [Trait("Requirement", "F-SEN-3")]
    public void A_raw_word_that_never_moves_is_stuck_and_recovers()
    {
        var part = new Scd4x(new I2cBus(_co2Chip));
        int code = ReadingCode.Ok;
        for (int i = 0; i < 60; i++)
        {
            code = part.Read(i * 5000, out _);
        }

        Assert.Equal(ReadingCode.Stuck, code);
        _co2Chip.Co2++;
        Assert.Equal(ReadingCode.Ok, part.Read(300_000, out _));
    }

    [Theory]
    [InlineData(0xF8, 0x96, 0x31)]
    [InlineData(0x9F, 0x07, 0xC2)]
    [InlineData(0x3B, 0xBE, 0x89)]
    [InlineData(0x01, 0xF4, 0x33)]
    [InlineData(0x66, 0x67, 0xA2)]
    [InlineData(0x5E, 0xB9, 0x3C)]
    [InlineData(0x07, 0xE6, 0x48)]
    [InlineData(0x09, 0x12, 0x63)]
    [InlineData(0x07, 0x9E, 0x09)]
    [InlineData(0x04, 0x4C, 0x42)]
    [InlineData(0x03, 0xDB, 0x42)]
    [InlineData(0x01, 0xE0, 0xB4)]
    [InlineData(0x7F, 0xCE, 0x7B)]
    [InlineData(0x00, 0x01, 0xB0)]
    [InlineData(0x00, 0x00, 0x81)]
    [InlineData(0x80, 0x06, 0x04)]
    [InlineData(0x66, 0x66, 0x93)]
    [InlineData(0x80, 0x00, 0xA2)]
    [InlineData(0xBE, 0xEF, 0x92)]
    public void The_checksum_of_a_word_is_the_published_one(byte high, byte low, byte crc)
    {
        Assert.Equal(crc, Crc8.Compute([high, low], 0, 2));
        Assert.True(Crc8.HoldsWords([high, low, crc], 1));
        Assert.False(Crc8.HoldsWords([high, low, (byte)(crc ^ 1)], 1));
        Assert.Equal(0xF7, Crc8.Compute("123456789"u8.ToArray(), 0, 9));
    }

    private static (int Code, int Value) Read(Bme280 part, int channel, long nowMs) =>
        (part.Read(channel, nowMs, out int value), value);

    private (int Code, int Value) Read(int channel, long nowMs) => (_probes.Read(channel, nowMs, out int value), value);

    private void Warm()
    {
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            _probes.Read(channel, 0, out _);
            _probes.Read(channel, 200_000, out _);
        }
    }

    private void Near(int expected, int channel, int within)
    {
        (int code, int value) = Read(channel, 300_000);
        Assert.Equal(ReadingCode.Ok, code);
        Assert.InRange(value, expected - within, expected + within);
    }
}
