using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace Kiosk.Measure;

/// <summary>A broker in a process of its own: our gateway, or Mosquitto as the calibration line.</summary>
internal sealed class IngestServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private IngestServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>Loopback port that speaks MQTT without TLS.</summary>
    public int Port { get; }

    /// <summary>Highest resident memory so far, in MiB.</summary>
    public double PeakMb()
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status")
            .First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        string kb = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kb, CultureInfo.InvariantCulture) / 1024.0;
    }

    /// <summary>Starts the gateway of this build over a state folder.</summary>
    public static async Task<IngestServer> GatewayAsync(string state, int port, TimeProvider time)
    {
        string here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string bin = Path.GetDirectoryName(Path.GetDirectoryName(here)!)!;
        string dll = Path.Combine(bin, "Gateway", Path.GetFileName(here), "Kiosk.Gateway.dll");
        string ready = Path.Combine(state, "gateway.json");
        File.Delete(ready);
        Process process = Start("dotnet", dll, "--State", state, "--Http:Port", "0", "--Mqtt:TlsPort", "0",
            "--Mqtt:PlainPort", port.ToString(CultureInfo.InvariantCulture), "--Logging:LogLevel:Default", "Error");
        await WaitAsync(process, () => Task.FromResult(File.Exists(ready)), time);
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(ready));
        return new IngestServer(process, json.RootElement.GetProperty("mqtt").GetInt32());
    }

    /// <summary>Starts Mosquitto without persistence.</summary>
    public static async Task<IngestServer> MosquittoAsync(string folder, int port, TimeProvider time)
    {
        string file = Path.Combine(folder, "mosquitto.conf");
        await File.WriteAllTextAsync(file, Configuration(port));
        string path = File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";
        Process process = Start(path, "-c", file);
        await WaitAsync(process, () => AcceptsAsync(port), time);
        return new IngestServer(process, port);
    }

    /// <summary>The peer's whole configuration, printed with the figures.</summary>
    public static string Configuration(int port) =>
        $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type none\n";

    /// <summary>A free loopback port.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new IOException($"{program} did not start.");
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task WaitAsync(Process process, Func<Task<bool>> ready, TimeProvider time)
    {
        long start = time.GetTimestamp();
        while (!await ready())
        {
            if (process.HasExited || time.GetElapsedTime(start) > StartLimit)
            {
                throw new IOException($"{process.StartInfo.FileName} did not become ready.");
            }

            await Task.Delay(50);
        }
    }
}
