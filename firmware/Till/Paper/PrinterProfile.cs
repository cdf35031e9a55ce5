using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// What a receipt printer can do, as data: code page, columns, cutter, QR, drawer pin (R57, R54). Comes from the
/// settings; nothing in the code names a make. One thread.
/// </summary>
public sealed class PrinterProfile
{
    /// <summary>Dots per character of font A, dots per millimetre, dots of the usual line spacing.</summary>
    public const int CharacterDots = 12, DotsPerMillimetre = 8, LineDots = 30;

    /// <summary>Columns of font A (32 on 58 mm, 42 or 48 on 80 mm), number of the code page for ESC t.</summary>
    public int Columns = 42, CodePage = 19;

    /// <summary>True when the printer has a cutter; when it draws QR codes itself; when we draw them as dots.</summary>
    public bool Cuts, QrNative, QrRaster;

    /// <summary>
    /// True when the printer answers GS r in its turn, after all that was sent before; drawer on pin 5, not 2.
    /// </summary>
    public bool AnswersInOrder, DrawerPin5;

    /// <summary>Width of the printed area in dots.</summary>
    public int Dots
    {
        get { return Columns * CharacterDots; }
    }

    /// <summary>Takes the profile of the settings.</summary>
    public void Take(Settings settings)
    {
        Columns = settings.PrinterColumns;
        CodePage = settings.PrinterCodePage;
        int flags = settings.PrinterFlags;
        Cuts = (flags & Settings.PrinterCuts) != 0;
        QrNative = (flags & Settings.PrinterQrNative) != 0;
        QrRaster = !QrNative && (flags & Settings.PrinterQrRaster) != 0;
        AnswersInOrder = (flags & Settings.PrinterAnswersInOrder) != 0;
        DrawerPin5 = (flags & Settings.PrinterDrawerPin5) != 0;
    }
}
