using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Identities;

/// <summary>
/// What the LCD says of an item that is missing or malformed: the code, the file and what to do. Used before the loop
/// starts or instead of it.
/// </summary>
public static class IdentityPage
{
    /// <summary>Shows an item's fault; false when the display does not answer.</summary>
    public static bool Show(Lcd lcd, DeviceIdentity identity, int item)
    {
        bool stops = item <= IdentityItem.Secret;
        byte[] line = new byte[Lcd.Columns];
        bool shown = Line(lcd, 0, line, stops ? "HORS SERVICE" : "VENTE SANS LA VILLE");
        string file = "id-" + IdentityItem.Name(item);
        shown &= Line(lcd, 1, line, file + (identity.IsMissing(item) ? " manque" : " faux"));
        shown &= Line(lcd, 2, line, "refaire par USB");
        Clear(line);
        int at = Digits.WriteText(line, 0, "E0");
        at += Digits.Write(line, at, FaultCode.IdentityIncomplete);
        at += Digits.WriteText(line, at, " I");
        Digits.Write(line, at, item);
        return lcd.Show(Lcd.Rows - 1, line, 0) && shown;
    }

    internal static bool Line(Lcd lcd, int row, byte[] line, string text)
    {
        Clear(line);
        Digits.WriteText(line, 0, text);
        return lcd.Show(row, line, 0);
    }

    internal static void Clear(byte[] line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = (byte)' ';
        }
    }
}
