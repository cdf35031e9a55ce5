using System.Net;
using System.Net.Http.Json;
using System.Text;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Notices;
using Kiosk.Gateway;
using Kiosk.Protocol;
using Kiosk.Provision;
using Xunit;

namespace Kiosk.EndToEnd.Gateway;

public sealed class WebTests : IAsyncLifetime
{
    private readonly RunningGateway _gateway = new("--Clock:Driven", "true", "--Clock:Start", "2026-03-02T11:00:00Z");

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("Basic abc")]
    [InlineData("Bearer guess")]
    public async Task Administration_without_the_token_is_refused_as_a_problem_and_counted(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/admin/audit");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using HttpResponseMessage answer = await _gateway.Anyone.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_admin_refused_total"));
    }

    [Theory]
    [InlineData("/", "fr", "Aucun kiosque pour l")]
    [InlineData("/en/", "en", "No kiosk yet")]
    [InlineData("/kiosks/K99", "fr", "existe pas")]
    [InlineData("/en/kiosks/K99", "en", "no such kiosk")]
    public async Task Pages_come_in_the_language_of_their_path_with_a_strict_policy(
        string path, string code, string words)
    {
        using HttpResponseMessage answer = await _gateway.Anyone.GetAsync(path);
        string page = await answer.Content.ReadAsStringAsync();
        Assert.Contains($"lang=\"{code}\"", page, StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task An_unknown_kiosk_is_404_on_the_page_and_in_the_api()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.Anyone.GetAsync("kiosks/K99")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.Anyone.GetAsync("api/v1/kiosks/K99")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_day_is_refused_with_the_field_named()
    {
        await _gateway.EnrolAsync("K07");
        using HttpResponseMessage answer = await _gateway.Anyone.GetAsync("api/v1/kiosks/K07/footfall?day=tomorrow");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"day\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_public_route_is_described_and_answers()
    {
        await _gateway.EnrolAsync("K07");
        using var description = System.Text.Json.JsonDocument.Parse(
            await _gateway.Anyone.GetStringAsync("openapi/v1.json"));
        string[] paths = [.. description.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name)];
        Assert.Equal(
            ["/api/v1/curves", "/api/v1/fleet", "/api/v1/keys", "/api/v1/kiosks", "/api/v1/kiosks/{id}",
                "/api/v1/kiosks/{id}/climate", "/api/v1/kiosks/{id}/footfall", "/api/v1/witness"],
            paths.Order());
        foreach (string path in paths)
        {
            using HttpResponseMessage answer = await _gateway.Anyone.GetAsync(
                path.Replace("{id}", "K07", StringComparison.Ordinal));
            Assert.True(answer.IsSuccessStatusCode, path);
        }
    }

    [Fact]
    public async Task The_clock_is_driven_on_request_and_health_answers()
    {
        using HttpResponseMessage answer = await _gateway.Anyone.PostAsJsonAsync(
            "clock", new { utc = "2026-03-03T08:00:00Z" });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("2026-03-03T08:00:00", await _gateway.Anyone.GetStringAsync("api/v1/fleet"),
            StringComparison.Ordinal);
        Assert.Contains("\"ok\"", await _gateway.Anyone.GetStringAsync("health"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "R74")]
    public async Task The_audit_gives_tickets_and_cents_only_while_the_clock_is_driven(bool driven)
    {
        var live = new RunningGateway();
        await live.InitializeAsync();
        RunningGateway asked = driven ? _gateway : live;
        using var audit = System.Text.Json.JsonDocument.Parse(await asked.Admin.GetStringAsync("api/admin/audit"));
        foreach (string name in new[] { "tickets", "cents", "content", "events", "frames" })
        {
            Assert.Equal(driven, audit.RootElement.TryGetProperty(name, out _));
        }

        Assert.Equal(0, audit.RootElement.GetProperty("storedTwice").GetInt64());
        await live.DisposeAsync();
    }

    [Fact]
    public async Task The_live_stream_opens_with_an_event()
    {
        using var limit = new CancellationTokenSource(TestDevice.Limit);
        using Stream stream = await _gateway.Anyone.GetStreamAsync("live", limit.Token);
        using var reader = new StreamReader(stream);
        Assert.Equal("event: change", await reader.ReadLineAsync(limit.Token));
    }

    [Fact]
    public async Task A_catalogue_too_large_for_a_downlink_is_refused_with_size_limit_and_remedy()
    {
        await _gateway.EnrolAsync("K07", 1007);
        var articles = Enumerable.Range(100_001, 160).Select(code => new
        {
            code, label = "éèêëàâäîïôöûüçéèêëàâ", cents = 12_345, vat = 5.5, ean = "",
        });
        using HttpResponseMessage answer = await _gateway.Admin.PostAsJsonAsync(
            "api/admin/devices/1007/catalogue", new { articles });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        string words = await answer.Content.ReadAsStringAsync();
        Assert.Matches("takes [0-9]{4,} bytes", words);
        Assert.Contains("holds 8192", words, StringComparison.Ordinal);
        Assert.Contains("shorten labels", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kiosk_enrolled_with_coordinates_keeps_them_and_half_a_pair_is_refused()
    {
        using HttpResponseMessage whole = await _gateway.Admin.PostAsJsonAsync(
            "api/admin/devices", new { kiosk = "K07", name = "Gambetta", latitude = 43.3004, longitude = 5.3836 });
        Assert.True(whole.IsSuccessStatusCode, await whole.Content.ReadAsStringAsync());
        using HttpResponseMessage half = await _gateway.Admin.PostAsJsonAsync(
            "api/admin/devices", new { kiosk = "K08", latitude = 43.3 });
        Assert.Equal(HttpStatusCode.BadRequest, half.StatusCode);
        Assert.Contains("/kiosks/K07", await _gateway.Anyone.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using HttpResponseMessage answer = await _gateway.Admin.PostAsync(
            "api/admin/devices/7/settings", JsonContent.Create(new { merchant = new string('x', 400_000) }));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_port_in_use_stops_the_start_with_an_error_that_names_it()
    {
        string state = _gateway.State + "-2";
        GatewayApp second = GatewayApp.Build(
            ["--State", state, "--Http:Port", $"{_gateway.Ports.Http}", "--Mqtt:TlsPort", "0"]);
        var error = await Assert.ThrowsAsync<IOException>(() => second.StartAsync());
        Assert.Contains($"{_gateway.Ports.Http}", error.Message, StringComparison.Ordinal);
        await second.DisposeAsync();
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public async Task The_command_enrols_lists_steers_and_revokes_a_device()
    {
        string bundle = Path.Combine(_gateway.State, "bundle.json");
        Assert.Equal(ExitCodes.Ok,
            (await RunAsync("device", "add", "--kiosk", "K07", "--device", "1007", "--out", bundle)).Code);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bundle));
        }

        Assert.Equal(ExitCodes.CheckFailed, (await RunAsync("device", "add", "--kiosk", "K07", "--out", bundle)).Code);
        Assert.Contains("1007", (await RunAsync("device", "list")).Text, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok,
            (await RunAsync("notice", "push", "1007", "Marché à 17 h", "--until", "2026-03-02T18:00:00Z")).Code);
        Assert.Equal(ExitCodes.Refused, (await RunAsync("notice", "push", "1007", "Łódź")).Code);
        Assert.Equal(ExitCodes.CheckFailed, (await RunAsync("device", "revoke", "1007")).Code);
        Assert.Equal(ExitCodes.Ok, (await RunAsync("device", "revoke", "1007", "--yes")).Code);
        Assert.Equal(ExitCodes.Refused, (await RunAsync("device", "revoke", "4711", "--yes")).Code);
        await _gateway.StopAsync();
        Assert.Equal(ExitCodes.Unreachable, (await RunAsync("device", "list")).Code);
    }

    [Fact]
    public async Task Each_page_of_the_city_goes_through_broker_and_seal_and_is_the_page_that_residents_read()
    {
        using var device = new TestDevice(await _gateway.EnrolAsync("K07"));
        await device.ConnectAsync(_gateway.Ports.MqttTls);
        await device.SubscribeAsync();
        string number = device.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach ((string page, int kind, string text, string title) in ((string, int, string, string)[])
        [
            ("hours", Downlink.Hours, "Lundi 7 h à 19 h", "Horaires"),
            ("agenda", Downlink.Agenda, "Samedi : fête du port", "Agenda"),
            ("help", Downlink.Help, "Pharmacie au 12", "Aide"),
            ("link", Downlink.Link, "https://kiosques.example/K07", "Vos données"),
            ("out-of-order", Downlink.OutOfOrder, "Retour mardi", "Hors service"),
        ])
        {
            Assert.Equal(ExitCodes.Ok, (await RunAsync(
                "notice", "push", number, text, "--page", page, "--english", "In English")).Code);
            DownlinkReader reader = await device.NextAsync(kind);
            Notice[] notices = [.. Enumerable.Range(0, NoticeSlot.Count).Select(_ => new Notice())];
            int slot = Downlink.SlotOf(kind);
            Assert.Equal(DownlinkError.None, reader.ReadNotice(notices[slot]));
            Assert.Equal(text, Encoding.Latin1.GetString(notices[slot].Text, 0, notices[slot].TextLength));
            Assert.True(notices[slot].Version > 0);
            var book = new PageBook();
            var facts = new PageFacts(notices) { NowUtc = 1_772_449_200, ClockKnown = true };
            Assert.True(book.Set(slot == NoticeSlot.OutOfOrder ? PageId.OutOfOrder : PageId.OfSlot(slot), facts));
            string words = PageWords.Of(book.Sheet);
            Assert.StartsWith(title, words, StringComparison.Ordinal);
            Assert.True(slot == NoticeSlot.Link || words.Contains(text, StringComparison.Ordinal), words);
        }
    }

    private async Task<(int Code, string Text)> RunAsync(params string[] args)
    {
        var text = new StringWriter();
        string[] all = [.. args, "--gateway", _gateway.Anyone.BaseAddress!.ToString(), "--token-file",
            _gateway.TokenFile];
        int code = await KioskCommand.RunAsync(all, Words.English, text, text);
        return (code, text.ToString());
    }
}
