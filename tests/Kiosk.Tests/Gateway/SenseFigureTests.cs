using System.Text.Json;
using Kiosk.Firmware;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.City;
using Kiosk.Gateway.City.Pages;
using Kiosk.Gateway.OpenData;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;
using Kiosk.Ledger.Ingest;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Tests.Ledger;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>What senses tell of themselves reaches those who read their figures.</summary>
public sealed class SenseFigureTests : IDisposable
{
    private readonly LedgerBench _bench = new();
    private readonly SyntheticKiosk _kiosk;

    public SenseFigureTests() => _kiosk = _bench.Kiosk();

    public void Dispose() => _bench.Dispose();

    [Fact]
    [Trait("Requirement", "F-JRN-10")]
    public void Quiet_quarters_that_a_slot_of_the_night_stands_for_are_zeros_and_not_holes()
    {
        long slot = _kiosk.Utc - (_kiosk.Utc % 900) - 900;
        Submit(_kiosk.Of(RecordKind.FootfallSlot, slot, 1, 899, 1, 0, 0, 0, 10, 2, 0, 3));
        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(slot + 900);
        IReadOnlyList<FootfallPoint> quarters =
            _bench.Ledger.Footfall("K07", AggregateStep.Quarter, end.AddMinutes(-75), end);

        Assert.Equal([false, true, true, true, true], quarters.Select(point => point.Measured));
        Assert.Equal([0, 0, 0, 0, 1], quarters.Select(point => point.People));
        Assert.Equal([0, 900, 900, 900, 899], quarters.Select(point => point.IdleSeconds));
        Assert.Equal(5 - 1, quarters.Sum(point => point.NumberedSlots));
    }

