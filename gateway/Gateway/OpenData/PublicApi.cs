using System.Globalization;
using Kiosk.Gateway.City;
using Kiosk.Gateway.Console;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Gateway.OpenData;

/// <summary>
/// The open data API, described at <c>/openapi/v1.json</c>. Anyone may read it, from any page (CORS).
/// </summary>
public static class PublicApi
{
    /// <summary>Name of the CORS policy of the API.</summary>
    public const string Cors = "open";

    private const string Published =
        "state: live, vacant (both in touch), silent or waiting. measuredUntil: end of the last quarter of an hour "
        + "with a measurement (passages or climate) that is published, null when there is none within a day. "
        + "Nothing here changes when a kiosk sells: the time of its last message is not published.";

    private const string Estimated =
        "Passages are estimated from the share of time in which two light beams are free, with a standard error. "
        + "State: value, missing (not measured), invalid (measured by beams that were blocked, flapping, dead or "
        + "saturated: no number), withheld (1 to 4 passages at night, and what would give them back) or pending. "
        + "Two people exactly abreast break the beams once and count as one; pushchairs, bags and bicycles may count "
        + "twice, platoons hide in one another. Where the site was calibrated its factor holds them; where it was not "
        + "the standard error holds that of the model (model: id, version, reason), the same in all hours and at all "
        + "such sites: it adds up in a sum. Passages on the pavement only, never stops at the counter.";

    /// <summary>Maps <c>/api/v1</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        RouteGroupBuilder api = routes.MapGroup("/api/v1").RequireRateLimiting(RateLimits.Public).RequireCors(Cors);
        api.MapGet("/kiosks", (CityReader city) => city.City().Kiosks.Select(Documents.Of))
            .WithName("kiosks").WithSummary("All kiosks, their state, today's passages and indicative air class")
            .WithDescription(Published)
            .Produces<IEnumerable<KioskDocument>>();
        api.MapGet("/kiosks/{id}", Kiosk)
            .WithName("kiosk").WithSummary("One kiosk").WithDescription(Published)
            .Produces<KioskDocument>().ProducesProblem(404);
        api.MapGet("/kiosks/{id}/footfall", Footfall)
            .WithName("footfall").WithSummary("Passages per hour of one civil day (Europe/Paris), 15 minutes late")
            .WithDescription(Estimated)
            .Produces<FootfallDocument>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/kiosks/{id}/climate", Climate)
            .WithName("climate").WithSummary("Temperature, humidity, pressure, CO2, particles and sound per hour")
            .WithDescription(
                "An hour is given from 2 minutes after its end on. latest: validity code and age of each channel's "
                + "last reading that is published; an hour's values are means of readings whose code is ok. curves: "
                + "what they were corrected by, see curves. Pressure is that of the place, not of the sea.")
            .Produces<ClimateDocument>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/curves", Documents.Curves)
            .WithName("curves").WithSummary("Curves by which temperature and humidity are corrected, by id and version")
            .WithDescription(
                "A curve is measured per model of shield and never changed: a new one has a new version. Version 0 of "
                + "a model says that none was measured yet: its values are as the parts give them.")
            .Produces<IEnumerable<CurveDocument>>();
        api.MapGet("/fleet", (CityReader city) => Fleet(city.City()))
            .WithName("fleet").WithSummary("The fleet now; tickets of all kiosks together, never of one")
            .Produces<FleetDocument>();
    }

    private static IResult Kiosk(string id, CityReader city) =>
        city.City().Kiosks.FirstOrDefault(kiosk => kiosk.Id == id) is { } card
            ? Results.Ok(Documents.Of(card))
            : Unknown(id);

    private static IResult Footfall(string id, string? day, CityReader city, TimeProvider time)
    {
        if (!TryDay(day, time, out DateOnly date))
        {
            return WrongDay(day);
        }

        if (!city.Knows(id))
        {
            return Unknown(id);
        }

        return Results.Ok(FootfallOf(id, date, city));
    }

    private static IResult Climate(string id, string? day, CityReader city, CityLedger ledger, TimeProvider time)
    {
        if (!TryDay(day, time, out DateOnly date))
        {
            return WrongDay(day);
        }

        if (!city.Knows(id))
        {
            return Unknown(id);
        }

        ReadingView? latest = ledger.LatestReading(id, Publication.Last(time.GetUtcNow()));
        return Results.Ok(ClimateOf(id, date, ledger, time) with { Latest = Documents.Of(latest, time.GetUtcNow()) });
    }

    /// <summary>Passages of one civil day as they are published.</summary>
    public static FootfallDocument FootfallOf(string id, DateOnly day, CityReader city)
    {
        ArgumentNullException.ThrowIfNull(city);
        IReadOnlyList<Cell> hours = city.Hours(id, CivilTime.Noon(day), out Figure total);
        SiteFactor site = city.Calibration(id);
        return new FootfallDocument(
            id, day, [.. hours.Select(Documents.Of)], Documents.Of(total), Documents.Of(site), Documents.ModelOf(site));
    }

    /// <summary>Climate of one civil day as it is published.</summary>
    public static ClimateDocument ClimateOf(string id, DateOnly day, CityLedger ledger, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        (DateTimeOffset start, DateTimeOffset end) = CivilTime.Day(CivilTime.Noon(day));
        IEnumerable<ClimateHourDocument> hours = ledger.Climate(id, AggregateStep.Hour, start, end).Select(point =>
            new ClimateHourDocument(
                point.Start, point.End,
                [.. Enumerable.Range(0, ClimateLayout.Channels).Select(channel =>
                    Value(Publication.IsDue(point.End, time) ? point.Channels[channel] : default, channel))],
                Publication.IsDue(point.End, time) ? [.. point.Curves.Select(Documents.CurveName)] : []));
        return new ClimateDocument(id, day, [.. hours]);
    }

    private static ValueDocument Value(ClimateValue value, int channel)
    {
        double scale = Channels.Scale(channel);
        string name = Channels.Name(channel), unit = Channels.Unit(channel);
        return value.Count == 0
            ? new ValueDocument(name, unit, null, null, null, 0)
            : new ValueDocument(
                name, unit, Math.Round(value.Mean * scale, 2), Math.Round(value.Min * scale, 2),
                Math.Round(value.Max * scale, 2), value.Count);
    }

    private static FleetDocument Fleet(CityModel city) => new(
        city.Now, city.Kiosks.Count, city.Kiosks.Count(kiosk => kiosk.State is KioskState.Live or KioskState.Vacant),
        city.Measuring, Documents.Of(city.Passages), Documents.Of(city.Tickets), [.. city.Hours.Select(Documents.Of)]);

    private static bool TryDay(string? text, TimeProvider time, out DateOnly day)
    {
        if (text is null)
        {
            day = DateOnly.FromDateTime(CivilTime.Local(time.GetUtcNow()).DateTime);
            return true;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && day.Year is >= 2000 and < 2200;
    }

    private static IResult WrongDay(string? day) => Problems.Invalid("day", $"'{day}' is not a day like 2026-03-02");

    private static IResult Unknown(string id) => Problems.NotFound(
        $"There is no kiosk '{id}'; GET /api/v1/kiosks lists all.");
}
