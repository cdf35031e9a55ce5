using System.Text.Json;
using Kiosk.Provision;
using Kiosk.Provision.Hardware;
using Kiosk.Tests.Architecture;
using Xunit;

namespace Kiosk.Tests.Provision.Hardware;

public sealed class HardwareCommandTests : IDisposable
{
    private static readonly string Folder = Repository.Path("hardware");
    private readonly string _copy = Directory.CreateTempSubdirectory("kiosk-hardware").FullName;

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    [Fact]
    [Trait("Requirement", "H-1")]
    public async Task The_check_prints_every_rule_with_its_count_and_ends_with_code_0()
    {
        (int code, string data) = await RunAsync("hardware", "check", "--folder", Folder);
        Assert.True(code == ExitCodes.Ok, data);
        Assert.All(Checkup.Rules, rule => Assert.Matches($"(?m)^{rule} +[1-9][0-9]*  ok$", data));
        JsonElement last = JsonDocument.Parse(data.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(0, last.GetProperty("errors").GetInt32());
        Assert.Equal(Checkup.Rules.Count, last.GetProperty("rules").GetInt32());
    }

    [Theory]
    [InlineData("\"gpio\": 40,", "\"gpio\": 41,", "duplicate", "GPIO41 (BeamA)", "One GPIO and one name per line.")]
    [InlineData("\"gpio\": 26,", "\"gpio\": 16,", "psram", "GPIO16 (PrinterTransmit)", "Take another GPIO.")]
    [InlineData("\"gpio\": 47,", "\"gpio\": 37,", "octal", "GPIO37 (WatchdogFeed)", "Take a GPIO outside 33 to 37.")]
    public async Task A_broken_copy_of_the_pins_is_named_with_rule_pin_and_remedy(
        string good, string bad, string rule, string pin, string remedy)
    {
        string file = Copy("pins.json", text => text.Replace(good, bad));
        (int code, string data) = await RunAsync("hardware", "check", "--folder", Folder, "--pins", file);
        Assert.Equal(ExitCodes.Broken, code);
        string line = data.Split('\n').First(l => l.Contains($"! {rule}: ", StringComparison.Ordinal)
            && l.Contains(pin, StringComparison.Ordinal));
        Assert.Contains(remedy, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pins.json", "\"gpio\": 40,", "\"gpio\": forty,", "pins.json")]
    [InlineData("pins.json", "\"gpio\": 40,", "", "gpio")]
    [InlineData("pins.json", "\"gpio\": 40,", "\"gpio\": 40, \"colour\": 1,", "colour")]
    [InlineData("pins.json", "\"esp32-wrover-e-n8r8\"", "\"esp8266\"", "no module 'esp8266'")]
    [InlineData("bom.csv", "ref,build,qty", "ref,build", "bom.csv, line 1")]
    [InlineData("wiring.csv", "U3.SDA,U4.SDA", "U3.SDA", "wiring.csv, line ")]
    public async Task A_file_that_cannot_be_read_ends_with_code_1_and_its_place(
        string name, string good, string bad, string named)
    {
        foreach (string file in Directory.GetFiles(Folder, "*.*"))
        {
            File.Copy(file, Path.Combine(_copy, Path.GetFileName(file)));
        }

        Copy(name, text => text.Replace(good, bad));
        (int code, string data) = await RunAsync("hardware", "check", "--folder", _copy);
        Assert.Equal(ExitCodes.Broken, code);
        Assert.Contains(named, data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        (int code, string data) = await RunAsync("hardware", "check", "--folder", Path.Combine(_copy, "none"));
        Assert.Equal(ExitCodes.Broken, code);
        Assert.Contains("chips.json", data, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "H-1")]
    public void The_pins_of_the_firmware_are_those_of_the_data() => Assert.Equal(
        PinsSource.Write(HardwareBench.Real), Repository.Read("firmware/Board.Esp32/Pins.cs"));

    [Fact]
    public void The_drawings_are_those_of_the_data() => Assert.All(HardwareBench.Real.Pins.Builds, build =>
        Assert.Equal(
            WiringDrawing.Draw(HardwareBench.Real, build),
            Repository.Read("hardware/" + WiringDrawing.FileName(build))));

    private string Copy(string name, Func<string, string> change)
    {
        string path = Path.Combine(_copy, name);
        File.WriteAllText(path, change(File.ReadAllText(Path.Combine(Folder, name))));
        return path;
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] args)
    {
        var data = new StringWriter();
        int code = await KioskCommand.RunAsync(args, Words.English, data, data);
        return (code, data.ToString().Replace(Words.English.HardwareSound, "").TrimEnd());
    }
}
