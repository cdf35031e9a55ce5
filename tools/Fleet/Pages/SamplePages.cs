using System.Text;
using Kiosk.Firmware.Notices;
using Kiosk.Protocol;

namespace Kiosk.Fleet.Pages;

/// <summary>A page with figures that it was set from; the name is that of its file.</summary>
public sealed record SamplePage(string Name, int Page, PageFacts Facts);

/// <summary>
/// Every page of the display with ordinary figures, and those that differ when figures are old, high or few.
/// </summary>
public static class SamplePages
{
    /// <summary>30 November 2026, 14:05 in Marseille.</summary>
    public const long Now = 1_796_043_900;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SamplePage> All()
    {
        PageFacts usual = Usual(), high = High(), old = Usual(), one = Usual(), many = Usual(), none = Usual();
        PageFacts counter = Usual();
        one.Coarse.Take(0, 0);
        counter.CountsStops = true;
        old.NowUtc += Figure.FreshSeconds * 2;
        old.MeansFrom = Now - 7200;
        old.Temperature.Take(-1260, Now);
        old.Sound.Take(1055, Now);
        many.Passages.Take(12_345, Now);
        many.Habit = PageFacts.More;
        none.Passages.Take(0, Now);
        none.Habit = PageFacts.NotKnown;
        return
        [
            new("air", PageId.Air, usual), new("noise", PageId.Noise, usual), new("heat", PageId.Heat, usual),
            new("footfall", PageId.Footfall, usual), new("hours", PageId.Hours, usual),
            new("city", PageId.City, usual), new("agenda", PageId.Agenda, usual), new("help", PageId.Help, usual),
            new("measures", PageId.Measures, usual), new("privacy", PageId.Privacy, usual),
            new("neutral", PageId.Neutral, usual), new("out-of-order", PageId.OutOfOrder, usual),
            new("air-high", PageId.Air, high), new("noise-high", PageId.Noise, high),
            new("heat-high", PageId.Heat, high), new("footfall-few", PageId.Footfall, high),
            new("city-long", PageId.City, high), new("air-one", PageId.Air, one),
            new("air-old", PageId.Air, old), new("noise-old", PageId.Noise, old), new("heat-old", PageId.Heat, old),
            new("measures-counter", PageId.Measures, counter),
            new("footfall-many", PageId.Footfall, many), new("footfall-none", PageId.Footfall, none),
        ];
    }

    /// <summary>Draws a page band by band.</summary>
    public static byte[] Draw(PageBook book, SamplePage sample)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(sample);
        if (!book.Set(sample.Page, sample.Facts))
        {
            throw new InvalidOperationException($"{sample.Name}: there is nothing for this page");
        }

        return Draw(book.Painter, book.Sheet);
    }

    /// <summary>Draws a sheet band by band.</summary>
    public static byte[] Draw(PagePainter painter, PageSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(painter);
        byte[] bitmap = new byte[PageBand.RowBytes * PageBand.Height];
        for (int top = 0; top < PageBand.Height; top += PageBand.Rows)
        {
            painter.Begin(sheet, top);
            while (painter.Work())
            {
            }

            painter.Band.Pixels.CopyTo(bitmap, top * PageBand.RowBytes);
        }

        return bitmap;
    }

    private static PageFacts Usual()
    {
        Notice[] notices = [.. Enumerable.Range(0, NoticeSlot.Count).Select(slot => new Notice { Slot = slot })];
        var facts = new PageFacts(notices)
        {
            NowUtc = Now, ClockKnown = true, HourFrom = Now - 3900, Habit = PageFacts.Usual,
        };
        facts.Fine.Take(84, Now);
        facts.Coarse.Take(236, Now);
        facts.Temperature.Take(2135, Now);
        facts.Sound.Take(537, Now);
        facts.Passages.Take(124, Now);
        Say(facts, NoticeSlot.City, Now + 277_200, "Marché aux poissons déplacé quai du Port jusqu'à samedi.",
            "The fish market has moved to quai du Port until Saturday.");
        Say(facts, NoticeSlot.Hours, 0, "Du lundi au samedi|de 7 h 30 à 19 h|Fermé le dimanche",
            "Monday to Saturday 7:30 to 19:00|Closed on Sunday");
        Say(facts, NoticeSlot.Agenda, Now + 432_000, "Mardi 18 h : café des voisins|Samedi 10 h : vide-grenier",
            "Tuesday 18:00 neighbours' coffee|Saturday 10:00 flea market");
        Say(facts, NoticeSlot.Help, 0, "Pharmacie : 12 rue d'Aubagne|Fontaine : place aux Huiles|Urgence : 112",
            "Pharmacy, drinking water, emergency 112");
        Say(facts, NoticeSlot.Link, 0, "https://kiosques.exemple.fr/k/K07", "");
        Say(facts, NoticeSlot.OutOfOrder, Now + 86_400, "Le kiosque est en réparation.",
            "This kiosk is being repaired.");
        return facts;
    }

    private static PageFacts High()
    {
        PageFacts facts = Usual();
        facts.Fine.Take(1123, Now);
        facts.Coarse.Take(2345, Now);
        facts.Temperature.Take(3642, Now);
        facts.Sound.Take(812, Now);
        facts.Passages.Take(3, Now);
        facts.Habit = PageFacts.Fewer;
        Say(facts, NoticeSlot.City, 0,
            "Canicule : les salles fraîches et les parcs restent ouverts jusqu'à 23 h. Passez voir vos voisins âgés, "
                + "buvez de l'eau, fermez vos volets le jour.",
            "Heat wave: cool rooms and parks stay open until 23:00. Drink water.");
        return facts;
    }

    private static void Say(PageFacts facts, int slot, long until, string french, string second)
    {
        Notice notice = facts.Notices[slot];
        notice.Version = 1;
        notice.ValidUntil = until;
        notice.TextLength = Encoding.Latin1.GetBytes(french, notice.Text);
        notice.SecondLength = Encoding.Latin1.GetBytes(second, notice.Second);
    }
}
