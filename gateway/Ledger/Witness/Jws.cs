using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Ledger.Witness;

/// <summary>
/// Compact JWS with ES256 (RFC 7515, RFC 7518 3.4): the signature is the 64 bytes R || S, never ASN.1. Pure functions.
/// </summary>
internal static class Jws
{
    public const int SignatureBytes = 64;

    /// <summary>header.payload.signature.</summary>
    public static string Sign(SigningKey key, string type, ReadOnlySpan<byte> payload)
    {
        string body = Header(key, type) + "." + Base64Url.EncodeToString(payload);
        return body + "." + Signature(key, body);
    }

    /// <summary>header..signature over a payload that stands elsewhere (RFC 7515 appendix F).</summary>
    public static string SignDetached(SigningKey key, string type, ReadOnlySpan<byte> payload)
    {
        string header = Header(key, type);
        return header + ".." + Signature(key, header + "." + Base64Url.EncodeToString(payload));
    }

    private static string Header(SigningKey key, string type) => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes($$"""{"alg":"ES256","kid":"{{key.Kid}}","typ":"{{type}}"}"""));

    private static string Signature(SigningKey key, string signed) => Base64Url.EncodeToString(
        key.Private.SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
}
