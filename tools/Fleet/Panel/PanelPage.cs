using System.Globalization;
using System.Net;
using System.Text;
using Kiosk.Fleet.City;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Fleet.Panel;

/// <summary>Draws the front panel's page: the keypad as it is on the kiosk, 9 rows of 6 keys.</summary>
internal static class PanelPage
{
    private static readonly int[] Layout =
    [
        33, 34, 35, 36, 37, 38,
        39, 40, 41, 42, 43, 44,
        45, 46, 47, Key.Article, Key.Price, Key.Multiply,
        7, 8, 9, Key.Department1, Key.Department1 + 1, Key.Undo,
        4, 5, 6, Key.Department1 + 2, Key.Department1 + 3, Key.Abandon,
        1, 2, 3, Key.Department1 + 4, Key.Department1 + 5, Key.Repeat,
        0, Key.DoubleZero, Key.Clear, Key.Department1 + 6, Key.Department8, Key.Ticket,
        Key.Hold, Key.Markdown, Key.Help, Key.Function, Key.Tender, Key.Meal,
        Key.Note5, Key.Note10, Key.Note20, Key.Note50, Key.Card, Key.Cash,
    ];

    private static readonly string Template = Resource("panel.html");

    /// <summary>Text of a file built into this assembly.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(PanelPage).Assembly.GetManifestResourceStream("Panel." + name)
            ?? throw new FleetException($"{name}: not built into this program");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The whole page of one kiosk.</summary>
    public static string Render(Place place, Catalogue catalogue, string language, Uri city, string lcd)
    {
        var page = new StringBuilder(Template);
        Put(page, "kiosk", place.Kiosk);
        Put(page, "name", place.Name);
        Put(page, "address", $"{place.Address}, {place.Arrondissement}");
        Put(page, "lang", language);
        Put(page, "other", language == "en" ? "fr" : "en");
        Put(page, "city", new Uri(city, language == "en" ? "en/" : "").ToString());
        Put(page, "lcdText", lcd);
        page.Replace("{keys}", Keys(catalogue));
        page.Replace("{probes}", Probes(language));
        foreach (var (key, text) in PanelTexts.Of(language))
        {
            Put(page, key, text);
        }

        return page.ToString();
    }

    /// <summary>The list of all kiosks.</summary>
    public static string RenderList(IEnumerable<Place> places, string language)
    {
        var texts = PanelTexts.Of(language);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture,
            $"""
            <!doctype html><html lang="{language}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{texts["listTitle"]}</title><link rel="stylesheet" href="/panel.css"></head><body>
            <header><h1>{texts["listTitle"]}</h1><p>{texts["listNote"]}</p></header>
            <main class="list"><section><ul>
            """);
        foreach (var place in places)
        {
            var vacant = place.Sells ? "" : $" ({texts["vacant"]})";
            page.Append(CultureInfo.InvariantCulture,
                $"<li><a href=\"/kiosk/{place.Kiosk}?lang={language}\"><span class=\"code\">{place.Kiosk}</span> ");
            page.Append(WebUtility.HtmlEncode(place.Name)).Append("</a>").Append(vacant).Append("</li>");
        }

        return page.Append("</ul></section></main></body></html>").ToString();
    }

    private static void Put(StringBuilder page, string name, string text) =>
        page.Replace("{" + name + "}", WebUtility.HtmlEncode(text));

    private static string Keys(Catalogue catalogue)
    {
        var html = new StringBuilder();
        foreach (var key in Layout)
        {
            var (label, kind) = Label(key, catalogue);
            html.Append(CultureInfo.InvariantCulture,
                $"<button type=\"button\" data-key=\"{key}\" class=\"{kind}\">{WebUtility.HtmlEncode(label)}</button>");
        }

        return html.ToString();
    }

    private static (string Label, string Kind) Label(int key, Catalogue catalogue) => key switch
    {
        <= Key.Digit9 => (key.ToString(CultureInfo.InvariantCulture), "digit"),
        Key.DoubleZero => ("00", "digit"),
        Key.Multiply => ("× quantité", ""),
        Key.Price => ("Prix", ""),
        Key.Article => ("Code article", ""),
        Key.Undo => ("Annuler ligne", "undo"),
        Key.Abandon => ("Abandon", "undo"),
        Key.Clear => ("Corriger", "undo"),
        Key.Cash => ("ESPÈCES", "cash"),
        Key.Note5 => ("5 €", "note"),
        Key.Note10 => ("10 €", "note"),
        Key.Note20 => ("20 €", "note"),
        Key.Note50 => ("50 €", "note"),
        Key.Ticket => ("TICKET", ""),
        Key.Repeat => ("Comme avant", ""),
        Key.Help => ("Aide", ""),
        Key.Card => ("CARTE", "cash"),
        Key.Meal => ("Titre resto", "note"),
        Key.Tender => ("Autre paiement", "note"),
        Key.Hold => ("Attente", ""),
        Key.Markdown => ("Remise", ""),
        Key.Function => ("FONCTION", ""),
        >= Key.Department1 and <= Key.Department8 => (Department(key - Key.Department1, catalogue), "department"),
        _ => (Article(key - Key.Article1 + 1, catalogue), "article"),
    };

    private static string Department(int index, Catalogue catalogue) => index < catalogue.DepartmentCount
        ? Text(catalogue.DepartmentLabels, index) : "–";

    private static string Article(int keyNumber, Catalogue catalogue)
    {
        var index = catalogue.FindKey(keyNumber);
        return index < 0 ? "–" : Text(catalogue.Labels, index);
    }

    private static string Text(byte[] labels, int index) =>
        Encoding.Latin1.GetString(labels, index * Limits.LabelBytesMax, Limits.LabelBytesMax).TrimEnd();

    private static string Probes(string language)
    {
        string[] names = ["Temperature", "Humidity", "Pressure", "Co2", "Pm25", "Pm10", "Sound"];
        var texts = PanelTexts.Of(language);
        return string.Concat(names.Select((name, channel) =>
            $"<label>{WebUtility.HtmlEncode(texts[name])} <input type=\"number\" name=\"{channel}\"></label>"));
    }
}
