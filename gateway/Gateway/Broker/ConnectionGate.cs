using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Decides who may connect. Over TLS: client id = device number = common name of a certificate of ours that the
/// register holds for that device and that is in date. Without TLS (loopback only): client id = device number,
/// password = its token.
/// </summary>
public sealed partial class ConnectionGate
{
    private readonly CityLedger _ledger;
    private readonly CertificateAuthority _authority;
    private readonly PlainTokens _tokens;
    private readonly GatewayOptions _options;
    private readonly BrokerCounters _counters;
    private readonly ILogger<ConnectionGate> _log;
    private readonly LogLimit _lines;

    /// <summary>Makes the gate.</summary>
    public ConnectionGate(
        CityLedger ledger, CertificateAuthority authority, PlainTokens tokens, GatewayOptions options,
        BrokerCounters counters, ILogger<ConnectionGate> log, TimeProvider time)
    {
        _ledger = ledger;
        _authority = authority;
        _tokens = tokens;
        _options = options;
        _counters = counters;
        _log = log;
        _lines = new LogLimit(time, log);
    }

    /// <summary>Accepts or refuses one CONNECT.</summary>
    public Task OnConnectAsync(ValidatingConnectionEventArgs connect)
    {
        ArgumentNullException.ThrowIfNull(connect);
        try
        {
            if (Judge(connect) is { } kind)
            {
                Refuse(connect, kind, BrokerCounters.Label(kind));
            }
        }
        catch (LedgerException error)
        {
            _counters.CountStoreTrouble(error.Message);
            Refuse(connect, RefusalKind.StoreUnavailable, error.Message);
        }

        return Task.CompletedTask;
    }

    private void Refuse(ValidatingConnectionEventArgs connect, RefusalKind kind, string reason)
    {
        _counters.Refuse(kind);
        connect.ReasonCode = kind is RefusalKind.TooManyConnections or RefusalKind.StoreUnavailable
            ? MqttConnectReasonCode.ServerUnavailable
            : MqttConnectReasonCode.NotAuthorized;
        if (_lines.Allows())
        {
            LogRefused(_log, Printable(connect.ClientId), connect.RemoteEndPoint, reason);
        }
    }

    /// <summary>Client text cut and cleaned for the log.</summary>
    public static string Printable(string? text)
    {
        var clean = new StringBuilder();
        foreach (char letter in (text ?? "").Take(40))
        {
            clean.Append(char.IsControl(letter) ? '?' : letter);
        }

        return clean.ToString();
    }

    private RefusalKind? Judge(ValidatingConnectionEventArgs connect)
    {
        if (!Topics.TryDevice(connect.ClientId, out long device))
        {
            return RefusalKind.ClientIdMismatch;
        }

        if (_counters.Connected >= _options.MqttConnectionsMax)
        {
            return RefusalKind.TooManyConnections;
        }

        return connect.IsSecureConnection ? JudgeCertificate(connect, device) : JudgeToken(connect, device);
    }

    private RefusalKind? JudgeCertificate(ValidatingConnectionEventArgs connect, long device)
    {
        if (connect.ClientCertificate is not { } certificate)
        {
            return RefusalKind.UntrustedCertificate;
        }

        if (certificate.GetNameInfo(X509NameType.SimpleName, false)
            != connect.ClientId)
        {
            return RefusalKind.ClientIdMismatch;
        }

        return JudgeRegistered(_ledger.Registry.Find(device)) ?? JudgeShown(connect, device, certificate);
    }

    private RefusalKind? JudgeShown(ValidatingConnectionEventArgs connect, long device, X509Certificate2 certificate)
    {
        var shown = new ShownCertificate(
            CertificateAuthority.Fingerprint(certificate), certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime());
        connect.SessionItems[SessionCredential.Key] = new SessionCredential(shown);
        return _ledger.Credentials.Judge(device, shown, _authority.Now) switch
        {
            CredentialStanding.Good => null,
            CredentialStanding.Expired => RefusalKind.ExpiredCertificate,
            _ => RefusalKind.WrongCertificate,
        };
    }

    private RefusalKind? JudgeToken(ValidatingConnectionEventArgs connect, long device)
    {
        if (!_tokens.Matches(device, connect.RawPassword))
        {
            return RefusalKind.WrongToken;
        }

        return JudgeRegistered(_ledger.Registry.Find(device));
    }

    private static RefusalKind? JudgeRegistered(DeviceView? known)
    {
        if (known is null)
        {
            return RefusalKind.UnknownDevice;
        }

        return known.RevokedAt is null ? null : RefusalKind.RevokedDevice;
    }

    [LoggerMessage(1, LogLevel.Warning, "Connection of '{Client}' from {From} refused: {Reason}")]
    private static partial void LogRefused(ILogger log, string client, System.Net.EndPoint? from, string reason);
}
