using System.Device.I2c;
using Iot.Device.CharacterLcd;
using Kiosk.Board.Virtual.Chips;

namespace Kiosk.Oracle;

/// <summary>The public driver of the merchant's display writes onto our virtual one, nibble by nibble.</summary>
[Trait("Requirement", "F-DSP-7")]
public sealed class DisplayOracle
{
    [Fact]
    public void Its_four_lines_stand_where_a_person_reads_them()
    {
        using var chip = new LcdChip();
        using var link = LcdInterface.CreateI2c(chip, uses8Bit: false);
        using var display = new Lcd2004(link);
        string[] lines = ["TOTAL          12,50", "Rendu           7,50", "3 tickets", "Fin de ligne quatre!"];
        for (int row = 0; row < lines.Length; row++)
        {
            display.SetCursorPosition(0, row);
            display.Write(lines[row]);
        }

        Assert.True(chip.IsOn);
        Assert.Equal(string.Join('\n', lines.Select(line => line.PadRight(20))), chip.Text);
        display.Clear();
        Assert.Equal(string.Join('\n', Enumerable.Repeat(new string(' ', 20), 4)), chip.Text);
    }

    [Fact]
    public void A_display_that_our_driver_left_in_use_is_taken_over()
    {
        using var chip = new LcdChip();
        var ours = new Kiosk.Drivers.Hd44780(new Kiosk.Drivers.I2cBus(chip));
        Assert.True(ours.Show(0, "Caisse de notre main"u8.ToArray(), 0));
        Assert.StartsWith("Caisse de notre main", chip.Text, StringComparison.Ordinal);
        using var link = LcdInterface.CreateI2c(chip, uses8Bit: false);
        using var display = new Lcd2004(link);
        display.SetCursorPosition(0, 0);
        display.Write("Reprise");
        Assert.StartsWith("Reprise", chip.Text, StringComparison.Ordinal);
    }
}
