using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kiosk.Ledger.Archive;

namespace Kiosk.Tests.Archive;

/// <summary>
/// What a forger without the gateway's key can do: change entries, make zip, digests and manifest fit again.
/// </summary>
internal static class ZipForgery
{
    /// <summary>Entries of an archive by name, in order.</summary>
    public static List<(string Name, byte[] Content)> Read(string path)
    {
        using System.IO.Compression.ZipArchive zip = System.IO.Compression.ZipFile.OpenRead(path);
        return [.. zip.Entries.Select(entry =>
        {
            using Stream stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }

    /// <summary>The archive with one table's rows changed; nothing else is made to fit.</summary>
    public static byte[] Edit(string path, string file, Func<List<string>, IEnumerable<string>> edit) =>
        Write([.. Read(path).Select(entry => entry.Name == file ? (file, Rows(entry.Content, edit)) : entry)]);

    /// <summary>The same with manifest and cell digests made to fit: only the signatures cannot be.</summary>
    public static byte[] Forge(string path, string file, Func<List<string>, IEnumerable<string>> edit)
    {
        List<(string Name, byte[] Content)> entries =
            [.. Read(path).Select(entry => entry.Name == file ? (file, Rows(entry.Content, edit)) : entry)];
        int manifest = entries.FindIndex(entry => entry.Name == "manifest.json");
        JsonNode body = JsonNode.Parse(entries[manifest].Content)!;
        foreach (JsonNode? listed in body["files"]!.AsArray())
        {
            byte[] content = entries.First(entry => entry.Name == listed!["name"]!.GetValue<string>()).Content;
            listed!["bytes"] = content.Length;
            listed["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
        }

        entries[manifest] = ("manifest.json", Encoding.UTF8.GetBytes(body.ToJsonString()));
        return Write(entries);
    }

    public static byte[] Write(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var file = new MemoryStream();
        var zip = new ZipWriter(file);
        foreach ((string name, byte[] content) in entries)
        {
            zip.Add(name, content);
        }

        zip.Finish();
        return file.ToArray();
    }

    public static byte[] Rows(byte[] table, Func<List<string>, IEnumerable<string>> edit)
    {
        List<string> rows = [.. Encoding.UTF8.GetString(table).Split("\r\n").SkipLast(1)];
        return Encoding.UTF8.GetBytes(string.Concat(edit(rows).Select(row => row + "\r\n")));
    }
}
