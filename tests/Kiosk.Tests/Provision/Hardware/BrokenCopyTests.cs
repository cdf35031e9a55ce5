using System.Globalization;
using Kiosk.Provision;
using Kiosk.Provision.Hardware;
using Kiosk.Tests.Architecture;
using Xunit;

namespace Kiosk.Tests.Provision.Hardware;

/// <summary>What is broken in a copy of the folder ends with code 1, a rule, its place and what to do.</summary>
[Trait("Requirement", "H-1")]
public sealed class BrokenCopyTests : IDisposable
{
    private const int Mutations = 100;
    private static readonly string Folder = Repository.Path("hardware");
    private static readonly string[] Files =
        [.. Directory.GetFiles(Folder).Where(f => Path.GetExtension(f) is ".json" or ".csv")];

    private readonly string _copy = Directory.CreateTempSubdirectory("kiosk-broken").FullName;

    public BrokenCopyTests()
    {
        foreach (string file in Directory.GetFiles(Folder))
        {
            File.Copy(file, Path.Combine(_copy, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    [Theory]
    [InlineData("pins.json", "\"gpio\": 41,", "\"gpio\": 40,", "! duplicate: esp32-s3 GPIO40 (BeamA)")]
    [InlineData("pins.json", "13, \"net\": \"EPD_RST\"", "12, \"net\": \"EPD_RST\", \"pull\": \"up\"",
        "! strap-wrong-pull: esp32 GPIO12 (PanelReset)")]
    [InlineData("pins.json", "\"gpio\": 25, \"net\": \"WDT", "\"gpio\": 35, \"net\": \"WDT",
        "! input-only-output: esp32 GPIO35 (WatchdogFeed)")]
    [InlineData("pins.json", "\"address\": \"0x69\"", "\"address\": \"0x62\"", "! i2c-address-clash: esp32-s3 I2C2 U8")]
    [InlineData("wiring.csv", "X1.3V3,U3.VIN,3V3", "X1.5V,U3.VIN,5V", "! power-table: power.csv:")]
    [InlineData("wiring.csv", "X1.3V3,U3.VIN,3V3", "X1.5V,U3.VIN,3V3", "! one-net: esp32-s3 X1.5V")]
    [InlineData("power.csv", "12V,DS3,*,100,250,400", "12V,DS3,*,100,250,900", "! current: esp32-s3 12V boot")]
    [InlineData("bom.csv", ",Mouser,Digi-Key,module,15,", ",Mouser,Digi-Key,module,,", "! bom-source: bom.csv:2 U1")]
    [InlineData("bom.csv", "N16R8,Mouser,Digi-Key,", "N16R8,,,", "! bom-source: bom.csv:2 U1")]
    [InlineData("bom.csv", "\nB1,*,1,", "\nB9,*,1,", "! bom-wiring: wiring.csv:")]
    [InlineData("pins.json", "\"direction\": \"in\"", "\"direction\": \"input\"", "! file-form: pins.json, esp32-s3, ")]
    [InlineData("pins.json", "\"gpio\": 40,", "\"gpio\": 40, \"gpio\": 41,", "! file-form: pins.json, line ")]
    [InlineData("pins.json", "\"pins\": [", "\"pins\": [null,", "! file-form: pins.json, Builds[0], Pins[0]: null")]
    [InlineData("pins.json", "\"format\": 1", "\"format\": 2", "! file-form: format: 1 is wanted in pins.json")]
    [InlineData("supply.json", "\"id\": \"24P\", \"from\": \"24V\"", "\"id\": \"24P\", \"from\": \"24P\"",
        "! file-form: supply.json, 24P: '24P' does not stand before it")]
    [InlineData("supply.json", "\"rail\": \"24H\"", "\"rail\": \"48H\"", "! file-form: supply.json, holdUp")]
    [InlineData("supply.json", "\"volts\": 5,", "\"volts\": 0,", "! file-form: supply.json, 5VH")]
    [InlineData("supply.json", "\"volts\": 3.3", "\"volts\": 1e308", "! ")]
    [InlineData("supply.json", "\"loadPercentMax\": 80", "\"loadPercentMax\": 95", "! current: supply.json")]
    [InlineData("wiring.csv", "\"Dupont 2,54\",no", "\"Dupont 2,54,no", "! file-form: wiring.csv, line 2: a quote")]
    [InlineData("test-plan.csv", "T01,", "T01,,", "! file-form: test-plan.csv, line 2")]
    public async Task A_broken_copy_is_named_with_its_rule_or_file_and_place(
        string name, string good, string bad, string said)
    {
        string path = Path.Combine(_copy, name);
        string text = await File.ReadAllTextAsync(path);
        Assert.Contains(good, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(good, bad));
        (int code, string data) = await CheckAsync();
        Assert.Equal(ExitCodes.Broken, code);
        Assert.Contains(said, data, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_changed_in_a_file_ends_with_a_report_or_a_named_file()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int i = 0; i < Mutations; i++)
        {
            string file = Files[random.Next(Files.Length)];
            string good = await File.ReadAllTextAsync(file);
            string path = Path.Combine(_copy, Path.GetFileName(file));
            await File.WriteAllTextAsync(path, Mutated(good, random));
            Exception? thrown = Xunit.Record.Exception(() => Checkup.Run(HardwareData.Read(_copy)));
            Assert.True(
                thrown is null or HardwareException, $"seed {seed}, change {i} of {Path.GetFileName(file)}: {thrown}");
            await File.WriteAllTextAsync(path, good);
        }
    }

    private async Task<(int Code, string Text)> CheckAsync()
    {
        var data = new StringWriter(CultureInfo.InvariantCulture);
        int code = await KioskCommand.RunAsync(["hardware", "check", "--folder", _copy], Words.English, data, data);
        return (code, data.ToString());
    }

    /// <summary>A value replaced by one that is odd, a cut, a line lost or doubled, a character exchanged.</summary>
    private static string Mutated(string text, Random random)
    {
        int at = random.Next(text.Length);
        int end = text.IndexOfAny([',', '\n', ':', '}', ']'], at);
        string[] lines = text.Split('\n');
        int line = random.Next(lines.Length);
        return random.Next(6) switch
        {
            0 => text[..at],
            1 => string.Join('\n', lines.Where((_, n) => n != line)),
            2 => string.Join('\n', lines.SelectMany((l, n) => n == line ? [l, l] : (string[])[l])),
            3 => text[..at] + (char)random.Next(32, 127) + text[(at + 1)..],
            4 => text[..at] + Odd[random.Next(Odd.Length)] + (end < 0 ? "" : text[end..]),
            _ => lines.Length < 2 ? "" : string.Join('\n', lines.Select((l, n) => n == line ? "null," : l)),
        };
    }

    private static readonly string[] Odd =
        ["null", "-1", "0", "999999999999", "\"\"", "\"x\"", "[]", "{}", "NaN", "1e308", "true", "", "GND", "F", "R"];
}
