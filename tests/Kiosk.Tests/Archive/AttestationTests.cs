using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Microsoft.Data.Sqlite;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: nobody signs a sheet for what was not checked (pos.md R72).</summary>
[Trait("Requirement", "R72")]
public sealed class AttestationTests
{
    private static readonly EditorIdentity City = new("Ville de Marseille", "211300553", "Marseille");

    [Fact]
    public void The_sheet_names_publisher_merchant_version_and_what_was_checked()
    {
        using var shop = new ShopBench();
        shop.Live(days: 2, salesPerDay: 4);
        string sheet = shop.Ledger.Archives.Attest(ShopBench.Terminal, City);
        shop.Ledger.Registry.Revoke(1007);
        long records = shop.Ledger.Archives.MakeMonth(ShopBench.Terminal, 202601).Records;
        foreach (string part in (string[])
            ["12345678901234", "Ville de Marseille", "211300553", "Kiosk 1.0.0", "BOI-LETTRE-000242", "441-1",
                $" {records} enregistrements des 31 derniers jours"])
        {
            Assert.Contains(part, sheet, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("NF525", sheet, StringComparison.Ordinal);
        Assert.Contains("n'est pas certifié", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_publisher_SIRET_or_terminal_there_is_none()
    {
        using var shop = new ShopBench(change: static (_, settings) => settings.SiretLength = 0);
        shop.Live(days: 1, salesPerDay: 1);
        ArchiveOffice office = shop.Ledger.Archives;
        Refused("SIRET", () => office.Attest(ShopBench.Terminal, City));
        Refused("K99", () => office.Attest("K99", City));
        using var other = new ShopBench();
        Refused("Editor:Name", () => other.Ledger.Archives.Attest(ShopBench.Terminal, new EditorIdentity("", "", "")));
    }

    [Fact]
    public void A_terminal_that_sealed_nothing_for_31_days_has_nothing_to_attest()
    {
        using var shop = new ShopBench();
        shop.Live(days: 2, salesPerDay: 2);
        shop.Clock.Advance(TimeSpan.FromDays(40));
        Refused("nothing", () => shop.Ledger.Archives.Attest(ShopBench.Terminal, City));
    }

    [Fact]
    public void A_hole_in_what_arrived_a_break_and_another_major_version_are_refused_by_name()
    {
        using var shop = new ShopBench();
        shop.Live(days: 1, salesPerDay: 2);
        shop.Reopen(() => Sql(shop, "UPDATE progress SET highest=highest+5"));
        Refused("missing behind sequence", () => shop.Ledger.Archives.Attest(ShopBench.Terminal, City));

        using var broken = new ShopBench { Skip = RecordKind.CashMovement };
        broken.Live(days: 2, salesPerDay: 2);
        Refused("not clean", () => broken.Ledger.Archives.Attest(ShopBench.Terminal, City));

        using var later = new ShopBench();
        later.Sell((1, 1, 320, 210));
        Record change = FiscalSamples.Event(later.Next(ChainKind.E), later.Now, JetCode.SoftwareChange, "");
        change.Values[EventLayout.Argument1] = 20_000;
        later.Send(new Entry(change, []));
        later.Flush();
        Refused("2.0.0", () => later.Ledger.Archives.Attest(ShopBench.Terminal, City));
    }

    private static void Refused(string part, Action attest) =>
        Assert.Contains(part, Assert.Throws<LedgerException>(attest).Message, StringComparison.Ordinal);

    private static void Sql(ShopBench shop, string sql)
    {
        string file = Path.Combine(shop.Folder, "kiosk.db");
        using var connection = new SqliteConnection("Pooling=false;Data Source=" + file);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
