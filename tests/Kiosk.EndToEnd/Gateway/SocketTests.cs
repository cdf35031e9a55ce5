using System.Globalization;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Kiosk.EndToEnd.Gateway;

/// <summary>Clients that do not keep to the rules, on bare sockets.</summary>
public sealed class SocketTests : IAsyncLifetime
{
    private const int PushesMax = 1_000;
    private readonly RunningGateway _gateway = new();

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_tls_client_without_a_certificate_is_closed_and_counted()
    {
        using var socket = new TcpClient("127.0.0.1", _gateway.Ports.MqttTls);
        await using var tls = new SslStream(
            socket.GetStream(), false, (_, certificate, _, _) => certificate?.Subject == "CN=localhost");
        await tls.AuthenticateAsClientAsync("localhost").WaitAsync(TestDevice.Limit);
        await UntilClosedAsync(tls);
        Assert.Equal(1, await _gateway.RefusedAsync("untrusted_certificate"));
        Assert.Equal(0, await _gateway.RefusedAsync("failed_handshake"));
        Assert.Equal(0, await _gateway.MetricAsync("kiosk_broker_connected"));
    }

    [Fact]
    public async Task A_client_that_speaks_no_tls_is_closed_and_counted()
    {
        using var socket = new TcpClient("127.0.0.1", _gateway.Ports.MqttTls);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"));
        await UntilClosedAsync(socket.GetStream());
        Assert.Equal(1, await _gateway.RefusedAfterwardsAsync("failed_handshake"));
    }

    [Theory]
    [InlineData("Sockets:PerAddressMax", 6, 4000)]
    [InlineData("Sockets:Max", 16, 4000)]
    public async Task Sockets_over_the_limit_are_closed_and_counted_and_those_open_go_on(string key, int max, int other)
    {
        string otherKey = key == "Sockets:Max" ? "Sockets:PerAddressMax" : "Sockets:Max";
        var gateway = new RunningGateway(
            "--Mqtt:ConnectionsMax", "1", "--Live:StreamsMax", "1", "--" + key, $"{max}", "--" + otherKey, $"{other}");
        await gateway.InitializeAsync();
        // One socket is the one that asks for the metrics, and it stays open between two questions.
        Assert.Equal(0, await gateway.RefusedAsync("too_many_sockets"));
        var sockets = new List<TcpClient>();
        for (int i = 0; i < max; i++)
        {
            sockets.Add(new TcpClient("127.0.0.1", gateway.Ports.MqttPlain!.Value));
        }

        await await Task.WhenAny(sockets.Select(socket => UntilClosedAsync(socket.GetStream())));
        Assert.Equal(1, await gateway.RefusedAsync("too_many_sockets"));
        Assert.Single(sockets, socket => socket.Client.Poll(0, SelectMode.SelectRead));
        sockets.ForEach(socket => socket.Dispose());
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_downlink_that_finds_the_queue_of_its_device_full_is_counted_and_not_called_sent()
    {
        JsonElement bundle = await _gateway.EnrolAsync("K07", 1007);
        using var socket = new TcpClient { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync("127.0.0.1", _gateway.Ports.MqttPlain!.Value);
        await ListenAndReadNoMoreAsync(socket.GetStream(), 1007, bundle.GetProperty("mqttToken").GetString()!);
        bool sent = true;
        int pushes = 0;
        while (sent && pushes < PushesMax)
        {
            sent = await PushAsync(++pushes);
        }

        Assert.False(sent, $"{pushes} catalogues were called sent to a device that reads nothing");
        Assert.Equal(1, await _gateway.RefusedAsync("downlink_dropped"));
        Assert.Equal(pushes - 1, await _gateway.MetricAsync("kiosk_broker_downlinks_total"));
    }

    private async Task<bool> PushAsync(int number)
    {
        var articles = Enumerable.Range(100_001, 145).Select(code => new
        {
            code, label = "éèêëàâäîïôöûüçéèêëàâ", cents = 12_000 + number, vat = 5.5, ean = "",
        });
        using HttpResponseMessage answer = await _gateway.Admin.PostAsJsonAsync(
            "api/admin/devices/1007/catalogue", new { articles });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sent").GetBoolean();
    }

    private static async Task ListenAndReadNoMoreAsync(Stream stream, long device, string token)
    {
        byte[] name = Text(device.ToString(CultureInfo.InvariantCulture));
        const byte cleanWithUserAndPassword = 0xC2, atLeastOnce = 1;
        await stream.WriteAsync(Packet(
            0x10, [.. Text("MQTT"), 4, cleanWithUserAndPassword, 0, 0, .. name, .. Text("device"), .. Text(token)]));
        byte[] connected = new byte[4], subscribed = new byte[5];
        await stream.ReadExactlyAsync(connected).AsTask().WaitAsync(TestDevice.Limit);
        Assert.Equal(0, connected[3]);
        await stream.WriteAsync(Packet(0x82, [0, 1, .. Text($"k/{device}/d"), atLeastOnce]));
        await stream.ReadExactlyAsync(subscribed).AsTask().WaitAsync(TestDevice.Limit);
        Assert.Equal(1, subscribed[4]);
    }

    private static byte[] Packet(byte kind, byte[] body) => [kind, checked((byte)body.Length), .. body];

    private static byte[] Text(string text) =>
        [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static async Task UntilClosedAsync(Stream stream)
    {
        try
        {
            var bytes = new byte[256];
            while (await stream.ReadAsync(bytes).AsTask().WaitAsync(TestDevice.Limit) > 0)
            {
                continue;
            }
        }
        catch (IOException)
        {
            // A reset is a way of closing too.
        }
    }
}
