using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Links;
using Kiosk.Firmware;
using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using Xunit;

namespace Kiosk.EndToEnd.Gateway;

/// <summary>The renewal of a device's certificate over real TLS, with a clock that the test owns (F-CRED-2).</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Calendar = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _real = new(TimeProvider.System.GetUtcNow());
    private readonly RunningGateway _gateway;

    public CredentialTests() =>
        _gateway = new("--Clock:Driven", "true", "--Clock:Start", "2026-03-02T11:00:00Z") { Real = _real };

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public async Task A_kiosk_takes_its_next_certificate_in_the_session_connects_with_it_and_the_old_one_ends()
    {
        JsonElement bundle = await _gateway.EnrolAsync("K07");
        InMemoryDrive drive = new(DriveFiles.FilesForCredentials, 64 * 1024);
        CredentialSlots slots = Load(drive);
        Assert.Equal(CredentialSlots.Stored,
            slots.Deliver(bundle.GetProperty("secret").GetBytesFromBase64(), Pem(bundle)));
        string first = Thumbprint(bundle);
        await using (MqttUplink uplink = Uplink(bundle, slots))
        {
            FaultCounts faults = new();
            using VirtualKiosk kiosk = Kiosk(bundle, uplink, new CredentialDesk(slots, uplink, faults));
            await RunUntilAsync(kiosk, () => kiosk.Loop.Outbox!.Answered > 1);
            Assert.Equal(first, uplink.Thumbprint);
            _real.Advance(TimeSpan.FromDays(61));
            await RunUntilAsync(kiosk, () => uplink.Thumbprint != first && !slots.OnTrial);
            Assert.Equal(1, await _gateway.MetricAsync("kiosk_broker_renewals_total"));
            int answered = kiosk.Loop.Outbox!.Answered;
            _real.Advance(TimeSpan.FromHours(25));
            await RunUntilAsync(kiosk, () => kiosk.Loop.Outbox!.Answered > answered + 1);
            Assert.Equal(0, faults.Total);
            Assert.Equal(0, kiosk.Loop.Inbox!.Refused);
        }

        // Whoever copied the old key, or read it on a board that was thrown away, stays outside.
        using var old = new TestDevice(bundle);
        Assert.NotEqual(MqttClientConnectResultCode.Success, await old.ConnectAsync(_gateway.Ports.MqttTls));
        Assert.Equal(1, await _gateway.RefusedAsync("wrong_certificate"));

        // After a power cut the slots hold the new one alone.
        CredentialSlots after = Load(drive);
        await using MqttUplink again = Uplink(bundle, after);
        using VirtualKiosk rebooted = Kiosk(bundle, again, new CredentialDesk(after, again, new FaultCounts()));
        await RunUntilAsync(rebooted, () => rebooted.Loop.Outbox!.Answered > 0);
        Assert.NotEqual(first, again.Thumbprint);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public async Task A_device_that_was_away_past_the_end_of_its_certificate_is_let_in_by_staff_and_gets_the_next_one()
    {
        JsonElement bundle = await _gateway.EnrolAsync("K07");
        using var device = new TestDevice(bundle);
        _real.Advance(TimeSpan.FromDays(100));
        Assert.NotEqual(MqttClientConnectResultCode.Success, await device.ConnectAsync(_gateway.Ports.MqttTls));
        Assert.Equal(1, await _gateway.RefusedAsync("expired_certificate"));
        string path = $"api/admin/devices/{device.Number}/readmit";
        using HttpResponseMessage longer = await _gateway.Admin.PostAsJsonAsync(path, new { days = 8 });
        Assert.Equal(HttpStatusCode.BadRequest, longer.StatusCode);
        using HttpResponseMessage letIn = await _gateway.Admin.PostAsJsonAsync(path, new { days = 2 });
        Assert.Equal(HttpStatusCode.OK, letIn.StatusCode);
        using HttpResponseMessage unknown =
            await _gateway.Admin.PostAsJsonAsync("api/admin/devices/4711/readmit", new { days = 2 });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        using var returned = new TestDevice(bundle);
        Assert.Equal(MqttClientConnectResultCode.Success, await returned.ConnectAsync(_gateway.Ports.MqttTls));
        await returned.SubscribeAsync();
        await returned.PublishAsync(returned.FootfallFrame(1, Calendar.AddHours(-2), 3));
        var next = new Credentials();
        Assert.Equal(DownlinkError.None, (await returned.NextAsync(Downlink.Credentials)).ReadCredentials(next));
        using var renewed = X509Certificate2.CreateFromPem(
            Encoding.ASCII.GetString(next.Buffer, next.CertificateAt, next.CertificateLength));
        Assert.Equal($"CN={device.Number}", renewed.Subject);
        Assert.True(renewed.NotAfter.ToUniversalTime() > _real.GetUtcNow().UtcDateTime.AddDays(88));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-3")]
    public async Task A_session_that_sends_nothing_is_closed_when_its_certificate_has_ended()
    {
        JsonElement bundle = await _gateway.EnrolAsync("K07");
        using var device = new TestDevice(bundle);
        Assert.Equal(MqttClientConnectResultCode.Success, await device.ConnectAsync(_gateway.Ports.MqttTls));
        await device.SubscribeAsync();
        _real.Advance(TimeSpan.FromDays(91));
        await device.Gone;
        Assert.Equal(1, await _gateway.RefusedAsync("expired_certificate"));
    }

    private static VirtualKiosk Kiosk(JsonElement bundle, MqttUplink uplink, CredentialDesk desk)
    {
        var clock = new VirtualClock { RtcQuality = 4 };
        clock.SetCalendar(Calendar.ToUnixTimeMilliseconds());
        var identity = new KioskIdentity(
            bundle.GetProperty("device").GetInt64(), "K07", bundle.GetProperty("secret").GetBytesFromBase64())
        {
            Credentials = desk,
        };
        return new VirtualKiosk(identity, clock, uplink);
    }

    private MqttUplink Uplink(JsonElement bundle, CredentialSlots slots) => new(new MqttUplinkOptions
    {
        Port = _gateway.Ports.MqttTls, Device = bundle.GetProperty("device").GetInt64(), Slots = slots,
        Authority = X509Certificate2.CreateFromPem(bundle.GetProperty("caPem").GetString()),
        BackOffMin = TimeSpan.FromMilliseconds(50), BackOffMax = TimeSpan.FromMilliseconds(200),
    });

    // The kiosk's clock runs a second a step, so that it has something to say; the network takes its own time.
    private static async Task RunUntilAsync(VirtualKiosk kiosk, Func<bool> reached)
    {
        using var limit = new CancellationTokenSource(TestDevice.Limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!reached())
        {
            kiosk.Step();
            kiosk.Clock.SetCalendar(kiosk.Clock.CalendarMs + 1_000);
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static CredentialSlots Load(InMemoryDrive drive)
    {
        CredentialSlots slots = new(drive, 0);
        slots.Load();
        return slots;
    }

    private static Credentials Pem(JsonElement bundle) => Credentials.Of(
        Encoding.ASCII.GetBytes(bundle.GetProperty("clientCertPem").GetString()!),
        Encoding.ASCII.GetBytes(bundle.GetProperty("clientKeyPem").GetString()!));

    private static string Thumbprint(JsonElement bundle)
    {
        using var certificate = X509Certificate2.CreateFromPem(bundle.GetProperty("clientCertPem").GetString());
        return certificate.Thumbprint;
    }
}
