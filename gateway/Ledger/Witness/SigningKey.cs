using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Ledger.Witness;

/// <summary>A P-256 key pair that signs; its id is the RFC 7638 thumbprint of the public half.</summary>
internal sealed class SigningKey : IDisposable
{
    public SigningKey(ECDsa key)
    {
        Private = key;
        ECParameters numbers = key.ExportParameters(includePrivateParameters: false);
        X = Base64Url.EncodeToString(numbers.Q.X);
        Y = Base64Url.EncodeToString(numbers.Q.Y);
        Kid = KidOf(X, Y);
    }

    public ECDsa Private { get; }

    public string X { get; }

    public string Y { get; }

    public string Kid { get; }

    /// <summary>Thumbprint of a public key (RFC 7638): SHA-256 of its required members in order of name.</summary>
    public static string KidOf(string x, string y) => Base64Url.EncodeToString(SHA256.HashData(
        Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));

    public void Dispose() => Private.Dispose();
}
