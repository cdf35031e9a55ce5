using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Climate;

[Trait("Requirement", "F-SEN-1")]
public sealed class ClimateSampling
{
    private const long Noon = 1_760_011_200;

    private readonly SetProbes _probes = new();
    private readonly Kiosk.Protocol.Record _record = new();
    private readonly Kiosk.Firmware.TimeKeeper _time = SensesJournal.Time(Noon);
    private readonly Kiosk.Firmware.Journal.RecordJournal _journal = SensesJournal.Make();
    private readonly ClimateSampler _sampler;

    public ClimateSampling()
    {
        _time.Quality = 3;
        _sampler = new ClimateSampler(_probes);
    }

    [Fact]
    public void A_reading_holds_seven_values_and_a_code_for_each()
    {
        _probes.Codes[ClimateLayout.Co2] = ReadingCode.Warming;
        _probes.Codes[ClimateLayout.Sound] = ReadingCode.Disabled;
        _sampler.Step(0, _time, _journal, _record);

        Assert.Equal([2150, 4500, 10132, 0, 81, 120, 0], _record.Values[..7]);
        Assert.Equal(0x9001000, _record.Values[ClimateLayout.Codes]);
        Assert.Equal(ClimateLayout.Count, _record.Count);
    }

    [Fact]
    [Trait("Requirement", "F-SEN-6")]
    public void A_sound_level_comes_with_its_windows_and_its_interval_and_without_a_level_there_is_none()
    {
        (_probes.Windows, _probes.HalfWidth) = (100, 15);
        _sampler.Step(0, _time, _journal, _record);
        Assert.Equal(10_015, _record.Values[ClimateLayout.SoundSpread]);
        _probes.HalfWidth = 100;
        _sampler.Step(300_000, _time, _journal, _record);
        Assert.Equal(10_099, _record.Values[ClimateLayout.SoundSpread]);
        _probes.Codes[ClimateLayout.Sound] = ReadingCode.Stale;
        _sampler.Step(600_000, _time, _journal, _record);
        Assert.Equal(0, _record.Values[ClimateLayout.SoundSpread]);
    }

    [Fact]
    public void Readings_follow_the_period_and_the_wall_clock()
    {
        Assert.Equal(300_000, _sampler.Step(0, _time, _journal, _record));
        Assert.Equal(300_000, _sampler.Step(299_999, _time, _journal, _record));
        Assert.Equal(1, _sampler.Stored);
        Assert.Equal(600_000, _sampler.Step(310_000, _time, _journal, _record));
        Assert.Equal(2, _sampler.Stored);

        _sampler.PeriodSeconds = 60;
        Assert.Equal(360_000, _sampler.Step(320_000, _time, _journal, _record));
        _sampler.PeriodSeconds = 5;
        Assert.Equal(60, _sampler.PeriodSeconds);
    }

    [Fact]
    public void A_value_that_jumps_farther_than_air_can_is_marked_once_and_then_believed()
    {
        _sampler.Step(0, _time, _journal, _record);
        _probes.Values[ClimateLayout.Temperature] += RateWatch.StepMax(ClimateLayout.Temperature) + 1;
        _probes.Values[ClimateLayout.Humidity] += RateWatch.StepMax(ClimateLayout.Humidity);
        _sampler.Step(300_000, _time, _journal, _record);
        Assert.Equal(ReadingCode.Rate, _sampler.Code(ClimateLayout.Temperature));
        Assert.Equal((0, ReadingCode.Ok), (_record.Values[0], _sampler.Code(ClimateLayout.Humidity)));
        _sampler.Step(600_000, _time, _journal, _record);
        Assert.Equal(ReadingCode.Ok, _sampler.Code(ClimateLayout.Temperature));

        _probes.Values[ClimateLayout.Temperature] = 0;
        _sampler.Step(600_000 + RateWatch.ForgetMs + 300_000, _time, _journal, _record);
        Assert.Equal(ReadingCode.Ok, _sampler.Code(ClimateLayout.Temperature));
    }

    [Fact]
    [Trait("Requirement", "F-SEN-5")]
    public void Particles_in_air_above_85_percent_are_marked_humid_and_keep_what_was_counted()
    {
        _probes.Values[ClimateLayout.Humidity] = ClimateSampler.HumidAbove;
        _sampler.Step(0, _time, _journal, _record);
        Assert.Equal(ReadingCode.Ok, _sampler.Code(ClimateLayout.Pm25));

        _probes.Values[ClimateLayout.Humidity]++;
        _sampler.Step(300_000, _time, _journal, _record);
        Assert.Equal((ReadingCode.Humid, ReadingCode.Humid),
            (_sampler.Code(ClimateLayout.Pm25), _sampler.Code(ClimateLayout.Pm10)));
        Assert.Equal([8501, 81, 120], [_record.Values[1], _record.Values[4], _record.Values[5]]);
        Assert.Equal(0xAA0000, _record.Values[ClimateLayout.Codes]);

        _probes.Codes[ClimateLayout.Humidity] = ReadingCode.Bus;
        _sampler.Step(600_000, _time, _journal, _record);
        Assert.Equal(ReadingCode.Ok, _sampler.Code(ClimateLayout.Pm25));
    }

