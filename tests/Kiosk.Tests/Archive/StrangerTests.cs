using Kiosk.Ledger;

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
