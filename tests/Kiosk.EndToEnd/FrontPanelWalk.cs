using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;

namespace Kiosk.EndToEnd;

/// <summary>A merchant at the front panel and a resident at the city page, in a real browser.</summary>
public sealed class FrontPanelWalk(DemoFixture demo, ITestOutputHelper output)
    : IClassFixture<DemoFixture>, IAsyncLifetime
{
    private const int Phone = 390, Desk = 1280;

    /// <summary>The first slot is due a quarter of an hour after its end: about a minute of real time.</summary>
    private const float FirstSlotMs = 180_000;

    /// <summary>The fleet-wide ticket count, second figure of the city page; 0 while it shows none.</summary>
    private const string TicketsScript =
        "() => Number(document.querySelectorAll('#figures .big')[1].textContent.replace(/[^0-9]/g, ''))";

    /// <summary>
    /// Display and ticket have not changed for two seconds (40 on the calendar): the simulated customer who was being
    /// served when the panel was opened has left, and no other comes while it is open.
    /// </summary>
    private const string IdleScript =
        "() => { const t = document.querySelector('#lcd').textContent + document.querySelector('#ticket').textContent; "
        + "if (window.seen !== t) { window.seen = t; window.since = performance.now(); } "
        + "return performance.now() - window.since > 2000; }";

    /// <summary>Keeps every pair of ticket and its note that the panel shows, in order.</summary>
    private const string ToldScript =
        "() => { window.told = []; const note = () => { const t = document.querySelector('#ticket').textContent + '|' "
        + "+ document.querySelector('#stored').textContent; if (window.told.at(-1) !== t) window.told.push(t); }; "
        + "new MutationObserver(note).observe(document.body, "
        + "{ subtree: true, childList: true, characterData: true }); }";

    private readonly List<IBrowserContext> _windows = [];

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>
    /// A page left open goes on fetching itself live: the walk would slow down with every page it ever opened.
    /// </summary>
    public async Task DisposeAsync()
    {
        foreach (IBrowserContext window in _windows)
        {
            await window.DisposeAsync();
        }
    }

    [Fact]
    public async Task Three_articles_and_exact_cash_are_four_keys_and_the_ticket_turns_to_stored()
    {
        var city = await PageAsync(new Uri(demo.Addresses.City, "/"), Desk, ColorScheme.Light);
        var before = await FleetTicketsAsync(city);
        var panel = await PanelAsync("K07", Desk, ColorScheme.Light);
        await panel.WaitForFunctionAsync("() => document.querySelector('#state').children.length > 0");
        await panel.WaitForFunctionAsync(IdleScript);
        var number = TicketNumber(await panel.TextContentAsync("#ticket"));

        // ux.md 4: one key after the last article. pos.md R68: article keys count one each.
        var keys = 0;
        foreach (var key in new[] { 33, 34, 35, 17 })
        {
            await panel.ClickAsync($"[data-key='{key}']");
            keys++;
        }

        // The very next number, and "enregistré" beside that number, not beside the one before.
        await panel.WaitForFunctionAsync(
            "next => document.querySelector('#ticket').textContent.includes(next) "
                + "&& document.querySelector('#stored').textContent === 'enregistré'",
            string.Create(CultureInfo.InvariantCulture, $"K07-T-{number + 1:000000}"));
        Assert.Equal(4, keys);
        output.WriteLine(await panel.TextContentAsync("#lcd") ?? "");

        await panel.ClickAsync("[data-key='22']");
        await panel.WaitForFunctionAsync("() => document.querySelector('#paper').textContent.includes('TOTAL')");
        var paper = await panel.TextContentAsync("#paper") ?? "";
        output.WriteLine(paper);
        Assert.Contains("3 lignes", paper, StringComparison.Ordinal);
        Assert.All(
            ["Jus orange 33 cl", "Jus carotte 33 cl", "Jus vert 33 cl", "13,30"],
            part => Assert.Contains(part, paper, StringComparison.Ordinal));
        await ShootAsync(panel, "panel-1280-light");

        // The page moves by itself (server-sent events): nobody reloads it.
        await city.WaitForFunctionAsync(
            $"before => ({TicketsScript})() > before", before, new PageWaitForFunctionOptions { Timeout = 60_000 });
    }

    [Fact]
    public async Task A_sale_while_the_gateway_is_gone_says_waiting_and_turns_to_stored_when_it_is_back()
    {
        var panel = await PanelAsync("K07", Desk, ColorScheme.Light);
        await panel.WaitForFunctionAsync("() => document.querySelector('#state').children.length > 0");
        await panel.WaitForFunctionAsync(IdleScript);
        var number = TicketNumber(await panel.TextContentAsync("#ticket"));
        await panel.EvaluateAsync(ToldScript);
        using (var gateway = Process.GetProcessById(demo.Addresses.GatewayProcess))
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
        }

        await panel.ClickAsync("[data-key='33']");
        await panel.ClickAsync("[data-key='17']");

        var next = string.Create(CultureInfo.InvariantCulture, $"K07-T-{number + 1:000000}");
        await panel.WaitForFunctionAsync(
            "next => window.told.some(t => t.includes(next) && t.endsWith('|enregistré'))", next,
            new PageWaitForFunctionOptions { Timeout = 60_000 });
        var told = await panel.EvaluateAsync<string[]>("() => window.told");
        output.WriteLine(string.Join('\n', told));
        string[] ofSale = [.. told.Where(line => line.Contains(next, StringComparison.Ordinal))];
        Assert.Equal(["en attente d’envoi", "enregistré"], ofSale.Select(line => line.Split('|')[1]));
    }

    [Theory]
    [InlineData("city", "", Desk, ColorScheme.Light, false, "city-1280-light")]
    [InlineData("city", "", Desk, ColorScheme.Dark, false, "city-1280-dark")]
    [InlineData("city", "", Phone, ColorScheme.Light, false, "city-390")]
    [InlineData("city", "", Desk, ColorScheme.Light, true, "city-print")]
    [InlineData("city", "kiosks/K07", Desk, ColorScheme.Light, false, "kiosk-1280-light")]
    [InlineData("city", "kiosks/K07", Desk, ColorScheme.Dark, false, "kiosk-1280-dark")]
    [InlineData("city", "kiosks/K07", Phone, ColorScheme.Light, false, "kiosk-390")]
    [InlineData("city", "kiosks/K07", Desk, ColorScheme.Light, true, "kiosk-print")]
    [InlineData("city", "en/", Desk, ColorScheme.Light, false, "city-en-1280-light")]
    [InlineData("panel", "kiosk/K03", Desk, ColorScheme.Dark, false, "panel-1280-dark")]
    [InlineData("panel", "kiosk/K03", Phone, ColorScheme.Light, false, "panel-390")]
    [InlineData("city", "en/kiosks/K12", Desk, ColorScheme.Light, false, "kiosk-en-1280-light")]
    [InlineData("city", "kiosks/K99", Desk, ColorScheme.Dark, false, "missing-1280-dark")]
    [InlineData("panel", "kiosk/K03", Desk, ColorScheme.Light, true, "panel-print")]
    [InlineData("panel", "kiosk/K03?lang=en", Desk, ColorScheme.Light, false, "panel-en-1280-light")]
    [InlineData("panel", "kiosk/K06", Desk, ColorScheme.Light, false, "panel-vacant-1280-light")]
    [InlineData("panel", "", Desk, ColorScheme.Light, false, "panels-1280-light")]
    [InlineData("panel", "", Phone, ColorScheme.Dark, false, "panels-390-dark")]
    public async Task Pages_fit_the_screen_load_nothing_from_elsewhere_and_pass_axe(
        string site, string path, int width, ColorScheme scheme, bool print, string name)
    {
        var root = site == "city" ? demo.Addresses.City : demo.Addresses.Panels;
        var page = await PageAsync(new Uri(root, path), width, scheme, print);
        await page.WaitForSelectorAsync("h1");
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
        Assert.True(overflow <= 0, $"{name} is {overflow} px wider than the screen");
        if (site == "city" && !name.StartsWith("missing", StringComparison.Ordinal))
        {
            await page.WaitForSelectorAsync("#chart svg", new PageWaitForSelectorOptions { Timeout = FirstSlotMs });
        }

        await ShootAsync(page, name);
        if (!print)
        {
            await AxeAsync(page, name);
        }
    }

    [Theory]
    [InlineData("city", "")]
    [InlineData("city", "kiosks/K07")]
    [InlineData("panel", "kiosk/K03")]
    public async Task The_first_tab_stop_skips_to_the_content_and_every_stop_shows_its_focus(string site, string path)
    {
        var root = site == "city" ? demo.Addresses.City : demo.Addresses.Panels;
        var page = await PageAsync(new Uri(root, path), Desk, ColorScheme.Light);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await page.EvaluateAsync<string>("() => document.activeElement.className"));
        for (var stop = 0; stop < 6; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var outline = await page.EvaluateAsync<string>(
                "() => { const e = document.activeElement, pin = e.querySelector('.hit'); return pin"
                + " ? getComputedStyle(pin).stroke : getComputedStyle(e).outlineStyle; }");
            Assert.NotEqual("none", outline);
        }
    }

    [Fact]
    public async Task The_residents_page_of_a_kiosk_is_a_picture_at_true_size_and_an_unknown_kiosk_has_none()
    {
        using var http = new HttpClient { BaseAddress = demo.Addresses.Panels };
        await PanelAsync("K07", Desk, ColorScheme.Light);
        HttpResponseMessage answer = await http.GetAsync("kiosk/K07/page.png");
        for (int tries = 0; tries < 50 && answer.StatusCode == HttpStatusCode.NotFound; tries++)
        {
            answer = await http.GetAsync("kiosk/K07/page.png");
        }

        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        byte[] png = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal((800, 480), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)),
            BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.True(png.Length > 500, $"{png.Length} bytes draw no page");
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("kiosk/K99/page.png")).StatusCode);
    }

    [Fact]
    public async Task Every_target_of_the_panel_is_at_least_44_px_high_also_on_a_phone()
    {
        var page = await PanelAsync("K07", Phone, ColorScheme.Light);
        var small = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('button, input, nav a')]"
            + ".filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)");
        Assert.Empty(small);
    }

    [Theory]
    [InlineData(Phone)]
    [InlineData(1100)]
    [InlineData(Desk)]
    public async Task Every_label_fits_its_key(int width)
    {
        var page = await PanelAsync("K07", width, ColorScheme.Light);
        var broken = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.keys button')]"
            + ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)");
        Assert.Empty(broken);
    }

    // The widths of A4 and letter paper in CSS pixels, with narrow and wide margins.
    [Theory]
    [InlineData(680)]
    [InlineData(718)]
    [InlineData(756)]
    [InlineData(794)]
    [InlineData(Desk)]
    public async Task No_table_of_the_printed_city_lies_over_another(int width)
    {
        var page = await PageAsync(demo.Addresses.City, width, ColorScheme.Light, print: true);
        await page.WaitForSelectorAsync(".groups table");
        var over = await page.EvaluateAsync<int>(
            "() => { const boxes = [...document.querySelectorAll('.groups table')].map(e => e.getBoundingClientRect());"
            + " const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1"
            + " && b.top < a.bottom - 1;"
            + " return boxes.filter((a, i) => boxes.slice(0, i).some(b => over(a, b))).length; }");
        Assert.Equal(0, over);
        await ShootAsync(page, $"city-print-{width}");
        await page.PdfAsync(new PagePdfOptions
        {
            Path = Path.Combine(DemoFixture.Screens, $"city-print-{width}.pdf"), Width = $"{width}px",
        });
    }

    private async Task AxeAsync(IPage page, string name)
    {
        AxeResult result = await page.RunAxe();
        var found = result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{name}: {rule.Id}: {node.Html}"));
        Assert.Empty(found);
        output.WriteLine($"{name}: {result.Passes.Length} rules of axe passed, "
            + $"{result.Incomplete.Length} to check by hand");
    }

    private Task<IPage> PanelAsync(string kiosk, int width, ColorScheme scheme) =>
        PageAsync(new Uri(demo.Addresses.Panels, $"kiosk/{kiosk}"), width, scheme);

    private async Task<IPage> PageAsync(Uri address, int width, ColorScheme scheme, bool print = false)
    {
        var context = await demo.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        _windows.Add(context);
        var page = await context.NewPageAsync();
        page.Request += (_, request) => Assert.Equal("127.0.0.1", new Uri(request.Url).Host);
        IResponse? answer = await page.GotoAsync(
            address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        Assert.True(
            answer is { Status: 200 or 404 }, $"{address} answers {answer?.Status}: {await page.ContentAsync()}");
        if (print)
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        }

        return page;
    }

    private static int TicketNumber(string? text) =>
        int.TryParse(text?[^6..], CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Task<int> FleetTicketsAsync(IPage city) => city.EvaluateAsync<int>(TicketsScript);

    private static Task<byte[]> ShootAsync(IPage page, string name) => page.ScreenshotAsync(
        new PageScreenshotOptions { Path = Path.Combine(DemoFixture.Screens, name + ".png"), FullPage = true });
}
