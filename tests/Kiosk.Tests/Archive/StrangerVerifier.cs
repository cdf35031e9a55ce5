using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Tests.Archive;

/// <summary>
/// What a third party would write who has ARCHIVE.md alone: zip, digests, signatures, links, records and sums of one
/// archive under one trusted key, or of several that follow each other. Shares no code with maker or verifier of the
/// product. Says what is wrong in its own words.
/// </summary>
internal sealed class StrangerVerifier(string trustedKid)
{
    private readonly StrangerPage _page = new();
    private readonly Dictionary<string, ECDsa> _keys = [];
    private readonly List<string> _wrong = [];
    private (string Manifest, string Seal, string Head, long Last, StrangerRecords Records)? _before;

    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>One archive; a later call takes the one of the same level that follows it.</summary>
    public void Add(byte[] zip)
    {
        try
        {
            Check(zip);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException or OverflowException
            or InvalidOperationException or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException
            or CryptographicException or ArgumentException)
        {
            _wrong.Add("unreadable: " + e.Message);
        }
    }

    private void Check(byte[] zip)
    {
        List<(string Name, byte[] Content)> entries = Entries(zip);
        string[] names =
        [
            "LISEZMOI.txt", "schema.json", "archive.json", .. _page.Columns.Keys, "empreintes.bin", "manifest.json",
            "manifest.jws", "archive.jws",
        ];
        Demand(entries.Select(entry => entry.Name).SequenceEqual(names), "entries and their order");
        Demand(Rebuilt(entries).AsSpan().SequenceEqual(zip), "bytes of the zip beside names and contents");
        Dictionary<string, byte[]> files = entries.ToDictionary(entry => entry.Name, entry => entry.Content);
        JsonNode manifest = JsonNode.Parse(files["manifest.json"])!, body = JsonNode.Parse(files["archive.json"])!;
        Trust(body["keys"]!.AsArray());
        Demand(Detached(Ascii(files["manifest.jws"]), "kiosk-manifest", files["manifest.json"]), "manifest.jws");
        Dictionary<string, List<string[]>> tables = _page.Columns.Keys.ToDictionary(
            file => file, file => Table(file, files[file]));
        CheckManifest(manifest, files, tables, names);
        CheckDigests(files["empreintes.bin"], tables);
        foreach (string name in (string[])["terminal", "level", "period", "number"])
        {
            Demand(JsonNode.DeepEquals(manifest[name], body[name]), $"{name} of manifest and archive.json");
        }

        List<JsonNode> links = [.. body["links"]!.AsArray().Select(link => JsonNode.Parse(
            Opened(link!.GetValue<string>(), "kiosk-link") ?? throw new FormatException("signature of a link"))!)];
        var records = new StrangerRecords(_page, tables, body, _wrong, _before?.Records);
        records.CheckChain(links);
        records.CheckTables();
        records.CheckTotals();
        CheckRecord(files, manifest, body);
        foreach (JsonNode? purge in body["purges"]!.AsArray())
        {
            Demand(Opened(purge!.GetValue<string>(), "kiosk-purge") != null, "signature of a purge");
        }

        Follow(files["manifest.json"], manifest, body, records);
    }

    private void CheckManifest(
        JsonNode manifest, Dictionary<string, byte[]> files, Dictionary<string, List<string[]>> tables, string[] names)
    {
        JsonArray listed = manifest["files"]!.AsArray();
        Demand(listed.Select(file => (string?)file!["name"]).SequenceEqual(names[..^3]), "files of the manifest");
        foreach (JsonNode? file in listed)
        {
            string name = file!["name"]!.GetValue<string>();
            Demand((long)file["bytes"]! == files[name].Length
                && (string?)file["sha256"] == Convert.ToHexStringLower(SHA256.HashData(files[name])),
                $"digest of {name}");
            if (tables.TryGetValue(name, out List<string[]>? rows))
            {
                Demand((long)file["rows"]! == rows.Count && (long)file["columns"]! == _page.Columns[name].Length,
                    $"rows and columns of {name}");
            }
        }
    }

    private void CheckDigests(byte[] digests, Dictionary<string, List<string[]>> tables)
    {
        byte[] right = [.. _page.Columns.Keys.SelectMany(file => tables[file]).SelectMany(row => row)
            .SelectMany(cell => SHA256.HashData(Encoding.UTF8.GetBytes(cell)).Take(4))];
        Demand(right.AsSpan().SequenceEqual(digests), "digests of the cells");
    }

    // R: the archive's own record, and what it seals.
    private void CheckRecord(Dictionary<string, byte[]> files, JsonNode manifest, JsonNode body)
    {
        JsonNode sealedBody = JsonNode.Parse(
            Opened(Ascii(files["archive.jws"]), "kiosk-archive") ?? throw new FormatException("signature of R"))!;
        Dictionary<string, string> r = _page.Text("R", sealedBody["text"]!.GetValue<string>())
            ?? throw new FormatException("fields of R");
        JsonNode range = body["range"]!, totals = body["totals"]!;
        string rates = string.Join('|', totals["rates"]!.AsArray().Select(
            rate => $"{(int)rate!["rate"]!:0000}:{(long)rate["gross"]!}"));
        (string Field, string Right)[] all =
        [
            ("numero", $"{(string?)body["terminal"]}-R-{(long)body["number"]!:000000}"),
            ("periode", $"{manifest["period"]}"), ("niveau", (string?)body["level"] == "M" ? "2" : "3"),
            ("premiere_sequence", $"{range["firstSequence"]}"), ("derniere_sequence", $"{range["lastSequence"]}"),
            ("tickets", $"{totals["tickets"]}"), ("total_ttc", $"{totals["cents"]}"), ("taux", rates),
            ("manifeste", Base64Url.EncodeToString(SHA256.HashData(files["manifest.json"]))), ("sceau_journal", " "),
            ("format", "fmt=1"), ("drapeau", (long)body["number"]! == 1 ? "N" : "O"),
        ];
        foreach ((string field, string right) in all)
        {
            Demand(r[field] == right, $"R: {field}");
        }

        Demand(_before == null || r["sceau_precedent"] == _before.Value.Seal, "R: sceau_precedent");
        _seal = sealedBody["seal"]!.GetValue<string>();
    }

