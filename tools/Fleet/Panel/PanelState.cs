using System.Globalization;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Panel;

/// <summary>
/// What the panel shows of a kiosk at one instant; immutable, so any thread may send it. A kiosk that does not sell has
/// no keys that could be lost.
/// </summary>
public sealed record PanelState(
    string Lcd, string Customer, string Paper, string Notice, bool DrawerOpen, bool PaperOut, long TicketNumber,
    bool Stored,
    long Passages, long CalendarMs, long Boot, long Waiting, int JournalPercent, bool Connected, long KeysLost,
    int Page, bool Sells)
{
    /// <summary>Looks at a kiosk; call it on the thread that runs the kiosk.</summary>
    public static PanelState Of(KioskRunner runner)
    {
        var kiosk = runner.Kiosk;
        var till = kiosk.Loop.Till;
        return new PanelState(
            kiosk.Lcd, kiosk.Customer, kiosk.Paper, kiosk.Notice, kiosk.DrawerOpen, !kiosk.PaperPresent,
            till?.LastTicketNumber ?? 0,
            till is not null && till.LastTicketSequence <= kiosk.Loop.AcknowledgedThrough,
            kiosk.Loop.PassagesSinceStart, kiosk.Clock.CalendarMs / 1000 * 1000, kiosk.Loop.BootNumber,
            kiosk.Loop.RecordsWaiting, kiosk.Loop.Journal?.UsedPercent ?? 0, kiosk.Uplink.Connected,
            kiosk.KeysLost, kiosk.PagesShown, runner.Place.Sells);
    }

    /// <summary>The state as the page's script takes it, in a language.</summary>
    public object ToJson(string kiosk, string? language)
    {
        var texts = PanelTexts.Of(language);
        var culture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "fr-FR");
        var number = string.Create(CultureInfo.InvariantCulture, $"{kiosk}-T-{TicketNumber:D6}");
        string[][] keys = Sells ? [[texts["lost"], KeysLost.ToString(culture)]] : [];
        string[][] state =
        [
            [
                texts["time"],
                DateTimeOffset.FromUnixTimeMilliseconds(CalendarMs)
                    .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ],
            [texts["link"], texts[Connected ? "linkUp" : Sells ? "linkDown" : "linkDownVacant"]],
            [texts["records"], Waiting.ToString("N0", culture)],
            [texts["journal"], JournalPercent.ToString(culture) + " %"],
            [texts["boot"], Boot.ToString(culture)],
            .. keys,
        ];
        return new
        {
            lcd = Lcd, customer = Customer, paper = Paper, notice = Notice, page = Page, drawerOpen = DrawerOpen,
            drawerText = texts[DrawerOpen ? "drawerOpen" : "drawerClosed"],
            ticketText = TicketNumber == 0 ? texts["noTicket"] : string.Format(culture, texts["ticket"], number),
            storedText = TicketNumber == 0 ? "" : texts[Stored ? "stored" : "waiting"],
            stored = Stored, paperOut = PaperOut,
            passages = string.Format(culture, texts["passages"], Passages), state,
        };
    }
}
