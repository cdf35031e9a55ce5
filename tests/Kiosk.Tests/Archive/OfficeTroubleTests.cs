using System.Text.Json.Nodes;
using Kiosk.Ledger;
using Microsoft.Data.Sqlite;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Goal: web, daily proof and staff use the archive office at once and it stays one office; what goes wrong in the
/// store comes out as the ledger's exception, which they wait for.
/// </summary>
public sealed class OfficeTroubleTests
{
    private const string Place = ShopBench.Terminal;
    private const int Workers = 4, Rounds = 6, First = 20260102, Last = 20260110;

    [Fact]
    [Trait("Requirement", "R6")]
    [Trait("Requirement", "R28")]
    public void Many_threads_at_once_make_one_first_key_one_chain_of_links_and_each_archive_once()
    {
        using var shop = new ShopBench(editor: new EditorIdentity("Ville", "123456789", "rue"));
        shop.Live(days: 31, salesPerDay: 3);
        ArchiveOffice office = shop.Ledger.Archives;
        var failures = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, Workers).Select(worker => new Thread(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                try
                {
                    Work(office, worker + round);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    lock (failures)
                    {
                        failures.Add(e);
                    }
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
        PublicKey key = Assert.Single(office.Keys());
        string list = File.ReadAllText(Path.Combine(shop.Folder, "signing-keys.json"));
        JsonArray published = JsonNode.Parse(list)!.AsArray();
        Assert.Equal(key.Kid, Assert.Single(published)!["kid"]!.ToString());
        ArchiveInfo month = Assert.Single(office.List(Place));
        Assert.Empty(ShopBench.Verify([key.Kid], [month.File]).Findings);
        Assert.Single(office.Notes(Place));
        Assert.Single(office.WitnessList());
        EReport report = office.EReport(Place, First, Last);
        Assert.False(report.IsCorrection);
        Assert.Contains("<Id>123456789-20260102-20260110-1</Id>", report.Xml, StringComparison.Ordinal);
    }

    // An archive that cannot be read must end a request, not the gateway's daily work.
    [Theory]
    [InlineData("archive")]
    [InlineData("link")]
    [InlineData("note")]
    [InlineData("downlink")]
    public void A_damaged_store_is_told_by_the_ledgers_own_exception(string table)
    {
        using var shop = new ShopBench();
        shop.Live(days: 31, salesPerDay: 2);
        using (var connection = new SqliteConnection(
            "Pooling=false;Data Source=" + Path.Combine(shop.Folder, "kiosk.db")))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DROP TABLE " + table;
            command.ExecuteNonQuery();
        }

        ArchiveOffice office = shop.Ledger.Archives;
        Action[] all =
        [
            () => office.List(Place), () => office.Notes(Place), () => office.CounterSeal(Place),
            () => office.MakeDue(Place), () => office.MakeMonth(Place, 202601),
            () => office.PublishWitness((_, error) => throw error),
            () => office.Purge(Place, 1), () => office.Merchant(Place), () => office.EReport(Place, First, Last),
            () => shop.Ledger.Registry.PendingNotes(1007),
        ];
        int told = 0;
        foreach (Action one in all)
        {
            try
            {
                one();
            }
            catch (LedgerException e)
            {
                told += e.InnerException is SqliteException ? 1 : 0;
                Assert.Contains("kiosk.db", e.InnerException is SqliteException ? e.Message : "kiosk.db",
                    StringComparison.Ordinal);
            }
        }

        Assert.True(told > 0, $"nobody missed the table {table}");
    }

    private static void Work(ArchiveOffice office, int turn)
    {
        switch (turn % 6)
        {
            case 0:
                office.Keys();
                break;
            case 1:
                office.Attest(Place, new EditorIdentity("Ville", "123456789", "rue"));
                break;
            case 2:
                office.MakeDue(Place, complete: true);
                break;
            case 3:
                office.PublishWitness((_, error) => throw error);
                break;
            case 4:
                office.EReport(Place, First, Last);
                break;
            default:
                office.CounterSeal();
                office.List(Place);
                office.Notes(Place);
                break;
        }
    }
}
