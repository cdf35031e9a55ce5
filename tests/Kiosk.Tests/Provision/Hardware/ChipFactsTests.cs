using Kiosk.Provision.Hardware;
using Xunit;

namespace Kiosk.Tests.Provision.Hardware;

/// <summary>
/// The facts that the pin rules rest on are those of the requirement (H-PIN): a rule is worth no more than its list.
/// </summary>
[Trait("Requirement", "H-1")]
public sealed class ChipFactsTests
{
    private static readonly ChipFacts Esp32 = Chip("esp32"), S3 = Chip("esp32-s3");

    [Fact]
    public void Pins_of_the_esp32_are_those_of_the_requirement()
    {
        Assert.Equal([.. Run(0, 19), 21, 22, 23, 25, 26, 27, .. Run(32, 39)], Esp32.Exists);
        Assert.Equal(Run(6, 11), Esp32.Flash);
        Assert.Equal(Run(34, 39), Esp32.InputOnly);
        Assert.Equal(["0 up", "2 down", "5 up", "12 down", "15 up"], Straps(Esp32));
        Assert.Equal([1, 3], Esp32.Uart0);
        Assert.Equal([0, 2, 4, .. Run(12, 15), 25, 26, 27], Esp32.Adc2.Order());
        Assert.Equal([1, 5, 14, 15], Esp32.ResetGlitches.Select(g => g.Gpio).Order());
        Assert.All(Esp32.ResetGlitches, g => Assert.Equal("both", g.Level));
        Assert.Equal(Run(12, 15), Esp32.Jtag);
    }

    [Fact]
    public void Pins_of_the_esp32_s3_are_those_of_the_requirement()
    {
        Assert.Equal([.. Run(0, 21), .. Run(26, 48)], S3.Exists);
        Assert.Equal(Run(26, 32), S3.Flash);
        Assert.Equal(Run(33, 37), S3.Octal);
        Assert.Equal([0, 3, 45, 46], S3.Straps.Select(s => s.Gpio).Order());
        Assert.Equal([43, 44], S3.Uart0);
        Assert.Equal([19, 20], S3.Usb);
        Assert.Equal(Run(11, 20), S3.Adc2);
        Assert.Equal([47, 48], S3.FlashVoltage);
        Assert.Equal(Run(39, 42), S3.Jtag);
    }

    [Fact]
    public void Default_pins_of_the_platform_are_those_of_the_requirement()
    {
        Assert.Empty(S3.Defaults);
        Assert.Equal(
            [
                "COM1_CTS 22", "COM1_RTS 19", "COM1_RX 3", "COM1_TX 1", "I2C1_CLOCK 19", "I2C1_DATA 18",
                "I2C2_CLOCK 26", "I2C2_DATA 25", "SPI1_CLOCK 19", "SPI1_MISO 25", "SPI1_MOSI 23",
            ],
            Esp32.Defaults.Select(d => $"{d.Function} {d.Gpio}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Modules_take_what_their_memory_needs()
    {
        ModuleFacts wrover = HardwareBench.Real.Chips.Modules.Single(m => m.Chip == "esp32");
        ModuleFacts octal = HardwareBench.Real.Chips.Modules.Single(m => m.Chip == "esp32-s3");
        Assert.Equal([16, 17], wrover.Psram);
        Assert.Equal([20, 37, 38], wrover.Absent);
        Assert.True(octal is { Octal: true, FlashVolts: 3.3 });
    }

    private static ChipFacts Chip(string id) => HardwareBench.Real.Chips.Chips.Single(c => c.Id == id);

    private static int[] Run(int first, int last) => [.. Enumerable.Range(first, last - first + 1)];

    private static IEnumerable<string> Straps(ChipFacts chip) =>
        chip.Straps.OrderBy(s => s.Gpio).Select(s => $"{s.Gpio} {s.Level}");
}
