using Kiosk.Gateway.Console;
using Kiosk.Gateway.City.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kiosk.Gateway.City;

/// <summary>The public pages, French at <c>/</c> and English at <c>/en/</c>, and the live stream.</summary>
public static class CityRoutes
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Maps pages, live stream and assets.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        SiteFiles.Map(routes);
        RouteGroupBuilder pages = routes.MapGroup("").RequireRateLimiting(RateLimits.Public).ExcludeFromDescription();
        foreach (Texts text in new[] { TextsFrench.All, TextsEnglish.All })
        {
            pages.MapGet(text.Prefix, (CityReader reader) =>
                new RazorComponentResult<CityPage>(new { Text = text, Model = reader.City() }));
            pages.MapGet(text.Prefix + "kiosks/{id}", (string id, CityReader reader) =>
                KioskPage(text, reader.Kiosk(id)));
        }

        pages.MapGet("/live", (LiveFeed feed, CancellationToken gone) => feed.TryEnter()
            ? (IResult)TypedResults.ServerSentEvents(feed.Read(gone))
            : Results.Problem("All live streams are taken; reload the page by hand.", statusCode: 503));
    }

    /// <summary>Headers that forbid a page whatever it does not need.</summary>
    public static Task AddHeadersAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        IHeaderDictionary headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-cache";
        return next(http);
    }

    private static RazorComponentResult KioskPage(Texts text, KioskModel? model) => model is null
        ? new RazorComponentResult<MissingPage>(new { Text = text }) { StatusCode = StatusCodes.Status404NotFound }
        : new RazorComponentResult<Pages.KioskPage>(new { Text = text, Model = model });
}
