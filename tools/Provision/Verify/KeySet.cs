using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>Public keys (P-256) by id. One thread.</summary>
public sealed class KeySet : IDisposable
{
    private const int ThumbprintLength = 43;

    private readonly Dictionary<string, ECDsa> _keys = [];

    /// <summary>Ids of the keys, in the order in which they were added.</summary>
    public IReadOnlyCollection<string> Ids => _keys.Keys;

    /// <summary>
    /// Adds a key when it is a point of the curve; returns its id (RFC 7638 thumbprint), or null when it is not one.
    /// </summary>
    public string? Add(string x, string y)
    {
        string kid = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(
            $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        if (_keys.ContainsKey(kid))
        {
            return kid;
        }

        try
        {
            var point = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) };
            _keys[kid] = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return kid;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Adds the keys of an archive that are trusted: all, when nothing is pinned (the caller then names the first key
    /// to compare); else the pinned ones and those that a trusted key introduces by its statement.
    /// </summary>
    /// <returns>Ids that are in the archive and not trusted.</returns>
    public IReadOnlyList<string> AddTrusted(JsonArray keys, IReadOnlySet<string> pinned)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(pinned);
        var refused = new List<string>();
        bool first = true;
        foreach (JsonNode? key in keys)
        {
            string x = Text(key, "x"), y = Text(key, "y");
            string kid = KidOf(x, y);
            bool trusted = pinned.Count == 0 ? first || Introduces(key) : pinned.Contains(kid) || Introduces(key);
            if (!trusted || Add(x, y) == null)
            {
                refused.Add(kid);
            }

            first = false;
        }

        return refused;
    }

    /// <summary>The id of a key.</summary>
    public static string KidOf(string x, string y) => Base64Url.EncodeToString(SHA256.HashData(
        Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));

    /// <summary>True when a pin is a file that is there, or has the shape of a thumbprint.</summary>
    public static bool IsPin(string pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        return File.Exists(pin) || (pin.Length == ThumbprintLength && Base64Url.IsValid(pin));
    }

    /// <summary>Ids in a pin: a thumbprint, or a file with a JWK, a JWK set or an array of JWKs.</summary>
    /// <exception cref="CommandException">The file is not one of these.</exception>
    public static IReadOnlyList<string> Pin(string pin)
    {
        if (!File.Exists(pin))
        {
            return [pin];
        }

        try
        {
            JsonNode? node = JsonNode.Parse(File.ReadAllBytes(pin));
            JsonNode?[] keys = node is JsonArray list ? [.. list]
                : node?["keys"] is JsonArray set ? [.. set] : [node];
            return keys.Length > 0 && Array.TrueForAll(keys, key => Text(key, "x").Length > 0)
                ? [.. keys.Select(key => KidOf(Text(key, "x"), Text(key, "y")))]
                : throw new CommandException(ExitCodes.Usage, $"{pin}: no public key (JWK) is in it");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException)
        {
            throw new CommandException(ExitCodes.Usage, $"{pin}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ECDsa key in _keys.Values)
        {
            key.Dispose();
        }
    }

    internal ECDsa? Find(string kid) =>
        _keys.TryGetValue(kid, out ECDsa? key) ? key
        : kid.Length == 0 && _keys.Count == 1 ? _keys.Values.First() : null;

    private bool Introduces(JsonNode? key)
    {
        if (Text(key, "statement") is not { Length: > 0 } statement
            || JwsReader.Read(statement, "kiosk-key", this, out _) is not { } body)
        {
            return false;
        }

        JsonNode? said = JsonNode.Parse(body);
        return Text(said, "x") == Text(key, "x") && Text(said, "y") == Text(key, "y");
    }

    private static string Text(JsonNode? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
