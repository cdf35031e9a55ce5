using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kiosk.Gateway;

namespace Kiosk.EndToEnd.Gateway;

/// <summary>
/// A gateway as a process of its own whose state folder is a small file system in memory. It hangs in a mount name
/// space that dies with the process; the test looks into it through the process's own root. Where mounting is refused,
/// the system's limit of a file's size stands in.
/// </summary>
public sealed class GatewayOnItsOwn : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly string _state = Directory.CreateTempSubdirectory("kiosk-small-").FullName;
    private readonly StringBuilder _log = new();
    private readonly HttpClient _admin = new();
    private readonly Process _process;

    /// <summary>Starts it on a disk of so many KiB.</summary>
    public GatewayOnItsOwn(int diskKiB)
    {
        string gateway = $"exec dotnet '{typeof(GatewayApp).Assembly.Location}' --State '{_state}' "
            + "--Http:Port 0 --Mqtt:TlsPort 0 --Clock:Driven true --Clock:Start 2026-03-02T11:00:00Z";
        string room = MayMount
            ? string.Create(CultureInfo.InvariantCulture, $"mount -t tmpfs -o size={diskKiB}k tmpfs '{_state}'")
            : string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ && ulimit -S -f {diskKiB * 2}");
        ProcessStartInfo start = Script($"{room} && {gateway}");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>
    /// True when this machine lets everybody mount in a name space of users; else the size of files is limited.
    /// </summary>
    public static bool MayMount { get; } = TryMount();

    /// <summary>Port of the broker for devices.</summary>
    public int MqttTls { get; private set; }

    /// <summary>Folder as the gateway names it.</summary>
    public string State => _state;

    /// <summary>False when the process is gone.</summary>
    public bool Lives => !_process.HasExited;

    /// <summary>What it said.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Returns when it serves.</summary>
    public async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!File.Exists(Inside("gateway.json")))
        {
            if (!Lives)
            {
                throw new InvalidOperationException($"the gateway ended with {_process.ExitCode}: {Log}");
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Inside("gateway.json"), limit.Token));
        MqttTls = json.RootElement.GetProperty("mqtts").GetInt32();
        _admin.BaseAddress = new Uri(string.Create(
            CultureInfo.InvariantCulture, $"http://127.0.0.1:{json.RootElement.GetProperty("http").GetInt32()}/"));
        string token = (await File.ReadAllTextAsync(Inside("admin.token"), limit.Token)).Trim();
        _admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Gives its disk another size.</summary>
    public void Resize(int diskKiB)
    {
        string pid = _process.Id.ToString(CultureInfo.InvariantCulture);
        string size = string.Create(CultureInfo.InvariantCulture, $"remount,size={diskKiB}k");
        string limit = string.Create(CultureInfo.InvariantCulture, $"--fsize={diskKiB * 1024L}:");
        using Process change = MayMount
            ? Process.Start("nsenter", ["-t", pid, "-U", "-m", "--preserve-credentials", "mount", "-o", size, _state])
            : Process.Start("prlimit", ["--pid", pid, limit]);
        change.WaitForExit();
        if (change.ExitCode != 0)
        {
            throw new InvalidOperationException("the disk keeps its size");
        }
    }

    /// <summary>Enrols a device in a kiosk.</summary>
    public async Task<JsonElement> EnrolAsync(string kiosk)
    {
        using HttpResponseMessage answer = await _admin.PostAsJsonAsync(
            "api/admin/devices", new { kiosk, name = "Kiosque " + kiosk, arrondissement = 1 });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A document of administration.</summary>
    public Task<JsonElement> GetAsync(string path) => _admin.GetFromJsonAsync<JsonElement>(path);

    /// <summary>What it says of its own health.</summary>
    public async Task<string> HealthAsync()
    {
        using HttpResponseMessage answer = await _admin.GetAsync("health");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Value of a line of /metrics.</summary>
    public async Task<long> MetricAsync(string line)
    {
        string page = await _admin.GetStringAsync("metrics");
        Match match = Regex.Match(page, "^" + Regex.Escape(line) + " ([0-9]+)$", RegexOptions.Multiline);
        return match.Success
            ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(line + " is missing from /metrics");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Lives)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        _admin.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    /// <summary>A shell's line, where it may mount.</summary>
    public static ProcessStartInfo Script(string line)
    {
        var start = MayMount
            ? new ProcessStartInfo("unshare", ["-U", "-r", "-m", "sh", "-c", line])
            : new ProcessStartInfo("sh", ["-c", line]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // The runtime's own double mapping of code is a large file to the system's limit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return start;
    }

    private static bool TryMount()
    {
        string folder = Directory.CreateTempSubdirectory("kiosk-mount-").FullName;
        using var mount = Process.Start(new ProcessStartInfo(
            "unshare", ["-U", "-r", "-m", "mount", "-t", "tmpfs", "tmpfs", folder]) { RedirectStandardError = true })!;
        mount.WaitForExit();
        Directory.Delete(folder);
        return mount.ExitCode == 0;
    }

    private string Inside(string file)
    {
        string path = Path.Combine(_state, file);
        return MayMount ? string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/root{path}") : path;
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            _log.AppendLine(line.Data);
        }
    }
}
