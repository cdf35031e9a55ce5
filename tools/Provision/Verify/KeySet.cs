using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Public keys (P-256) by id: those that are trusted, and beside them those that an archive brought along and nobody
/// trusts. What a foreign key signed is still read, so that one foreign key is one finding with a count, and damage
/// beside it is named too. One thread.
/// </summary>
public sealed class KeySet : IDisposable
{
    private const int ThumbprintLength = 43;

    private readonly Dictionary<string, ECDsa> _keys = [];
    private readonly Dictionary<string, (ECDsa? Key, string Root)> _foreign = [];
    private readonly Dictionary<string, ForeignKey> _roots = [];

    /// <summary>Ids of the trusted keys, in the order in which they were added.</summary>
    public IReadOnlyCollection<string> Ids => _keys.Keys;

    /// <summary>Keys that no trusted key introduces; those that they introduced themselves count as they do.</summary>
    public IReadOnlyCollection<ForeignKey> Foreign => _roots.Values;

    /// <summary>
    /// Adds a key when it is a point of the curve; returns its id (RFC 7638 thumbprint), or null when it is not one.
    /// </summary>
    public string? Add(string x, string y)
    {
        string kid = KidOf(x, y);
        if (_keys.ContainsKey(kid))
        {
            return kid;
        }

        if (Point(x, y) is not { } key)
        {
            return null;
        }

        _keys[kid] = key;
        return kid;
    }

    /// <summary>
    /// Adds the keys of an archive: as trusted all, when nothing is pinned (the caller then names the first key to
    /// compare), else the pinned ones and those that a trusted key introduces by its statement; the rest as
    /// <see cref="Foreign"/>.
    /// </summary>
    public void AddTrusted(string archive, JsonArray keys, IReadOnlySet<string> pinned)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(pinned);
        bool first = true;
        foreach (JsonNode? key in keys)
        {
            string x = Text(key, "x"), y = Text(key, "y"), kid = KidOf(x, y);
            string introducer = Introducer(key);
            bool trusted = _keys.ContainsKey(introducer) || (pinned.Count == 0 ? first : pinned.Contains(kid));
            if (!trusted || Add(x, y) == null)
            {
                AddForeign(archive, kid, x, y, introducer);
            }

            first = false;
        }
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
        foreach (ECDsa key in _keys.Values.Concat(_foreign.Values.Select(foreign => foreign.Key).OfType<ECDsa>()))
        {
            key.Dispose();
        }
    }

    internal ECDsa? Find(string kid) =>
        _keys.TryGetValue(kid, out ECDsa? key) ? key
        : _foreign.TryGetValue(kid, out (ECDsa? Key, string Root) foreign) ? foreign.Key : null;

    /// <summary>Notes a sound signature; it counts only where the key is foreign.</summary>
    internal void Note(string kid)
    {
        if (!_keys.ContainsKey(kid) && _foreign.TryGetValue(kid, out (ECDsa? Key, string Root) foreign))
        {
            _roots[foreign.Root].Signatures++;
        }
    }

    private void AddForeign(string archive, string kid, string x, string y, string introducer)
    {
        if (!_foreign.TryGetValue(kid, out (ECDsa? Key, string Root) known))
        {
            string root = _foreign.TryGetValue(introducer, out (ECDsa? Key, string Root) by) ? by.Root : kid;
            known = (Point(x, y), root);
            _foreign[kid] = known;
            _roots.TryAdd(root, new ForeignKey(root, archive));
        }

        _roots[known.Root].In(archive);
    }

    // The id of the key that signed a key's statement about itself; empty when none that is known did.
    private string Introducer(JsonNode? key)
    {
        if (Text(key, "statement") is not { Length: > 0 } statement
            || JwsReader.ReadJson(statement, "kiosk-key", this, out _, out string kid) is not { } said)
        {
            return "";
        }

        return Text(said, "x") == Text(key, "x") && Text(said, "y") == Text(key, "y") ? kid : "";
    }

    private static ECDsa? Point(string x, string y)
    {
        try
        {
            var point = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) };
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static string Text(JsonNode? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
