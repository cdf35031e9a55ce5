using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Gateway.Options;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using MQTTnet.AspNetCore;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// The sockets of the gateway: pages and APIs, the broker over TLS, the broker on loopback when asked for.
/// </summary>
public static partial class BrokerListeners
{
    /// <summary>Adds all listeners to the web server.</summary>
    public static void Listen(KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        var options = kestrel.ApplicationServices.GetRequiredService<GatewayOptions>();
        var authority = kestrel.ApplicationServices.GetRequiredService<CertificateAuthority>();
        var counters = kestrel.ApplicationServices.GetRequiredService<BrokerCounters>();
        ILogger log = kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<BrokerCounters>();
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.AdminBodyBytesMax;
        kestrel.Listen(options.Http, listener =>
        {
            if (options.HttpTls)
            {
                listener.UseHttps(authority.Server);
            }
        });
        kestrel.Listen(options.MqttTls, listener =>
        {
            listener.Protocols = HttpProtocols.Http1;
            listener.UseHttps(https => RequireDevice(https, authority, counters, log));
            UseBroker(listener, options, counters, log);
        });
        if (options.MqttPlainPort is { } plain)
        {
            kestrel.Listen(new IPEndPoint(IPAddress.Loopback, plain), listener =>
                UseBroker(listener, options, counters, log));
        }
    }

    private static void RequireDevice(
        HttpsConnectionAdapterOptions https, CertificateAuthority authority, BrokerCounters counters, ILogger log)
    {
        https.ServerCertificate = authority.Server;
        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        https.CheckCertificateRevocation = false;
        https.ClientCertificateValidation = (certificate, _, _) => Judge(certificate, authority, counters, log);
    }

    private static bool Judge(
        X509Certificate2 certificate, CertificateAuthority authority, BrokerCounters counters, ILogger log)
    {
        bool trusted = authority.Trusts(certificate);
        if (!trusted)
        {
            counters.Refuse(RefusalKind.UntrustedCertificate);
            LogUntrusted(log, ConnectionGate.Printable(certificate.Subject), certificate.Thumbprint);
        }

        return trusted;
    }

    private static void UseBroker(
        ListenOptions listener, GatewayOptions options, BrokerCounters counters, ILogger log)
    {
        listener.Use(next => connection =>
        {
            void Refused()
            {
                counters.Refuse(RefusalKind.OversizedPacket);
                LogOversized(log, connection.RemoteEndPoint, options.MqttPacketBytesMax);
            }

            var limited = new PacketLimitReader(connection.Transport.Input, options.MqttPacketBytesMax, Refused);
            connection.Transport = new LimitedPipe(limited, connection.Transport.Output);
            return next(connection);
        });
        listener.UseMqtt();
    }

    [LoggerMessage(30, LogLevel.Warning,
        "Certificate '{Subject}' ({Thumbprint}) refused: not issued by the authority in this gateway's state folder")]
    private static partial void LogUntrusted(ILogger log, string subject, string thumbprint);

    [LoggerMessage(31, LogLevel.Warning,
        "Connection from {From} closed: a packet longer than {BytesMax} bytes (Mqtt:PacketBytesMax), or no packet")]
    private static partial void LogOversized(ILogger log, EndPoint? from, int bytesMax);

    private sealed record LimitedPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
