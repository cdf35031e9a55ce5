using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Identities;

/// <summary>
/// What the merchant's display says of a start that a part's failure ended, until the board tries again: the stage, by
/// which an upkeeper knows the part. A wait of fixed length lies between two tries, so the drive is not worn out.
/// </summary>
public static class StartPage
{
    /// <summary>Stages in their order: display, drive, identity, the other parts, recovery of the journal, the
    /// loop.</summary>
    public const int Display = 1, Drive = 2, Identity = 3, Parts = 4, Journal = 5, Running = 6;

    /// <summary>Shows where the start ended and when the next one comes; false when the display does not
    /// answer.</summary>
    public static bool Show(Lcd lcd, int stage, int secondsToNext)
    {
        byte[] line = new byte[Lcd.Columns];
        bool shown = IdentityPage.Line(lcd, 0, line, "HORS SERVICE");
        shown &= IdentityPage.Line(lcd, 1, line, Name(stage));
        IdentityPage.Clear(line);
        int at = Digits.WriteText(line, 0, "nouvel essai ");
        at += Digits.Write(line, at, secondsToNext);
        Digits.WriteText(line, at, " s");
        shown &= lcd.Show(2, line, 0);
        IdentityPage.Clear(line);
        at = Digits.WriteText(line, 0, "E0");
        at += Digits.Write(line, at, FaultCode.StartStopped);
        at += Digits.WriteText(line, at, " D");
        Digits.Write(line, at, stage);
        return lcd.Show(Lcd.Rows - 1, line, 0) && shown;
    }

    private static string Name(int stage)
    {
        switch (stage)
        {
            case Drive: return "mémoire interne";
            case Identity: return "identité";
            case Parts: return "branchements";
            case Journal: return "journal";
            case Running: return "arrêt en marche";
            default: return "afficheur";
        }
    }
}
