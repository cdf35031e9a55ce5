using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Demo;
using Xunit;
using Xunit.Abstractions;

namespace Kiosk.EndToEnd;

/// <summary>The demonstration as a command of its own, with its gateway stopped and killed from outside.</summary>
public sealed class DemoRuns(ITestOutputHelper output) : IDisposable
{
    private const int CalendarSecondsGained = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private readonly string _state = Directory.CreateTempSubdirectory("kiosk-demo-test-").FullName;

    [Fact]
    public async Task Kiosks_go_on_while_the_gateway_hangs_or_a_key_was_left_and_nothing_is_lost_when_it_is_killed()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var demo = Process.Start(Command())!;
        try
        {
            var panels = await PanelsAsync(demo, limit.Token);
            var talk = demo.StandardError.ReadToEndAsync(limit.Token);
            await LeaveKeysAsync(panels, limit.Token);
            using var gateway = Process.GetProcessById(GatewayPid());

            // A gateway that hangs answers nobody: whoever asks it for anything and waits, stands still.
            Signal(gateway, "STOP");
            await CalendarGoesOnAsync(panels, limit.Token);
            gateway.Kill();

            var last = (await demo.StandardOutput.ReadToEndAsync(limit.Token)).TrimEnd().Split('\n')[^1];
            await demo.WaitForExitAsync(limit.Token);
            output.WriteLine(last);
            output.WriteLine(await talk);
            Assert.Equal(0, demo.ExitCode);
            Assert.Contains("starting it again", await talk, StringComparison.Ordinal);
            AssertSound(JsonDocument.Parse(last).RootElement);
        }
        finally
        {
            if (!demo.HasExited)
            {
                demo.Kill(entireProcessTree: true);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_state, recursive: true);

    private static void AssertSound(JsonElement figures)
    {
        long Of(string name) => figures.GetProperty(name).GetInt64();
        Assert.Equal(53, Of("kiosks"));
        Assert.Equal(0, Of("lost"));
        Assert.Equal(0, Of("duplicated"));
        Assert.True(Of("tickets_sealed") > 0, "no ticket was sealed");
        Assert.Equal(Of("tickets_sealed"), Of("tickets_stored"));
        Assert.Equal(Of("cents_sealed"), Of("cents_stored"));
    }

    private ProcessStartInfo Command() => new("dotnet")
    {
        ArgumentList =
        {
            typeof(DemoRun).Assembly.Location, "demo", "--for", "20", "--factor", "60", "--panel-port", "0",
            "--city-port", "0", "--state", _state,
        },
        RedirectStandardOutput = true, RedirectStandardError = true,
    };

    /// <summary>The address of the front panels: the second one that the demonstration says.</summary>
    private static async Task<Uri> PanelsAsync(Process demo, CancellationToken stop)
    {
        var said = new List<string>();
        while (await demo.StandardError.ReadLineAsync(stop) is { } line)
        {
            said.Add(line);
            if (line.Contains("front panel", StringComparison.Ordinal))
            {
                return new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim());
            }
        }

        throw new InvalidOperationException(
            $"the demonstration ended before it served a panel; it said: {string.Join('\n', said)}");
    }

    /// <summary>A visitor presses an article at every other selling kiosk, FONCTION at the rest, and leaves.</summary>
    private static async Task LeaveKeysAsync(Uri panel, CancellationToken stop)
    {
        using var http = new HttpClient();
        foreach (Place place in Place.Marseille().Where(p => p.Sells))
        {
            int key = place.Number % 2 == 0 ? Key.Article1 : Key.Function;
            using HttpResponseMessage answer = await http.PostAsync(
                new Uri(panel, $"/kiosk/{place.Kiosk}/key/{key}"), null, stop);
            answer.EnsureSuccessStatusCode();
        }
    }

    private int GatewayPid()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_state, "gateway.json")));
        return json.RootElement.GetProperty("pid").GetInt32();
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start(
            "kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Returns when the panel's clock has gained a minute of the calendar.</summary>
    private static async Task CalendarGoesOnAsync(Uri panel, CancellationToken stop)
    {
        using var http = new HttpClient();
        await using var stream = await http.GetStreamAsync(new Uri(panel + "/live"), stop);
        DateTime? first = null;
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(stop))
        {
            using var json = JsonDocument.Parse(item.Data);
            var text = json.RootElement.GetProperty("state")[0][1].GetString()!;
            var now = DateTime.Parse(text, CultureInfo.InvariantCulture);
            first ??= now;
            if (now - first >= TimeSpan.FromSeconds(CalendarSecondsGained))
            {
                return;
            }
        }

        throw new InvalidOperationException("the panel went away");
    }
}
