using Kiosk.Fleet.Demo;
using Microsoft.Playwright;
using Xunit;

namespace Kiosk.EndToEnd;

/// <summary>
/// The whole demonstration on free ports and a headless Chromium, shared by the walks through the pages.
/// </summary>
public sealed class DemoFixture : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _talk = new();
    private DemoRun _demo = null!;
    private Task<DemoResult> _run = null!;
    private IPlaywright _playwright = null!;

    /// <summary>Where the pages are.</summary>
    public DemoAddresses Addresses { get; private set; } = null!;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Folder of the screenshots.</summary>
    public static string Screens { get; } = Directory.CreateDirectory(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screens")).FullName;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _demo = new DemoRun(new DemoOptions { PanelPort = 0, CityPort = 0, Seed = 7 }, TextWriter.Synchronized(_talk));
        _run = _demo.RunAsync(_stop.Token);
        await Task.WhenAny(_demo.Ready, _run);
        if (_run.IsCompleted)
        {
            await _run;
        }

        Addresses = await _demo.Ready;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Ends the demonstration once and returns its figures.</summary>
    public async Task<DemoResult> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        // A browser that did not start leaves nobody else to end the gateway's process.
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        var result = await StopAsync();
        Assert.True(result.Sound, $"the demonstration lost something: {result}\n{_talk}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _playwright?.Dispose();
        _stop.Dispose();
        _talk.Dispose();
    }
}
