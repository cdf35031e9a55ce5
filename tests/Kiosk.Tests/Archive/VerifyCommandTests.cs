using System.Text;
using Kiosk.Ledger;
using Kiosk.Provision;

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

    private string Save(byte[] bytes)
    {
        string path = Path.Combine(_folder, "forged.zip");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
