using System.Text;
using Kiosk.Provision;
using Kiosk.Provision.Verify;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Forged archives (pos.md R29): by somebody without a key, and by somebody who signs everything anew. Whatever is
/// shown must be what was sealed. The same set goes through verify.html in tests/Kiosk.EndToEnd.
/// </summary>
public sealed class ForgeryTests(ArchiveFixture fixture) : IClassFixture<ArchiveFixture>, IDisposable
{
    private readonly Resigner _forger = new();

    private string January => fixture.Made[0].File;

    private string February => fixture.Made[1].File;

    [Fact]
    public void Signed_anew_without_a_change_only_a_pinned_key_tells()
    {
        byte[] same = ZipForgery.Write(_forger.Entries(January));
        Assert.Empty(Findings(same));
        using var open = new ArchiveVerifier([]);
        open.Add(Path.GetFileName(January), same);
        using var talk = new StringWriter();
        Assert.Equal(ExitCodes.Ok, VerifyCommand.Report(open, Words.English, TextWriter.Null, talk));
        Assert.DoesNotContain(Words.English.VerifySound, talk.ToString(), StringComparison.Ordinal);
        Assert.Contains(Words.English.VerifySoundUnpinned, talk.ToString(), StringComparison.Ordinal);
        string pin = fixture.Shop.Ledger.Archives.Keys()[0].Kid;
        using var pinned = new ArchiveVerifier([pin]);
        pinned.Add(Path.GetFileName(January), same);
        Assert.Contains(pinned.Findings, f => f.Sentence.Contains("not trusted", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Requirement", "R29")]
    [MemberData(nameof(Forgeries.Names), MemberType = typeof(Forgeries))]
    public void What_is_shown_must_be_what_was_sealed(string name)
    {
        IReadOnlyList<Finding> findings = Findings(Forgeries.Make(name, January, February, _forger));
        string file = name.Split(' ')[0];
        Assert.True(findings.Any(f => f.File == file), $"{name}: {string.Join(" | ", findings)}");
    }

    // Every cell that a text or a digest determines; what the manifest alone covers is listed in ARCHIVE.md.
    [Fact]
    [Trait("Requirement", "R29")]
    public void A_changed_cell_of_any_table_is_named()
    {
        string[] unsealed = ["catalogue", "drapeaux of lignes.csv", "categorie"];
        using var shop = new ShopBench();
        shop.Live(days: 2, salesPerDay: 20);
        shop.Ledger.Registry.Revoke(1007);
        string small = shop.Ledger.Archives.MakeMonth(ShopBench.Terminal, 202601).File;
        List<(string Name, byte[] Content)> sound = ZipForgery.Read(small);
        var unseen = new List<string>();
        foreach ((string table, byte[] content) in sound.Where(e => e.Name.EndsWith(".csv", StringComparison.Ordinal)))
        {
            string[] rows = Encoding.UTF8.GetString(content).Split("\r\n");
            string[] columns = rows[0].TrimStart('\ufeff').Split(';');
            for (int i = 0; i < columns.Length && rows.Length > 2; i++)
            {
                if (unsealed.Contains(columns[i]) || unsealed.Contains($"{columns[i]} of {table}"))
                {
                    continue;
                }

                byte[] forged = _forger.Table(small, table, all => Forgeries.Cell(all, i));
                if (Findings(forged).Count == 0)
                {
                    unseen.Add($"{table} {columns[i]}");
                }
            }
        }

        Assert.True(unseen.Count == 0, string.Join(", ", unseen));
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public void A_missing_a_second_and_a_renamed_archive_are_named()
    {
        byte[] january = ZipForgery.Write(_forger.Entries(January));
        byte[] other = ZipForgery.Write(_forger.Entries(
            January, files => files["LISEZMOI.txt"] = [.. files["LISEZMOI.txt"], (byte)'.']));
        byte[] third = Numbered(February, 3);
        string name = Path.GetFileName(January);
        Finding gap = Assert.Single(Together((name, january), ("K07-M-202602-R000003.zip", third)));
        Assert.Contains("archive 2 is missing", gap.Sentence, StringComparison.Ordinal);
        Finding two = Assert.Single(Together((name, january), (name, other)));
        Assert.Contains("two different archives 1", two.Sentence, StringComparison.Ordinal);
        Finding renamed = Assert.Single(Together(("K07-M-202603-R000001.zip", january)));
        Assert.Contains("K07-M-202601-R000001.zip", renamed.Sentence, StringComparison.Ordinal);
        using var verifier = new ArchiveVerifier([]);
        verifier.Add(name, january);
        verifier.Add(name, january);
        verifier.Finish();
        Assert.Equal((1, 0), (verifier.Archives, verifier.Findings.Count));
    }

    public void Dispose() => _forger.Dispose();

    private byte[] Numbered(string path, int number)
    {
        void Set(Dictionary<string, byte[]> files, string file) =>
            files[file] = Resigner.Edited(files[file], body => body["number"] = number);
        return ZipForgery.Write(_forger.Entries(path, files =>
        {
            Set(files, "archive.json");
            Set(files, "manifest.json");
        }, text => text.Replace("-R-000002", "-R-000003", StringComparison.Ordinal)));
    }

    private IReadOnlyList<Finding> Findings(byte[] bytes) => Together((Path.GetFileName(January), bytes));

    private static IReadOnlyList<Finding> Together(params (string Name, byte[] Bytes)[] archives)
    {
        using var verifier = new ArchiveVerifier([]);
        foreach ((string name, byte[] bytes) in archives)
        {
            verifier.Add(name, bytes);
        }

        verifier.Finish();
        return verifier.Findings;
    }
}