    private string _seal = "";

    private void Follow(byte[] manifestBytes, JsonNode manifest, JsonNode body, StrangerRecords records)
    {
        JsonNode range = body["range"]!;
        if (_before is { } before)
        {
            Demand((string?)manifest["previous"] == before.Manifest, "previous of the manifest");
            Demand((string?)range["before"] == before.Head && (long)range["firstRank"]! == before.Last + 1,
                "records between two archives");
        }

        _before = (Convert.ToHexStringLower(SHA256.HashData(manifestBytes)), _seal, (string)range["head"]!,
            (long)range["lastRank"]!, records);
    }

    private void Trust(JsonArray keys)
    {
        foreach (JsonNode? key in keys)
        {
            string x = (string)key!["x"]!, y = (string)key["y"]!;
            string kid = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(
                $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
            string? statement = (string?)key["statement"];
            if (kid == trustedKid || (statement != null && Opened(statement, "kiosk-key") is { } said
                && (string?)JsonNode.Parse(said)!["x"] == x && (string?)JsonNode.Parse(said)!["y"] == y))
            {
                _keys[kid] = ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
                });
            }
        }
    }

    private byte[]? Opened(string jws, string type)
    {
        string[] parts = jws.Split('.');
        byte[] payload = Base64Url.DecodeFromChars(parts[1]);
        return IsSigned(parts, type, parts[1]) ? payload : null;
    }

    private bool Detached(string jws, string type, byte[] payload)
    {
        string[] parts = jws.Split('.');
        return parts[1].Length == 0 && IsSigned(parts, type, Base64Url.EncodeToString(payload));
    }

    private bool IsSigned(string[] parts, string type, string payload)
    {
        JsonNode header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        byte[] signature = Base64Url.DecodeFromChars(parts[2]);
        return parts.Length == 3 && signature.Length == 64 && Base64Url.EncodeToString(signature) == parts[2]
            && (string?)header["alg"] == "ES256" && (string?)header["typ"] == type
            && _keys.TryGetValue((string)header["kid"]!, out ECDsa? key)
            && key.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + payload), signature, HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private void Demand(bool holds, string what)
    {
        if (!holds)
        {
            _wrong.Add(what);
        }
    }

    private static string Ascii(byte[] bytes) => Encoding.ASCII.GetString(bytes);

    private static List<(string Name, byte[] Content)> Entries(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return [.. zip.Entries.Select(entry =>
        {
            using Stream stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }

    // Section "The zip": all bytes follow from names and contents.
    private static byte[] Rebuilt(List<(string Name, byte[] Content)> entries)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        foreach ((string name, byte[] content) in entries)
        {
            byte[] number = new byte[4], utf8 = Encoding.UTF8.GetBytes(name);
            BinaryPrimitives.WriteInt32LittleEndian(number, (int)zip.Length);
            byte[] common =
            [
                0x14, 0, 0, 8, 0, 0, 0, 0, 0x21, 0, .. Little(Crc32(content)), .. Little(content.Length),
                .. Little(content.Length), .. Little(utf8.Length)[..2],
            ];
            zip.Write([0x50, 0x4b, 3, 4, .. common, 0, 0, .. utf8, .. content]);
            directory.Write([0x50, 0x4b, 1, 2, 0x14, 0, .. common, .. new byte[12], .. number, .. utf8]);
        }

        byte[] at = Little((int)zip.Length), count = Little(entries.Count)[..2];
        zip.Write(directory.ToArray());
        zip.Write([0x50, 0x4b, 5, 6, 0, 0, 0, 0, .. count, .. count, .. Little((int)directory.Length), .. at, 0, 0]);
        return zip.ToArray();
    }

    // Of the zip format, polynomial 0xedb88320.
    private static int Crc32(byte[] content)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in content)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xedb88320u);
            }
        }

        return unchecked((int)~crc);
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private List<string[]> Table(string file, byte[] bytes)
    {
        Demand(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble), $"byte order mark of {file}");
        List<string[]> rows = StrangerCsv.Rows(Encoding.UTF8.GetString(bytes.AsSpan(3)));
        Demand(rows[0].SequenceEqual(_page.Columns[file]), $"columns of {file}");
        rows.RemoveAt(0);
        Demand(rows.TrueForAll(row => row.Length == _page.Columns[file].Length), $"cells of {file}");
        return rows;
    }
}

/// <summary>Rows of a table: semicolons, CRLF, quotes doubled inside quotes.</summary>
internal static class StrangerCsv
{
    public static List<string[]> Rows(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            int end = at;
            if (text[at] == '"')
            {
                do
                {
                    end = text.IndexOf('"', end + 1) + 1;
                }
                while (end < text.Length && text[end] == '"');
                row.Add(text[(at + 1)..(end - 1)].Replace("\"\"", "\"", StringComparison.Ordinal));
            }
            else
            {
                end = text.AsSpan(at).IndexOfAny(";\r") + at;
                row.Add(text[at..end]);
            }

            at = end + (text[end] == ';' ? 1 : 2);
            if (text[end] != ';')
            {
                rows.Add([.. row]);
                row.Clear();
            }
        }

        return rows;
    }
}
