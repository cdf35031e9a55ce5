using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kiosk.Protocol;

namespace Kiosk.Fleet.City;

/// <summary>What a device needs to work, as the gateway hands it out once at enrolment.</summary>
public sealed record Bundle(
    long Device, string Kiosk, byte[] Secret, string ClientCertPem, string ClientKeyPem, string CaPem,
    string Host, int Port, long FirstSequence);

/// <summary>What the gateway found when it read all its stored frames again.</summary>
public sealed record Audit(
    long Events, long Tickets, long Cents, long FootfallSlots, long Passages, long ClimateReadings, long Missing,
    long DeclaredLost, long ChainBreaks, long StoredTwice, long Unreadable, long Duplicates);

/// <summary>The gateway's administration API, as <c>kiosk</c> uses it. One call at a time.</summary>
public sealed class GatewayAdmin : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http;

    /// <summary>Client of a gateway with its admin token; a call waits two minutes at most.</summary>
    public GatewayAdmin(Uri gateway, string token)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Enrols a device in a kiosk.</summary>
    public Task<Bundle> AddDeviceAsync(Place place, CancellationToken stop) => SendAsync<Bundle>(
        HttpMethod.Post, "api/admin/devices",
        new
        {
            place.Kiosk, place.Name, place.Address, place.Arrondissement, place.Trade, Occupied = place.Sells,
            place.Invented, Device = 1000 + place.Number, place.Latitude, place.Longitude,
        },
        stop);

    /// <summary>Pushes settings to a device.</summary>
    public Task PushSettingsAsync(long device, object settings, CancellationToken stop) =>
        SendAsync<JsonElement>(HttpMethod.Post, Path(device, "settings"), settings, stop);

    /// <summary>Pushes a notice to a device.</summary>
    public Task PushNoticeAsync(long device, object notice, CancellationToken stop) =>
        SendAsync<JsonElement>(HttpMethod.Post, Path(device, "notice"), notice, stop);

    /// <summary>Pushes a catalogue to a device.</summary>
    public Task PushCatalogueAsync(long device, Catalogue catalogue, CancellationToken stop)
    {
        var departments = Enumerable.Range(0, catalogue.DepartmentCount).Select(d => new
        {
            Number = d + 1, Label = Label(catalogue.DepartmentLabels, d), Vat = catalogue.DepartmentRate[d] / 100m,
        });
        var articles = Enumerable.Range(0, catalogue.ArticleCount).Select(a => new
        {
            Code = catalogue.Code[a], Label = Label(catalogue.Labels, a), Cents = catalogue.Price[a],
            Vat = catalogue.Rate[a] / 100m, Department = catalogue.Department[a], Key = catalogue.KeyNumber[a],
            Ean = catalogue.Ean[a] == 0 ? "" : catalogue.Ean[a].ToString("D13", CultureInfo.InvariantCulture),
        });
        return SendAsync<JsonElement>(
            HttpMethod.Post, Path(device, "catalogue"), new { Version = 0, articles, departments }, stop);
    }

    /// <summary>Drives the gateway's clock.</summary>
    public Task SetClockAsync(long calendarMs, CancellationToken stop) => SendAsync<JsonElement>(
        HttpMethod.Post, "api/admin/clock", new { Utc = DateTimeOffset.FromUnixTimeMilliseconds(calendarMs) }, stop);

    /// <summary>Has the gateway read all its stored frames again.</summary>
    public Task<Audit> AuditAsync(CancellationToken stop) => SendAsync<Audit>(HttpMethod.Get, "api/admin/audit", null, stop);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body, options: Json);
        using var answer = await _http.SendAsync(request, stop);
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(stop);
            throw new FleetException($"gateway refused {method} /{path}: {(int)answer.StatusCode} {text}");
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync(stop);
        return bytes.Length == 0 ? default! : JsonSerializer.Deserialize<T>(bytes, Json)!;
    }

    private static string Path(long device, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"api/admin/devices/{device}/{what}");

    private static string Label(byte[] labels, int index) =>
        Encoding.Latin1.GetString(labels, index * Limits.LabelBytesMax, Limits.LabelBytesMax).TrimEnd();
}
