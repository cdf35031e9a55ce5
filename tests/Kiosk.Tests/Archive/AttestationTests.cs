using System.Text;
using Kiosk.Fiscal;
using Kiosk.Gateway.Console;
using Kiosk.Ledger;
using Kiosk.Ledger.Archive;
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
                $" {records} enregistrements des 31 derniers jours", "article 286, I-3° bis"])
        {
            Assert.Contains(part, sheet, StringComparison.Ordinal);
        }

        Assert.Contains("n'est pas certifié", sheet, StringComparison.Ordinal);
        Assert.Null(CertificationClaim.In(sheet));
    }

    // Without a secure element R7 is not met, and whoever signs must say so.
    [Fact]
    [Trait("Requirement", "R7")]
    public void The_sheet_and_the_archive_say_that_the_key_lies_in_the_board_s_flash()
    {
        using var shop = new ShopBench();
        shop.Live(days: 1, salesPerDay: 2);
        foreach (string text in (string[])[shop.Ledger.Archives.Attest(ShopBench.Terminal, City), Readme(shop)])
        {
            Assert.Contains("mémoire flash", text, StringComparison.Ordinal);
            Assert.Contains("peut la lire", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Requirement", "R33")]
    public void An_archive_says_self_attested_only_when_a_publisher_is_configured()
    {
        using var nobody = new ShopBench();
        nobody.Live(days: 1, salesPerDay: 1);
        Assert.DoesNotContain("attesté", Readme(nobody), StringComparison.Ordinal);
        using var shop = new ShopBench(editor: City);
        shop.Live(days: 1, salesPerDay: 1);
        string page = Readme(shop);
        Assert.Contains(
            "auto-attesté par son éditeur, Ville de Marseille (SIREN 211300553)", page, StringComparison.Ordinal);
        Assert.Null(CertificationClaim.In(page));
    }

    [Fact]
    public void What_the_sheet_cites_is_data_with_the_day_from_which_it_holds()
    {
        IReadOnlyList<LegalReference> table = LegalReference.Read(
            "from;form;law;forgery\n20260325;A;B;C\r\n20270101;D;E;F\n");
        Assert.Equal("A", LegalReference.On(table, 20251231).Form);
        Assert.Equal("B", LegalReference.On(table, 20261231).Law);
        Assert.Equal("F", LegalReference.On(table, 20270101).Forgery);
        Assert.Equal(LegalReference.On(20260831).Form, LegalReference.On(20260901).Form);
        Assert.NotEqual(LegalReference.On(20260831).Law, LegalReference.On(20260901).Law);
    }

    [Theory]
    [InlineData("from;form;law;forgery")]
    [InlineData("from;form;law\n20260325;A;B;C")]
    [InlineData("from;form;law;forgery\n20260325;A;B")]
    [InlineData("from;form;law;forgery\n2026-03-25;A;B;C")]
    [InlineData("from;form;law;forgery\n20270101;A;B;C\n20260325;A;B;C")]
    public void A_table_of_references_that_cannot_be_used_is_refused_by_name(string csv) => Assert.Contains(
        "legal-references.csv", Assert.Throws<FormatException>(() => LegalReference.Read(csv)).Message,
        StringComparison.Ordinal);

    private static string Readme(ShopBench shop)
    {
        shop.Ledger.Registry.Revoke(1007);
        string file = shop.Ledger.Archives.MakeMonth(ShopBench.Terminal, 202601).File;
        return Encoding.UTF8.GetString(ZipForgery.Read(file)[0].Content);
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
