using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// One archive in memory: opened, its structure, its signature and every file compared with the manifest. What comes
/// after (content, chains) is judged only when all files are those of the manifest. One thread.
/// </summary>
internal sealed class ArchiveImage
{
    private const string Manifest = "manifest.json", Signature = "manifest.jws", Record = "archive.jws",
        Summary = "archive.json", Digests = "empreintes.bin", ManifestType = "kiosk-manifest",
        RecordType = "kiosk-archive";

    private readonly List<Finding> _findings;
    private ZipImage _zip = null!;

    private ArchiveImage(string name, List<Finding> findings)
    {
        Name = name;
        _findings = findings;
    }

    public string Name { get; }

    public JsonNode Body { get; private set; } = new JsonObject();

    public JsonNode ManifestBody { get; private set; } = new JsonObject();

    /// <summary>Text and seal of the archive's own record R; null when its signature does not hold.</summary>
    public JsonNode? Sealed { get; private set; }

    public string ManifestDigest { get; private set; } = "";

    /// <summary>True when every file is the one that the manifest names.</summary>
    public bool IsWhole { get; private set; }

    public CsvTable Table(string name)
    {
        ZipPart? part = _zip.Find(name);
        return part == null ? new CsvTable([], 0, 0) : new CsvTable(_zip.Bytes, part.Start, part.Length);
    }

    /// <summary>Opens and checks a file; null when it is no archive at all, or does not say whose.</summary>
    public static ArchiveImage? Open(
        string name, byte[] bytes, KeySet keys, IReadOnlySet<string> pinned, List<Finding> findings)
    {
        var image = new ArchiveImage(name, findings);
        ZipImage? zip = ZipImage.Open(bytes);
        if (zip?.Find(Manifest) == null)
        {
            findings.Add(new Finding(name, "", "", "", 0, "not an archive: no zip with a manifest.json"));
            return null;
        }

        image._zip = zip;
        image.CheckStructure();
        int before = findings.Count;
        image.CheckEntries();
        bool entries = findings.Count == before;
        if (!image.ReadJson(keys, pinned))
        {
            return null;
        }

        image.CheckSignature(keys);
        before = findings.Count;
        image.CheckFiles();
        image.IsWhole = entries && findings.Count == before;
        image.CheckRecord(keys);
        return image;
    }

    private void CheckStructure()
    {
        int wrong = 0;
        foreach (int offset in _zip.WrongStructure(CrcOf))
        {
            if (wrong++ < 8)
            {
                _findings.Add(new Finding(Name, "", "", "", offset, "a byte of the zip's own structure is wrong"));
            }
        }
    }

    // Whoever opens the zip sees the last entry of a name, this reader the first: there must be one.
    private void CheckEntries()
    {
        string[] names = [.. _zip.Parts.Select(part => part.Name)];
        foreach (string name in names.Except(ArchiveLayout.Entries))
        {
            _findings.Add(new Finding(Name, name, "", "", -1, "is no entry of an archive"));
        }

        foreach (string name in ArchiveLayout.Entries)
        {
            int times = names.Count(own => own == name);
            if (times != 1)
            {
                _findings.Add(new Finding(
                    Name, name, "", "", -1, times == 0 ? "missing" : "stands more than once in the zip"));
            }
        }

        if (names.Length == ArchiveLayout.Entries.Length && !names.SequenceEqual(ArchiveLayout.Entries)
            && names.ToHashSet().SetEquals(ArchiveLayout.Entries))
        {
            _findings.Add(new Finding(Name, "", "", "", -1, "the entries are not in the order of the format"));
        }
    }

    // Of a damaged entry the headers are judged by what they agree on, so that they are not blamed as well.
    private uint CrcOf(ZipPart part)
    {
        uint real = Crc.Of(_zip.Content(part));
        return part.Crc.Contains(real) || part.Crc.Distinct().Count() > 1 ? real : part.Crc[0];
    }

    private bool ReadJson(KeySet keys, IReadOnlySet<string> pinned)
    {
        if (Parse(Summary) is not { } body || Parse(Manifest) is not { } manifest)
        {
            // Without keys nothing can be judged, but a single byte can still be named.
            string file = Parse(Summary) == null ? Summary : Manifest;
            _findings.Add(new Finding(Name, file, "", "", Guess(file), "not JSON"));
            return false;
        }

        Body = body;
        ManifestBody = manifest;
        keys.AddTrusted(Name, body["keys"] as JsonArray ?? [], pinned);
        return true;
    }

