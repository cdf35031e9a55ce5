using System.Text;
using Kiosk.Ledger;
using Kiosk.Provision.Verify;
using Kiosk.Tests.Archive;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;

namespace Kiosk.EndToEnd;

/// <summary>
/// Somebody without network opens verify.html from a file, with an archive, forged ones and the QR of a ticket as the
/// till prints it (R29, R35). The archive is a month with its closings.
/// </summary>
public sealed class VerifyPageWalk(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("verify-").FullName;
    private readonly ShopBench _shop = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private string _january = "", _february = "", _ticket = "", _late = "", _pin = "";

    public async Task InitializeAsync()
    {
        _shop.Live(days: 4, salesPerDay: 10);
        _ticket = PaperTicket.Sell(_shop, 9);
        _shop.Live(days: 30, salesPerDay: 2);
        _late = PaperTicket.Sell(_shop, 0);
        _shop.Live(days: 27, salesPerDay: 2);
        IReadOnlyList<ArchiveInfo> made = _shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true);
        (_january, _february) = (made[0].File, made[1].File);
        _pin = _shop.Ledger.Archives.Keys()[0].Kid;
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

    public void Dispose() => _shop.Dispose();

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
        await LoadAsync(page, _january);

        // Without a pinned key nothing is green: a forger signs with a key of their own.
        Assert.Equal(0, await page.Locator(".badge.ok").CountAsync());
        Assert.Equal(0, await page.Locator(".badge.bad").CountAsync());
        Assert.Contains("clé à comparer", await page.TextContentAsync("#list .badge.warn"), StringComparison.Ordinal);
        Assert.Contains("concorde", await page.TextContentAsync("#paper .badge.warn"), StringComparison.Ordinal);

        await PinAsync(page);
        string broken = Path.Combine(_folder, "altered.zip");
        byte[] bytes = await File.ReadAllBytesAsync(_january);
        // Behind the entry's name comes its byte order mark; the name alone also stands in the pages before it.
        int at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[.. "tickets.csv"u8, .. Encoding.UTF8.Preamble]) + 600;
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(broken, bytes);
        await LoadAsync(page, _january, broken);
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

    // Seal, total, rates, time, operation, SIRET and lines of the printed text are those of the sealed sale, or red.
    [Fact]
    public async Task A_ticket_whose_content_was_changed_is_never_green()
    {
        IPage page = await OpenAsync(1280, ColorScheme.Light);
        await PinAsync(page);
        await LoadAsync(page, _january);
        string[] fields = _ticket[_ticket.IndexOf("KT1/", StringComparison.Ordinal)..].Split('/');
        for (int i = 2; i < fields.Length; i++)
        {
            string[] forged = [.. fields];
            int at = i == 8 ? 0 : forged[i].Length - 2;
            char other = forged[i][at] is 'A' or '1' ? '2' : forged[i][at] is 'T' ? 'U' : '1';
            forged[i] = forged[i][..at] + other + forged[i][(at + 1)..];
            await JudgeAsync(page, string.Join('/', forged));
            Assert.Contains("contredite", await page.TextContentAsync("#paper .badge.bad"), StringComparison.Ordinal);
        }

        await JudgeAsync(page, _ticket);
        Assert.Equal(1, await page.Locator("#paper .badge.ok").CountAsync());
        await JudgeAsync(page, "KIOSK1/" + string.Join('/', fields[1..]));
        Assert.Contains("pas un ticket", await page.TextContentAsync("#paper"), StringComparison.Ordinal);
        await page.ClickAsync("#language");
        Assert.Equal("Check a till", await page.TextContentAsync("h1"));
    }

    // An archive that others contradict proves nothing, however sound it is by itself.
    [Fact]
    public async Task A_ticket_is_not_proven_by_an_archive_that_another_contradicts()
    {
        IPage page = await OpenAsync(1280, ColorScheme.Light);
        using var forger = new Resigner();
        byte[] other = ZipForgery.Write(forger.Entries(
            _january, files => files["LISEZMOI.txt"] = [.. files["LISEZMOI.txt"], (byte)'.']));
        string states = await page.EvaluateAsync<string>("""
            async ([text, sound, first, name, second]) => {
              const bytes = b => Uint8Array.from(atob(b), c => c.charCodeAt(0)), out = [];
              for (const [file, content] of [[sound, first], [name, second]]) {
                keyring.clear();
                archives.push(await openArchive(file, bytes(content), new Set()));
                out.push(verdict(readTicket(text)).state);
              }
              return out.join();
            }
            """, new[]
        {
            _late, Path.GetFileName(_february), Convert.ToBase64String(await File.ReadAllBytesAsync(_february)),
            Path.GetFileName(_january), Convert.ToBase64String(other),
        });
        Assert.Equal("proven,unproven", states);
    }

    // The same forged set through the command's verifier and through the page's script: both name the same file.
    [Fact]
    public async Task The_page_refuses_what_the_command_refuses()
    {
        IPage page = await OpenAsync(1280, ColorScheme.Light);
        using var forger = new Resigner();
        Assert.Empty(await FilesAsync(page, await File.ReadAllBytesAsync(_january)));
        Assert.Empty(await FilesAsync(page, ZipForgery.Write(forger.Entries(_january))));
        foreach (string name in Forgeries.Names())
        {
            byte[] forged = Forgeries.Make(name, _january, _february, forger);
            string file = name.Split(' ')[0];
            using var verifier = new ArchiveVerifier([]);
            verifier.Add(Path.GetFileName(_january), forged);
            Assert.True(verifier.Findings.Any(f => f.File == file), $"command: {name}");
            string[] seen = await FilesAsync(page, forged);
            Assert.True(seen.Contains(file), $"page: {name}: {string.Join(", ", seen)}");
        }
    }

    private async Task<string[]> FilesAsync(IPage page, byte[] archive) => await page.EvaluateAsync<string[]>("""
        async ([name, bytes]) => {
          keyring.clear();
          const done = await openArchive(name, Uint8Array.from(atob(bytes), c => c.charCodeAt(0)), new Set());
          return done.findings.map(f => f.file);
        }
        """, new[] { Path.GetFileName(_january), Convert.ToBase64String(archive) });

    private static async Task LoadAsync(IPage page, params string[] files)
    {
        await page.SetInputFilesAsync("#files", files);
        await page.WaitForFunctionAsync(
            "count => document.querySelectorAll('#list article').length === count "
                + "&& !document.querySelector('#status').textContent",
            files.Length, new PageWaitForFunctionOptions { Timeout = 120_000 });
    }

    private async Task PinAsync(IPage page)
    {
        await page.SetInputFilesAsync("#files", Array.Empty<string>());
        await page.FillAsync("#pin", _pin);
        await page.DispatchEventAsync("#pin", "change");
    }

    private static async Task JudgeAsync(IPage page, string text)
    {
        await page.FillAsync("#qr", text);
        await page.ClickAsync("#check");
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
