using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Goal: ARCHIVE.md alone is enough to verify an archive (pos.md R28): a verifier that knows nothing else takes sound
/// ones and refuses changed ones.
/// </summary>
[Trait("Requirement", "R28")]
public sealed class StrangerTests(ArchiveFixture fixture) : IClassFixture<ArchiveFixture>
{
    private string January => fixture.Made[0].File;

    private string Key => fixture.Shop.Ledger.Archives.Keys()[0].Kid;

    [Fact]
    public void A_verifier_that_knows_the_page_alone_takes_both_archives_of_a_shop()
    {
        Assert.Empty(Wrong([.. fixture.Made.Select(archive => File.ReadAllBytes(archive.File))]));
    }

    [Fact]
    public void Two_archives_in_the_wrong_order_are_told()
    {
        string[] files = [.. fixture.Made.Select(archive => archive.File)];
        Assert.NotEmpty(Wrong(File.ReadAllBytes(files[1]), File.ReadAllBytes(files[0])));
    }

    [Fact]
    public void Another_key_than_the_trusted_one_is_refused()
    {
        using var forger = new Resigner();
        Assert.NotEmpty(Wrong(ZipForgery.Write(forger.Entries(January))));
    }

    [Fact]
    public void It_refuses_any_flipped_byte()
    {
        const int seed = 31, flips = 60;
        byte[] sound = File.ReadAllBytes(January);
        var random = new Random(seed);
        for (int i = 0; i < flips; i++)
        {
            int offset = i < 20 ? sound.Length - 1 - (i * 53) : random.Next(sound.Length);
            byte[] bytes = [.. sound];
            bytes[offset] ^= (byte)(1 << random.Next(8));
            Assert.True(Wrong(bytes).Count > 0, $"seed {seed}, flip {i} at {offset}");
        }
    }

    // All but the signatures made to fit: only the public chain still tells.
    [Fact]
    public void It_misses_a_removed_record_by_name()
    {
        byte[] forged = ZipForgery.Forge(January, "enregistrements.csv", rows => rows.Where((_, i) => i != 20));
        Assert.Contains(Wrong(forged), wrong => wrong.EndsWith("is the one counter-sealed", StringComparison.Ordinal));
        byte[] cut = ZipForgery.Forge(January, "enregistrements.csv", rows => rows.SkipLast(1));
        Assert.Contains(Wrong(cut), wrong => wrong.EndsWith("is gone", StringComparison.Ordinal));
    }

    // A gateway that turned, its own key trusted: what the till sealed still tells.
    [Theory]
    [MemberData(nameof(Forgeries.Names), MemberType = typeof(Forgeries))]
    public void It_refuses_what_the_product_s_own_verifiers_refuse(string name)
    {
        using var forger = new Resigner();
        byte[] forged = Forgeries.Make(name, January, fixture.Made[1].File, forger);
        Assert.NotEmpty(Wrong(forger.Kid, forged));
    }

    // More operators than a closing has rows, counts with sales after them, days without a count.
    [Fact]
    [Trait("Requirement", "R19")]
    [Trait("Requirement", "R53")]
    public void It_adds_up_operators_without_a_row_of_their_own_and_what_was_counted_with_sales_after_it()
    {
        using var shop = new ShopBench(seed: 11);
        for (int day = 0; day < 31; day++)
        {
            shop.Send(new Entry(Cash(shop.Next(ChainKind.C), shop.Now, CashLayout.TypeFloat, 10_000), []));
            for (int i = 0; i < 9; i++)
            {
                shop.Clock.Advance(TimeSpan.FromMinutes(1));
                shop.Operator = 1 + ((i + day) % (day % 3 == 0 ? 9 : 3));
                shop.Sell((1, 1, 320, 210), (2, 1 + (i % 3), 450, 550));
                if (day % 2 == 0 && i is 4 or 6)
                {
                    shop.Send(new Entry(Cash(
                        shop.Next(ChainKind.C), shop.Now, CashLayout.TypeCount, 11_000 + (i * day)), []));
                }

                if (i == 7)
                {
                    shop.Send(new Entry(Cash(shop.Next(ChainKind.C), shop.Now, CashLayout.TypeExpense, 150), []));
                }
            }

            shop.Flush();
            shop.Clock.SetUtcNow(shop.Clock.GetUtcNow().Date.AddDays(1).AddHours(8));
            shop.Close();
        }

        string kid = shop.Ledger.Archives.Keys()[0].Kid;
        string file = Assert.Single(shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)).File;
        Assert.Empty(Wrong(kid, File.ReadAllBytes(file)));
        string closings = Text(file, "clotures_detail.csv");
        Assert.Contains("J;1;operateur;100;", closings, StringComparison.Ordinal);
        Assert.DoesNotContain("J;2;operateur;100;", closings, StringComparison.Ordinal);
        Assert.Contains("M;1;operateur;100;", closings, StringComparison.Ordinal);
        using var forger = new Resigner();
        foreach ((string row, string other, string told) in ((string, string, string)[])
            [
                (Row(closings, "J;1;operateur;100;"), "J;1;operateur;8;", "sums per operator of J 1"),
                (Row(closings, "J;2;operateur;1;"), "J;2;operateur;2;", "sums per operator of J 2"),
                (Row(closings, "J;3;reglement;1;"), "J;3;reglement;2;", "sums per tender of J 3"),
            ])
        {
            byte[] forged = forger.Table(file, "clotures_detail.csv", rows => rows.Select(
                line => line == row ? other + string.Join(';', row.Split(';')[4..]) : line));
            Assert.Contains(told, Wrong(forger.Kid, forged));
        }

        byte[] counted = forger.Table(file, "clotures.csv", rows => rows.Select(line =>
        {
            string[] cells = line.Split(';');
            if (cells[0] == "J" && cells[1] == "1")
            {
                cells[^3] += "0";
            }

            return string.Join(';', cells);
        }));
        Assert.Contains(Wrong(forger.Kid, counted), wrong =>
            wrong.StartsWith("especes_comptees of J 1", StringComparison.Ordinal));
    }

    private static string Row(string table, string start) => table.Split("\r\n").First(
        line => line.StartsWith(start, StringComparison.Ordinal));

    private static string Text(string zip, string table) => System.Text.Encoding.UTF8.GetString(
        ZipForgery.Read(zip).First(entry => entry.Name == table).Content);

    private IReadOnlyList<string> Wrong(params byte[][] archives) => Wrong(Key, archives);

    private static IReadOnlyList<string> Wrong(string kid, params byte[][] archives)
    {
        var stranger = new StrangerVerifier(kid);
        foreach (byte[] archive in archives)
        {
            stranger.Add(archive);
        }

        return stranger.Wrong;
    }
}
