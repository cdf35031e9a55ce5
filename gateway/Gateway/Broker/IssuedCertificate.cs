namespace Kiosk.Gateway.Broker;

/// <summary>
/// A client certificate just issued: both texts go into the device's bundle, the gateway keeps the fingerprint.
/// </summary>
public sealed record IssuedCertificate(string CertificatePem, string KeyPem, string Fingerprint);
