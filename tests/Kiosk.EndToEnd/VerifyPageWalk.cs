using System.Text;
using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;

namespace Kiosk.EndToEnd;

/// <summary>
/// Somebody without network opens verify.html from a file, with an archive, a broken one and a ticket's QR (R29, R35).
/// </summary>
public sealed class VerifyPageWalk(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("verify-").FullName;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private string _archive = "", _ticket = "";

    public async Task InitializeAsync()
    {
        MakeArchive();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--no-first-run"],
        });
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task An_archive_and_a_ticket_are_judged_without_network(int width, ColorScheme scheme)
    {
        IPage page = await OpenAsync(width, scheme);
        await page.FillAsync("#qr", _ticket);
        await page.ClickAsync("#check");
        Assert.Contains(
            "pas encore vérifiable", await page.TextContentAsync("#paper .badge"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("#paper .badge.ok").CountAsync());

        string broken = Path.Combine(_folder, "altered.zip");
        byte[] bytes = await File.ReadAllBytesAsync(_archive);
        // Behind the entry's name comes its byte order mark; the name alone also stands in the pages before it.
        int at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[.. "tickets.csv"u8, .. Encoding.UTF8.Preamble]) + 600;
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(broken, bytes);
        await page.SetInputFilesAsync("#files", [_archive, broken]);
        await page.WaitForFunctionAsync(
            "() => document.querySelectorAll('#list article').length === 2 "
                + "&& !document.querySelector('#status').textContent",
            null, new PageWaitForFunctionOptions { Timeout = 120_000 });
        output.WriteLine(await page.InnerTextAsync("#list"));
        Assert.Equal(1, await page.Locator("#list .badge.ok").CountAsync());
        Assert.Equal(1, await page.Locator("#list .badge.bad").CountAsync());
        Assert.Contains("tickets.csv", await page.TextContentAsync("#list table"), StringComparison.Ordinal);
        Assert.Contains("prouvée", await page.TextContentAsync("#paper .badge.ok"), StringComparison.Ordinal);
        int overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
        Assert.True(overflow <= 0, $"{overflow} px wider than the screen");
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(DemoFixture.Screens, $"verify-{width}-{scheme.ToString().ToLowerInvariant()}.png"),
            FullPage = true,
        });
    }

    [Fact]
    public async Task A_ticket_whose_content_was_changed_is_never_green()
    {
        IPage page = await OpenAsync(1280, ColorScheme.Light);
        await page.SetInputFilesAsync("#files", _archive);
        await page.WaitForSelectorAsync("#list .badge.ok");
        string[] lines = _ticket.Split('\n');
        string seal = lines[2];
        lines[2] = (seal[0] == 'A' ? 'B' : 'A') + seal[1..];
        await page.FillAsync("#qr", string.Join('\n', lines));
        await page.ClickAsync("#check");
        Assert.Contains("contredite", await page.TextContentAsync("#paper .badge.bad"), StringComparison.Ordinal);
        lines[2] = seal;
        lines[3] = lines[3].Replace(";1;", ";2;", StringComparison.Ordinal);
        await page.FillAsync("#qr", string.Join('\n', lines));
        await page.ClickAsync("#check");
        Assert.Equal(0, await page.Locator("#paper .badge.ok").CountAsync());
        await page.ClickAsync("#language");
        Assert.Equal("Check a till", await page.TextContentAsync("h1"));
    }

    private async Task<IPage> OpenAsync(int width, ColorScheme scheme)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, Offline = true,
        });
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) => output.WriteLine(message.Text);
        page.PageError += (_, error) => output.WriteLine(error);
        page.Request += (_, request) => Assert.StartsWith("file:", request.Url, StringComparison.Ordinal);
        await page.GotoAsync(new Uri(Page()).AbsoluteUri);
        return page;
    }

    // Two days of a made-up kiosk, archived without its closings; the ticket is the first of its records.
    private void MakeArchive()
    {
        DateTimeOffset start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        using CityLedger ledger = CityLedger.Open(new LedgerOptions { Folder = _folder }, TimeProvider.System);
        ledger.Registry.PutKiosk(new KioskPlace("K07", "Kiosque", "rue", 1, true, true, "presse"));
        DeviceEnrolment device = ledger.Registry.AddDevice("K07", 1007);
        Catalogue catalogue = SyntheticKiosk.MakeCatalogue(40, 0);
        var settings = new Settings();
        settings.MerchantLength = Encoding.Latin1.GetBytes("Kiosque Réformés", settings.Merchant);
        settings.SiretLength = Encoding.Latin1.GetBytes("12345678901234", settings.Siret);
        ledger.Registry.PushCatalogue(device.Number, catalogue);
        ledger.Registry.PushSettings(device.Number, settings);
        var kiosk = new SyntheticKiosk(
            device.Number, "K07", device.Secret, catalogue, settings, start.ToUnixTimeSeconds(), seed: 1);
        for (int i = 0; i < 60; i++)
        {
            ledger.SubmitNow([new InboundFrame(device.Number, kiosk.NextMixed(20))]);
        }

        _archive = ledger.Archives.MakeMonth("K07", 202603).File;
        _ticket = TicketOf(_archive);
    }

    // The QR of the first ticket, put together from the archive's rows as ARCHIVE.md says.
    private static string TicketOf(string archive)
    {
        using System.IO.Compression.ZipArchive zip = System.IO.Compression.ZipFile.OpenRead(archive);
        string[] Rows(string name)
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open());
            return [.. reader.ReadToEnd().Split("\r\n").Skip(1)];
        }

        string[] record = Rows("enregistrements.csv").First(row => row.Split(';')[1] == "T").Split(';');
        bool Mine(string row) => row.StartsWith($"T;{record[2]};", StringComparison.Ordinal);
        string lines = string.Join('|', Rows("lignes.csv").Where(Mine).Select(row => row.Split(';')).Select(c =>
            string.Join(';', c[3], c[4], c[5], c[6], c[7].PadLeft(4, '0'), c[8])));
        string[] ticket = Rows("tickets.csv").First(Mine).Split(';');
        string tenders = string.Concat(Rows("reglements.csv").Where(Mine).Select(row => row.Split(';'))
            .Select(c => $"{c[3]};{c[5]}|")) + ticket[10];
        string merchant = string.Join('|', Rows("identites.csv")[0].Split(';')[1..5]);
        return string.Join('\n', "KIOSK1", record[4], record[5], lines, tenders, merchant);
    }

    private static string Page()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Kiosk.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "tools", "Provision", "verify.html");
    }
}
