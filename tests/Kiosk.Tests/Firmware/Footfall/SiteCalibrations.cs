using Kiosk.Firmware.Footfall;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Ledger;
using Xunit;

namespace Kiosk.Tests.Firmware.Footfall;

[Trait("Requirement", "F-FOOT-5")]
public sealed class SiteCalibrations
{
    [Fact]
    public void What_staff_pressed_over_what_was_estimated_is_the_factor_across_the_end_of_a_slot()
    {
        var rig = new FootfallRig();
        long at = rig.Play(1_000, [.. Walkers(20)]);
        rig.Step(600_000);
        rig.Counter.BeginCalibration(600_000);
        SiteCalibration site = rig.Counter.Site!;
        for (int person = 0; person < 110; person++)
        {
            site.Press(goesIn: person % 2 == 0);
        }

        Assert.True(at < 600_000);
        rig.Play(601_000, [.. Walkers(100)]);
        rig.Step(1_199_999);
        Assert.True(site.IsRunning);
        rig.Step(1_200_000);

        Assert.False(site.IsRunning);
        Assert.InRange(site.Factor, 1080, 1105);
        Assert.InRange(site.FactorError, 66, 76);
    }

    [Theory]
    [InlineData(29, 29)]
    [InlineData(100, 20)]
    [InlineData(40, 100)]
    public void Too_few_people_or_a_factor_out_of_bounds_propose_nothing(int pressed, int walked)
    {
        var rig = new FootfallRig();
        rig.Counter.BeginCalibration(0);
        for (int person = 0; person < pressed; person++)
        {
            rig.Counter.Site!.Press(goesIn: true);
        }

        rig.Play(1_000, [.. Walkers(walked)]);
        rig.Step(600_000);

        Assert.Equal((0, 0), (rig.Counter.Site!.Factor, rig.Counter.Site!.FactorError));
    }

    [Fact]
    public void The_city_stores_the_factor_in_the_settings_and_can_publish_it()
    {
        using var bench = new LedgerBench();
        long device = bench.Kiosk().Device;
        Assert.Equal(new SiteFactor(1000, 0), bench.Ledger.Registry.FootfallFactor("K07"));

        bench.Ledger.Registry.PushSettings(device, new Settings { BeamFactor = 1090, BeamFactorError = 47 });
        Assert.Equal(new SiteFactor(1090, 47), bench.Ledger.Registry.FootfallFactor("K07"));
        Assert.Equal(new SiteFactor(1000, 0), bench.Ledger.Registry.FootfallFactor("K99"));
    }

    [Theory]
    [InlineData(499, 0, SettingsKey.BeamFactor)]
    [InlineData(2001, 0, SettingsKey.BeamFactor)]
    [InlineData(1000, 501, SettingsKey.BeamFactorError)]
    [InlineData(500, 500, 0)]
    public void A_factor_out_of_range_is_refused_by_name(int factor, int error, int key) =>
        Assert.Equal(key, SettingsRange.FirstBad(new Settings { BeamFactor = factor, BeamFactorError = error }));

    private static IEnumerable<(int State, int HeldMs)> Walkers(int people) => Enumerable.Range(0, people)
        .SelectMany(person => new[] { (1, 140), (3, 180), (2, 140), (0, 4540) });
}
