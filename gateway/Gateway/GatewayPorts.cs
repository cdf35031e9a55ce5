namespace Kiosk.Gateway;

/// <summary>Ports of the broker, known once it listens; enrolment writes them into bundles.</summary>
public sealed class GatewayPorts
{
    private int _mqttTls, _mqttPlain;

    /// <summary>Port of the broker over TLS; 0 before the start.</summary>
    public int MqttTls => Volatile.Read(ref _mqttTls);

    /// <summary>Port of the broker on loopback without TLS; null when there is none.</summary>
    public int? MqttPlain => Volatile.Read(ref _mqttPlain) is > 0 and int port ? port : null;

    internal void Set(int mqttTls, int? mqttPlain)
    {
        Volatile.Write(ref _mqttTls, mqttTls);
        Volatile.Write(ref _mqttPlain, mqttPlain ?? 0);
    }
}
