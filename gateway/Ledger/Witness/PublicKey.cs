using System.Text.Json.Nodes;

namespace Kiosk.Ledger;

/// <summary>A public signing key of the gateway (P-256), as published and as it stands in archives.</summary>
/// <param name="Kid">Key id: the RFC 7638 thumbprint, base64url.</param>
/// <param name="X">Coordinate x, base64url of 32 bytes.</param>
/// <param name="Y">Coordinate y, base64url of 32 bytes.</param>
/// <param name="From">When it came into use, UTC, ISO 8601.</param>
/// <param name="Statement">
/// Compact JWS by the key before it that introduces this one; null for the first key.
/// </param>
public sealed record PublicKey(string Kid, string X, string Y, string From, string? Statement)
{
    /// <summary>The key as a JWK (RFC 7517) with our two members beside.</summary>
    internal JsonObject ToJson() => new()
    {
        ["kty"] = "EC", ["crv"] = "P-256", ["alg"] = "ES256", ["use"] = "sig", ["kid"] = Kid, ["x"] = X, ["y"] = Y,
        ["from"] = From, ["statement"] = Statement,
    };
}
