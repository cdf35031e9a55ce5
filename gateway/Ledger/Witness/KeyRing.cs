using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kiosk.Ledger.Store;

namespace Kiosk.Ledger.Witness;

/// <summary>
/// The gateway's signing keys: one private key in use (<c>signing.key</c>, PKCS#8 PEM, mode 0600), the public halves of
/// all there ever were (<c>signing-keys.json</c>), each later one introduced by a statement signed with the one before
/// it. Used under the archive gate.
/// </summary>
internal sealed class KeyRing : IDisposable
{
    public const string KeyFile = "signing.key", PublicFile = "signing-keys.json", RotationType = "kiosk-key";

    private readonly string _folder;
    private readonly List<PublicKey> _keys = [];

    private KeyRing(string folder, SigningKey current)
    {
        _folder = folder;
        Current = current;
    }

    /// <summary>The key that signs.</summary>
    public SigningKey Current { get; private set; }

    /// <summary>All public keys, oldest first.</summary>
    public IReadOnlyList<PublicKey> Keys => _keys;

    /// <summary>Opens the ring of a folder, or makes it with its first key.</summary>
    public static KeyRing Open(string folder, DateTimeOffset now)
    {
        string path = Path.Combine(folder, KeyFile);
        try
        {
            bool known = File.Exists(Path.Combine(folder, PublicFile));
            if (!File.Exists(path))
            {
                return known
                    ? throw new LedgerException($"The signing key '{path}' is missing. Restore it from a copy.")
                    : Make(folder, now);
            }

            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            var ring = new KeyRing(folder, new SigningKey(key));
            ring.Load(now);
            return ring;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException
            or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new LedgerException($"The signing key '{path}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Takes a new key into use; the old one's public half stays and signs the new one in.</summary>
    public PublicKey Rotate(DateTimeOffset now)
    {
        SigningKey old = Current;
        var next = new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        string body = JsonSerializer.Serialize(new { kid = next.Kid, x = next.X, y = next.Y, from = Stamp(now) });
        string statement = Jws.Sign(old, RotationType, System.Text.Encoding.ASCII.GetBytes(body));
        var added = new PublicKey(next.Kid, next.X, next.Y, Stamp(now), statement);
        // The public list first: a key that signs is always a key that is published. In memory last: what could not be
        // written has not happened.
        Publish([.. _keys, added]);
        WritePrivate(Path.Combine(_folder, KeyFile), next.Private.ExportPkcs8PrivateKeyPem());
        _keys.Add(added);
        Current = next;
        old.Dispose();
        return added;
    }

    public void Dispose() => Current.Dispose();

    private static KeyRing Make(string folder, DateTimeOffset now)
    {
        var ring = new KeyRing(folder, new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
        WritePrivate(Path.Combine(folder, KeyFile), ring.Current.Private.ExportPkcs8PrivateKeyPem());
        ring._keys.Add(new PublicKey(ring.Current.Kid, ring.Current.X, ring.Current.Y, Stamp(now), null));
        ring.Publish(ring._keys);
        return ring;
    }

    private void Load(DateTimeOffset now)
    {
        string path = Path.Combine(_folder, PublicFile);
        JsonArray known = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsArray() : [];
        _keys.AddRange(known.Select(key => new PublicKey(
            key!["kid"]!.GetValue<string>(), key["x"]!.GetValue<string>(), key["y"]!.GetValue<string>(),
            key["from"]!.GetValue<string>(), key["statement"]?.GetValue<string>())));
        if (_keys.Count == 0)
        {
            _keys.Add(new PublicKey(Current.Kid, Current.X, Current.Y, Stamp(now), null));
            Publish(_keys);
        }

        // A rotation cut between its two files: the private half of the last key was never kept, it never signed.
        int at = _keys.FindIndex(key => key.Kid == Current.Kid);
        if (at < 0)
        {
            throw new InvalidOperationException($"'{path}' does not hold its public half");
        }

        if (at < _keys.Count - 1)
        {
            _keys.RemoveRange(at + 1, _keys.Count - at - 1);
            Publish(_keys);
        }
    }

    private void Publish(IReadOnlyList<PublicKey> keys)
    {
        string path = Path.Combine(_folder, PublicFile);
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(keys.Select(key => key.ToJson()));
        WholeFile.Write(path, WholeFile.Public, file => file.Write(text));
    }

    internal static string Stamp(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static void WritePrivate(string path, string text) => WholeFile.Write(
        path, WholeFile.Private, file => file.Write(System.Text.Encoding.ASCII.GetBytes(text)));
}
