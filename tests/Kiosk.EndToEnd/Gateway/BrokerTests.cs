using System.Net.Http.Json;
using Kiosk.Protocol;
using MQTTnet;
using Xunit;

namespace Kiosk.EndToEnd.Gateway;

public sealed class BrokerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Slot = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly RunningGateway _gateway = new("--Clock:Driven", "true", "--Clock:Start", "2026-03-02T11:00:00Z");

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_frame_over_tls_is_acknowledged_when_it_is_stored_and_appears_in_the_open_data()
    {
        using TestDevice device = await ConnectedAsync("K07");
        await device.PublishAsync(device.FootfallFrame(1, Slot, 42));
        var acknowledgement = new Acknowledgement();
        Assert.Equal(DownlinkError.None, (await device.NextAsync(Downlink.Ack)).ReadAck(acknowledgement));
        Assert.Equal(1, acknowledgement.Contiguous);
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_broker_frames_total"));
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_ledger_events_stored_total"));
        string footfall = await _gateway.Anyone.GetStringAsync("api/v1/kiosks/K07/footfall?day=2026-03-02");
        Assert.Contains("\"passages\":42", footfall, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_restart_and_the_same_frame_again_counts_once()
    {
        byte[] frame;
        System.Text.Json.JsonElement bundle = await _gateway.EnrolAsync("K07");
        using (var device = new TestDevice(bundle))
        {
            await device.ConnectAsync(_gateway.Ports.MqttTls);
            frame = device.FootfallFrame(1, Slot, 42);
            await device.PublishAsync(frame);
        }

        await _gateway.StopAsync();
        await _gateway.StartAsync();
        using var again = new TestDevice(bundle);
        Assert.Equal(MqttClientConnectResultCode.Success, await again.ConnectAsync(_gateway.Ports.MqttTls));
        await again.SubscribeAsync();
        await again.PublishAsync(frame);
        var acknowledgement = new Acknowledgement();
        Assert.Equal(DownlinkError.None, (await again.NextAsync(Downlink.Ack)).ReadAck(acknowledgement));
        Assert.Equal(1, acknowledgement.Contiguous);
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_ledger_duplicates_total"));
    }

    [Fact]
    public async Task Settings_and_notices_wait_for_a_device_that_is_away_and_reach_one_that_is_there_at_once()
    {
        System.Text.Json.JsonElement bundle = await _gateway.EnrolAsync("K07");
        using var device = new TestDevice(bundle);
        await PostAsync($"api/admin/devices/{device.Number}/settings", new { merchant = "Jus Gambetta" });
        await device.ConnectAsync(_gateway.Ports.MqttTls);
        await device.SubscribeAsync();
        var settings = new Settings();
        Assert.Equal(DownlinkError.None, (await device.NextAsync(Downlink.Settings)).ReadSettings(settings));
        Assert.Equal(1, settings.Version);
        Assert.Equal("Jus Gambetta",
            System.Text.Encoding.Latin1.GetString(settings.Merchant, 0, settings.MerchantLength));
        await PostAsync($"api/admin/devices/{device.Number}/notice", new { text = "Marché à 17 h" });
        var notice = new Notice();
        Assert.Equal(DownlinkError.None, (await device.NextAsync(Downlink.Notice)).ReadNotice(notice));
        Assert.Equal("Marché à 17 h", System.Text.Encoding.Latin1.GetString(notice.Text, 0, notice.TextLength));
    }

    [Fact]
    public async Task A_device_may_not_publish_to_the_topic_of_another()
    {
        using TestDevice device = await ConnectedAsync("K07");
        await RefusedPublishAsync(device, [1, 2, 3], "k/9999/e");
        Assert.Equal(1, await _gateway.RefusedAsync("foreign_topic"));
    }

    [Fact]
    public async Task A_publish_of_one_megabyte_ends_the_connection_and_is_counted()
    {
        using TestDevice device = await ConnectedAsync("K07");
        await RefusedPublishAsync(device, new byte[1_000_000], device.Up);
        Assert.Equal(1, await _gateway.RefusedAsync("oversized_packet"));
        Assert.Equal(0, await _gateway.MetricAsync("kiosk_broker_frames_total"));
    }

    [Theory]
    [InlineData("#")]
    [InlineData("k/+/d")]
    [InlineData("k/9999/d")]
    public async Task A_device_may_subscribe_to_nothing_but_its_own_topic(string filter)
    {
        using TestDevice device = await ConnectedAsync("K07");
        Assert.Equal(MqttClientSubscribeResultCode.UnspecifiedError, await device.TrySubscribeAsync(filter));
        Assert.Equal(1, await _gateway.RefusedAsync("foreign_subscription"));
    }

    [Fact]
    public async Task A_client_id_other_than_the_number_in_the_certificate_is_refused()
    {
        using var device = new TestDevice(await _gateway.EnrolAsync("K07"));
        Assert.NotEqual(MqttClientConnectResultCode.Success, await device.ConnectAsync(_gateway.Ports.MqttTls, "9999"));
        Assert.Equal(1, await _gateway.RefusedAsync("client_id_mismatch"));
    }

    [Fact]
    public async Task A_certificate_of_another_gateway_is_refused()
    {
        var other = new RunningGateway();
        await other.InitializeAsync();
        System.Text.Json.JsonElement foreign = await other.EnrolAsync("K07", 1007);
        await other.DisposeAsync();
        await _gateway.EnrolAsync("K07", 1007);
        using var ours = new TestDevice(foreign);
        Assert.NotEqual(MqttClientConnectResultCode.Success, await ours.ConnectAsync(_gateway.Ports.MqttTls));
        Assert.Equal(0, await _gateway.MetricAsync("kiosk_broker_connected"));
        Assert.Equal(1, await _gateway.RefusedAsync("untrusted_certificate"));
        Assert.Equal(1, await _gateway.RefusedAfterwardsAsync("failed_handshake"));
    }

    [Fact]
    public async Task A_device_the_registry_does_not_know_and_an_older_certificate_of_ours_are_refused()
    {
        System.Text.Json.JsonElement before = await _gateway.EnrolAsync("K07", 1007);
        await _gateway.StopAsync();
        foreach (string file in Directory.GetFiles(_gateway.State, "kiosk.db*"))
        {
            File.Delete(file);
        }

        await _gateway.StartAsync();
        using var unknown = new TestDevice(before);
        Assert.NotEqual(MqttClientConnectResultCode.Success, await unknown.ConnectAsync(_gateway.Ports.MqttTls));
        Assert.Equal(1, await _gateway.RefusedAsync("unknown_device"));
        await _gateway.EnrolAsync("K07", 1007);
        using var older = new TestDevice(before);
        Assert.NotEqual(MqttClientConnectResultCode.Success, await older.ConnectAsync(_gateway.Ports.MqttTls));
        Assert.Equal(1, await _gateway.RefusedAsync("wrong_certificate"));
    }

    [Fact]
    public async Task A_connection_over_the_limit_is_refused_and_the_others_stay()
    {
        var small = new RunningGateway("--Mqtt:ConnectionsMax", "1");
        await small.InitializeAsync();
        using var first = new TestDevice(await small.EnrolAsync("K07"));
        using var second = new TestDevice(await small.EnrolAsync("K08"));
        Assert.Equal(MqttClientConnectResultCode.Success, await first.ConnectAsync(small.Ports.MqttTls));
        Assert.NotEqual(MqttClientConnectResultCode.Success, await second.ConnectAsync(small.Ports.MqttTls));
        Assert.Equal(1, await small.RefusedAsync("too_many_connections"));
        Assert.Equal(1, await small.MetricAsync("kiosk_broker_connected"));
        await small.DisposeAsync();
    }

    [Fact]
    public async Task A_cut_frame_and_a_sequence_from_the_future_are_kept_apart_and_counted()
    {
        using TestDevice device = await ConnectedAsync("K07");
        await device.PublishAsync(device.FootfallFrame(1, Slot, 42)[..^5]);
        await device.PublishAsync(device.FootfallFrame(2_000_000, Slot, 42));
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_ledger_quarantined_wrong_key_total"));
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_ledger_quarantined_future_sequence_total"));
        Assert.Equal(0, await _gateway.MetricAsync("kiosk_ledger_events_stored_total"));
    }

    [Fact]
    public async Task A_locked_database_gives_no_acknowledgement_and_the_frame_is_taken_when_it_comes_again()
    {
        using TestDevice device = await ConnectedAsync("K07");
        byte[] frame = device.FootfallFrame(1, Slot, 42);
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(_gateway.State, "kiosk.db")};Pooling=False"))
        {
            other.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            command.ExecuteNonQuery();
            await RefusedPublishAsync(device, frame, device.Up);
        }

        Assert.Equal(1, await _gateway.RefusedAsync("not_stored"));
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, await HealthAsync());
        using var again = new TestDevice(device.Bundle);
        await again.ConnectAsync(_gateway.Ports.MqttTls);
        await again.PublishAsync(frame);
        Assert.Equal(System.Net.HttpStatusCode.OK, await HealthAsync());
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_ledger_events_stored_total"));
    }

    [Theory]
    [InlineData("device", false)]
    [InlineData("note", true)]
    public async Task A_store_that_cannot_be_read_refuses_the_device_and_is_counted_and_it_is_served_when_mended(
        string table, bool connects)
    {
        System.Text.Json.JsonElement bundle = await _gateway.EnrolAsync("K07");
        Alter($"ALTER TABLE {table} RENAME TO away");
        using (var device = new TestDevice(bundle))
        {
            Assert.Equal(
                connects ? MqttClientConnectResultCode.Success : MqttClientConnectResultCode.ServerUnavailable,
                await device.ConnectAsync(_gateway.Ports.MqttTls));
            if (connects)
            {
                // The connection may be closed before or after the answer to the subscription came.
                Task subscription = device.SubscribeAsync();
                await device.Gone;
                await Task.WhenAny(subscription);
            }
        }

        Alter($"ALTER TABLE away RENAME TO {table}");
        Assert.Equal(1, await _gateway.RefusedAsync("store_unavailable"));
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, await HealthAsync());
        using var again = new TestDevice(bundle);
        Assert.Equal(MqttClientConnectResultCode.Success, await again.ConnectAsync(_gateway.Ports.MqttTls));
        await again.SubscribeAsync();
        await again.PublishAsync(again.FootfallFrame(1, Slot, 42));
        Assert.Equal(System.Net.HttpStatusCode.OK, await HealthAsync());
    }

    private void Alter(string sql)
    {
        using var other = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(_gateway.State, "kiosk.db")};Pooling=False");
        other.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = other.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_revoked_device_is_disconnected_at_once_and_stays_out()
    {
        using TestDevice device = await ConnectedAsync("K07");
        await PostAsync($"api/admin/devices/{device.Number}/revoke", new { });
        await device.Gone;
        using var again = new TestDevice(device.Bundle);
        Assert.NotEqual(MqttClientConnectResultCode.Success, await again.ConnectAsync(_gateway.Ports.MqttTls));
        Assert.Equal(1, await _gateway.RefusedAsync("revoked_device"));
    }

    [Fact]
    public async Task A_second_connection_under_one_client_id_closes_the_first_and_is_counted()
    {
        using TestDevice first = await ConnectedAsync("K07");
        using var second = new TestDevice(first.Bundle);
        Assert.Equal(MqttClientConnectResultCode.Success, await second.ConnectAsync(_gateway.Ports.MqttTls));
        await first.Gone;
        Assert.Equal(1, await _gateway.RefusedAsync("duplicate_client_id"));
    }

    [Fact]
    public async Task A_frame_that_is_none_is_kept_apart_counted_and_answered()
    {
        using TestDevice device = await ConnectedAsync("K07");
        byte[] frame = device.FootfallFrame(1, Slot, 42);
        frame[^1] ^= 1;
        await device.PublishAsync(frame);
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_ledger_quarantined_wrong_key_total"));
        Assert.Equal(0, await _gateway.MetricAsync("kiosk_ledger_events_stored_total"));
    }

    [Fact]
    public async Task The_plain_listener_asks_for_the_token_of_the_device()
    {
        System.Text.Json.JsonElement bundle = await _gateway.EnrolAsync("K07");
        int port = _gateway.Ports.MqttPlain!.Value;
        using var device = new TestDevice(bundle);
        Assert.NotEqual(MqttClientConnectResultCode.Success, await device.ConnectPlainAsync(port, "guess"));
        Assert.Equal(1, await _gateway.RefusedAsync("wrong_token"));
        using var honest = new TestDevice(bundle);
        string token = bundle.GetProperty("mqttToken").GetString()!;
        Assert.Equal(MqttClientConnectResultCode.Success, await honest.ConnectPlainAsync(port, token));
        await honest.PublishAsync(honest.FootfallFrame(1, Slot, 42));
        Assert.Equal(1, await _gateway.MetricAsync("kiosk_broker_frames_total"));
    }

    private async Task<TestDevice> ConnectedAsync(string kiosk)
    {
        var device = new TestDevice(await _gateway.EnrolAsync(kiosk));
        Assert.Equal(MqttClientConnectResultCode.Success, await device.ConnectAsync(_gateway.Ports.MqttTls));
        await device.SubscribeAsync();
        return device;
    }

    // MQTT 3.1.1 has one way to refuse a publish: the connection ends, with or without the sender waiting.
    private static async Task RefusedPublishAsync(TestDevice device, byte[] frame, string topic)
    {
        Task publish = device.PublishAsync(frame, topic);
        await device.Gone;
        await Assert.ThrowsAnyAsync<Exception>(() => publish);
    }

    private async Task<System.Net.HttpStatusCode> HealthAsync()
    {
        using HttpResponseMessage answer = await _gateway.Anyone.GetAsync("health");
        return answer.StatusCode;
    }

    private async Task PostAsync(string path, object body)
    {
        using HttpResponseMessage answer = await _gateway.Admin.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
