using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Reads compact JWS strictly (RFC 7515): ES256 only, a signature of exactly 64 bytes R || S, a key that is known. Pure
/// functions.
/// </summary>
public static class JwsReader
{
    private const int SignatureBytes = 64;

    /// <summary>
    /// Checks a JWS; the payload when it is sound, else null and why not. <paramref name="type"/> is the only
    /// <c>typ</c> that is taken (what was signed for one purpose serves no other); null where a standard names none.
    /// </summary>
    public static byte[]? Read(string compact, string? type, KeySet keys, out string fault) =>
        Read(compact, null, type, keys, out fault);

    /// <summary>Checks a JWS whose payload stands elsewhere (RFC 7515 appendix F).</summary>
    public static bool IsSound(string compact, byte[] payload, string? type, KeySet keys, out string fault) =>
        Read(compact, payload, type, keys, out fault) != null;

    private static byte[]? Read(string compact, byte[]? detached, string? type, KeySet keys, out string fault)
    {
        ArgumentNullException.ThrowIfNull(compact);
        ArgumentNullException.ThrowIfNull(keys);
        string[] parts = compact.Split('.');
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[2]) is not { } signature
            || (detached == null) == (parts[1].Length == 0) || Decode(parts[1]) is not { } inside)
        {
            fault = "JWS: not header.payload.signature in base64url";
            return null;
        }

        if (signature.Length != SignatureBytes)
        {
            fault = FormattableString.Invariant(
                $"JWS: the signature has {signature.Length} bytes, ES256 wants 64 (R || S, no DER)");
            return null;
        }

        if (!TryHeader(header, out string kid, out string typ) || keys.Find(kid) is not { } key)
        {
            fault = $"JWS: alg is not ES256 or the key '{kid}' is not known";
            return null;
        }

        if (type != null && typ != type)
        {
            fault = $"JWS: it was signed as '{typ}', not as '{type}'";
            return null;
        }

        byte[] payload = detached ?? inside;
        byte[] signed = Encoding.ASCII.GetBytes(parts[0] + "." + Base64Url.EncodeToString(payload));
        bool sound = key.VerifyData(
            signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        fault = sound ? "" : "JWS: the signature does not fit the content";
        return sound ? payload : null;
    }

    // A key set of one needs no kid: RFC 7515 A.3 has none.
    private static bool TryHeader(byte[] header, out string kid, out string typ)
    {
        kid = typ = "";
        try
        {
            JsonNode? node = JsonNode.Parse(header);
            kid = node?["kid"]?.GetValue<string>() ?? "";
            typ = node?["typ"]?.GetValue<string>() ?? "";
            return node?["alg"]?.GetValue<string>() == "ES256" && node["crit"] == null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            byte[] bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) == text ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
