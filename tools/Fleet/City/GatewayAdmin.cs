using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kiosk.Protocol;
using Kiosk.Provision;

namespace Kiosk.Fleet.City;

/// <summary>What a device needs to work, as <c>kiosk device add</c> writes it into a file.</summary>
public sealed record Bundle(
    long Device, string Kiosk, byte[] Secret, string ClientCertPem, string ClientKeyPem, string CaPem,
    string Host, int Port, long FirstSequence);

/// <summary>What the gateway found when it read all its stored frames again.</summary>
public sealed record Audit(
    long Events, long Tickets, long Cents, long FootfallSlots, long Passages, long People, long ClimateReadings,
    long Missing, long DeclaredLost, long ChainBreaks, long DayClosings, long DayClosingsDifferent,
    long TicketsUnclosed, long StoredTwice, long Unreadable, long Duplicates)
{
    /// <summary>
    /// True when the tills closed every day that has tickets, and each closing is the sum of its day's tickets.
    /// </summary>
    public bool ClosingsEqualTickets => DayClosings > 0 && DayClosingsDifferent == 0 && TicketsUnclosed == 0;
}

/// <summary>
/// City staff at their desk: devices are enrolled and steered by the <c>kiosk</c> command itself; clock and audit go
/// through the same administration API. One call at a time.
/// </summary>
public sealed class GatewayAdmin : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly AdminClient _client;
    private readonly string[] _common;
    private readonly string _folder;

    /// <summary>Staff of a gateway; files they exchange with the command stand in a folder.</summary>
    public GatewayAdmin(Uri gateway, string tokenFile, string folder)
    {
        _client = new AdminClient(gateway, tokenFile, Words.French);
        _common = ["--gateway", gateway.ToString(), "--token-file", tokenFile, "--json"];
        _folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Enrols a device in a kiosk.</summary>
    public async Task<Bundle> AddDeviceAsync(Place place)
    {
        var file = Path.Combine(_folder, place.Kiosk + ".json");
        File.Delete(file);
        List<string> words =
        [
            "device", "add", "--kiosk", place.Kiosk, "--name", place.Name, "--address", place.Address,
            "--arrondissement", Text(place.Arrondissement), "--trade", place.Trade,
            "--lat", Degrees(place.Latitude), "--lon", Degrees(place.Longitude),
            "--device", Text(1000 + place.Number), "--out", file,
        ];
        words.AddRange(place.Sells ? [] : ["--vacant"]);
        words.AddRange(place.Invented ? ["--invented"] : []);
        await KioskAsync(words);
        return JsonSerializer.Deserialize<Bundle>(await File.ReadAllTextAsync(file), Json)!;
    }

    /// <summary>Pushes settings to a device.</summary>
    public Task PushSettingsAsync(long device, object settings) => PushAsync("settings", device, settings);

    /// <summary>Pushes a text for residents, valid until a calendar instant (null: until replaced).</summary>
    public Task PushNoticeAsync(long device, string page, string text, string english, DateTimeOffset? until)
    {
        string[] push = ["notice", "push", Text(device), text, "--page", page];
        string[] second = english.Length == 0 ? [] : ["--english", english];
        string[] end = until is { } at ? ["--until", at.ToString("O", CultureInfo.InvariantCulture)] : [];
        return KioskAsync([.. push, .. second, .. end]);
    }

    /// <summary>Pushes a catalogue to a device.</summary>
    public Task PushCatalogueAsync(long device, Catalogue catalogue)
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
        return PushAsync("catalogue", device, new { Version = 0, articles, departments });
    }

    /// <summary>Drives the gateway's clock.</summary>
    public Task SetClockAsync(long calendarMs, CancellationToken stop) => CallAsync(() => _client.PostAsync(
        "api/admin/clock", new JsonObject { ["utc"] = DateTimeOffset.FromUnixTimeMilliseconds(calendarMs) }, stop));

    /// <summary>Has the gateway read all its stored frames again.</summary>
    public async Task<Audit> AuditAsync(CancellationToken stop) =>
        (await CallAsync(() => _client.GetAsync("api/admin/audit", stop))).Deserialize<Audit>(Json)!;

    /// <summary>
    /// Whole hours of stops at the counter by their UTC second, of at most 92 days, as a merchant reads them.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, int>> WholeHoursAsync(string terminal, DateTime first, DateTime last)
    {
        var hours = JsonNode.Parse(await KioskAsync(
        [
            "merchant", "stops", "--terminal", terminal, "--legal-request", "virtual city",
            "--from", first.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            "--to", last.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        ]))!.AsArray();
        return hours.Where(hour => !hour!["partial"]!.GetValue<bool>()).ToDictionary(
            hour => hour!["start"]!.GetValue<DateTimeOffset>().ToUnixTimeSeconds(),
            hour => hour!["stops"]!.GetValue<int>());
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task PushAsync(string what, long device, object content)
    {
        var file = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{what}-{device}.json"));
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(content, Json));
        await KioskAsync([what, "push", Text(device), file]);
    }

    private async Task<string> KioskAsync(List<string> words)
    {
        using var data = new StringWriter();
        using var talk = new StringWriter();
        if (await KioskCommand.RunAsync([.. words, .. _common], Words.French, data, talk) != ExitCodes.Ok)
        {
            throw new FleetException($"kiosk {string.Join(' ', words)}: {talk}");
        }

        return data.ToString();
    }

    private static async Task<JsonNode?> CallAsync(Func<Task<JsonNode?>> call)
    {
        try
        {
            return await call();
        }
        catch (CommandException e)
        {
            throw new FleetException(e.Message, e);
        }
    }

    private static string Degrees(double degrees) => degrees.ToString("F5", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Label(byte[] labels, int index) =>
        Encoding.Latin1.GetString(labels, index * Limits.LabelBytesMax, Limits.LabelBytesMax).TrimEnd();
}
