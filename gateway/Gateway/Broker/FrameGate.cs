using System.Buffers;
using Kiosk.Ledger;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// What a connected device may do: publish frames to its own topic and subscribe to its own downlink topic. A publish
/// is answered (PUBACK) only when the ledger has committed it, because the broker answers when this handler returns.
/// </summary>
public sealed partial class FrameGate
{
    private readonly CityLedger _ledger;
    private readonly DownlinkSender _downlinks;
    private readonly CredentialDelivery _credentials;
    private readonly BrokerCounters _counters;
    private readonly ILogger<FrameGate> _log;
    private readonly LogLimit _lines;

    /// <summary>Makes the gate.</summary>
    public FrameGate(
        CityLedger ledger, DownlinkSender downlinks, CredentialDelivery credentials, BrokerCounters counters,
        ILogger<FrameGate> log, TimeProvider time)
    {
        _ledger = ledger;
        _downlinks = downlinks;
        _credentials = credentials;
        _counters = counters;
        _log = log;
        _lines = new LogLimit(time, log);
    }

    /// <summary>
    /// Takes one publish in, or refuses it and closes the connection (MQTT 3.1.1 knows no other refusal).
    /// </summary>
    public async Task OnPublishAsync(InterceptingPublishEventArgs publish)
    {
        ArgumentNullException.ThrowIfNull(publish);
        publish.ProcessPublish = false;
        MQTTnet.MqttApplicationMessage message = publish.ApplicationMessage;
        if (!Topics.TryDevice(publish.ClientId, out long device) || message.Topic != Topics.Up(device))
        {
            Refuse(publish, RefusalKind.ForeignTopic);
            return;
        }

        if (message.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtLeastOnce || message.Retain)
        {
            Refuse(publish, RefusalKind.WrongDelivery);
            return;
        }

        await StoreAsync(publish, device, message.Payload.ToArray());
    }

    /// <summary>Allows the device's own downlink topic and nothing else.</summary>
    public Task OnSubscribeAsync(InterceptingSubscriptionEventArgs subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        MqttTopicFilter filter = subscription.TopicFilter;
        if (!Topics.TryDevice(subscription.ClientId, out long device) || filter.Topic != Topics.Down(device))
        {
            subscription.ProcessSubscription = false;
            subscription.Response.ReasonCode = MqttSubscribeReasonCode.UnspecifiedError;
            _counters.Refuse(RefusalKind.ForeignSubscription);
            TellRefused(subscription.ClientId, filter.Topic, RefusalKind.ForeignSubscription);
        }

        return Task.CompletedTask;
    }

    private async Task StoreAsync(InterceptingPublishEventArgs publish, long device, byte[] frame)
    {
        IngestResult result;
        try
        {
            result = await _ledger.SubmitAsync(device, frame);
        }
        catch (LedgerException error)
        {
            Refuse(publish, RefusalKind.NotStored);
            _counters.CountStoreTrouble(error.Message);
            if (_lines.Allows())
            {
                LogNotStored(_log, device, error.Message);
            }

            return;
        }

        _counters.CountFrame();
        if (result.Outcome == IngestOutcome.Quarantined && _lines.Allows())
        {
            LogQuarantined(_log, device, frame.Length, result.Reason);
        }
        else if (result.Outcome == IngestOutcome.Duplicate && _lines.Allows())
        {
            LogRepeated(_log, device, frame.Length);
        }

        if (result.Acknowledgement is { } acknowledgement)
        {
            await _downlinks.AcknowledgeAsync(device, acknowledgement);
            LookAtCredential(publish, device);
        }
    }

    // What is acknowledged is authentic.
    private void LookAtCredential(InterceptingPublishEventArgs publish, long device)
    {
        if (publish.SessionItems[SessionCredential.Key] is SessionCredential shown && !_credentials.Look(device, shown))
        {
            publish.CloseConnection = true;
            _counters.Refuse(RefusalKind.ExpiredCertificate);
            TellRefused(publish.ClientId, publish.ApplicationMessage.Topic, RefusalKind.ExpiredCertificate);
        }
    }

    private void Refuse(InterceptingPublishEventArgs publish, RefusalKind kind)
    {
        publish.ProcessPublish = false;
        publish.CloseConnection = true;
        publish.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
        _counters.Refuse(kind);
        TellRefused(publish.ClientId, publish.ApplicationMessage.Topic, kind);
    }

    private void TellRefused(string client, string topic, RefusalKind kind)
    {
        if (_lines.Allows())
        {
            LogRefused(
                _log, ConnectionGate.Printable(client), ConnectionGate.Printable(topic), BrokerCounters.Label(kind));
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "Device '{Client}', topic '{Topic}': refused: {Reason}")]
    private static partial void LogRefused(ILogger log, string client, string topic, string reason);

    [LoggerMessage(11, LogLevel.Error, "Frame of device {Device} not stored and not acknowledged: {Reason}")]
    private static partial void LogNotStored(ILogger log, long device, string reason);

    [LoggerMessage(13, LogLevel.Information, "Frame of device {Device} ({Bytes} bytes) was there already")]
    private static partial void LogRepeated(ILogger log, long device, int bytes);

    [LoggerMessage(12, LogLevel.Warning, "Frame of device {Device} ({Bytes} bytes) kept apart: {Reason}")]
    private static partial void LogQuarantined(ILogger log, long device, int bytes, QuarantineReason reason);
}
