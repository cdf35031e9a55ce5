using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kiosk.Gateway;
using Xunit;

namespace Kiosk.EndToEnd.Gateway;

/// <summary>
/// A whole gateway in an empty folder on ports chosen by the system, stopped and wiped after the test.
/// </summary>
public sealed class RunningGateway : IAsyncLifetime
{
    private readonly string[] _further;
    private GatewayApp? _app;

    public RunningGateway(params string[] further) => _further = further;

    /// <summary>What tells real time, by which certificates live.</summary>
    public TimeProvider Real { get; init; } = TimeProvider.System;

    public string State { get; } = Path.Combine(Path.GetTempPath(), "kiosk-" + Guid.NewGuid().ToString("N"));

    public (int Http, int MqttTls, int? MqttPlain) Ports => _app!.Ports;

    public HttpClient Anyone { get; private set; } = new();

    public HttpClient Admin { get; private set; } = new();

    public string TokenFile => Path.Combine(State, "admin.token");

    public async Task InitializeAsync()
    {
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Anyone.Dispose();
        Admin.Dispose();
        Directory.Delete(State, recursive: true);
    }

    public async Task StartAsync()
    {
        _app = GatewayApp.Build(
        [
            "--State", State, "--Http:Port", "0", "--Mqtt:TlsPort", "0", "--Mqtt:PlainPort", "0", "--Live:PauseMs",
                "200",
            .. _further,
        ], Real);
        await _app.StartAsync();
        Anyone = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Ports.Http}/") };
        Admin = new HttpClient { BaseAddress = Anyone.BaseAddress };
        string token = (await File.ReadAllTextAsync(TokenFile)).Trim();
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async Task<JsonElement> EnrolAsync(string kiosk, long device = 0)
    {
        using HttpResponseMessage answer = await Admin.PostAsJsonAsync(
            "api/admin/devices", new { kiosk, name = "Kiosque " + kiosk, arrondissement = 1, device });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Value of a line of /metrics, as administration sees it: with what moves at each sale.</summary>
    public async Task<long> MetricAsync(string line)
    {
        string page = await Admin.GetStringAsync("metrics");
        Match match = Regex.Match(page, "^" + Regex.Escape(line) + " ([0-9]+)$", RegexOptions.Multiline);
        Assert.True(match.Success, line + " is missing from /metrics");
        return long.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The count of a refusal that the gateway makes after the client has seen the end of its connection: waits until
    /// there is one.
    /// </summary>
    public async Task<long> RefusedAfterwardsAsync(string kind)
    {
        using var limit = new CancellationTokenSource(TestDevice.Limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        long refused = await RefusedAsync(kind);
        while (refused == 0)
        {
            await pace.WaitForNextTickAsync(limit.Token);
            refused = await RefusedAsync(kind);
        }

        return refused;
    }

    public Task<long> RefusedAsync(string kind) => MetricAsync($"kiosk_broker_refused_total{{kind=\"{kind}\"}}");
}
