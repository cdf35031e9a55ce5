using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
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
        string[] cells = await page.Locator("#paper table").First.Locator("tr").Last.Locator("td")
            .AllInnerTextsAsync() is { } row ? [.. row] : [];
        Assert.Equal(["Jus. orange", "3", "4,50", "-0,07", "13,43"],
            cells.Select(cell => cell.Replace("\u00A0€", "", StringComparison.Ordinal)
                .Replace("\u202F€", "", StringComparison.Ordinal).Replace('\u2212', '-')));
        await JudgeAsync(page, _late);
        Assert.DoesNotContain("Remise", await page.InnerTextAsync("#paper"), StringComparison.Ordinal);
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
                archives.push(await openArchive(file, bytes(content), new Set(), newRing()));
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

    // The same forged set through the command's verifier and the page's script: the same findings, word for word.
    [Fact]
    public async Task The_page_says_of_forged_archives_what_the_command_says()
    {
        IPage page = await OpenAsync(1280, ColorScheme.Light);
        using var forger = new Resigner();
        await AgreeAsync(page, "sound", [], await File.ReadAllBytesAsync(_january), expected: 0);
        await AgreeAsync(page, "signed anew", [], ZipForgery.Write(forger.Entries(_january)), expected: 0);
        await AgreeAsync(page, "another key pinned", [forger.Kid], await File.ReadAllBytesAsync(_january), expected: 1);
        await AgreeAsync(page, "rows cut off", [], ZipForgery.Edit(
            _january, "enregistrements.csv", rows => rows.SkipLast(4)));
        await AgreeAsync(page, "links of a stranger", [], Strangers(forger));
        foreach (string name in Forgeries.Names())
        {
            byte[] forged = Forgeries.Make(name, _january, _february, forger);
            string[] told = await AgreeAsync(page, name, [], forged);
            string file = name.Split(' ')[0];
            Assert.True(told.Any(line => line.StartsWith(file + " / ", StringComparison.Ordinal)), name);
        }
    }

    // R9: the list is held against the archives as `--witness` does, and what it contradicts proves no ticket.
    [Fact]
    [Trait("Requirement", "R9")]
    public async Task A_kept_witness_list_is_held_against_the_archives_as_the_command_does()
    {
        IPage page = await OpenAsync(1280, ColorScheme.Light);
        using var forger = new Resigner();
        string anew = Path.Combine(_folder, Path.GetFileName(_january));
        await File.WriteAllBytesAsync(anew, ZipForgery.Write(forger.Entries(_january)));
        JsonNode link = JsonNode.Parse(Base64Url.DecodeFromChars(JsonNode.Parse(ZipForgery.Read(_january)
            .First(entry => entry.Name == "archive.json").Content)!["links"]![1]!.GetValue<string>().Split('.')[1]))!;
        string sound = Entry(forger, "2026-01-03", "", link, link["head"]!.GetValue<string>());
        string other = Entry(forger, "2026-01-04", Digest(sound), link, new string('A', 43));
        string unlinked = Entry(forger, "2026-01-04", Digest(other), link, link["head"]!.GetValue<string>());
        string back = Entry(forger, "2026-01-05", Digest(other), JsonNode.Parse("{\"last\":2}")!, "A");
        string[][] lists =
        [
            [sound], [sound, other], [sound, unlinked], ["a.b.c", "a.b.c"], [unlinked, sound], [sound, other, back],
        ];
        for (int i = 0; i < lists.Length; i++)
        {
            string file = Path.Combine(_folder, $"witness-{i}.json");
            string json = new JsonArray([.. lists[i].Select(jws => (JsonNode)new JsonObject { ["jws"] = jws })])
                .ToJsonString();
            await File.WriteAllTextAsync(file, json);
            using var verifier = new ArchiveVerifier([]);
            verifier.Add(Path.GetFileName(anew), await File.ReadAllBytesAsync(anew));
            verifier.Finish();
            (int entries, int compared, int beyond) = verifier.Witness(
                Path.GetFileName(file), Encoding.UTF8.GetBytes(json));
            string[] seen = await page.EvaluateAsync<string[]>("""
                async ([name, bytes, file, list]) => {
                  const keys = newRing();
                  const content = Uint8Array.from(atob(bytes), c => c.charCodeAt(0));
                  const archive = await openArchive(name, content, new Set(), keys);
                  const held = await checkWitness(file, list, [archive], keys);
                  return [[held.entries, held.compared, held.beyond].join(), ...held.findings.map(line)];
                }
                """.Replace("line)", Line + ")", StringComparison.Ordinal),
                new[]
                {
                    Path.GetFileName(anew), Convert.ToBase64String(await File.ReadAllBytesAsync(anew)),
                    Path.GetFileName(file), json,
                });
            Assert.Equal([$"{entries},{compared},{beyond}", .. verifier.Findings.Select(Told)], seen);
        }

        await page.FillAsync("#qr", _ticket);
        await LoadAsync(page, anew);
        Assert.Contains("concorde", await page.TextContentAsync("#paper .badge.warn"), StringComparison.Ordinal);
        await LoadAsync(page, 2, Path.Combine(_folder, "witness-1.json"));
        Assert.Equal(2, await page.Locator("#list .badge.bad").CountAsync());
        Assert.Contains("une autre tête que celle publiée", await page.TextContentAsync("#list"),
            StringComparison.Ordinal);
        Assert.Contains("pas encore", await page.TextContentAsync("#paper .badge"), StringComparison.Ordinal);
        await page.ClickAsync("#language");
        Assert.Contains("another head than was published", await page.TextContentAsync("#list"),
            StringComparison.Ordinal);
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(DemoFixture.Screens, "verify-witness.png"), FullPage = true,
        });
    }

    [Fact]
    [Trait("Requirement", "R9")]
    public async Task The_page_too_refuses_a_JWS_whose_header_names_no_key()
    {
        IPage page = await OpenAsync(1280, ColorScheme.Light);
        string[] faults = await page.EvaluateAsync<string[]>("""
            async () => {
              const curve = { name: "ECDSA", namedCurve: "P-256" }, hash = { name: "ECDSA", hash: "SHA-256" };
              const pair = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
              const keys = newRing(), said = [];
              keys.trusted.set("the only one", pair.publicKey);
              for (const kid of [undefined, "the only one"]) {
                const header = JSON.stringify({ alg: "ES256", typ: "test", kid });
                const input = b64(encoder.encode(header)) + "." + b64(encoder.encode("sale"));
                const bytes = await crypto.subtle.sign(hash, pair.privateKey, encoder.encode(input));
                const read = await jws(keys, input + "." + b64(new Uint8Array(bytes)), "test");
                said.push((read.fault ?? ["sound"])[0]);
              }
              return said;
            }
            """);
        Assert.Equal(["JWS: its header names no key (kid)", "sound"], faults);
    }

    private static string Entry(Resigner signer, string day, string previous, JsonNode link, string head) =>
        signer.Sign("kiosk-witness", Encoding.UTF8.GetBytes(new JsonObject
        {
            ["list"] = day, ["previous"] = previous, ["heads"] = new JsonArray(new JsonObject
            {
                ["terminal"] = ShopBench.Terminal, ["counter"] = link["last"]!.GetValue<long>(), ["head"] = head,
            }),
        }.ToJsonString()));

    private static string Digest(string jws) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(jws)));

    private byte[] Strangers(Resigner forger)
    {
        using var stranger = new Resigner();
        return forger.Json(_january, "archive.json", body => body["links"] = new JsonArray([..
            body["links"]!.AsArray().Select((link, i) => (JsonNode)(i is < 3 or > 9 ? link!.GetValue<string>()
                : stranger.Sign("kiosk-link", Base64Url.DecodeFromChars(link!.GetValue<string>().Split('.')[1]))))]));
    }

    private static string Told(Finding f) => string.Join(" / ", f.File, f.Record, f.Field, f.Offset, f.Sentence);

    // A finding of the page as one line; a sentence that is not in its book stands out.
    private const string Line = """
        f => [f.file, f.record, f.field, String(f.offset), SENTENCES[f.what[0]] ? tell(f.what, false) : "?"].join(" / ")
        """;

    private async Task<string[]> AgreeAsync(
        IPage page, string name, string[] pins, byte[] archive, int? expected = null)
    {
        using var verifier = new ArchiveVerifier(pins);
        verifier.Add(Path.GetFileName(_january), archive);
        verifier.Finish();
        string[] command = [.. verifier.Findings.Select(Told)];
        string[] seen = await page.EvaluateAsync<string[]>("""
            async ([name, bytes, pins]) => {
              const content = Uint8Array.from(atob(bytes), c => c.charCodeAt(0));
              const done = await openArchive(name, content, pinsOf(pins), newRing());
              return done.findings.map(line);
            }
            """.Replace("line)", Line + ")", StringComparison.Ordinal),
            new[] { Path.GetFileName(_january), Convert.ToBase64String(archive), string.Join(' ', pins) });
        Assert.True(command.SequenceEqual(seen), $"{name}\ncommand:\n{string.Join('\n', command)}\npage:\n"
            + string.Join('\n', seen));
        Assert.True(expected is null || seen.Length == expected, $"{name}: {seen.Length}");
        return seen;
    }

    private static Task LoadAsync(IPage page, params string[] files) => LoadAsync(page, files.Length, files);

    private static async Task LoadAsync(IPage page, int cards, params string[] files)
    {
        await page.SetInputFilesAsync("#files", files);
        await page.WaitForFunctionAsync(
            "count => document.querySelectorAll('#list article').length === count "
                + "&& !document.querySelector('#status').textContent",
            cards, new PageWaitForFunctionOptions { Timeout = 120_000 });
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
