using CsCheck;
using Kiosk.Firmware;
using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Climate;

/// <summary>Self-heating is corrected by a measured curve with id and version, and by nothing else.</summary>
[Trait("Requirement", "F-SEN-5")]
public sealed class ClimateCurves
{
    private const long Noon = 1_760_011_200;

    // As a bench would measure it: the box warms by 1.5 degrees when it is cold, by 3 when it is hot.
    private static readonly ClimateCurve Measured =
        new(3, "shield-t", 2, 40, [0, -150, 2000, -200, 4000, -300], [0, 300, 10_000, 0]);

    [Fact]
    public void Nothing_is_corrected_until_a_curve_was_measured_and_every_number_is_known()
    {
        ClimateCurve inForce = ClimateCurve.Of(ClimateCurve.InForce)!;
        Assert.Equal(("shield-a", 0, 0), (inForce.Id, inForce.Version, inForce.SettleMinutes));
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            Assert.Equal(1234, inForce.Corrected(channel, 1234));
        }

        Assert.Equal(
            Enumerable.Range(0, ClimateCurve.Count),
            Enumerable.Range(0, ClimateCurve.Count).Select(number => ClimateCurve.Of(number)!.Number));
        Assert.Null(ClimateCurve.Of(ClimateCurve.Count));
        Assert.Null(ClimateCurve.Of(-1));
        Assert.InRange(ClimateCurve.Count, 1, ClimateLayout.CurveMask);
    }

    [Theory]
    [InlineData(-1000, -1150)]
    [InlineData(0, -150)]
    [InlineData(1000, 825)]
    [InlineData(2000, 1800)]
    [InlineData(2010, 1809)]
    [InlineData(2011, 1810)]
    [InlineData(4000, 3700)]
    [InlineData(8500, 8200)]
    public void Between_two_points_the_curve_is_straight_and_beyond_them_even(int read, int air) =>
        Assert.Equal(air, Measured.Corrected(ClimateLayout.Temperature, read));

    [Fact]
    public void A_corrected_value_lies_between_those_of_the_points_around_it_and_order_is_kept() =>
        Gen.Int[-4000, 8499].Sample(read =>
        {
            int now = Measured.Corrected(ClimateLayout.Temperature, read);
            return now >= read - 300 && now <= read - 150
                && now <= Measured.Corrected(ClimateLayout.Temperature, read + 1);
        });

    [Fact]
    public void A_reading_holds_the_corrected_value_and_the_number_of_its_curve_and_warms_until_the_box_is_warm()
    {
        var probes = new SetProbes();
        var sampler = new ClimateSampler(probes);
        sampler.Correct(Measured);
        TimeKeeper time = SensesJournal.Time(Noon);
        time.Quality = 3;
        RecordJournal journal = SensesJournal.Make();
        var record = new Kiosk.Protocol.Record();

        sampler.Step(0, time, journal, record);
        Assert.Equal([0, 0, 10132], record.Values[..3]);
        Assert.Equal(
            (ReadingCode.Warming, ReadingCode.Warming, ReadingCode.Ok),
            (sampler.Code(0), sampler.Code(1), sampler.Code(2)));

        sampler.Step(40 * 60_000, time, journal, record);
        Assert.Equal([2150 - 208, 4500 + 165, 10132], record.Values[..3]);
        Assert.Equal(3L << ClimateLayout.CurveShift, record.Values[ClimateLayout.Codes]);

        // Rules judge what was read: a corrected value cannot hide that a part is out of its range.
        probes.Values[ClimateLayout.Temperature] = 8501;
        sampler.Step(45 * 60_000, time, journal, record);
        Assert.Equal((ReadingCode.Range, 0L), (sampler.Code(0), record.Values[0]));
    }
}
