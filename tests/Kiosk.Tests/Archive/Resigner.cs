using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kiosk.Ledger.Witness;

namespace Kiosk.Tests.Archive;

/// <summary>
/// An archive made anew with a key of the forger's own (or by a gateway that turned): every signature, digest and
/// length fits. Only what was sealed at the till and a pinned key still speak against it.
/// </summary>
internal sealed class Resigner : IDisposable
{
    private readonly SigningKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The id of the forger's key.</summary>
    public string Kid => _key.Kid;

    /// <summary>The entries of an archive under the forger's key, after a change to them.</summary>
    public List<(string Name, byte[] Content)> Entries(
        string path, Action<Dictionary<string, byte[]>>? change = null, Func<string, string>? text = null)
    {
        List<(string Name, byte[] Content)> sound = ZipForgery.Read(path);
        Dictionary<string, byte[]> files = sound.ToDictionary(entry => entry.Name, entry => entry.Content);
        JsonNode body = JsonNode.Parse(files["archive.json"])!;
        body["keys"] = new JsonArray(new JsonObject
        {
            ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = _key.Kid, ["x"] = _key.X, ["y"] = _key.Y,
            ["statement"] = null,
        });
        body["links"] = new JsonArray([.. body["links"]!.AsArray().Select(
            link => (JsonNode)Jws.Sign(_key, "kiosk-link", Payload(link!.GetValue<string>())))]);
        files["archive.json"] = Bytes(body);
        change?.Invoke(files);
        Finish(files, text ?? (same => same));
        return [.. sound.Select(entry => (entry.Name, files[entry.Name]))];
    }

    /// <summary>One table's rows changed, all else made to fit.</summary>
    public byte[] Table(string path, string file, Func<List<string>, IEnumerable<string>> edit) => ZipForgery.Write(
        Entries(path, files => files[file] = ZipForgery.Rows(files[file], edit)));

    /// <summary>One JSON file changed, all else made to fit.</summary>
    public byte[] Json(string path, string file, Action<JsonNode> edit, Func<string, string>? text = null) =>
        ZipForgery.Write(Entries(path, files => files[file] = Edited(files[file], edit), text));

    public string Sign(string type, ReadOnlySpan<byte> payload) => Jws.Sign(_key, type, payload);

    public byte[] SignManifest(byte[] manifest) =>
        Encoding.ASCII.GetBytes(Jws.SignDetached(_key, "kiosk-manifest", manifest));

    public static byte[] Edited(byte[] json, Action<JsonNode> edit)
    {
        JsonNode body = JsonNode.Parse(json)!;
        edit(body);
        return Bytes(body);
    }

    public void Dispose() => _key.Dispose();

    private void Finish(Dictionary<string, byte[]> files, Func<string, string> text)
    {
        files["manifest.json"] = Edited(files["manifest.json"], manifest =>
        {
            foreach (JsonNode? listed in manifest["files"]!.AsArray())
            {
                byte[] content = files[listed!["name"]!.GetValue<string>()];
                listed["bytes"] = content.Length;
                listed["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
            }
        });
        files["manifest.jws"] = SignManifest(files["manifest.json"]);
        byte[] record = Edited(Payload(Encoding.ASCII.GetString(files["archive.jws"])), body =>
        {
            string[] fields = text(body["text"]!.GetValue<string>()).Split(',');
            fields[11] = Base64Url.EncodeToString(SHA256.HashData(files["manifest.json"]));
            body["text"] = string.Join(',', fields);
        });
        files["archive.jws"] = Encoding.ASCII.GetBytes(Sign("kiosk-archive", record));
    }

    public static byte[] Payload(string jws) => Base64Url.DecodeFromChars(jws.Split('.')[1]);

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