    [Theory]
    [InlineData(99, 7)]
    [InlineData(-5, 0)]
    public void A_number_of_quiet_quarters_that_cannot_be_is_bounded(long told, int taken)
    {
        long slot = _kiosk.Utc - (_kiosk.Utc % 900) - 900;
        Submit(_kiosk.Of(RecordKind.FootfallSlot, slot, 0, 900, 0, 0, 0, 0, 0, 0, 0, told));
        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(slot + 900);
        Assert.Equal(taken + 1, _bench.Ledger.Footfall("K07", AggregateStep.Quarter, end.AddHours(-20), end)
            .Count(point => point.Measured));
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-5")]
    public void What_staff_counted_at_the_till_waits_for_the_city_with_the_numbers_of_the_settings()
    {
        Assert.Equal(EventCode.SiteCountEnd, SiteCounts.End);
        Submit(_kiosk.Event(EventCode.SiteCountEnd, 1090, 47));
        Alarm alarm = Assert.Single(_bench.Ledger.Alarms());
        Assert.Equal((AlarmKind.SiteCounted, _kiosk.Device), (alarm.Kind, alarm.Device));
        Assert.Contains("beamFactor 1090, beamFactorError 47", alarm.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventCode.SiteCountEnd, 0, 0)]
    [InlineData(EventCode.SiteCountEnd, 499, 40)]
    [InlineData(EventCode.SiteCountEnd, 2001, 40)]
    [InlineData(EventCode.SiteCountEnd, 1000, 501)]
    [InlineData(EventCode.SiteCountEnd, long.MaxValue, long.MinValue)]
    [InlineData(EventCode.SiteCountBegin, 1090, 47)]
    [Trait("Requirement", "F-FOOT-5")]
    public void A_count_without_a_factor_that_can_be_is_no_proposal(int code, long factor, long error)
    {
        Submit(_kiosk.Event(code, factor, error));
        Assert.Empty(_bench.Ledger.Alarms());
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-5")]
    public async Task A_calibrated_site_says_so_and_its_error_grows_with_the_sum_as_its_factor_is_off_in_all_alike()
    {
        for (int quarter = 0; quarter < 4; quarter++)
        {
            long slot = _kiosk.Utc - (_kiosk.Utc % 900) - 900;
            Submit(_kiosk.Of(RecordKind.FootfallSlot, slot, 100, 800, 60, 40, 0, 0, 1000, 30, 0));
            _bench.Clock.Advance(TimeSpan.FromMinutes(15));
            _kiosk.Utc = _bench.Clock.GetUtcNow().ToUnixTimeSeconds();
        }

        _bench.Clock.Advance(TimeSpan.FromMinutes(40));
        KioskModel before = Reader().Kiosk("K07")!;
        Assert.Equal(400, before.Kiosk.PassagesToday.Value);

        // Root of 6.0 squared, the slots' own, and 18 % of 400 squared, the model's; each quarter as well.
        Assert.Equal(72.25, before.Kiosk.PassagesToday.Error, 2);
        Assert.Equal(72.0, before.Kiosk.PassagesToday.Common, 2);
        Assert.Equal(18.25, before.Quarters.First(quarter => quarter.State == CellState.Value).Error, 2);
        FootfallDocument open = PublicApi.FootfallOf("K07", Today(), Reader());
        Assert.Equal(("beam-pair", 1, 18.0), (open.Model!.Id, open.Model.Version, open.Model.StandardErrorPercent));
        Assert.Contains("Nobody has compared", open.Model.Reason, StringComparison.Ordinal);
        Assert.Null(open.Calibration);
        Assert.Contains("écart-type 18", await Page(before), StringComparison.Ordinal);
        Assert.Contains("pas encore été étalonné", await Page(before), StringComparison.Ordinal);

        _bench.Ledger.Registry.PushSettings(_kiosk.Device, new Settings { BeamFactor = 1090, BeamFactorError = 50 });
        KioskModel after = Reader().Kiosk("K07")!;

        // Root of 6.0 squared and 5 % of 400 squared.
        Assert.Equal(20.88, after.Kiosk.PassagesToday.Error, 2);
        Assert.Equal(400, after.Kiosk.PassagesToday.Value);
        Assert.Equal(0, after.Kiosk.PassagesToday.Common);
        Assert.Equal(5.83, after.Quarters.First(quarter => quarter.State == CellState.Value).Error, 2);
        Assert.Null(PublicApi.FootfallOf("K07", Today(), Reader()).Model);
        string page = await Page(after);
        Assert.Contains("facteur 1,09", page, StringComparison.Ordinal);
        Assert.Contains("côte à côte", page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-5")]
    public void What_all_sites_have_alike_adds_up_in_a_sum_and_what_is_their_own_does_not()
    {
        Assert.Equal(5, Cell.ErrorOf([(3.0, 0.0), (4.0, 0.0)]), 6);
        Assert.Equal(7, Cell.ErrorOf([(3.0, 3.0), (4.0, 4.0)]), 6);

        // Own parts 3 and 4, common parts 4 and 3.
        Assert.Equal(Math.Sqrt(25 + 49), Cell.ErrorOf([(5.0, 4.0), (5.0, 3.0)]), 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id;version;error_permille;reason")]
    [InlineData("id;version;error_permille;reason\nbeam-pair;0;180;because")]
    [InlineData("id;version;error_permille;reason\nbeam-pair;1;0;because")]
    [InlineData("id;version;error_permille;reason\nbeam-pair;1;501;because")]
    [InlineData("id;version;error_permille;reason\nbeam-pair;1;180;")]
    [InlineData("id;version;error_permille;reason\nbeam-pair;1;180;a;b")]
    [InlineData("id;version;error_permille;reason\na;1;180;b\na;2;180;b")]
    [Trait("Requirement", "F-FOOT-5")]
    public void A_model_without_a_version_an_error_and_a_reason_is_refused(string csv)
    {
        FormatException refused = Assert.Throws<FormatException>(() => FootfallModel.Read(csv));
        Assert.StartsWith("footfall-model.csv is not", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "F-SEN-1")]
    public void Each_value_of_the_api_has_a_validity_code_and_an_age_and_a_marked_one_enters_no_mean()
    {
        long codes = ((long)ReadingCode.Humid << 16) | ((long)ReadingCode.Stuck << 12) | (15L << 8);
        Submit(_kiosk.Climate(2000, 8600, 10130, 420, 80, 120, 550, codes, 10_015));
        _bench.Clock.Advance(TimeSpan.FromMinutes(30));
        DateTimeOffset now = _bench.Clock.GetUtcNow();
        IReadOnlyList<ValidityDocument> latest =
            Documents.Of(_bench.Ledger.LatestReading("K07", Publication.Last(now)), now);

        Assert.Equal(["ok", "ok", "unknown", "stuck", "humid", "ok", "ok"], latest.Select(value => value.Code));
        Assert.All(latest, value => Assert.Equal(1800, value.AgeSeconds));
        Assert.Equal("pm25", latest[ClimateLayout.Pm25].Channel);
        Assert.Contains("\"Code\":\"humid\"", JsonSerializer.Serialize(latest), StringComparison.Ordinal);
        Assert.Empty(Documents.Of(null, now));
        Assert.Equal((100, 1.5), (latest[ClimateLayout.Sound].Windows, latest[ClimateLayout.Sound].HalfWidth));
        Assert.Null(latest[0].Windows);

        ClimatePoint hour = _bench.Ledger.Climate(
            "K07", AggregateStep.Hour, now.AddHours(-2), now).Single(point => point.Channels[0].Count > 0);
        Assert.Equal([1, 1, 0, 0, 0, 1, 1], hour.Channels.Select(value => value.Count));
    }

    [Fact]
    [Trait("Requirement", "F-SEN-5")]
    public void The_curve_of_a_value_is_named_in_the_open_data_and_its_points_are_listed()
    {
        Submit(_kiosk.Climate(2000, 4600, 10130, 420, 80, 120, 550, 0, 10_015));
        Submit(_kiosk.Climate(2000, 4600, 10130, 420, 80, 120, 550, 1L << ClimateLayout.CurveShift, 10_015));
        _bench.Clock.Advance(TimeSpan.FromHours(2));
        DateTimeOffset now = _bench.Clock.GetUtcNow();
        ReadingView latest = _bench.Ledger.LatestReading("K07", Publication.Last(now))!;

        Assert.Equal(1, latest.Curve);
        Assert.All(Documents.Of(latest, now), value => Assert.Equal(("ok", "1"), (value.Code, value.Curve)));
        ClimateHourDocument[] hours =
            [.. PublicApi.ClimateOf("K07", Today(), _bench.Ledger, _bench.Clock).Hours];
        Assert.Equal(["shield-a/0", "1"], Assert.Single(hours, hour => hour.Values[0].Readings > 0).Curves);
        Assert.All(hours.Where(hour => hour.Values[0].Readings == 0), hour => Assert.Empty(hour.Curves));

        CurveDocument none = Assert.Single(Documents.Curves());
        Assert.Equal(("shield-a/0", 0, 0), (none.Name, none.Temperature.Count, none.Humidity.Count));
        CurveDocument some = Documents.Of(new ClimateCurve(9, "shield-b", 2, 45, [2000, -150], [4000, 310]));
        Assert.Equal(("9", 45), (some.Name, some.SettleMinutes));
        Assert.Equal(new CurvePointDocument(20, -1.5), Assert.Single(some.Temperature));
        Assert.Equal(new CurvePointDocument(40, 3.1), Assert.Single(some.Humidity));
    }

    private DateOnly Today() => DateOnly.FromDateTime(CivilTime.Local(_bench.Clock.GetUtcNow()).DateTime);

    private static Task<string> Page(KioskModel model) => Rendered.PageAsync<KioskPage>(TextsFrench.All, model);

    private void Submit(params ReadOnlySpan<Kiosk.Protocol.Record> records) =>
        Assert.Equal(IngestOutcome.Stored, _bench.Submit(_kiosk, _kiosk.Frame(records)).Outcome);

    private CityReader Reader() => new(
        _bench.Ledger, _bench.Clock, OptionReader.Read(new ConfigurationBuilder().Build()),
        new DownlinkSender(_bench.Ledger, new BrokerCounters(), NullLogger<DownlinkSender>.Instance),
        NullLogger<CityReader>.Instance);
}
