using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Kiosk.Fleet.City;

/// <summary>
/// The gateway as a process of its own, so that it can be killed hard. It listens on loopback only, with a driven
/// clock, on ports it chose at its first start and keeps afterwards.
/// </summary>
public sealed class GatewayProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly string _state;
    private readonly string _dll;
    private readonly GatewayLog _log;
    private Process? _process;
    private volatile bool _reachable;

    /// <summary>Prepares a gateway over a state folder.</summary>
    public GatewayProcess(string state, int httpPort)
    {
        _state = Path.GetFullPath(state);
        HttpPort = httpPort;
        _dll = Locate();
        _log = GatewayLog.Of(_state);

        // However this program ends, short of SIGKILL, no gateway is left behind without anybody who knows of it.
        AppDomain.CurrentDomain.ProcessExit += OnEnd;
        AppDomain.CurrentDomain.UnhandledException += OnEnd;
    }

    /// <summary>Loopback ports: pages and API; MQTT over TLS.</summary>
    public int HttpPort { get; private set; }

    /// <inheritdoc cref="HttpPort"/>
    public int MqttPort { get; private set; }

    /// <summary>Address of pages and API.</summary>
    public Uri Http => new($"http://127.0.0.1:{HttpPort}/");

    /// <summary>File of the administration token; folder for the files of city staff.</summary>
    public string TokenFile => Path.Combine(_state, "admin.token");

    /// <inheritdoc cref="TokenFile"/>
    public string StaffFolder => Path.Combine(_state, "staff");

    /// <summary>
    /// True from the end of a start until the process is seen to be gone: kiosks knock only then. Any thread.
    /// </summary>
    public bool Reachable => _reachable;

    /// <summary>
    /// Starts the process and waits until it says in its state folder that it serves. <paramref name="first"/> is done
    /// before kiosks knock.
    /// </summary>
    public async Task StartAsync(DateTimeOffset clock, CancellationToken stop, Func<Task>? first = null)
    {
        _reachable = false;
        var ready = Path.Combine(_state, "gateway.json");
        File.Delete(ready);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Arguments(clock))
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new FleetException("the gateway process did not start");
        Pump(_process);
        await WaitReadyAsync(ready, stop);
        if (first is not null)
        {
            await first();
        }

        _reachable = true;
    }

    /// <summary>Number of the running process, 0 when none runs.</summary>
    public int ProcessId => _process?.Id ?? 0;

    /// <summary>True when the process was started and is gone: somebody else ended it.</summary>
    public bool HasExited => _process is { HasExited: true };

    /// <summary>Kills the process hard (SIGKILL) and waits until it is gone.</summary>
    public void Kill()
    {
        _reachable = false;
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>
    /// Says how many lines of the process <c>gateway.log</c> did not take, if any: disk full, or the file at its limit.
    /// </summary>
    public async Task TellLossesAsync(TextWriter talk)
    {
        if (_log.LinesLost > 0)
        {
            await talk.WriteLineAsync($"{_state}/gateway.log lacks {_log.LinesLost} lines: the disk did not take them, "
                + $"or the file was at its limit of {GatewayLog.BytesMax} bytes");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnEnd;
        AppDomain.CurrentDomain.UnhandledException -= OnEnd;
        Kill();
        _log.Dispose();
    }

    private void OnEnd(object? sender, EventArgs e)
    {
        try
        {
            _process?.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }
    }

    private string[] Arguments(DateTimeOffset clock) =>
    [
        _dll, "--state", _state,
        "--Http:Port=" + HttpPort.ToString(CultureInfo.InvariantCulture),
        "--Mqtt:TlsPort=" + MqttPort.ToString(CultureInfo.InvariantCulture),
        "--Admin:CallsPerSecondMax=10000", "--Clock:Driven=true",
        "--Clock:Start=" + clock.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    ];

    private async Task WaitReadyAsync(string ready, CancellationToken stop)
    {
        var limit = Stopwatch.StartNew();
        while (!File.Exists(ready))
        {
            if (_process!.HasExited)
            {
                throw new FleetException($"the gateway ended with code {_process.ExitCode}; see {_state}/gateway.log");
            }

            if (limit.Elapsed > StartLimit)
            {
                throw new FleetException($"the gateway was not ready in {StartLimit.TotalSeconds} s; see "
                    + $"{_state}/gateway.log");
            }

            await Task.Delay(50, stop);
        }

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(ready, stop));
        HttpPort = json.RootElement.GetProperty("http").GetInt32();
        MqttPort = json.RootElement.GetProperty("mqtts").GetInt32();
    }

    private void Pump(Process process)
    {
        void Write(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is { } line)
            {
                _log.Write(line);
            }
        }

        process.OutputDataReceived += Write;
        process.ErrorDataReceived += Write;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The gateway's assembly: beside this one's folder, in the same configuration.</summary>
    private static string Locate()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(here.Parent!.Parent!.FullName, "Gateway", here.Name, "Kiosk.Gateway.dll");
        return File.Exists(dll) ? dll : throw new FleetException($"{dll}: not there; build Kiosk.sln first");
    }
}
