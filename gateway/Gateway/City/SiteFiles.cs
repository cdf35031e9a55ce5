using System.Reflection;
using System.Security.Cryptography;

namespace Kiosk.Gateway.City;

/// <summary>
/// Style sheet, script and icon, held in the assembly and served under a name with a digest of the content, so a
/// browser may keep them for ever.
/// </summary>
public static class SiteFiles
{
    private static readonly Dictionary<string, Asset> Files = new(StringComparer.Ordinal);

    /// <summary>Path of the style sheet.</summary>
    public static string Css { get; } = Load("site.css", "text/css; charset=utf-8");

    /// <summary>Path of the script.</summary>
    public static string Script { get; } = Load("live.js", "text/javascript; charset=utf-8");

    /// <summary>Path of the icon.</summary>
    public static string Icon { get; } = Load("icon.svg", "image/svg+xml");

    /// <summary>Maps <c>/assets/...</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{name}", (string name, HttpContext http) =>
        {
            if (!Files.TryGetValue("/assets/" + name, out Asset? asset))
            {
                return Results.NotFound();
            }

            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Content, asset.Type);
        }).ExcludeFromDescription();
    }

    private static string Load(string name, string type)
    {
        Assembly assembly = typeof(SiteFiles).Assembly;
        using Stream stream = assembly.GetManifestResourceStream("Kiosk.Gateway.Assets." + name)
            ?? throw new InvalidOperationException($"{name} is missing from the assembly");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        string digest = Convert.ToHexStringLower(SHA256.HashData(content.ToArray()).AsSpan(0, 5));
        string path = $"/assets/{digest}-{name}";
        Files[path] = new Asset(content.ToArray(), type);
        return path;
    }

    private sealed record Asset(byte[] Content, string Type);
}
