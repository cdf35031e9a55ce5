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
    /// <c>typ</c> that is taken: what was signed for one purpose serves no other.
    /// </summary>
    public static byte[]? Read(string compact, string type, KeySet keys, out string fault) =>
        Read(compact, null, type, keys, out fault, out _);

    /// <summary>The same for a payload that is a JSON object; null too when it is sound and none.</summary>
    public static JsonObject? ReadJson(string compact, string type, KeySet keys, out string fault) =>
        ReadJson(compact, type, keys, out fault, out _);

    /// <summary>The same, and the id of the key that signed it.</summary>
    public static JsonObject? ReadJson(string compact, string type, KeySet keys, out string fault, out string kid)
    {
        if (Read(compact, null, type, keys, out fault, out kid) is not { } payload)
        {
            return null;
        }

        JsonObject? body = StrictJson.TryParse(payload) as JsonObject;
        fault = body == null ? "not JSON" : "";
        return body;
    }

    /// <summary>Checks a JWS as the first does, and tells the id of the key that signed it.</summary>
    public static byte[]? Read(string compact, string type, KeySet keys, out string fault, out string kid) =>
        Read(compact, null, type, keys, out fault, out kid);

    /// <summary>Checks a JWS whose payload stands elsewhere (RFC 7515 appendix F).</summary>
    public static bool IsSound(string compact, byte[] payload, string type, KeySet keys, out string fault) =>
        Read(compact, payload, type, keys, out fault, out _) != null;

    /// <summary>True when ES256 (RFC 7518, 3.4) by this key over <c>header.payload</c> gives the signature.</summary>
    public static bool Fits(ECDsa key, string input, byte[] signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.VerifyData(Encoding.ASCII.GetBytes(input), signature, HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[]? Read(
        string compact, byte[]? detached, string type, KeySet keys, out string fault, out string kid)
    {
        ArgumentNullException.ThrowIfNull(compact);
        ArgumentNullException.ThrowIfNull(keys);
        kid = "";
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

        bool isEs256 = TryHeader(header, out kid, out string typ);
        fault = isEs256 && kid.Length == 0 ? "JWS: its header names no key (kid)"
            : !isEs256 || keys.Find(kid) == null ? $"JWS: alg is not ES256 or the key '{kid}' is not known"
            : typ != type ? $"JWS: it was signed as '{typ}', not as '{type}'" : "";
        if (fault.Length > 0)
        {
            return null;
        }

        byte[] payload = detached ?? inside;
        if (!Fits(keys.Find(kid)!, parts[0] + "." + Base64Url.EncodeToString(payload), signature))
        {
            fault = "JWS: the signature does not fit the content";
            return null;
        }

        keys.Note(kid);
        return payload;
    }

    // A key must be named: which one would be meant otherwise depends on what else was loaded.
    private static bool TryHeader(byte[] header, out string kid, out string typ)
    {
        kid = typ = "";
        try
        {
            JsonNode? node = StrictJson.Parse(header);
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
