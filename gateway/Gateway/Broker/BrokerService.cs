using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Starts the broker before the listeners open (a device never meets a half-started broker) and stops it after them.
/// </summary>
public sealed partial class BrokerService : IHostedService, IDisposable
{
    private readonly MqttServer _server;
    private readonly DownlinkSender _downlinks;
    private readonly CredentialDelivery _credentials;
    private readonly BrokerCounters _counters;
    private readonly ILogger<BrokerService> _log;

    /// <summary>Makes the service and wires the gates to the broker.</summary>
    public BrokerService(
        IEnumerable<IMqttServerAdapter> adapters, ConnectionGate connections, FrameGate frames,
            DownlinkSender downlinks, CredentialDelivery credentials,
        BrokerCounters counters, ILogger<BrokerService> log)
    {
        ArgumentNullException.ThrowIfNull(connections);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(downlinks);
        _downlinks = downlinks;
        _credentials = credentials;
        _counters = counters;
        _log = log;
        var factory = new MqttServerFactory();
        MqttServerOptions options = factory.CreateServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithMaxPendingMessagesPerClient(64)
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropNewMessage)
            .Build();
        _server = factory.CreateMqttServer(options, adapters);
        _server.ValidatingConnectionAsync += connections.OnConnectAsync;
        _server.InterceptingPublishAsync += frames.OnPublishAsync;
        _server.InterceptingSubscriptionAsync += frames.OnSubscribeAsync;
        _server.ClientSubscribedTopicAsync += downlinks.OnSubscribedAsync;
        _server.ClientConnectedAsync += OnConnectedAsync;
        _server.ClientDisconnectedAsync += OnDisconnectedAsync;
        downlinks.Attach(_server);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync();

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _server.StopAsync(new MqttServerFactory().CreateMqttServerStopOptionsBuilder().Build());

    /// <summary>Closes the connection of a device at once, if it has one.</summary>
    public async Task DisconnectAsync(long device)
    {
        string client = device.ToString(System.Globalization.CultureInfo.InvariantCulture);
        IList<MqttClientStatus> clients = await _server.GetClientsAsync();
        if (clients.Any(status => status.Id == client))
        {
            await _server.DisconnectClientAsync(
                client, new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.NotAuthorized });
        }

        _downlinks.Forget(client);
    }

    /// <summary>
    /// Closes the connections whose certificate has ended or was replaced: one that sends nothing is looked at by
    /// nobody else.
    /// </summary>
    public async Task CloseEndedAsync()
    {
        foreach (MqttClientStatus status in await _server.GetClientsAsync())
        {
            if (Topics.TryDevice(status.Id, out long device)
                && status.Session.Items[SessionCredential.Key] is SessionCredential { Closes: false } shown
                && !_credentials.IsGood(device, shown))
            {
                shown.Closes = true;
                _counters.Refuse(RefusalKind.ExpiredCertificate);
                await DisconnectAsync(device);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private Task OnConnectedAsync(ClientConnectedEventArgs connected)
    {
        _counters.CountConnection(+1);
        LogConnected(_log, connected.ClientId, connected.RemoteEndPoint);
        return Task.CompletedTask;
    }

    private Task OnDisconnectedAsync(ClientDisconnectedEventArgs disconnected)
    {
        _counters.CountConnection(-1);
        if (disconnected.DisconnectType == MqttClientDisconnectType.Takeover)
        {
            _counters.Refuse(RefusalKind.DuplicateClientId);
            LogTakenOver(_log, disconnected.ClientId, disconnected.RemoteEndPoint);
        }
        else
        {
            LogLeft(_log, disconnected.ClientId);
        }

        _downlinks.Forget(disconnected.ClientId);
        return Task.CompletedTask;
    }

    [LoggerMessage(20, LogLevel.Information, "Device {Device} connected from {From}")]
    private static partial void LogConnected(ILogger log, string device, System.Net.EndPoint? from);

    [LoggerMessage(21, LogLevel.Information, "Device {Device} left")]
    private static partial void LogLeft(ILogger log, string device);

    [LoggerMessage(22, LogLevel.Warning,
        "Device {Device} connected twice; the older connection, from {From}, was closed")]
    private static partial void LogTakenOver(ILogger log, string device, System.Net.EndPoint? from);
}
