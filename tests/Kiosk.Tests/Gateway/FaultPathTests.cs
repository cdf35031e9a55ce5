using Kiosk.Board.Virtual;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Panel;
using Kiosk.Gateway;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.OpenData;
using Kiosk.Gateway.Options;
using Kiosk.Gateway.State;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;
using Kiosk.Tests.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>
/// Goal: what is lost at a kiosk is counted there, shown on the right screen, and stands in /metrics of the gateway.
/// Method: the whole path in one process, from a key or a probe over the kiosk's own frames into ledger and page.
/// </summary>
public sealed class FaultPathTests : IAsyncDisposable
{
    private readonly LedgerBench _bench = new(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
    private readonly StateFolder _state;
    private readonly WebApplication _gateway;
    private readonly LoopRig _rig;

    public FaultPathTests()
    {
        _bench.Ledger.Registry.PutKiosk(new KioskPlace("K07", "Kiosque K07", "rue", 1, true, true, "fleurs"));
        _rig = new LoopRig(secret: _bench.Ledger.Registry.AddDevice("K07", 1007).Secret);
        _state = StateFolder.Open(Path.Combine(_bench.Options.Folder, "gateway"));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        GatewayOptions options = OptionReader.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_bench.Ledger);
        builder.Services.AddSingleton<TimeProvider>(_bench.Clock);
        builder.Services.AddSingleton(_state);
        builder.Services.AddSingleton<BrokerCounters>();
        builder.Services.AddSingleton<DownlinkSender>();
        GatewayRoutes.AddServices(builder.Services, options);
        _gateway = builder.Build();
    }

    [Fact]
    public void Keys_lost_to_a_mash_stand_in_the_metrics()
    {
        InMemoryKeypad keypad = new();
        _rig.Parts.Keypad = keypad;
        _rig.Boot();
        Assert.Equal(0, Told("keys_lost"));
        for (int i = 0; i < Limits.KeysWaitingMax + 10; i++)
        {
            keypad.Press(Key.Clear);
        }

        Assert.Equal(10, keypad.Lost);
        _rig.Run(3_700_000);
        Assert.Equal(1, Told("keys_lost"));
    }

    [Fact]
    public void Keys_lost_to_a_mash_stand_on_the_panel_that_was_mashed()
    {
        using var kiosk = new VirtualKiosk(_rig.Identity, new VirtualClock(), new InMemoryUplink(4_096));
        var runner = new KioskRunner(Place.Marseille()[6], kiosk, null);
        for (int i = 0; i < Limits.KeysWaitingMax + 10; i++)
        {
            kiosk.PressKey(Key.Clear);
        }

        PanelState panel = PanelState.Of(runner);
        Assert.Equal(10, panel.KeysLost);
        string shown = System.Text.Json.JsonSerializer.Serialize(panel.ToJson("K07", "fr"));
        Assert.Contains("[\"Touches perdues\",\"10\"]", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Telemetry_that_a_full_drive_refuses_to_keep_room_for_sales_stands_in_the_metrics()
    {
        _rig.Boot();
        _rig.Uplink.IsConnected = false;
        for (int day = 0; day < 60 && _rig.Loop.Journal!.RefusedCount == 0; day++)
        {
            _rig.Run(24 * 3_600_000);
        }

        Assert.True(_rig.Loop.Journal!.RefusedCount > 0, "the drive never refused a measurement");
        Assert.Equal(0, _rig.Loop.Journal.FullCount);
        _rig.Uplink.IsConnected = true;
        _rig.Run(7_400_000);
        Assert.Equal(_rig.Parts.Faults.Of(FaultCode.TelemetryRefused), Told("telemetry_refused"));
        Assert.True(Told("telemetry_refused") >= 1);
        Assert.Equal(0, _rig.Loop.Faults.Total);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _state.Dispose();
        _bench.Dispose();
    }

    /// <summary>Hands over what the kiosk has sent so far; the count of a fault as /metrics gives it then.</summary>
    private long Told(string fault)
    {
        foreach (byte[] frame in _rig.Frames)
        {
            IngestResult result = _bench.Submit(_rig.Identity.Device, frame);
            Assert.True(result.Outcome != IngestOutcome.Quarantined, $"{result.Reason}");
        }

        _rig.Frames.Clear();
        string name = $"kiosk_device_faults_total{{code=\"{fault}\"}} ";
        string page = _gateway.Services.GetRequiredService<Metrics>().Page(withSales: true);
        string line = Assert.Single(page.Split('\n'), line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
