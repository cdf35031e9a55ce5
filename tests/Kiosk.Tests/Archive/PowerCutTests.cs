using System.Text;
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
            IReadOnlyList<ArchiveInfo> kept = Moved(after, image);
            listed.Add(kept.Count);
            Assert.All(kept, archive => AssertWhole(archive, image));
            after.Archives.MakeDue(Place, complete: true);
            IReadOnlyList<ArchiveInfo> again = Moved(after, image);
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

    // Rows name the folder that was copied; the copy's own files are looked at.
    private static IReadOnlyList<ArchiveInfo> Moved(CityLedger ledger, string image) =>
        [.. ledger.Archives.List(Place).Select(archive => archive with
        {
            File = Path.Combine(image, "archives", Place, Path.GetFileName(archive.File)),
        })];

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
