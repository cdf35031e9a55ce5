using Kiosk.Gateway;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.City;
using Kiosk.Gateway.Console;
using Kiosk.Gateway.Merchant;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Archive;
using Kiosk.Tests.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>
/// Rows of one device that cannot be read, and faults of the gateway's own background work, are told and stop nothing
/// else.
/// </summary>
public sealed class OneBadDeviceTests
{
    private const string NoSecret = "UPDATE device SET secret=x'00' WHERE number=";

    [Fact]
    public void The_city_page_shows_the_other_kiosks_and_the_log_names_the_one()
    {
        using var bench = new LedgerBench();
        bench.Kiosk(1);
        bench.Kiosk(2);
        Damage(bench.Options.Folder, NoSecret + "1001");
        var log = new NotedLog<CityReader>();
        CityModel city = Reader(bench, log).City();
        Assert.Equal([CellState.Invalid, CellState.Missing], city.Kiosks.Select(card => card.PassagesToday.State));
        Assert.Contains("Kiosk K01 stands without figures", Assert.Single(log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_in_which_no_kiosk_can_be_read_is_an_error_and_no_empty_city()
    {
        using var bench = new LedgerBench();
        bench.Kiosk(1);
        Damage(bench.Options.Folder, NoSecret + "1001");
        Assert.Throws<LedgerException>(() => Reader(bench, new NotedLog<CityReader>()).City());
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-5")]
    public void The_factor_of_a_site_needs_neither_notes_nor_chain_and_follows_the_newest_settings()
    {
        using var bench = new LedgerBench();
        long device = bench.Kiosk(1).Device;
        Damage(bench.Options.Folder, "DROP TABLE note");
        Damage(bench.Options.Folder, "UPDATE progress SET chain=x'01'");
        Assert.Equal(new SiteFactor(1000, 0), bench.Ledger.Registry.FootfallFactor("K01"));
        bench.Ledger.Registry.PushSettings(device, new Settings { BeamFactor = 1090, BeamFactorError = 47 });
        Assert.Equal(new SiteFactor(1090, 47), bench.Ledger.Registry.FootfallFactor("K01"));
    }

    [Fact]
    [Trait("Requirement", "R8")]
    [Trait("Requirement", "R28")]
    public void Witness_list_and_archives_of_the_others_are_made_and_the_failure_is_counted_with_its_terminal()
    {
        using var shop = new ShopBench();
        shop.Ledger.Registry.PutKiosk(new KioskPlace("K01", "Kiosque", "rue", 1, true, true, "presse"));
        shop.Ledger.Registry.AddDevice("K01", 1001);
        shop.Live(days: 33, salesPerDay: 2);
        Damage(shop.Folder, NoSecret + "1001");
        var log = new NotedLog<DailyProof>();
        DailyProof proof = Proof(shop.Ledger, log);
        proof.Run();
        Assert.Equal("K07", Assert.Single(Assert.Single(shop.Ledger.Archives.WitnessList()).Heads).Terminal);
        Assert.Single(shop.Ledger.Archives.List("K07"));
        Assert.True(proof.Failures > 0);
        Assert.All(log.Lines, line =>
            Assert.StartsWith("Counter-seals and archives of K01: ", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_of_the_program_itself_ends_neither_the_daily_proof_nor_the_log_of_alarms()
    {
        var proofs = new NotedLog<DailyProof>();
        var proof = new DailyProof(null!, null!, proofs);
        proof.Run();
        Assert.Equal((1, 1), (proof.Failures, proofs.Lines.Count));
        Assert.Contains(nameof(NullReferenceException), proofs.Lines[0].Text, StringComparison.Ordinal);
        var looks = new NotedLog<AlarmLog>();
        var alarms = new AlarmLog(null!, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), looks);
        for (int look = 0; look < 100; look++)
        {
            alarms.Look();
        }

        Assert.Equal(100, alarms.Failures);
        Assert.Equal(LogLimit.LinesPerMinuteMax + 1, looks.Lines.Count);
        Assert.Contains(nameof(NullReferenceException), looks.Lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_a_background_service_ended_knows_by_what()
    {
        using var faulty = new Faulty(new InvalidOperationException("no more"));
        using var ended = new Faulty(null);
        Assert.Null(GatewayApp.FaultOf([ended]));
        await Ended(ended);
        await Ended(faulty);
        Assert.Null(GatewayApp.FaultOf([ended]));
        Assert.Equal("no more", GatewayApp.FaultOf([ended, faulty])?.Message);
    }

    // StartAsync only queues the work on the thread pool: what ended it can be read when its own task is over.
    private static async Task Ended(Faulty service)
    {
        await service.StartAsync(CancellationToken.None);
        await Assert.IsAssignableFrom<Task>(service.ExecuteTask).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static DailyProof Proof(CityLedger ledger, NotedLog<DailyProof> log) => new(
        ledger, new DownlinkSender(ledger, new BrokerCounters(), NullLogger<DownlinkSender>.Instance), log);

    private static CityReader Reader(LedgerBench bench, NotedLog<CityReader> log) => new(
        bench.Ledger, bench.Clock, OptionReader.Read(new ConfigurationBuilder().Build()),
        new DownlinkSender(bench.Ledger, new BrokerCounters(), NullLogger<DownlinkSender>.Instance), log);

    private static void Damage(string folder, string sql)
    {
        using var connection = new SqliteConnection("Pooling=false;Data Source=" + Path.Combine(folder, "kiosk.db"));
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Faulty(Exception? fault) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            fault is null ? Task.CompletedTask : Task.FromException(fault);
    }
}
