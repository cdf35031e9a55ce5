using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Kiosk.Protocol;
using MQTTnet;
using MQTTnet.Protocol;

namespace Kiosk.EndToEnd.Gateway;

/// <summary>A device as the broker sees it: real TLS, real MQTT 3.1.1, frames by the device's own writer.</summary>
public sealed class TestDevice : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<byte[]> _down = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManagedMac _mac = new();
    private readonly byte[] _downlinkKey = new byte[KeyDerivation.KeyBytes];
    private readonly BatchWriter _batch;

    public TestDevice(JsonElement bundle)
    {
        Bundle = bundle;
        Number = bundle.GetProperty("device").GetInt64();
        byte[] secret = bundle.GetProperty("secret").GetBytesFromBase64();
        var frameKey = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(_mac, secret, KeyDerivation.Frame, frameKey);
        KeyDerivation.Derive(_mac, secret, KeyDerivation.Downlink, _downlinkKey);
        _batch = new BatchWriter(_mac, frameKey, Number);
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
        _client.DisconnectedAsync += _ =>
        {
            _gone.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public JsonElement Bundle { get; }

    public long Number { get; }

    public string Up => $"k/{Number}/e";

    public string Down => $"k/{Number}/d";

    public Task Gone => _gone.Task.WaitAsync(Limit);

    public async Task<MqttClientConnectResultCode> ConnectAsync(int port, string? clientId = null)
    {
        using var pem = X509Certificate2.CreateFromPem(
            Bundle.GetProperty("clientCertPem").GetString(), Bundle.GetProperty("clientKeyPem").GetString());
        X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        X509Certificate2 root = X509Certificate2.CreateFromPem(Bundle.GetProperty("caPem").GetString());
        MqttClientOptions options = Options(clientId)
            .WithTcpServer("127.0.0.1", port)
            .WithTlsOptions(tls => tls
                .UseTls()
                .WithTrustChain([root])
                .WithClientCertificates([certificate])
                .WithRevocationMode(X509RevocationMode.NoCheck))
            .Build();
        return await ConnectAsync(options);
    }

    public Task<MqttClientConnectResultCode> ConnectPlainAsync(int port, string token, string? clientId = null) =>
        ConnectAsync(Options(clientId).WithTcpServer("127.0.0.1", port).WithCredentials("device", token).Build());

    public Task SubscribeAsync() =>
        _client.SubscribeAsync(Down, MqttQualityOfServiceLevel.AtLeastOnce).WaitAsync(Limit);

    public async Task<MqttClientSubscribeResultCode> TrySubscribeAsync(string filter)
    {
        MqttClientSubscribeResult result =
            await _client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce).WaitAsync(Limit);
        return result.Items.Single().ResultCode;
    }

    /// <summary>Publishes and returns when the PUBACK is there.</summary>
    public Task PublishAsync(byte[] frame, string? topic = null) =>
        _client.PublishBinaryAsync(topic ?? Up, frame, MqttQualityOfServiceLevel.AtLeastOnce).WaitAsync(Limit);

    /// <summary>A frame with one footfall slot under a sequence.</summary>
    public byte[] FootfallFrame(long sequence, DateTimeOffset slot, int passages)
    {
        var record = new Record();
        record.Reset(RecordKind.FootfallSlot);
        record.Sequence = sequence;
        record.Boot = 1;
        record.WallSeconds = slot.ToUnixTimeSeconds() + FootfallLayout.SlotSeconds;
        record.MonoSeconds = sequence * FootfallLayout.SlotSeconds;
        record.Add(slot.ToUnixTimeSeconds());
        foreach (int value in new[] { passages, 300, passages, 0, 0, 0 })
        {
            record.Add(value);
        }

        var buffer = new byte[Limits.FrameBytesMax];
        _batch.Begin(buffer);
        return _batch.TryAdd(record)
            ? buffer[.._batch.Finish()]
            : throw new InvalidOperationException("the record does not fit into a frame");
    }

    /// <summary>The next downlink of a kind; its reader is open on it.</summary>
    public async Task<DownlinkReader> NextAsync(int kind)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            byte[] message = await _down.Reader.ReadAsync(limit.Token);
            var reader = new DownlinkReader();
            int opened = reader.Open(_mac, _downlinkKey, Number, message, message.Length);
            if (opened < 0)
            {
                throw new InvalidOperationException($"downlink refused: {opened}");
            }

            if (opened == kind)
            {
                return reader;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private MqttClientOptionsBuilder Options(string? clientId) => new MqttClientOptionsBuilder()
        .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311)
        .WithClientId(clientId ?? Number.ToString(CultureInfo.InvariantCulture))
        .WithCleanSession();

    private async Task<MqttClientConnectResultCode> ConnectAsync(MqttClientOptions options)
    {
        try
        {
            return (await _client.ConnectAsync(options).WaitAsync(Limit)).ResultCode;
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            return MqttClientConnectResultCode.UnspecifiedError;
        }
    }

    private Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        _down.Writer.TryWrite(System.Buffers.BuffersExtensions.ToArray(received.ApplicationMessage.Payload));
        return Task.CompletedTask;
    }
}
