using System.Text;
using System.Text.Json.Nodes;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Tests.Archive;

/// <summary>
/// The power goes at every operation while the gateway makes and purges archives (pos.md R10, R28, R30): what is
/// listed is whole and verifies, what was cut is made again and is the same, the terminal's notes are neither lost nor
/// doubled.
/// </summary>
[Trait("Requirement", "R28")]
public sealed class PowerCutTests : IDisposable
{
    private const string Place = ShopBench.Terminal;
    private static readonly string[] Signed = ["manifest.jws", "archive.jws"];

    private readonly ShopBench _shop = new(from: new DateTimeOffset(2025, 12, 28, 8, 0, 0, TimeSpan.Zero));
    private readonly PowerCuts _cuts;

    public PowerCutTests()
    {
        _shop.Live(days: 5, salesPerDay: 3);
        _shop.Ledger.Archives.CounterSeal(Place);
        _shop.Ledger.Dispose();
        _cuts = new PowerCuts(_shop.Folder, _shop.Clock);
    }

    [Fact]
    public void Archives_cut_at_any_operation_are_made_again_and_are_the_same()
    {
        using CityLedger ledger = CityLedger.Open(_cuts.Options, _cuts);
        IReadOnlyList<ArchiveInfo> made = [];
        IReadOnlyList<string> images = _cuts.During(
            ledger, () => made = ledger.Archives.MakeDue(Place, complete: true));
        Assert.Equal([ArchiveLevel.Month, ArchiveLevel.Year], made.Select(archive => archive.Level));
        Dictionary<string, string>[] sound = [.. made.Select(archive => Entries(archive.File))];
        var listed = new HashSet<int>();
        foreach (string image in images)
        {
            using CityLedger after = Restart(image);
            IReadOnlyList<ArchiveInfo> kept = after.Archives.List(Place);
            listed.Add(kept.Count);
            Assert.All(kept, archive => AssertWhole(archive, image));
            after.Archives.MakeDue(Place, complete: true);
            IReadOnlyList<ArchiveInfo> again = after.Archives.List(Place);
            Assert.Equal([1L, 2L], again.Select(archive => archive.Number));
            for (int i = 0; i < again.Count; i++)
            {
                AssertSame(sound[i], Entries(again[i].File), image);
            }

            Assert.True(ShopBench.Verify(again.Select(archive => archive.File)).Findings.Count == 0, image);
            Assert.Equal([(1L, ArchiveNote.MonthArchive), (2L, ArchiveNote.YearArchive)],
                after.Archives.Notes(Place).Select(note => (note.Number, note.Code)));
        }

        Assert.Equal([0, 1, 2], listed.Order());
    }

    [Fact]
    public void A_name_that_the_drive_lost_after_the_row_was_kept_is_given_again()
    {
        string file;
        using (CityLedger ledger = CityLedger.Open(_cuts.Options, _cuts))
        {
            file = ledger.Archives.MakeDue(Place, complete: true)[0].File;
        }

        File.Move(file, file + ".new");
        using CityLedger after = CityLedger.Open(_cuts.Options, _cuts);
        AssertWhole(after.Archives.List(Place)[0], "renamed back");
        Assert.False(File.Exists(file + ".new"));
    }

    // The list of public keys is written first: a key that signs is always published, one that was never kept is not.
    [Fact]
    [Trait("Requirement", "R6")]
    public void A_rotation_of_the_signing_key_cut_between_its_two_files_leaves_the_key_before()
    {
        string file = Path.Combine(_shop.Folder, "signing.key");
        byte[] before = File.ReadAllBytes(file);
        string first;
        using (CityLedger ledger = CityLedger.Open(_cuts.Options, _cuts))
        {
            first = ledger.Archives.Keys()[0].Kid;
            ledger.Archives.RotateKey();
            Assert.Equal(2, ledger.Archives.Keys().Count);
        }

        File.WriteAllBytes(file, before);
        File.WriteAllText(file + ".new", "-----BEGIN PRIVATE");
        using CityLedger after = CityLedger.Open(_cuts.Options, _cuts);
        Assert.Equal([first], after.Archives.Keys().Select(key => key.Kid));
        PublicKey next = after.Archives.RotateKey();
        Assert.Equal([first, next.Kid], after.Archives.Keys().Select(key => key.Kid));
        IEnumerable<string> files = after.Archives.MakeDue(Place, complete: true).Select(archive => archive.File);
        Assert.Empty(ShopBench.Verify([first], files).Findings);
    }

