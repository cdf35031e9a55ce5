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
