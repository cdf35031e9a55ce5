using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kiosk.Measure;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.EndToEnd.Gateway;

/// <summary>
/// Nothing that anyone can read moves when a kiosk of a fleet too small sells: no counter, no figure (R74).
/// </summary>
[Trait("Requirement", "R74")]
[Trait("Requirement", "GRD-1")]
public sealed class SilenceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
    private readonly RunningGateway _gateway = new("--Clock:Driven", "true", "--Clock:Start", "2026-03-02T11:00:00Z");

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_sale_in_a_small_fleet_moves_no_counter_and_no_figure()
    {
        (TestDevice device, SyntheticKiosk kiosk) = await SellerAsync(1);
        (TestDevice second, SyntheticKiosk other) = await SellerAsync(2);
        using IDisposable first = device, last = second;
        string before = await PublicAsync();
        Assert.DoesNotContain("frames_total", before, StringComparison.Ordinal);
        Assert.DoesNotContain("events_stored", before, StringComparison.Ordinal);
        Assert.DoesNotContain("commits_total", before, StringComparison.Ordinal);

        await device.PublishAsync(kiosk.Frame(kiosk.Ticket(0, 1, 2)));
        await device.PublishAsync(kiosk.Frame(kiosk.Ticket(1)));
        await second.PublishAsync(other.Frame(other.Ticket(2)));

        Assert.Equal(3, await _gateway.MetricAsync("kiosk_ledger_events_stored_total"));
        Assert.Equal(before, await PublicAsync());
    }

    [Fact]
    public async Task From_the_third_selling_kiosk_on_a_sale_wakes_the_pages_and_tells_none_which()
    {
        var devices = new List<TestDevice>();
        SyntheticKiosk? kiosk = null;
        for (int number = 1; number <= 3; number++)
        {
            (TestDevice device, kiosk) = await SellerAsync(number);
            devices.Add(device);
            await devices[^1].PublishAsync(kiosk.Frame(kiosk.Ticket(number - 1)));
        }

        Assert.Contains("\"value\":3", await _gateway.Anyone.GetStringAsync("api/v1/fleet"), StringComparison.Ordinal);
        await using var live = new LiveReader(await _gateway.Anyone.GetStreamAsync("live"));
        Assert.Equal("event: change|data: 1", await live.NextAsync());
        await devices[^1].PublishAsync(kiosk!.Frame(kiosk.Ticket(1)));

        Assert.Equal("event: change|data: 2", await live.NextAsync());
        Assert.Contains("kiosk_broker_frames_total 4", await PublicAsync(), StringComparison.Ordinal);
        devices.ForEach(device => device.Dispose());
    }

    /// <summary>Everything public but the time of the page and the memory of the process.</summary>
    private async Task<string> PublicAsync()
    {
        string metrics = await _gateway.Anyone.GetStringAsync("metrics");
        string[] rest = ["api/v1/fleet", "api/v1/kiosks", "", "en/", "kiosks/K01", "en/kiosks/K01"];
        foreach (string path in rest)
        {
            metrics += await _gateway.Anyone.GetStringAsync(path);
        }

        return Regex.Replace(metrics, "(?m)^kiosk_process_resident_bytes .*$", "");
    }

    private async Task<(TestDevice Device, SyntheticKiosk Kiosk)> SellerAsync(int number)
    {
        string id = $"K{number:D2}";
        JsonElement bundle = await _gateway.EnrolAsync(id, 1000 + number);
        var kiosk = new SyntheticKiosk(
            1000 + number, id, bundle.GetProperty("secret").GetBytesFromBase64(),
            SyntheticKiosk.MakeCatalogue(3, 1), new Settings(), Now.ToUnixTimeSeconds(), number);
        return (await ConnectedAsync(new TestDevice(bundle)), kiosk);
    }

    private async Task<TestDevice> ConnectedAsync(TestDevice device)
    {
        object[] articles =
        [
            new { code = 1, label = "A", cents = 100, vat = 5.5, ean = "" },
            new { code = 2, label = "B", cents = 105, vat = 20, ean = "" },
            new { code = 3, label = "C", cents = 110, vat = 5.5, ean = "" },
        ];
        using HttpResponseMessage answer = await _gateway.Admin.PostAsJsonAsync(
            $"api/admin/devices/{device.Number}/catalogue", new { articles });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            MQTTnet.MqttClientConnectResultCode.Success, await device.ConnectAsync(_gateway.Ports.MqttTls));
        return device;
    }

    /// <summary>Events of the live stream, one at a time.</summary>
    private sealed class LiveReader(Stream stream) : IAsyncDisposable
    {
        private readonly StreamReader _lines = new(stream);

        /// <summary>The next event on one line.</summary>
        public Task<string> NextAsync() => ReadAsync().WaitAsync(TestDevice.Limit);

        public ValueTask DisposeAsync()
        {
            _lines.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task<string> ReadAsync()
        {
            var lines = new List<string>();
            while (await _lines.ReadLineAsync() is { Length: > 0 } line)
            {
                lines.Add(line);
            }

            return string.Join('|', lines);
        }
    }
}
