using System.Text;

namespace Kiosk.Gateway.Merchant;

/// <summary>The self-contained page that checks archives and tickets in the browser; it fetches nothing.</summary>
public static class VerifyPage
{
    private static readonly byte[] Page = Load();

    /// <summary>Serves the page. Its own policy, with the digests of its script and style, is in its head.</summary>
    public static IResult Answer(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Bytes(Page, "text/html; charset=utf-8");
    }

    private static string Policy { get; } = ReadPolicy() + "; frame-ancestors 'none'";

    private static string ReadPolicy()
    {
        string text = Encoding.UTF8.GetString(Page);
        const string Start = "http-equiv=\"Content-Security-Policy\" content=\"";
        int from = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return text[from..text.IndexOf('"', from)];
    }

    private static byte[] Load()
    {
        using Stream stream = typeof(VerifyPage).Assembly.GetManifestResourceStream("Kiosk.Gateway.verify.html")
            ?? throw new InvalidOperationException("verify.html is missing from the assembly");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
