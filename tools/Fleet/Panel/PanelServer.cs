using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Panel;

/// <summary>Serves the front panels on loopback: pages, live state, hands.</summary>
public static class PanelServer
{
    private const int LookEveryMs = 60;

    /// <summary>Starts the server; port 0 lets the system choose.</summary>
    public static async Task<WebApplication> StartAsync(
        IReadOnlyList<PanelKiosk> kiosks, Uri city, int port, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = 1024;
        });
        var app = builder.Build();
        app.Use(Guard);
        var byId = kiosks.ToDictionary(k => k.Place.Kiosk, StringComparer.Ordinal);
        MapPages(app, kiosks, byId, city);
        MapHands(app.MapGroup("/kiosk/{id}"), byId);
        await app.StartAsync(stop);
        return app;
    }

    /// <summary>Only our own pages may move a hand, and pages load nothing from elsewhere.</summary>
    private static Task Guard(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
        http.Response.Headers["X-Content-Type-Options"] = "nosniff";
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        if (HttpMethods.IsPost(http.Request.Method) && site is "cross-site" or "same-site")
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private static void MapPages(
        WebApplication app, IReadOnlyList<PanelKiosk> kiosks, Dictionary<string, PanelKiosk> byId, Uri city)
    {
        app.MapGet("/", (string? lang) =>
            Text(PanelPage.RenderList(kiosks.Select(k => k.Place), Language(lang), city), "text/html"));
        app.MapGet("/panel.css", () => Text(PanelPage.Resource("panel.css"), "text/css"));
        app.MapGet("/panel.js", () => Text(PanelPage.Resource("panel.js"), "text/javascript"));
        app.MapGet("/kiosk/{id}", (string id, string? lang) => byId.TryGetValue(id, out var kiosk)
            ? Text(PanelPage.Render(kiosk.Place, kiosk.Catalogue, Language(lang), city, kiosk.State.Lcd), "text/html")
            : NoSuch(id));
        app.MapGet("/kiosk/{id}/page.png", (string id) => byId.TryGetValue(id, out var kiosk) && kiosk.Page.Length > 0
            ? Results.Bytes(kiosk.Page, "image/png")
            : NoSuch(id));
        app.MapGet("/kiosk/{id}/live", (string id, string? lang, CancellationToken gone) =>
            byId.TryGetValue(id, out var kiosk)
                ? TypedResults.ServerSentEvents(Follow(kiosk, lang, gone))
                : NoSuch(id));
    }

    private static IResult Text(string content, string type) => Results.Content(content, type + "; charset=utf-8");

    private static void MapHands(RouteGroupBuilder kiosk, Dictionary<string, PanelKiosk> byId)
    {
        kiosk.MapPost("/key/{key:int}", (string id, int key) => Answer(byId, id, k => k.Press(key)));
        kiosk.MapPost("/do/{what}", (string id, string what) => Answer(byId, id, k => k.Act(what)));
        kiosk.MapPost("/scan", async (string id, HttpRequest request) =>
        {
            var code = await TextAsync(request);
            return Answer(byId, id, k => k.Scan(code));
        });
        kiosk.MapPost("/probe/{channel:int}", async (string id, int channel, HttpRequest request) =>
        {
            var text = await TextAsync(request);
            return Answer(byId, id, k => int.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && k.Probe(channel, value));
        });
    }

    private static async IAsyncEnumerable<SseItem<object>> Follow(
        PanelKiosk kiosk, string? language, [EnumeratorCancellation] CancellationToken gone)
    {
        kiosk.Watch(1);
        try
        {
            PanelState? last = null;
            while (!gone.IsCancellationRequested)
            {
                var state = kiosk.State;
                if (state != last)
                {
                    last = state;
                    yield return new SseItem<object>(state.ToJson(kiosk.Place.Kiosk, language));
                }

                await Task.Delay(LookEveryMs, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            kiosk.Watch(-1);
        }
    }

    private static async Task<string> TextAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return (await reader.ReadToEndAsync()).Trim();
    }

    private static string Language(string? lang) => lang == "en" ? "en" : "fr";

    private static IResult Answer(Dictionary<string, PanelKiosk> byId, string id, Func<PanelKiosk, bool> hand) =>
        !byId.TryGetValue(id, out var kiosk) ? NoSuch(id)
        : hand(kiosk) ? Results.NoContent()
        : Results.Problem(
            $"{id}: the kiosk cannot take that, or {PanelKiosk.HandsMax} hands already wait", statusCode: 422);

    private static IResult NoSuch(string id) => Results.Problem($"there is no kiosk '{id}'", statusCode: 404);
}
