using System.Net;
using System.Text;
using System.Text.Json;
using Kiosk.Fiscal;
using Kiosk.Gateway;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.Console;
using Kiosk.Gateway.Merchant;
using Kiosk.Gateway.Options;
using Kiosk.Gateway.State;
using Kiosk.Ledger;
using Kiosk.Tests.Archive;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>
/// Goal: who may call what of a merchant's documents (pos.md R74): every route that is mapped, asked by everybody.
/// Method: the gateway's own endpoints with their filters, called without a socket.
/// </summary>
[Trait("Requirement", "R74")]
public sealed class MerchantApiTests : IAsyncDisposable
{
    private const string Siret = "12345678901234", Request = "droit de communication 12";
    private readonly ShopBench _shop = new();
    private readonly StateFolder _state;
    private readonly WebApplication _gateway;
    private readonly string _city, _own, _other;

    public MerchantApiTests()
    {
        _shop.Live(days: 32, salesPerDay: 3);
        _shop.Ledger.Registry.PutKiosk(new KioskPlace("K08", "Kiosque K08", "rue", 1, true, true, "presse"));
        _shop.Ledger.Registry.AddDevice("K08", 1008);
        _own = Token(ShopBench.Terminal);
        _other = Token("K08");
        _state = StateFolder.Open(Path.Combine(_shop.Folder, "gateway"));
        _city = _state.SecretText(AdminAccess.TokenFile);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        GatewayOptions options = OptionReader.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_shop.Ledger);
        builder.Services.AddSingleton<TimeProvider>(_shop.Clock);
        builder.Services.AddSingleton(_state);
        builder.Services.AddSingleton<BrokerCounters>();
        builder.Services.AddSingleton<DownlinkSender>();
        GatewayRoutes.AddServices(builder.Services, options);
        _gateway = builder.Build();
        GatewayRoutes.Map(_gateway);
    }

    public static TheoryData<string> Callers() =>
        ["nobody", "a wrong token", "another merchant", "the city without a reason", "in clear over the network"];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task No_route_of_a_merchant_answers_to(string caller)
    {
        Assert.True(Routes().Count >= 12, $"{Routes().Count} routes");
        long looks = _shop.Ledger.Archives.Accesses(ShopBench.Terminal).Count;
        foreach (RouteEndpoint route in Routes())
        {
            (int status, string body) = caller switch
            {
                "nobody" => await CallAsync(route, null),
                "a wrong token" => await CallAsync(route, _own + "x", Request),
                "another merchant" => await CallAsync(route, _other, Request),
                "the city without a reason" => await CallAsync(route, _city, "  "),
                _ => await CallAsync(route, _own, Request, remote: "192.0.2.7"),
            };
            bool known = caller is "the city without a reason" or "in clear over the network";
            Assert.True(status == (known ? 403 : 401), $"{Name(route)}: {status} {body}");
            Assert.DoesNotContain(Siret, body, StringComparison.Ordinal);
            Assert.Contains("urn:kiosk:problem", body, StringComparison.Ordinal);
        }

        Assert.Equal(looks, _shop.Ledger.Archives.Accesses(ShopBench.Terminal).Count);
        Assert.Equal(Routes().Count, _gateway.Services.GetRequiredService<MerchantAccess>().Refused);
    }

    [Fact]
    public async Task Every_route_answers_to_its_merchant_but_those_of_the_city_alone_and_each_look_is_logged()
    {
        string[] alone = [];
        foreach (RouteEndpoint route in Routes())
        {
            int before = _shop.Ledger.Archives.Accesses(ShopBench.Terminal).Count;
            (int status, string body) = await CallAsync(route, _own);
            if (status == 403)
            {
                alone = [.. alone, Name(route)];
                continue;
            }

            Assert.True(status is 200 or 400 or 409 or 404, $"{Name(route)}: {status} {body}");
            FiscalAccess look = _shop.Ledger.Archives.Accesses(ShopBench.Terminal)[0];
            Assert.Equal(before + 1, _shop.Ledger.Archives.Accesses(ShopBench.Terminal).Count);
            Assert.Equal(("merchant", ""), (look.Who, look.Reason));
        }

        Assert.Equal(["POST /api/merchant/{terminal}/archives/{number:long}/purge"], alone);
    }

    [Fact]
    public async Task Every_route_answers_to_the_city_on_a_legal_request_that_the_merchant_sees_before_the_answer()
    {
        foreach (RouteEndpoint route in Routes())
        {
            (int status, string body) = await CallAsync(route, _city, Uri.EscapeDataString("réquisition n° 12"));
            if (route.Metadata.GetMetadata<MerchantAlone>() is not null)
            {
                Assert.Equal("POST /api/merchant/{terminal}/archives/{number:long}/confirm", Name(route));
                Assert.Equal(403, status);
                continue;
            }

            Assert.True(status is 200 or 400 or 409 or 404, $"{Name(route)}: {status} {body}");
            FiscalAccess look = _shop.Ledger.Archives.Accesses(ShopBench.Terminal)[0];
            Assert.Equal(("city", "réquisition n° 12"), (look.Who, look.Reason));
        }
    }

    // The order of the filters: a look that cannot be logged shows nothing, and is an answer, no crash.
    [Fact]
    public async Task What_cannot_be_logged_is_not_shown()
    {
        _shop.Ledger.RefuseWrites(true);
        foreach (RouteEndpoint route in Routes().Where(route => route.Metadata.GetMetadata<CityAlone>() is null))
        {
            bool own = route.Metadata.GetMetadata<MerchantAlone>() is not null;
            foreach (string token in (string[])(own ? [_own] : [_own, _city]))
            {
                (int status, string body) = await CallAsync(route, token, Request);
                Assert.True(status == 409, $"{Name(route)}: {status} {body}");
                Assert.DoesNotContain(Siret, body, StringComparison.Ordinal);
            }
        }

        _shop.Ledger.RefuseWrites(false);
        Assert.DoesNotContain(_shop.Ledger.Archives.Accesses(ShopBench.Terminal), look => look.Reason == Request);
    }

    [Fact]
    public async Task A_terminal_that_is_not_there_and_too_long_a_reason_are_refused()
    {
        RouteEndpoint route = Route("GET", "/api/merchant/{terminal}/archives");
        Assert.Equal(404, (await CallAsync(route, _own, terminal: "K99")).Status);
        Assert.Equal(403, (await CallAsync(route, _city, new string('x', 201))).Status);
        Assert.All(Routes(), each => Assert.Equal(
            RateLimits.Admin, each.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName));
    }

    [Theory]
    [Trait("Requirement", "R56")]
    [InlineData("reel-mensuel", 20260221, 20260228, "2026-03-10")]
    [InlineData("reel-trimestriel", 20260201, 20260228, "2026-03-10")]
    [InlineData("simplifie", 20260201, 20260228, "2026-03-30")]
    [InlineData("franchise", 20260101, 20260228, "2026-03-30")]
    public async Task The_period_of_an_e_report_is_told_to_the_merchant(string regime, int first, int last, string due)
    {
        _shop.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 5, 8, 0, 0, TimeSpan.Zero));
        RouteEndpoint route = Route("GET", "/api/merchant/{terminal}/ereport/period");
        (int status, string body) = await CallAsync(route, _own, query: "?regime=" + regime);
        Assert.True(status == 200, body);
        JsonElement period = JsonDocument.Parse(body).RootElement;
        Assert.Equal((first + 10_000, last + 10_000),
            (period.GetProperty("firstDay").GetInt32(), period.GetProperty("lastDay").GetInt32()));
        Assert.StartsWith(due.Replace("2026", "2027", StringComparison.Ordinal).Replace("-", "",
            StringComparison.Ordinal), period.GetProperty("due").ToString(), StringComparison.Ordinal);
        (status, body) = await CallAsync(route, _own, query: "?regime=trimestre");
        Assert.Equal(409, status);
        Assert.Contains(regime, body, StringComparison.Ordinal);
        Assert.Equal(409, (await CallAsync(route, _own)).Status);
    }

    // A code serves over loopback or TLS alone, without a token, and never twice.
    [Fact]
    public async Task A_code_of_the_city_is_exchanged_once_and_not_in_clear_over_the_network()
    {
        RouteEndpoint claim = Route("POST", "/api/claim/{terminal}");
        string code = _shop.Ledger.Archives.NewMerchantClaim(ShopBench.Terminal, "remise");
        string body = $"{{\"code\":\"{code}\"}}";
        Assert.Equal(403, (await CallAsync(claim, null, remote: "192.0.2.7", text: body)).Status);
        Assert.Equal(404, (await CallAsync(claim, null, terminal: "K99", text: body)).Status);
        Assert.Equal(409, (await CallAsync(claim, null, text: "{}")).Status);
        (int status, string answer) = await CallAsync(claim, null, text: body);
        Assert.True(status == 200, answer);
        string token = JsonDocument.Parse(answer).RootElement.GetProperty("token").GetString()!;
        Assert.Equal(200, (await CallAsync(Route("GET", "/api/merchant/{terminal}/archives"), token)).Status);
        Assert.Equal(401, (await CallAsync(Route("GET", "/api/merchant/{terminal}/archives"), _own)).Status);
        (status, answer) = await CallAsync(claim, null, text: body);
        Assert.Equal(409, status);
        Assert.Contains("If that was not you", answer, StringComparison.Ordinal);
        Assert.Equal(RateLimits.Admin, claim.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName);
    }

    [Theory]
    [InlineData("?from=20260229&to=20260301")]
    [InlineData("?from=20260101&to=20260431")]
    [InlineData("?from=20260101&to=20260101")]
    [Trait("Requirement", "R55")]
    public async Task Days_that_no_calendar_has_are_refused_by_name(string query)
    {
        (int status, string body) = await CallAsync(Route("GET", "/api/merchant/{terminal}/ereport"), _own,
            query: query);
        Assert.Equal(400, status);
        Assert.Contains("business days", body, StringComparison.Ordinal);
    }

    // With the administration's token and every other route of the gateway: no takings, no SIRET, no line of a sale.
    [Fact]
    public async Task No_other_route_gives_the_citys_token_a_merchants_data()
    {
        string accounting = (await CallAsync(
            Route("GET", "/api/merchant/{terminal}/accounting"), _own, query: "?month=202601")).Body;
        string[] takings = [.. accounting.Split("\r\n").Skip(1).Select(row => row.Split(';'))
            .Where(row => row.Length > 5 && row[4].Length >= 5).Select(row => row[4].Replace(",", "",
                StringComparison.Ordinal)).Distinct()];
        Assert.True(takings.Length > 10, $"{takings.Length} takings");
        int asked = 0;
        foreach (RouteEndpoint route in All().Where(IsPlainGet))
        {
            (int status, string body) = await CallAsync(route, _city, Request);
            asked += status == 200 ? 1 : 0;
            Assert.DoesNotContain(Siret, body, StringComparison.Ordinal);
            Assert.DoesNotContain("Jus, orange", body, StringComparison.Ordinal);
            Assert.DoesNotContain(takings, sum => body.Contains($":{sum},", StringComparison.Ordinal)
                || body.Contains($" {sum}\n", StringComparison.Ordinal));
        }

        Assert.True(asked >= 10, $"{asked} routes answered");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _state.Dispose();
        _shop.Dispose();
    }

    private static bool IsPlainGet(RouteEndpoint route) =>
        Method(route) == "GET" && !route.RoutePattern.RawText!.StartsWith("/api/merchant", StringComparison.Ordinal)
        && !route.RoutePattern.RawText.Contains("live", StringComparison.Ordinal);

    private List<RouteEndpoint> All() => [.. ((IEndpointRouteBuilder)_gateway).DataSources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    private List<RouteEndpoint> Routes() => [.. All().Where(route =>
        route.RoutePattern.RawText!.StartsWith("/api/merchant/", StringComparison.Ordinal))];

    private RouteEndpoint Route(string method, string path) =>
        All().Single(route => route.RoutePattern.RawText == path && Method(route) == method);

    private static string Method(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";

    private static string Name(RouteEndpoint route) => Method(route) + " " + route.RoutePattern.RawText;

    private string Token(string terminal) => _shop.Ledger.Archives.Claim(
        terminal, _shop.Ledger.Archives.NewMerchantClaim(terminal, "remise"));

    private async Task<(int Status, string Body)> CallAsync(
        RouteEndpoint route, string? token, string? reason = null, string remote = "127.0.0.1",
        string terminal = ShopBench.Terminal, string query = "",
        string text = "{\"sha256\":\"x\",\"closing\":1,\"extract\":\"abcd\"}")
    {
        using IServiceScope scope = _gateway.Services.CreateScope();
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.SetEndpoint(route);
        http.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        http.Request.Method = Method(route);
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("kiosk.test");
        http.Request.Path = route.RoutePattern.RawText;
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues["terminal"] = terminal;
        http.Request.RouteValues["number"] = http.Request.RouteValues["code"] = "1";
        http.Request.RouteValues["device"] = "1007";
        http.Request.RouteValues["kiosk"] = http.Request.RouteValues["id"] = "K07";
        http.Request.ContentType = "application/json";
        byte[] body = Encoding.UTF8.GetBytes(text);
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentLength = body.Length;
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new WithBody());
        http.Response.Body = answer;
        if (token is not null)
        {
            http.Request.Headers.Authorization = "Bearer " + token;
        }

        if (reason is not null)
        {
            http.Request.Headers[MerchantAccess.LegalRequest] = reason;
        }

        await route.RequestDelegate!(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    private sealed class WithBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
