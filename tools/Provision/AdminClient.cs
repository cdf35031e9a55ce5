using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision;

/// <summary>Calls the administration API and turns every failure into a <see cref="CommandException"/>.</summary>
public sealed class AdminClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http;
    private readonly Words _words;

    /// <summary>Makes a client; the token is read from its file now. Without a file it asks as anyone.</summary>
    /// <exception cref="CommandException">The token cannot be read.</exception>
    public AdminClient(Uri gateway, string? tokenFile, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        _words = words;
        _http = new HttpClient { BaseAddress = gateway, Timeout = Timeout };
        if (tokenFile is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer", ReadToken(tokenFile, words));
        }
    }

    /// <summary>Reference of the legal request under which the city asks; null for a merchant.</summary>
    public string? LegalRequest { get; set; }

    /// <summary>Gets a file as it is.</summary>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellation)
    {
        byte[] content = [];
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), async answer =>
        {
            content = await answer.ReadAsByteArrayAsync(cancellation);
            return null;
        }, cancellation);
        return content;
    }

    /// <summary>Gets a document.</summary>
    public Task<JsonNode?> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    /// <summary>Posts a document.</summary>
    public Task<JsonNode?> PostAsync(string path, JsonNode? body, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        return SendAsync(request, cancellation);
    }

    /// <summary>Posts a file as it is.</summary>
    public Task<JsonNode?> PostFileAsync(string path, byte[] content, string type, CancellationToken cancellation)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = body }, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string ReadToken(string file, Words words)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.Usage, Words.Fill(words.NoToken, file), error);
        }
    }

    private Task<JsonNode?> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        SendAsync(request, async content => Parse(await content.ReadAsStringAsync(cancellation)), cancellation);

    private async Task<JsonNode?> SendAsync(
        HttpRequestMessage request, Func<HttpContent, Task<JsonNode?>> read, CancellationToken cancellation)
    {
        if (LegalRequest is { Length: > 0 } reason)
        {
            // Percent-encoded: a header holds ASCII only, a French reason has accents.
            request.Headers.TryAddWithoutValidation("X-Legal-Request", Uri.EscapeDataString(reason));
        }

        using (request)
        {
            try
            {
                using HttpResponseMessage answer = await _http.SendAsync(request, cancellation);
                return answer.IsSuccessStatusCode
                    ? await read(answer.Content)
                    : throw new CommandException(
                        ExitCodes.Refused, $"{_words.Refused} ({(int)answer.StatusCode}): "
                        + Reason(await answer.Content.ReadAsStringAsync(cancellation)));
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException or JsonException)
            {
                throw new CommandException(
                    ExitCodes.Unreachable, Words.Fill(_words.Unreachable, _http.BaseAddress!, error.Message), error);
            }
        }
    }

    private static JsonNode? Parse(string text) => text.Length == 0 ? null : JsonNode.Parse(text);

    // A problem document (RFC 9457): its detail, else one "field: sentence" per error.
    private static string Reason(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject problem)
            {
                return text;
            }

            if (problem["errors"] is JsonObject errors)
            {
                return string.Join("; ",
                    errors.Select(error => $"{error.Key}: {string.Join(", ", error.Value!.AsArray())}"));
            }

            return (problem["detail"] ?? problem["title"])?.ToString() ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
