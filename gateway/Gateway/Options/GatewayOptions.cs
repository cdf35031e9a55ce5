using System.Net;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Options;

/// <summary>
/// Everything that can be set on the gateway, already checked. Read once at start by <see cref="OptionReader"/>;
/// immutable, so any thread may use it. Defaults stand in appsettings.json and in <see cref="OptionCatalogue"/>.
/// </summary>
public sealed record GatewayOptions
{
    /// <summary>Folder of everything that must survive: database, authority, keys, token. Made when absent.</summary>
    public required string State { get; init; }

    /// <summary>Address and port of pages and APIs; port 0 lets the system choose.</summary>
    public required IPEndPoint Http { get; init; }

    /// <summary>True when pages and APIs are served over TLS with the certificate of our own authority.</summary>
    public required bool HttpTls { get; init; }

    /// <summary>
    /// Address and port of the broker for devices (TLS, client certificate); port 0 lets the system choose.
    /// </summary>
    public required IPEndPoint MqttTls { get; init; }

    /// <summary>Loopback port of the broker without TLS, for benches; null (the default) means there is none.</summary>
    public required int? MqttPlainPort { get; init; }

    /// <summary>Longest MQTT packet taken from a device, in bytes; 4,224 to 1,048,576.</summary>
    public required int MqttPacketBytesMax { get; init; }

    /// <summary>Devices connected at one time, 1 to 100,000.</summary>
    public required int MqttConnectionsMax { get; init; }

    /// <summary>
    /// Sockets open at one time, of devices before and after CONNECT and of pages together; 16 to 200,000. More than
    /// <see cref="MqttConnectionsMax"/> and <see cref="LiveStreamsMax"/> together.
    /// </summary>
    public required int SocketsMax { get; init; }

    /// <summary>
    /// Sockets open at one time from one address, 4 to 200,000; kiosks behind one address translator share it.
    /// </summary>
    public required int SocketsPerAddressMax { get; init; }

    /// <summary>Host name that enrolment writes into a device's bundle.</summary>
    public required string MqttPublicHost { get; init; }

    /// <summary>Further host names and addresses in the server's certificate.</summary>
    public required IReadOnlyList<string> CertificateNames { get; init; }

    /// <summary>Administration calls per second taken from one address, 1 to 10,000.</summary>
    public required int AdminCallsPerSecondMax { get; init; }

    /// <summary>Longest body of an administration call, in bytes; 1,024 to 16,777,216.</summary>
    public required int AdminBodyBytesMax { get; init; }

    /// <summary>Public calls per second taken from one address, 1 to 10,000.</summary>
    public required int PublicCallsPerSecondMax { get; init; }

    /// <summary>Open live streams at one time, 1 to 10,000.</summary>
    public required int LiveStreamsMax { get; init; }

    /// <summary>Shortest time between two live events to one page, in milliseconds; 200 to 60,000.</summary>
    public required int LivePauseMs { get; init; }

    /// <summary>
    /// A kiosk that is not connected is shown as silent so many minutes after its last measurement, 1 to 1,440.
    /// </summary>
    public required int SilentMinutes { get; init; }

    /// <summary>Publisher who signs self-attestations; an empty name means that none are given.</summary>
    public required EditorIdentity Editor { get; init; }

    /// <summary>
    /// True when the clock is set by POST /clock (demonstration and replay); every listener is then loopback.
    /// </summary>
    public required bool ClockDriven { get; init; }

    /// <summary>First time of a driven clock; null means real time at start.</summary>
    public required DateTimeOffset? ClockStart { get; init; }
}
