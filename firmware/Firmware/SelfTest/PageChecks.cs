using Kiosk.Firmware.Notices;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>The residents' pages: letters, a layout, the bytes of a band. Its buffers go with the group.</summary>
public static class PageChecks
{
    /// <summary>Every letter has a shape; a notice breaks into its lines; its third band is the known one.</summary>
    public static void Bitmaps(SelfCheck check)
    {
        int shapes = 0;
        for (int code = 0x20; code <= 0xFF; code++)
        {
            shapes += Typeface.Has(code) ? 1 : 0;
        }

        check.Same(95 + 6 + 96, shapes);
        check.Same(1, AirWords.Class(104, true));
        check.Same(2, AirWords.Class(105, true));
        check.Same(6, AirWords.Class(1505, false));
        Notice[] notices = new Notice[NoticeSlot.Count];
        for (int i = 0; i < notices.Length; i++)
        {
            notices[i] = new Notice();
        }

        byte[] text = SelfCheck.Ascii("Samedi de 8 h a 13 h, sur la place : marche des producteurs");
        System.Array.Copy(text, notices[0].Text, text.Length);
        notices[0].TextLength = text.Length;
        PageBook book = new PageBook();
        PageFacts facts = new PageFacts(notices);
        check.That(!book.Set(PageId.Air, facts));
        check.That(book.Set(PageId.City, facts));
        check.Same(6, book.Sheet.Count);
        check.Same(0, book.Sheet.Cut);
        book.Painter.Begin(book.Sheet, 2 * PageBand.Rows);
        while (book.Painter.Work())
        {
        }

        check.Produced(book.Painter.Band.Pixels, 0, PageBand.ByteCount);
        check.Same(0, book.Painter.Face.Missing);
        check.EndGroup("page bitmaps");
    }
}
