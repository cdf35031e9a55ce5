using System.Text;
using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.Identities;

/// <summary>What the merchant reads when a part ends the start of a board.</summary>
public class StartPageTests
{
    [Theory]
    [InlineData(StartPage.Display, "afficheur")]
    [InlineData(StartPage.Drive, "mémoire interne")]
    [InlineData(StartPage.Identity, "identité")]
    [InlineData(StartPage.Parts, "branchements")]
    [InlineData(StartPage.Journal, "journal")]
    [InlineData(StartPage.Running, "arrêt en marche")]
    [Trait("Requirement", "F-BOOT-2")]
    public void A_start_that_a_part_ends_names_the_stage_its_code_and_the_next_try(int stage, string name)
    {
        var lcd = new InMemoryLcd();
        Assert.True(StartPage.Show(lcd, stage, 25));
        string shown = Encoding.Latin1.GetString(lcd.Text);
        string[] lines = ["HORS SERVICE", name, "nouvel essai 25 s", $"E076 D{stage}"];
        Assert.Equal(string.Concat(lines.Select(static line => line.PadRight(20))), shown);
    }
}
