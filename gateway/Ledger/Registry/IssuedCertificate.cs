namespace Kiosk.Ledger;

/// <summary>
/// A client certificate just issued for a device, with its key; the ledger never keeps the key in the clear.
/// </summary>
/// <param name="CertificatePem">Certificate, PEM.</param>
/// <param name="KeyPem">Key, PEM (PKCS #8).</param>
/// <param name="Fingerprint">SHA-256 of the certificate, upper-case hexadecimal digits.</param>
/// <param name="From">Valid from, UTC, to the second.</param>
/// <param name="Until">Valid until, UTC, to the second.</param>
public sealed record IssuedCertificate(
    string CertificatePem, string KeyPem, string Fingerprint, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>As the device shows it.</summary>
    public ShownCertificate Shown => new(Fingerprint, From, Until);
}

/// <summary>A client certificate of the authority as a device shows it.</summary>
/// <param name="Fingerprint">SHA-256 of the certificate, upper-case hexadecimal digits.</param>
/// <param name="From">Valid from, UTC, to the second.</param>
/// <param name="Until">Valid until, UTC, to the second.</param>
public sealed record ShownCertificate(string Fingerprint, DateTimeOffset From, DateTimeOffset Until);
