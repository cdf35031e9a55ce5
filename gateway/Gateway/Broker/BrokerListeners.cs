using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Gateway.Options;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using MQTTnet.AspNetCore;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// The sockets of the gateway: pages and APIs, the broker over TLS, the broker on loopback when asked for.
/// </summary>
public static partial class BrokerListeners
{
    private static readonly object Shaken = new();

    /// <summary>Adds all listeners to the web server.</summary>
    public static void Listen(KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        var options = kestrel.ApplicationServices.GetRequiredService<GatewayOptions>();
        var authority = kestrel.ApplicationServices.GetRequiredService<CertificateAuthority>();
        var counters = kestrel.ApplicationServices.GetRequiredService<BrokerCounters>();
        ILogger log = kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<BrokerCounters>();
        var sockets = kestrel.ApplicationServices.GetRequiredService<SocketGate>();
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.SocketsMax;
        kestrel.Limits.MaxRequestBodySize = options.AdminBodyBytesMax;
        kestrel.Listen(options.Http, listener =>
        {
            listener.Use(next => connection => sockets.PassAsync(connection, next));
            if (options.HttpTls)
            {
                listener.UseHttps(https => https.ServerCertificateSelector = (_, _) => authority.Server);
            }
        });
        kestrel.Listen(options.MqttTls, listener =>
        {
            listener.Protocols = HttpProtocols.Http1;
            listener.Use(next => connection => sockets.PassAsync(connection, next));
            listener.Use(next => connection => CountHandshakeAsync(connection, next, counters, log));
            listener.UseHttps(https => AskDevice(https, authority, counters, log));
            listener.Use(next => connection => RequireCertificateAsync(connection, next, counters, log));
            UseBroker(listener, options, counters, log);
        });
        if (options.MqttPlainPort is { } plain)
        {
            kestrel.Listen(new IPEndPoint(IPAddress.Loopback, plain), listener =>
            {
                listener.Use(next => connection => sockets.PassAsync(connection, next));
                UseBroker(listener, options, counters, log);
            });
        }
    }

    private static void AskDevice(
        HttpsConnectionAdapterOptions https, CertificateAuthority authority, BrokerCounters counters, ILogger log)
    {
        https.ServerCertificateSelector = (_, _) => authority.Server;
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
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

    // A handshake that fails never reaches the middleware behind it; Kestrel itself tells nobody who tried.
    private static async Task CountHandshakeAsync(
        ConnectionContext connection, ConnectionDelegate next, BrokerCounters counters, ILogger log)
    {
        await next(connection);
        if (!connection.Items.ContainsKey(Shaken))
        {
            counters.Refuse(RefusalKind.FailedHandshake);
            LogHandshake(log, connection.RemoteEndPoint);
        }
    }

    // Kestrel would close a connection without a certificate in silence, so it is let in as far as here.
    private static async Task RequireCertificateAsync(
        ConnectionContext connection, ConnectionDelegate next, BrokerCounters counters, ILogger log)
    {
        connection.Items[Shaken] = true;
        if (connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is null)
        {
            counters.Refuse(RefusalKind.UntrustedCertificate);
            LogNoCertificate(log, connection.RemoteEndPoint);
            connection.Abort(new ConnectionAbortedException("no client certificate"));
            return;
        }

        await next(connection);
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

    [LoggerMessage(32, LogLevel.Warning, "TLS handshake with {From} failed: no TLS, or a certificate that was refused")]
    private static partial void LogHandshake(ILogger log, EndPoint? from);

    [LoggerMessage(33, LogLevel.Warning, "Connection from {From} refused: it shows no client certificate")]
    private static partial void LogNoCertificate(ILogger log, EndPoint? from);

    private sealed record LimitedPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