    // R8, R9: a head that was published is one that the links on disk give, and stays; what was cut is done again.
    [Fact]
    [Trait("Requirement", "R8")]
    [Trait("Requirement", "R9")]
    public void Counter_seals_and_the_witness_list_cut_at_any_operation_agree_and_are_made_once()
    {
        using var shop = new ShopBench(from: new DateTimeOffset(2026, 1, 28, 8, 0, 0, TimeSpan.Zero));
        shop.Live(days: 2, salesPerDay: 3);
        shop.Ledger.Archives.PublishWitness((_, error) => throw error);
        string signed = Assert.Single(shop.Ledger.Archives.WitnessList()).Jws;
        shop.Live(days: 2, salesPerDay: 3);
        shop.Ledger.Dispose();
        using var cuts = new PowerCuts(shop.Folder, shop.Clock);
        using CityLedger cut = CityLedger.Open(cuts.Options, cuts);
        WitnessEntry? sound = null;
        IReadOnlyList<string> images = cuts.During(
            cut, () => sound = cut.Archives.PublishWitness((_, error) => throw error));
        Assert.True(images.Count > 8, $"{images.Count} images");
        var published = new HashSet<int>();
        foreach (string image in images)
        {
            using CityLedger after = CityLedger.Open(new LedgerOptions { Folder = image }, shop.Clock);
            IReadOnlyList<WitnessEntry> list = after.Archives.WitnessList();
            published.Add(list.Count);
            Assert.Equal(signed, list[0].Jws);
            // What is listed was sealed before: the same heads come of it whether or not this entry was kept.
            WitnessEntry last = list.Count == 2 ? list[1] : after.Archives.PublishWitness((_, error) => throw error)!;
            Assert.Equal(sound!.Heads, last.Heads);
            Assert.Equal((sound.List, sound.Previous), (last.List, last.Previous));
            Assert.Null(after.Archives.PublishWitness((_, error) => throw error));
            Assert.Equal(0, after.Archives.CounterSeal());
            Assert.Equal(2, after.Archives.WitnessList().Count);
            AssertHolds(after, image);
        }

        Assert.Equal([1, 2], published.Order());
    }

    // The first key is made when the first head is sealed: nothing is signed before the key is kept.
    [Theory]
    [Trait("Requirement", "R8")]
    [InlineData("signing-keys.json.new")]
    [InlineData("signing.key.new")]
    public void A_first_key_cut_before_its_name_is_made_again_and_nothing_was_signed(string torn)
    {
        using var shop = new ShopBench(seed: 9);
        shop.Live(days: 2, salesPerDay: 2);
        shop.Ledger.Dispose();
        File.WriteAllText(Path.Combine(shop.Folder, torn), "-----BEGIN");
        shop.Reopen();
        Assert.Empty(shop.Ledger.Archives.WitnessList());
        shop.Ledger.Archives.PublishWitness((_, error) => throw error);
        string kid = Assert.Single(shop.Ledger.Archives.Keys()).Kid;
        // The private key is kept and the list of public keys is not: the list is made again from it.
        shop.Reopen(() => File.Delete(Path.Combine(shop.Folder, "signing-keys.json")));
        Assert.Equal(kid, Assert.Single(shop.Ledger.Archives.Keys()).Kid);
        shop.Live(days: 31, salesPerDay: 1);
        Assert.NotNull(shop.Ledger.Archives.PublishWitness((_, error) => throw error));
        AssertHolds(shop.Ledger, torn);
    }

