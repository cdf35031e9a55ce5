using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kiosk.Gateway.State;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// The gateway's own certificate authority: a P-256 root made at first start, from which come the server's certificate
/// and one client certificate per device. Certificates live in real time even when the clock is driven, because TLS
/// on both ends checks them against real time. Thread-safe.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    private const int RootYears = 20, ServerDays = 397, RenewDays = 60;
    private const string RootFile = "ca/root.pem", RootKeyFile = "ca/root-key.pem";
    private const string ServerFile = "ca/server.pem", ServerKeyFile = "ca/server-key.pem";
    private const string ServerUse = "1.3.6.1.5.5.7.3.1", ClientUse = "1.3.6.1.5.5.7.3.2";
    private readonly StateFolder _state;
    private readonly IReadOnlyList<string> _names;
    private readonly TimeProvider _time;
    private volatile X509Certificate2 _server;

    private CertificateAuthority(
        StateFolder state, IReadOnlyList<string> names, X509Certificate2 root, X509Certificate2 server,
        TimeProvider time)
    {
        _state = state;
        _names = names;
        Root = root;
        _server = server;
        _time = time;
    }

    /// <summary>The root, with its private key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The server's certificate in force, with its private key; <see cref="Renew"/> changes it.</summary>
    public X509Certificate2 Server => _server;

    /// <summary>What tells real time, by which certificates live.</summary>
    public TimeProvider Time => _time;

    /// <summary>Real time.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>The root as text, for the bundle of a device.</summary>
    public string RootPem => Root.ExportCertificatePem();

    /// <summary>
    /// Opens the authority of a state folder, or makes it; renews the server's certificate when it must be.
    /// </summary>
    /// <param name="state">Where keys are kept.</param>
    /// <param name="names">Names for the server beside localhost and the loopback addresses.</param>
    /// <param name="time">Real time.</param>
    /// <exception cref="StartException">A file of the authority is damaged.</exception>
    public static CertificateAuthority Open(StateFolder state, IReadOnlyList<string> names, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(time);
        X509Certificate2 root = Load(state, RootFile, RootKeyFile) ?? MakeRoot(state, time);
        X509Certificate2? server = Load(state, ServerFile, ServerKeyFile);
        if (server is null || !StillGood(server, names, time))
        {
            server?.Dispose();
            server = MakeServer(state, root, names, time);
        }

        return new CertificateAuthority(state, names, root, server, time);
    }

    /// <summary>
    /// Renews the server's certificate when it must be; true when it did. Connections to come show the new one. Called
    /// by one thread.
    /// </summary>
    /// <exception cref="StartException">It cannot be written; the one before stays in force.</exception>
    public bool Renew()
    {
        if (StillGood(_server, _names, _time))
        {
            return false;
        }

        // The one before may still be in a handshake: it is left to the collector.
        _server = MakeServer(_state, Root, _names, _time);
        return true;
    }

    /// <summary>
    /// Issues a client certificate whose common name is the device's number, for
    /// <see cref="CredentialRegister.LifeDays"/> days.
    /// </summary>
    public IssuedCertificate Issue(long device)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={device}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(Use(ClientUse));
        // It begins a day early, for clocks that are late; that day counts.
        using X509Certificate2 signed =
            Sign(request, Root, _time.GetUtcNow().AddDays(CredentialRegister.LifeDays - 1), _time);
        return new IssuedCertificate(
            signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), Fingerprint(signed),
            signed.NotBefore.ToUniversalTime(), signed.NotAfter.ToUniversalTime());
    }

    /// <summary>
    /// True when the certificate was issued by this authority for a client, whatever its dates: the register judges
    /// them when the device says who it is, so that one out of date is told, and can be let in again.
    /// </summary>
    public bool Trusts(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientUse));
        return chain.Build(certificate);
    }

    /// <summary>SHA-256 fingerprint in upper-case hexadecimal digits: what the registry binds to a device.</summary>
    public static string Fingerprint(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Root.Dispose();
        Server.Dispose();
    }

    private static X509Certificate2 MakeRoot(StateFolder state, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string serial = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        var request = new CertificateRequest($"CN=Kiosk gateway {serial}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        DateTimeOffset now = time.GetUtcNow();
        using X509Certificate2 root = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(RootYears));
        return Keep(state, root, key, RootFile, RootKeyFile);
    }

    private static X509Certificate2 MakeServer(
        StateFolder state, X509Certificate2 root, IReadOnlyList<string> names, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (string name in AllNames(names))
        {
            if (System.Net.IPAddress.TryParse(name, out System.Net.IPAddress? address))
            {
                alternative.AddIpAddress(address);
            }
            else
            {
                alternative.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternative.Build());
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(Use(ServerUse));
        using X509Certificate2 signed = Sign(request, root, time.GetUtcNow().AddDays(ServerDays), time);
        return Keep(state, signed, key, ServerFile, ServerKeyFile);
    }

    private static X509Certificate2 Sign(
        CertificateRequest request, X509Certificate2 root, DateTimeOffset until, TimeProvider time)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        DateTimeOffset from = time.GetUtcNow().AddDays(-1);
        from = from < root.NotBefore ? root.NotBefore : from;
        until = until > root.NotAfter ? root.NotAfter : until;
        return request.Create(root, from, until, RandomNumberGenerator.GetBytes(16));
    }

    private static X509EnhancedKeyUsageExtension Use(string oid) => new([new Oid(oid)], critical: false);

    private static X509Certificate2 Keep(
        StateFolder state, X509Certificate2 certificate, ECDsa key, string file, string keyFile)
    {
        // The key first: a certificate on disk always has its key, whatever is cut in between.
        state.WritePrivate(keyFile, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        state.WritePrivate(file, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        return Load(state, file, keyFile)!;
    }

    private static X509Certificate2? Load(StateFolder state, string file, string keyFile)
    {
        string path = state.File(file);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(path, state.File(keyFile));
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                StartException.StateExit,
                $"State: {path} or its key is damaged or cannot be read; restore the folder 'ca' from a copy",
                error);
        }
    }

    private static bool StillGood(X509Certificate2 server, IReadOnlyList<string> names, TimeProvider time) =>
        server.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime.AddDays(RenewDays)
        && AllNames(names).All(name => server.MatchesHostname(name, allowWildcards: false, allowCommonName: false));

    private static IEnumerable<string> AllNames(IReadOnlyList<string> names) =>
        names.Concat(["localhost", "127.0.0.1", "::1"]).Distinct(StringComparer.OrdinalIgnoreCase);
}
