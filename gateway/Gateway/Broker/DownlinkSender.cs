using System.Collections.Concurrent;
using Kiosk.Ledger;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Sends messages down to devices. Acknowledgements go at most once: a lost one is replaced by that of the resent
/// frame.
/// Settings, notices and catalogues go at least once, and again from the database at each subscription, so nothing has
/// to survive in the broker's memory. Thread-safe.
/// </summary>
public sealed partial class DownlinkSender
{
    private readonly ConcurrentDictionary<long, MqttSessionStatus> _sessions = new();
    private readonly CityLedger _ledger;
    private readonly BrokerCounters _counters;
    private readonly ILogger<DownlinkSender> _log;
    private MqttServer? _server;

    /// <summary>Makes the sender; it sends nothing before <see cref="Attach"/>.</summary>
    public DownlinkSender(CityLedger ledger, BrokerCounters counters, ILogger<DownlinkSender> log)
    {
        _ledger = ledger;
        _counters = counters;
        _log = log;
    }

    /// <summary>True when the device is connected and has subscribed.</summary>
    public bool IsListening(long device) => _sessions.ContainsKey(device);

    /// <summary>Sends what the registry just stored, if the device listens; else it waits in the database.</summary>
    /// <returns>
    /// True when it was handed to a connected device; false also when the device's queue is full, which is counted.
    /// </returns>
    public bool Send(DownlinkMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _sessions.TryGetValue(message.Device, out MqttSessionStatus? session) && Send(session, message);
    }

    /// <summary>
    /// Sends to the session that was opened by this very certificate and to no other: another connection may have taken
    /// the device's place meanwhile.
    /// </summary>
    internal bool SendTo(SessionCredential shown, DownlinkMessage message) =>
        _sessions.TryGetValue(message.Device, out MqttSessionStatus? session)
        && ReferenceEquals(session.Items[SessionCredential.Key], shown) && Send(session, message);

    private bool Send(MqttSessionStatus session, DownlinkMessage message)
    {
        MqttApplicationMessage packet = new MqttApplicationMessageBuilder()
            .WithTopic(Topics.Down(message.Device))
            .WithPayload(message.Bytes)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
        if (session.TryEnqueueApplicationMessage(packet, out _))
        {
            _counters.CountDownlink();
            return true;
        }

        _counters.Refuse(RefusalKind.DownlinkDropped);
        return false;
    }

    /// <summary>
    /// Sends what the terminals of a device have not sealed yet, when the device listens; else it comes with its hello.
    /// </summary>
    public void SendNotes(long device)
    {
        if (!IsListening(device))
        {
            return;
        }

        foreach (DownlinkMessage message in _ledger.Registry.PendingNotes(device))
        {
            Send(message);
        }
    }

    internal void Attach(MqttServer server) => _server = server;

    internal Task AcknowledgeAsync(long device, byte[] bytes)
    {
        if (!_sessions.TryGetValue(device, out MqttSessionStatus? session))
        {
            return Task.CompletedTask;
        }

        MqttApplicationMessage packet = new MqttApplicationMessageBuilder()
            .WithTopic(Topics.Down(device))
            .WithPayload(bytes)
            .Build();
        if (session.TryEnqueueApplicationMessage(packet, out _))
        {
            _counters.CountAcknowledgement();
        }
        else
        {
            _counters.Refuse(RefusalKind.DownlinkDropped);
        }

        return Task.CompletedTask;
    }

    internal async Task OnSubscribedAsync(ClientSubscribedTopicEventArgs subscribed)
    {
        if (_server is null || !Topics.TryDevice(subscribed.ClientId, out long device))
        {
            return;
        }

        _sessions[device] = await _server.GetSessionAsync(subscribed.ClientId);
        try
        {
            foreach (DownlinkMessage message in _ledger.Registry.PendingDownlinks(device))
            {
                Send(message);
            }
        }
        catch (LedgerException error)
        {
            await RefuseAsync(_server, subscribed.ClientId, device, error.Message);
        }
    }

    // Left connected, the device would wait for its settings until somebody pushed new ones.
    private async Task RefuseAsync(MqttServer server, string client, long device, string reason)
    {
        _counters.Refuse(RefusalKind.StoreUnavailable);
        _counters.CountStoreTrouble(reason);
        LogNotServed(_log, device, reason);
        Forget(client);
        await server.DisconnectClientAsync(
            client, new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.ServerBusy });
    }

    internal void Forget(string clientId)
    {
        if (Topics.TryDevice(clientId, out long device))
        {
            _sessions.TryRemove(device, out _);
        }
    }

    [LoggerMessage(30, LogLevel.Error,
        "Device {Device}: what waits for it cannot be read, connection closed: {Reason}")]
    private static partial void LogNotServed(ILogger log, long device, string reason);
}