    [Fact]
    [Trait("Requirement", "R6")]
    public void A_rotation_that_cannot_be_written_has_not_happened()
    {
        using var shop = new ShopBench(seed: 9);
        string kid = shop.Ledger.Archives.Keys()[0].Kid;
        string way = Path.Combine(shop.Folder, "signing-keys.json.new");
        Directory.CreateDirectory(way);
        Assert.Throws<UnauthorizedAccessException>(() => shop.Ledger.Archives.RotateKey());
        Assert.Equal([kid], shop.Ledger.Archives.Keys().Select(key => key.Kid));
        Directory.Delete(way);
        Assert.Equal([kid, shop.Ledger.Archives.RotateKey().Kid], shop.Ledger.Archives.Keys().Select(key => key.Kid));
    }

    [Fact]
    [Trait("Requirement", "R30")]
    public void A_purge_cut_at_any_operation_has_happened_wholly_or_not_at_all()
    {
        using CityLedger ledger = CityLedger.Open(_cuts.Options, _cuts);
        ArchiveInfo year = ledger.Archives.MakeDue(Place, complete: true)[^1];
        ledger.Archives.Confirm(Place, year.Number, year.Sha256);
        long records = ledger.Audit().Events;
        IReadOnlyList<string> images = _cuts.During(ledger, () => ledger.Archives.Purge(Place, year.Number));
        int purged = 0;
        foreach (string image in images)
        {
            using CityLedger after = Restart(image);
            bool done = after.Archives.List(Place)[^1].PurgedAt != null;
            purged += done ? 1 : 0;
            Assert.Equal(done ? 3 : 2, after.Archives.Notes(Place).Count);
            Assert.Equal(done, after.Audit().Events < records);
            if (done)
            {
                Assert.Throws<LedgerException>(() => after.Archives.Purge(Place, year.Number));
            }
            else
            {
                Assert.Equal(records, after.Audit().Events);
                after.Archives.Purge(Place, year.Number);
            }

            Assert.Equal([1L, 2L, 3L], after.Archives.Notes(Place).Select(note => note.Number));
            Assert.Equal(ArchiveNote.Purge, after.Archives.Notes(Place)[^1].Code);
        }

        Assert.InRange(purged, 1, images.Count - 1);
    }

    public void Dispose()
    {
        _cuts.Dispose();
        _shop.Dispose();
    }

    private CityLedger Restart(string image) =>
        CityLedger.Open(new LedgerOptions { Folder = image }, _shop.Clock);

    // Every head of the list stands in the archives at its rank.
    private static void AssertHolds(CityLedger ledger, string image)
    {
        var verifier = ShopBench.Verify(
            ledger.Archives.MakeDue(Place, complete: true).Select(archive => archive.File));
        var list = new JsonArray([.. ledger.Archives.WitnessList().Select(entry => (JsonNode)entry.Jws)]);
        (int entries, int compared, int beyond) =
            verifier.Witness("list.json", Encoding.UTF8.GetBytes(list.ToJsonString()));
        Assert.True(verifier.Findings.Count == 0, image + ": " + string.Join(" | ", verifier.Findings));
        Assert.Equal(entries, compared + beyond);
        Assert.True(compared > 0, image);
        verifier.Dispose();
    }

    private static void AssertWhole(ArchiveInfo archive, string image)
    {
        Assert.True(File.Exists(archive.File), image);
        byte[] bytes = File.ReadAllBytes(archive.File);
        Assert.Equal(archive.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }

    private static Dictionary<string, string> Entries(string zip) => ZipForgery.Read(zip).ToDictionary(
        entry => entry.Name, entry => Encoding.UTF8.GetString(entry.Content));

    // A signature is another each time it is made; what it signs is not.
    private static void AssertSame(
        Dictionary<string, string> sound, Dictionary<string, string> again, string image)
    {
        Assert.Equal(sound.Keys, again.Keys);
        foreach ((string name, string content) in sound)
        {
            string other = again[name];
            Assert.True(Signed.Contains(name)
                ? content[..content.LastIndexOf('.')] == other[..other.LastIndexOf('.')]
                : content == other, $"{image}: {name} differs");
        }
    }
}
