using Kiosk.Ledger;
using Kiosk.Provision;
using Kiosk.Provision.Verify;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: an archive proves itself, and names what was done to it (pos.md R28, R29).</summary>
public sealed class ArchiveTests(ArchiveFixture fixture) : IClassFixture<ArchiveFixture>
{
    private const string Records = "enregistrements.csv";

    private string January => fixture.Made[0].File;

    [Fact]
    [Trait("Requirement", "R28")]
    public void Two_months_make_two_archives_that_verify_offline()
    {
        Assert.Equal([202601, 202602], fixture.Made.Select(archive => archive.Period));
        ArchiveVerifier verifier = ShopBench.Verify([], fixture.Made.Select(archive => archive.File));
        Assert.Empty(verifier.Findings);
        Assert.Equal(
            (2, fixture.Made.Sum(archive => archive.Records)), (verifier.Archives, verifier.Records));
        Assert.Empty(fixture.Shop.Ledger.Alarms());
        Assert.All(fixture.Made, archive => Assert.Equal(0, archive.Breaks));
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public async Task The_command_ends_in_one_line_of_json()
    {
        using var data = new StringWriter();
        using var talk = new StringWriter();
        string pin = fixture.Shop.Ledger.Archives.Keys()[0].Kid;
        int code = await KioskCommand.RunAsync(
            ["verify", .. fixture.Made.Select(archive => archive.File), "--key", pin], Words.English, data, talk);
        Assert.Equal(ExitCodes.Ok, code);
        long records = fixture.Made.Sum(archive => archive.Records);
        Assert.Equal($$"""{"archives":2,"records":{{records}},"breaks":0}""", data.ToString().Trim());
    }

    // R29: flip any byte: named file, record and field; outside records: file and offset.
    [Fact]
    [Trait("Requirement", "R29")]
    public void Any_flipped_byte_is_named()
    {
        const int seed = 29, flips = 160;
        byte[] sound = File.ReadAllBytes(January);
        var random = new Random(seed);
        for (int i = 0; i < flips; i++)
        {
            int offset = i < 40 ? sound.Length - 1 - (i * 37) : random.Next(sound.Length);
            byte[] bytes = [.. sound];
            bytes[offset] ^= (byte)(1 << random.Next(8));
            (string entry, int inside) = Place(sound, offset);
            IReadOnlyList<Finding> findings = Findings(bytes);
            string told = $"seed {seed}, offset {offset} in '{entry}': {string.Join(" | ", findings)}";
            Assert.True(findings.Count > 0, told);
            Finding? named = findings.FirstOrDefault(f =>
                f.File == entry && f.Offset == (entry.Length == 0 ? offset : inside));
            Assert.True(named != null, told);
            Assert.True(!entry.EndsWith(".csv", StringComparison.Ordinal)
                || (named.Record.Length > 0 && named.Field.Length > 0), told);
        }
    }

    // The checksums stand twice in a zip, once per header: each of their bytes is told from the other and the content.
    [Fact]
    [Trait("Requirement", "R29")]
    public void A_changed_byte_of_the_zip_itself_is_named_at_its_own_offset()
    {
        byte[] sound = File.ReadAllBytes(January);
        List<int> offsets = [.. Checksums(sound)];
        int first = offsets[0] - 14, directory = offsets[^1] - 16, end = sound.Length - 22;
        offsets.AddRange(Enumerable.Range(first, 30).Concat(Enumerable.Range(directory, 46)));
        offsets.AddRange(Enumerable.Range(end, 22));
        foreach (int offset in offsets.Distinct())
        {
            byte[] bytes = [.. sound];
            bytes[offset] ^= 0x10;
            IReadOnlyList<Finding> findings = Findings(bytes);
            Assert.True(findings.Any(f => f.File.Length == 0 && f.Offset == offset),
                $"offset {offset} of {sound.Length}: {string.Join(" | ", findings)}");
        }
    }

    [Fact]
    public void Several_changed_cells_are_named_by_their_digests()
    {
        IReadOnlyList<Finding> findings = Findings(ZipForgery.Edit(January, "tickets.csv", rows =>
        {
            string[] cells = rows[5].Split(';');
            cells[8] = "99999";
            rows[5] = string.Join(';', cells);
            return rows;
        }));
        Finding finding = Assert.Single(findings, f => f.File == "tickets.csv");
        Assert.Equal("total_ttc", finding.Field);
        Assert.StartsWith("T ", finding.Record, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_removed_record_two_swapped_and_a_tail_cut_are_named(bool forged)
    {
        Func<string, string, Func<List<string>, IEnumerable<string>>, byte[]> edit =
            forged ? ZipForgery.Forge : ZipForgery.Edit;
        string[] cells = ZipForgery.Read(January).First(e => e.Name == Records).Content is var content
            ? System.Text.Encoding.UTF8.GetString(content).Split("\r\n")[20].Split(';') : [];
        string name = $"{cells[1]} {cells[2]}";

        IReadOnlyList<Finding> removed = Findings(edit(January, Records, rows => rows.Where((_, i) => i != 20)));
        Assert.Contains(removed, f => forged
            ? f.Sentence.Contains("missing", StringComparison.Ordinal) || f.Field == "rang"
            : f.Record == name && f.Sentence == "removed");
        IReadOnlyList<Finding> swapped = Findings(edit(January, Records, rows =>
        {
            (rows[20], rows[21]) = (rows[21], rows[20]);
            return rows;
        }));
        Assert.Contains(swapped, f => f.Record == name || f.Sentence.EndsWith(name, StringComparison.Ordinal));
        IReadOnlyList<Finding> cut = Findings(edit(January, Records, rows => rows.SkipLast(3)));
        Assert.Contains(cut, f => forged
            ? f.Sentence.Contains("tail is cut", StringComparison.Ordinal) : f.Sentence == "removed");
    }

    [Fact]
    public void A_foreign_head_and_a_foreign_gateway_are_named()
    {
        using var other = new ShopBench(seed: 8);
        other.Live(days: 62, salesPerDay: 5);
        ArchiveInfo foreign = other.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[1];
        ArchiveVerifier verifier = ShopBench.Verify([], [January, foreign.File]);
        Assert.Contains(verifier.Findings, f => f.Sentence.Contains("not trusted", StringComparison.Ordinal));
        ArchiveVerifier pinned = ShopBench.Verify(
            [fixture.Shop.Ledger.Archives.Keys()[0].Kid], [foreign.File]);
        Assert.Contains(pinned.Findings, f => f.Sentence.Contains("not trusted", StringComparison.Ordinal));
        ArchiveVerifier both = ShopBench.Verify(
            [fixture.Shop.Ledger.Archives.Keys()[0].Kid, other.Ledger.Archives.Keys()[0].Kid],
            [January, foreign.File]);
        Assert.Contains(both.Findings, f => f.File is "manifest.json" or "archive.jws");
    }

    [Fact]
    [Trait("Requirement", "R6")]
    public void After_a_rotation_the_first_key_still_vouches_for_the_next()
    {
        using var shop = new ShopBench(seed: 9);
        string first = shop.Ledger.Archives.Keys()[0].Kid;
        shop.Live(days: 31, salesPerDay: 4);
        shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true);
        PublicKey next = shop.Ledger.Archives.RotateKey();
        shop.Reopen();
        Assert.Equal([first, next.Kid], shop.Ledger.Archives.Keys().Select(key => key.Kid));
        shop.Live(days: 31, salesPerDay: 4);
        shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true);
        IEnumerable<string> files = shop.Ledger.Archives.List(ShopBench.Terminal).Select(archive => archive.File);
        Assert.Empty(ShopBench.Verify([first], files).Findings);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(shop.Folder, "signing.key")));
        }
    }

    // A merchant's label may begin like a formula of a spreadsheet: the archive holds it as it was sealed, and says so.
    [Fact]
    [Trait("Requirement", "R28")]
    public void A_label_like_a_formula_stands_in_the_archive_as_it_was_sealed()
    {
        using var shop = new ShopBench(change: (catalogue, _) =>
        {
            "=1+1;\"@A1\" ".Select(c => (byte)c).ToArray().CopyTo(catalogue.Labels, 0);
            "-5 % Divers"u8.CopyTo(catalogue.DepartmentLabels);
        });
        shop.Live(days: 31, salesPerDay: 8);
        string file = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[0].File;
        Dictionary<string, string> files = ZipForgery.Read(file).ToDictionary(
            entry => entry.Name, entry => System.Text.Encoding.UTF8.GetString(entry.Content));
        Assert.Contains(";\"=1+1;\"\"@A1\"\"", files["lignes.csv"], StringComparison.Ordinal);
        Assert.Contains(";-5 % Divers", files["lignes.csv"], StringComparison.Ordinal);
        Assert.DoesNotContain("'=", files["lignes.csv"], StringComparison.Ordinal);
        Assert.Contains("sans évaluer les formules", files["LISEZMOI.txt"], StringComparison.Ordinal);
        Assert.Empty(ShopBench.Verify([file]).Findings);
    }

    private IReadOnlyList<Finding> Findings(byte[] bytes)
    {
        using var verifier = new ArchiveVerifier([]);
        verifier.Add(Path.GetFileName(January), bytes);
        verifier.Finish();
        return verifier.Findings;
    }

    // Which entry a byte belongs to, and where in it; no name for the zip's own structure.
    /// <summary>Where the bytes of the checksums stand: of the headers, then of the directory.</summary>
    private static IEnumerable<int> Checksums(byte[] zip)
    {
        int at = 0;
        for (; BitConverter.ToUInt32(zip, at) == 0x04034b50; at += 30 + BitConverter.ToUInt16(zip, at + 26)
            + BitConverter.ToInt32(zip, at + 22))
        {
            yield return at + 14;
            yield return at + 17;
        }

        for (; BitConverter.ToUInt32(zip, at) == 0x02014b50; at += 46 + BitConverter.ToUInt16(zip, at + 28))
        {
            yield return at + 19;
            yield return at + 16;
        }
    }

    private static (string Entry, int Inside) Place(byte[] zip, int offset)
    {
        int at = 0;
        while (BitConverter.ToUInt32(zip, at) == 0x04034b50)
        {
            int length = BitConverter.ToInt32(zip, at + 22), name = BitConverter.ToUInt16(zip, at + 26);
            int start = at + 30 + name;
            if (offset >= start && offset < start + length)
            {
                return (System.Text.Encoding.UTF8.GetString(zip, at + 30, name), offset - start);
            }

            at = start + length;
        }

        return ("", 0);
    }
}