    // The place of a single changed byte in a file that does not even parse: the one that makes it JSON again.
    private int Guess(string file)
    {
        if (_zip.Find(file) is not { } part)
        {
            return -1;
        }

        uint found = Crc.Of(_zip.Content(part));
        return part.Crc.SelectMany(stated => Crc.SingleBytes(found, stated, part.Length))
            .Where(single => Makes(part, single)).Select(single => single.Offset).DefaultIfEmpty(-1).First();
    }

    private bool Makes(ZipPart part, (int Offset, byte Change) single)
    {
        _zip.Bytes[part.Start + single.Offset] ^= single.Change;
        bool reads = Parse(part.Name) != null;
        _zip.Bytes[part.Start + single.Offset] ^= single.Change;
        return reads;
    }

    private void CheckSignature(KeySet keys)
    {
        ZipPart part = _zip.Find(Manifest)!;
        ManifestDigest = Convert.ToHexStringLower(SHA256.HashData(_zip.Content(part)));
        if (_zip.Find(Signature) is not { } signature)
        {
            return;
        }

        byte[] manifest = _zip.Content(part).ToArray();
        if (JwsReader.IsSound(Text(signature), manifest, ManifestType, keys, out string fault))
        {
            return;
        }

        var finder = new DamageFinder(Name, _zip, _findings);
        bool inSignature = Crc.Of(_zip.Content(signature)) != signature.Crc[0];
        if (inSignature || Crc.Of(manifest) != part.Crc[0])
        {
            ZipPart suspect = inSignature ? signature : part;
            finder.Find(suspect, (_, _, _) => JwsReader.IsSound(
                Text(signature), _zip.Content(part).ToArray(), ManifestType, keys, out string _), null);
            return;
        }

        _findings.Add(new Finding(Name, Signature, "", "", -1, fault));
    }

    private void CheckFiles()
    {
        ReadOnlyMemory<byte> digests = SoundDigests();
        int at = 0;
        foreach (JsonNode? file in ManifestBody["files"] as JsonArray ?? [])
        {
            string name = Str(file, "name"), sha = Str(file, "sha256");
            int rows = (int)Int(file, "rows"), columns = (int)Int(file, "columns"), length = rows * columns * 4;
            if (_zip.Find(name) is { } part && !IsSha(_zip.Bytes, part.Start, part.Length, sha))
            {
                bool known = columns > 0 && at + length <= digests.Length;
                TableShape? shape = columns == 0 ? null
                    : new TableShape(rows, columns, known ? digests.Slice(at, length) : default);
                new DamageFinder(Name, _zip, _findings).Find(part, (b, s, l) => IsSha(b, s, l, sha), shape);
            }

            at += length;
        }

        string[] listed = [.. (ManifestBody["files"] as JsonArray ?? []).Select(file => Str(file, "name"))];
        if (!listed.SequenceEqual(ArchiveLayout.Listed))
        {
            string wrong = listed.Except(ArchiveLayout.Listed).Concat(ArchiveLayout.Listed.Except(listed))
                .FirstOrDefault("their order");
            _findings.Add(new Finding(Name, Manifest, "", "files", -1, $"does not list the format's files: {wrong}"));
        }
    }

    private ReadOnlyMemory<byte> SoundDigests()
    {
        JsonNode? file = (ManifestBody["files"] as JsonArray)?.FirstOrDefault(f => Str(f, "name") == Digests);
        return file != null && _zip.Find(Digests) is { } part
            && IsSha(_zip.Bytes, part.Start, part.Length, Str(file, "sha256"))
            ? _zip.Bytes.AsMemory(part.Start, part.Length) : default;
    }

    private void CheckRecord(KeySet keys)
    {
        if (_zip.Find(Record) is not { } part)
        {
            return;
        }

        Sealed = JwsReader.ReadJson(Text(part), RecordType, keys, out string fault);
        if (Sealed != null)
        {
            return;
        }

        if (Crc.Of(_zip.Content(part)) != part.Crc[0])
        {
            new DamageFinder(Name, _zip, _findings).Find(
                part, (_, _, _) => JwsReader.Read(Text(part), RecordType, keys, out string _) != null, null);
            return;
        }

        _findings.Add(new Finding(Name, Record, "R", "", -1, fault));
    }

    private string Text(ZipPart part) => Encoding.Latin1.GetString(_zip.Content(part));

    private JsonNode? Parse(string name) =>
        _zip.Find(name) is { } part ? StrictJson.TryParse(_zip.Content(part)) : null;

    private static bool IsSha(byte[] bytes, int start, int length, string expected) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(start, length))) == expected;

    internal static string Str(JsonNode? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    internal static long Int(JsonNode? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue(out long number) ? number : 0;
}
