using Kiosk.Gateway.Broker;
using Kiosk.Gateway.Merchant;
using Kiosk.Ledger;
using Kiosk.Tests.Archive;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>
/// Goal: what the city owes each day (witness list, archives) is done for every merchant, and done again when something
/// came between (pos.md R9, R28).
/// </summary>
[Trait("Requirement", "R28")]
public sealed class DailyProofTests
{
    private const string Broken = "A01";

    [Fact]
    public void A_merchant_whose_archive_fails_holds_no_other_one_up_and_is_tried_again_until_it_works()
    {
        using var shop = new ShopBench();
        shop.Live(days: 31, salesPerDay: 2);
        shop.Ledger.Archives.CounterSeal();
        Break(shop);
        var log = new NotedLog<DailyProof>();
        using var proof = Proof(shop, log);
        proof.Run();
        Assert.Single(shop.Ledger.Archives.WitnessList());
        Assert.Single(shop.Ledger.Archives.List(ShopBench.Terminal));
        Assert.Empty(shop.Ledger.Archives.List(Broken));
        Assert.Equal(1, proof.Failures);
        (LogLevel level, string text) = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(Broken, text, StringComparison.Ordinal);
        proof.Run();
        Assert.Equal(2, proof.Failures);
        Sql(shop, $"DELETE FROM closing WHERE terminal='{Broken}'");
        proof.Run();
        Assert.Equal(2, proof.Failures);
        Break(shop, closingsAlone: true);
        proof.Run();
        Assert.Equal(2, proof.Failures);
        Assert.Single(shop.Ledger.Archives.List(ShopBench.Terminal));
    }

    [Fact]
    [Trait("Requirement", "R9")]
    public void Archives_left_out_by_a_power_cut_behind_the_witness_are_made_after_the_start()
    {
        using var shop = new ShopBench();
        shop.Live(days: 31, salesPerDay: 2);
        Assert.NotNull(shop.Ledger.Archives.PublishWitness((_, error) => throw error));
        shop.Reopen();
        using var proof = Proof(shop, new NotedLog<DailyProof>());
        proof.Run();
        Assert.Single(shop.Ledger.Archives.List(ShopBench.Terminal));
        Assert.Single(shop.Ledger.Archives.WitnessList());
        Assert.Equal(0, proof.Failures);
    }

    [Fact]
    public void What_has_stayed_long_enough_is_deleted_once_a_day_with_a_line_that_says_how_much()
    {
        using var shop = new ShopBench();
        shop.Live(days: 2, salesPerDay: 2);
        shop.Ledger.Archives.Log(ShopBench.Terminal, "city", "archives", "réquisition n° 12");
        var log = new NotedLog<DailyProof>();
        using var proof = Proof(shop, log);
        proof.Run();
        Assert.Empty(log.Lines);
        shop.Clock.Advance(TimeSpan.FromDays(361));
        proof.Run();
        shop.Clock.Advance(TimeSpan.FromDays(5));
        proof.Run();
        Assert.Empty(shop.Ledger.Archives.Accesses(ShopBench.Terminal));
        Assert.Equal((LogLevel.Information,
            "Kept long enough and deleted: 0 hours of stops, 0 unknown codes, 1 lines of access"),
            log.Lines.Single(line => line.Level == LogLevel.Information));
        shop.Clock.Advance(TimeSpan.FromDays(1));
        proof.Run();
        Assert.Single(log.Lines, line => line.Level == LogLevel.Information);
    }

    [Fact]
    public void A_deletion_refused_because_the_clock_may_have_leapt_is_told_once_a_day_and_is_no_failure()
    {
        using var shop = new ShopBench();
        shop.Ledger.Archives.Log(ShopBench.Terminal, "city", "archives", "réquisition n° 12");
        var log = new NotedLog<DailyProof>();
        using var proof = Proof(shop, log);
        shop.Clock.Advance(TimeSpan.FromDays(366));
        proof.Run();
        proof.Run();
        (LogLevel level, string text) = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Warning, level);
        Assert.StartsWith("1 rows kept long enough by the gateway's clock stay", text, StringComparison.Ordinal);
        Assert.Single(shop.Ledger.Archives.Accesses(ShopBench.Terminal));
        Assert.Equal(0, proof.Failures);
    }

    [Fact]
    public void A_deletion_that_fails_is_told_and_tried_again_at_the_next_look()
    {
        using var shop = new ShopBench();
        shop.Ledger.Archives.Log(ShopBench.Terminal, "city", "archives", "réquisition n° 12");
        var log = new NotedLog<DailyProof>();
        using var proof = Proof(shop, log);
        shop.Clock.Advance(TimeSpan.FromDays(361));
        proof.Run();
        shop.Clock.Advance(TimeSpan.FromDays(5));
        Sql(shop, "CREATE TRIGGER stuck BEFORE DELETE ON fiscal_access BEGIN SELECT RAISE(ABORT, 'stuck'); END");
        proof.Run();
        Assert.Equal(1, proof.Failures);
        (LogLevel level, string text) = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.StartsWith("What has been kept long enough is not deleted: ", text, StringComparison.Ordinal);
        Sql(shop, "DROP TRIGGER stuck");
        proof.Run();
        Assert.Empty(shop.Ledger.Archives.Accesses(ShopBench.Terminal));
        Assert.Equal(1, proof.Failures);
    }

    private static DailyProof Proof(ShopBench shop, ILogger<DailyProof> log) => new(
        shop.Ledger, new DownlinkSender(shop.Ledger, new BrokerCounters(), NullLogger<DownlinkSender>.Instance), log);

    // A terminal whose counter-seals and closings are there while its lines are gone.
    private static void Break(ShopBench shop, bool closingsAlone = false)
    {
        if (!closingsAlone)
        {
            shop.Ledger.Registry.PutKiosk(new KioskPlace(Broken, "Kiosque abîmé", "rue", 1, true, true, "presse"));
            shop.Ledger.Registry.AddDevice(Broken, 2001);
            Sql(shop, Copy("link"));
        }

        Sql(shop, Copy("closing"));
    }

    private static string Copy(string table) => $"""
        CREATE TEMP TABLE copied AS SELECT * FROM {table} WHERE terminal='{ShopBench.Terminal}';
        UPDATE copied SET terminal='{Broken}'; INSERT INTO {table} SELECT * FROM copied; DROP TABLE copied
        """;

    private static void Sql(ShopBench shop, string sql)
    {
        using var connection = new SqliteConnection(
            "Pooling=false;Data Source=" + Path.Combine(shop.Folder, "kiosk.db"));
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
