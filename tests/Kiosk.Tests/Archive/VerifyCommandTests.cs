using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Kiosk.Ledger;
using Kiosk.Provision;
using Kiosk.Provision.Verify;

namespace Kiosk.Tests.Archive;

/// <summary>
/// <c>kiosk verify</c> on files, as an inspector runs it (pos.md R29): exit code, last line, and what is named. Only
/// the archives are there: no key of a terminal, no gateway.
/// </summary>
public sealed class VerifyCommandTests(ArchiveFixture fixture) : IClassFixture<ArchiveFixture>, IDisposable
{
    private const string Records = "enregistrements.csv";
    private readonly string _folder = Directory.CreateTempSubdirectory("verify-").FullName;

    private string January => fixture.Made[0].File;

    [Fact]
    [Trait("Requirement", "R29")]
    public async Task Sound_archives_end_with_0_and_a_count()
    {
        var (code, data) = await VerifyAsync([.. fixture.Made.Select(archive => archive.File)]);
        Assert.Equal(ExitCodes.Ok, code);
        long records = fixture.Made.Sum(archive => archive.Records);
        Assert.Equal($$"""{"archives":2,"records":{{records}},"breaks":0}""", data[^1]);
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public async Task A_flipped_byte_in_a_record_ends_with_1_and_names_file_record_and_field()
    {
        byte[] bytes = File.ReadAllBytes(January);
        byte[] row = Encoding.UTF8.GetBytes(Row("tickets.csv", 7));
        int at = bytes.AsSpan().IndexOf(row) + row.Length - 3;
        bytes[at] ^= 1;
        var (code, data) = await VerifyAsync(Save(bytes));
        Assert.Equal(ExitCodes.Broken, code);
        string[] cells = Row("tickets.csv", 7).Split(';');
        Assert.Contains(data, line => line.Contains("/ tickets.csv / T " + cells[1] + " / ", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public async Task A_flipped_byte_elsewhere_ends_with_1_and_names_file_and_offset()
    {
        byte[] bytes = File.ReadAllBytes(January);
        int last = bytes.Length - 9;
        bytes[last] ^= 4;
        bytes[10] ^= 4;
        var (code, data) = await VerifyAsync(Save(bytes));
        Assert.Equal(ExitCodes.Broken, code);
        Assert.Contains(data, line => line.StartsWith("forged.zip / ", StringComparison.Ordinal)
            && line.Contains('@', StringComparison.Ordinal));
        bytes[10] ^= 4;
        (code, data) = await VerifyAsync(Save(bytes));
        Assert.Equal(ExitCodes.Broken, code);
        Assert.Contains(data, line => line.Contains($"@{last}", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Requirement", "R29")]
    [InlineData("removed")]
    [InlineData("swapped")]
    [InlineData("cut")]
    public async Task A_record_removed_two_swapped_or_the_tail_cut_off_end_with_1_and_name_the_record(string damage)
    {
        string[] cells = Row(Records, 20).Split(';');
        var (code, data) = await VerifyAsync(Save(ZipForgery.Edit(January, Records, rows =>
        {
            (rows[20], rows[21]) = damage == "swapped" ? (rows[21], rows[20]) : (rows[20], rows[21]);
            return damage == "removed" ? rows.Where((_, i) => i != 20) : damage == "cut" ? rows.SkipLast(4) : rows;
        })));
        Assert.Equal(ExitCodes.Broken, code);
        string named = damage == "cut" ? "removed" : $"{cells[1]} {cells[2]}";
        Assert.Contains(data, line => line.Contains(Records, StringComparison.Ordinal)
            && line.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public async Task A_foreign_head_ends_with_1()
    {
        using var other = new ShopBench(seed: 8);
        other.Live(days: 62, salesPerDay: 2);
        ArchiveInfo foreign = other.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[1];
        var (code, data) = await VerifyAsync(January, foreign.File);
        Assert.Equal(ExitCodes.Broken, code);
        Assert.Contains(data, line => line.StartsWith(Path.GetFileName(foreign.File), StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Requirement", "R29")]
    [InlineData("keys.jwk")]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("01234567890123456789012345678901234567890=!")]
    public async Task A_mistyped_key_is_a_mistake_of_usage_and_no_broken_archive(string key)
    {
        string token = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(token, new string('a', 43));
        foreach (string[] command in (string[][])
            [
                ["verify", January, "--key", key],
                ["archive", "confirm", "--terminal", "K07", "1", January, "--key", key, "--token-file", token],
            ])
        {
            using var talk = new StringWriter();
            using var data = new StringWriter();
            Assert.Equal(ExitCodes.Usage, await KioskCommand.RunAsync(command, Words.French, data, talk));
            Assert.Contains(key, talk.ToString(), StringComparison.Ordinal);
            Assert.Empty(data.ToString());
        }
    }

    // One cause, one finding: every link, record and archive used to be named.
    [Fact]
    [Trait("Requirement", "R29")]
    public async Task A_wrong_key_is_one_finding_with_what_was_signed_by_the_other()
    {
        string wrong = new string('A', 42) + "E";
        string[] files = [.. fixture.Made.Select(archive => archive.File)];
        var (code, data) = await VerifyAsync([.. files, "--key", wrong]);
        Assert.Equal(ExitCodes.Broken, code);
        string kid = fixture.Shop.Ledger.Archives.Keys()[0].Kid;
        int signatures = files.Sum(file => 2 + Links(file));
        Assert.Equal(
            $"{Path.GetFileName(files[0])} / archive.json / keys : key {kid} is not trusted: another gateway's? "
            + $"Signatures by it: {signatures}, archives: 2", data[0]);
        long records = fixture.Made.Sum(archive => archive.Records);
        Assert.Equal([data[0], $$"""{"archives":2,"records":{{records}},"breaks":1}"""], data);
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public async Task Damage_is_named_beside_a_wrong_key()
    {
        byte[] bytes = File.ReadAllBytes(January);
        byte[] row = Encoding.UTF8.GetBytes(Row("tickets.csv", 7));
        bytes[bytes.AsSpan().IndexOf(row) + row.Length - 3] ^= 1;
        var (code, data) = await VerifyAsync(Save(bytes), "--key", new string('A', 42) + "E");
        Assert.Equal(ExitCodes.Broken, code);
        Assert.Contains("is not trusted", data[0], StringComparison.Ordinal);
        string number = "/ tickets.csv / T " + Row("tickets.csv", 7).Split(';')[1];
        Assert.Contains(data, line => line.Contains(number, StringComparison.Ordinal));
    }

    // What a foreign key says of another key trusts nobody, and is no second cause.
    [Fact]
    [Trait("Requirement", "R29")]
    public void A_key_that_a_foreign_key_introduces_is_as_foreign_and_counted_with_it()
    {
        using var shop = new ShopBench(seed: 3);
        shop.Live(days: 3, salesPerDay: 2);
        string first = shop.Ledger.Archives.Keys()[0].Kid;
        shop.Ledger.Archives.CounterSeal();
        string second = shop.Ledger.Archives.RotateKey().Kid;
        shop.Live(days: 30, salesPerDay: 1);
        string file = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true)[0].File;
        Assert.Empty(ShopBench.Verify([first], [file]).Findings);
        Assert.Contains(first, Assert.Single(ShopBench.Verify([second], [file]).Findings).Sentence,
            StringComparison.Ordinal);
        Finding foreign = Assert.Single(ShopBench.Verify([new string('A', 42) + "E"], [file]).Findings);
        Assert.Contains(first, foreign.Sentence, StringComparison.Ordinal);
        Assert.Contains($"Signatures by it: {3 + Links(file)}, archives: 1", foreign.Sentence,
            StringComparison.Ordinal);
    }

    // A link of a key that is not in the archive leaves its records uncovered: two findings, not one per record.
    [Fact]
    [Trait("Requirement", "R29")]
    public void Links_by_an_unknown_key_are_one_finding_and_so_are_the_records_they_cover()
    {
        using var forger = new Resigner();
        using var other = new Resigner();
        byte[] forged = forger.Json(January, "archive.json", body => body["links"] = new JsonArray([..
            body["links"]!.AsArray().Select((link, i) => (JsonNode)(i is < 3 or > 9 ? link!.GetValue<string>()
                : other.Sign("kiosk-link", Base64Url.DecodeFromChars(link!.GetValue<string>().Split('.')[1]))))]));
        using var verifier = new ArchiveVerifier([]);
        verifier.Add(Path.GetFileName(January), forged);
        string[] told = [.. verifier.Findings.Select(finding => finding.ToString())];
        Assert.Single(told, line => line.Contains("archive.json / links[3] × 7 : JWS", StringComparison.Ordinal));
        Assert.Single(told, line => line.Contains("no counter-seal covers", StringComparison.Ordinal));
        Assert.True(told.Length < 12, string.Join('\n', told));
    }

    [Fact]
    public async Task A_file_without_a_public_key_pins_nothing()
    {
        string path = Path.Combine(_folder, "keys.jwk");
        await File.WriteAllTextAsync(path, "[{\"kid\":\"a\"}]");
        using var talk = new StringWriter();
        Assert.Equal(ExitCodes.Usage, await KioskCommand.RunAsync(
            ["verify", January, "--key", path], Words.English, TextWriter.Null, talk));
        Assert.Contains("no public key", talk.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public void Without_a_pinned_key_nothing_is_said_to_be_unchanged()
    {
        string pin = fixture.Shop.Ledger.Archives.Keys()[0].Kid;
        string open = VerifyCommand.Sound(ShopBench.Verify([January]), Words.English);
        Assert.DoesNotContain("Nothing was changed", open, StringComparison.Ordinal);
        Assert.Contains(pin, open, StringComparison.Ordinal);
        Assert.StartsWith("Nothing was changed", VerifyCommand.Sound(
            ShopBench.Verify([pin], [January]), Words.English), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int Code, string[] Data)> VerifyAsync(params string[] files)
    {
        using var data = new StringWriter();
        int code = await KioskCommand.RunAsync(["verify", .. files], Words.English, data, TextWriter.Null);
        const StringSplitOptions lines = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        return (code, data.ToString().Split('\n', lines));
    }

    private string Row(string table, int index) => Encoding.UTF8.GetString(
        ZipForgery.Read(January).First(entry => entry.Name == table).Content).Split("\r\n")[index];

    private static int Links(string file) => JsonNode.Parse(ZipForgery.Read(file)
        .First(entry => entry.Name == "archive.json").Content)!["links"]!.AsArray().Count;

    private string Save(byte[] bytes)
    {
        string path = Path.Combine(_folder, "forged.zip");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