    [Fact]
    [Trait("Requirement", "F-JRN-8")]
    public void While_the_gateway_is_away_a_record_is_the_mean_of_its_quarter_and_nothing_counts_as_refused()
    {
        for (int i = 0; i < Kiosk.Firmware.Journal.JournalQuota.BacklogRecords; i++)
        {
            _sampler.Step(i * 300_000L, _time, _journal, _record);
        }

        int stored = _sampler.Stored;
        Assert.Equal(Kiosk.Firmware.Journal.JournalQuota.BacklogRecords, stored);
        long start = stored * 300_000L;
        foreach ((int reading, int celsius) in new[] { (0, 2100), (1, 2200), (2, 2603) })
        {
            _probes.Values[ClimateLayout.Temperature] = celsius;
            _probes.Values[ClimateLayout.Sound] = 500 + reading;
            _sampler.Step(start + (reading * 300_000L), _time, _journal, _record);
        }

        Assert.Equal((stored + 1, 2), (_sampler.Stored, _sampler.Merged));
        Assert.Equal([2301, 502], [_record.Values[0], _record.Values[ClimateLayout.Sound]]);
        Assert.Equal(2603, _sampler.Value(ClimateLayout.Temperature));
        Assert.Equal((0, 0), (_journal.RefusedCount, _sampler.Lost));
    }

    [Fact]
    public void A_late_step_reads_once()
    {
        _sampler.Step(0, _time, _journal, _record);
        _sampler.Step(86_400_000, _time, _journal, _record);
        Assert.Equal(2, _sampler.Stored);
    }

    [Fact]
    [Trait("Requirement", "F-SEN-3")]
    public void A_word_that_repeats_too_often_is_stuck_and_one_change_frees_it()
    {
        for (int i = 0; i < 200; i++)
        {
            _sampler.Step(i * 300_000L, _time, _journal, _record);
            Assert.Equal(i < 59 ? ReadingCode.Ok : ReadingCode.Stuck, _sampler.Code(ClimateLayout.Temperature));
            Assert.Equal(i < 119 ? ReadingCode.Ok : ReadingCode.Stuck, _sampler.Code(ClimateLayout.Pressure));
            Assert.Equal(i < 29 ? ReadingCode.Ok : ReadingCode.Stuck, _sampler.Code(ClimateLayout.Co2));
        }

        _probes.Values[ClimateLayout.Temperature]++;
        _sampler.Step(100_000_000, _time, _journal, _record);
        Assert.Equal(ReadingCode.Ok, _sampler.Code(ClimateLayout.Temperature));
    }

    [Theory]
    [Trait("Requirement", "F-SEN-3")]
    [InlineData(ClimateLayout.Humidity, 10_000, true)]
    [InlineData(ClimateLayout.Humidity, 9_999, false)]
    [InlineData(ClimateLayout.Pm25, 0, true)]
    [InlineData(ClimateLayout.Pm10, 0, true)]
    [InlineData(ClimateLayout.Pm10, 1, false)]
    public void A_night_of_fog_or_of_air_without_a_particle_is_not_stuck(int channel, int value, bool believed)
    {
        _probes.Values[channel] = value;
        for (int i = 0; i < 200; i++)
        {
            // What is looked at here must not be marked as droplets.
            _probes.Codes[ClimateLayout.Humidity] = channel == ClimateLayout.Humidity ? 0 : ReadingCode.Disabled;
            _sampler.Step(i * 300_000L, _time, _journal, _record);
        }

        Assert.Equal(believed ? ReadingCode.Ok : ReadingCode.Stuck, _sampler.Code(channel));
    }

    [Theory]
    [Trait("Requirement", "F-SEN-4")]
    [InlineData(ClimateLayout.Temperature, -4001)]
    [InlineData(ClimateLayout.Temperature, 8501)]
    [InlineData(ClimateLayout.Humidity, 10001)]
    [InlineData(ClimateLayout.Pressure, 2999)]
    [InlineData(ClimateLayout.Co2, 0)]
    [InlineData(ClimateLayout.Pm25, -1)]
    [InlineData(ClimateLayout.Pm10, 10001)]
    [InlineData(ClimateLayout.Sound, 1401)]
    public void An_impossible_value_is_out_of_range_and_not_reported(int channel, int value)
    {
        _probes.Values[channel] = value;
        _sampler.Step(0, _time, _journal, _record);

        Assert.Equal((ReadingCode.Range, 0), (_sampler.Code(channel), _sampler.Value(channel)));
    }
}

/// <summary>Probes that say what a test set.</summary>
internal sealed class SetProbes : Probes
{
    public int[] Values { get; } = [2150, 4500, 10132, 612, 81, 120, 553];

    public int[] Codes { get; } = new int[ClimateLayout.Channels];

    public int Windows { get; set; }

    public int HalfWidth { get; set; }

    public override int SoundWindows => Windows;

    public override int SoundHalfWidth => HalfWidth;

    public override int Read(int channel, long nowMs, out int value)
    {
        value = Values[channel];
        return Codes[channel];
    }
}
