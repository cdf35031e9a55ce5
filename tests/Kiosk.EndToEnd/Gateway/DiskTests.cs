using System.Diagnostics;
using Kiosk.Gateway;
using MQTTnet;
using Xunit;
using Xunit.Abstractions;

namespace Kiosk.EndToEnd.Gateway;

/// <summary>A gateway that has no room, or no right, to write: what it says, what it counts, what it keeps.</summary>
public sealed class DiskTests(ITestOutputHelper output)
{
    private const int SmallKiB = 3_072, LargeKiB = 65_536, FramesMax = 2_000;
    private static readonly DateTimeOffset FirstSlot = new(2026, 2, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_full_disk_is_named_and_counted_and_nothing_that_was_acknowledged_is_lost()
    {
        using var gateway = new GatewayOnItsOwn(SmallKiB);
        await gateway.ReadyAsync();
        System.Text.Json.JsonElement bundle = await gateway.EnrolAsync("K07");
        int acknowledged = await FillAsync(gateway, bundle);
        output.WriteLine($"{acknowledged} frames acknowledged before the disk was full");

        Assert.True(gateway.Lives);
        string trouble = GatewayOnItsOwn.MayMount ? "the disk is full." : "the disk reports an error.";
        Assert.Contains($"Cannot commit to the ledger's database '{gateway.State}/kiosk.db': {trouble}",
            gateway.Log, StringComparison.Ordinal);
        Assert.Equal(1, await gateway.MetricAsync("kiosk_broker_refused_total{kind=\"not_stored\"}"));
        Assert.Equal(1, await gateway.MetricAsync("kiosk_ledger_frames_refused_total"));
        Assert.Equal(1, await gateway.MetricAsync("kiosk_ledger_commit_failures_total"));
        Assert.Contains(trouble, await gateway.HealthAsync(), StringComparison.Ordinal);
        Assert.Equal(acknowledged, await StoredAsync(gateway));

        // Somebody makes room: the frame that was refused comes again, and all is there once.
        gateway.Resize(LargeKiB);
        using var device = new TestDevice(bundle);
        await device.ConnectAsync(gateway.MqttTls);
        await device.PublishAsync(Frame(device, acknowledged + 1));
        Assert.Equal(acknowledged + 1, await StoredAsync(gateway));
        Assert.Contains("\"ok\"", await gateway.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_on_a_read_only_disk_is_named_and_the_gateway_does_not_start()
    {
        string folder = Directory.CreateTempSubdirectory("kiosk-read-only-").FullName, state = folder;
        try
        {
            // Where mounting is refused: a folder that the system itself keeps from being written.
            state = GatewayOnItsOwn.MayMount ? state : "/proc/kiosk-state";
            string mount = GatewayOnItsOwn.MayMount ? $"mount -t tmpfs -o ro tmpfs '{state}' && " : "";
            ProcessStartInfo start = GatewayOnItsOwn.Script(
                $"{mount}exec dotnet '{typeof(GatewayApp).Assembly.Location}' --State '{state}' --Http:Port 0");
            using var limit = new CancellationTokenSource(Limit);
            using Process gateway = Process.Start(start)!;
            string said = await gateway.StandardError.ReadToEndAsync(limit.Token);
            await gateway.WaitForExitAsync(limit.Token);
            output.WriteLine(said);
            Assert.Equal(4, gateway.ExitCode);
            Assert.StartsWith($"gateway: State: cannot write in {state} (", said, StringComparison.Ordinal);
            Assert.Single(said.TrimEnd().Split('\n'));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line_that_names_port_and_option()
    {
        string state = Directory.CreateTempSubdirectory("kiosk-port-").FullName;
        using var holder = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        try
        {
            holder.Start();
            int port = ((System.Net.IPEndPoint)holder.LocalEndpoint).Port;
            ProcessStartInfo start = GatewayOnItsOwn.Script(
                $"exec dotnet '{typeof(GatewayApp).Assembly.Location}' --State '{state}' --Mqtt:TlsPort 0 "
                + $"--Http:Port {port} 2>&1");
            using var limit = new CancellationTokenSource(Limit);
            using Process gateway = Process.Start(start)!;
            string said = await gateway.StandardOutput.ReadToEndAsync(limit.Token);
            await gateway.WaitForExitAsync(limit.Token);
            output.WriteLine(said);
            Assert.Equal(3, gateway.ExitCode);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
            string line = Assert.Single(
                said.Split('\n'), line => line.StartsWith("gateway: ", StringComparison.Ordinal));
            Assert.Contains($":{port}", line, StringComparison.Ordinal);
            Assert.Contains("Http:Port", line, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    /// <summary>Sends frames until one is refused; tells how many were acknowledged.</summary>
    private static async Task<int> FillAsync(GatewayOnItsOwn gateway, System.Text.Json.JsonElement bundle)
    {
        using var device = new TestDevice(bundle);
        Assert.Equal(MqttClientConnectResultCode.Success, await device.ConnectAsync(gateway.MqttTls));
        for (int frame = 1; frame < FramesMax; frame++)
        {
            Task publish = device.PublishAsync(Frame(device, frame));
            if (await Task.WhenAny(publish, device.Gone) != publish || publish.IsFaulted)
            {
                await Assert.ThrowsAnyAsync<Exception>(() => publish);
                return frame - 1;
            }
        }

        throw new InvalidOperationException($"{FramesMax} frames did not fill the disk");
    }

    private static byte[] Frame(TestDevice device, int number) =>
        device.FootfallFrame(number, FirstSlot.AddMinutes(15 * number), number % 50);

    private static async Task<long> StoredAsync(GatewayOnItsOwn gateway)
    {
        System.Text.Json.JsonElement audit = await gateway.GetAsync("api/admin/audit");
        return audit.GetProperty("footfallSlots").GetInt64();
    }
}
