using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kiosk.Fleet.City;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Fleet.Panel;

/// <summary>Draws the front panel's page: the keypad as it is on the kiosk, 9 rows of 6 keys.</summary>
internal static partial class PanelPage
{
    /// <summary>The upper three rows, in threes so that a narrow screen can stack them.</summary>
    private static readonly int[] Articles =
    [
        33, 34, 35, 36, 37, 38,
        39, 40, 41, 42, 43, 44,
        45, 46, 47, Key.Article, Key.Price, Key.Multiply,
    ];

    private static readonly int[] Till =
    [
        7, 8, 9, Key.Department1, Key.Department1 + 1, Key.Undo,
        4, 5, 6, Key.Department1 + 2, Key.Department1 + 3, Key.Abandon,
        1, 2, 3, Key.Department1 + 4, Key.Department1 + 5, Key.Repeat,
        0, Key.DoubleZero, Key.Clear, Key.Department1 + 6, Key.Department8, Key.Ticket,
        Key.Hold, Key.Markdown, Key.Help, Key.Function, Key.Tender, Key.Meal,
        Key.Note5, Key.Note10, Key.Note20, Key.Note50, Key.Card, Key.Cash,
    ];

    /// <summary>Inputs of the probes: word, step of the input, parts of the wire's whole number in one unit.</summary>
    private static readonly (string Word, string Step, int Scale)[] ProbeBoxes =
    [
        ("Temperature", "0.01", 100), ("Humidity", "0.01", 100), ("Pressure", "0.1", 10), ("Co2", "1", 1),
        ("Pm25", "0.1", 10), ("Pm10", "0.1", 10), ("Sound", "0.1", 10),
    ];

    private const string Free = "–";

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
        var page = new StringBuilder(place.Sells ? Template : TillParts().Replace(Template, ""));
        Put(page, "kiosk", place.Kiosk);
        Put(page, "name", place.Name);
        Put(page, "address", $"{place.Address}, {place.Arrondissement}");
        Put(page, "lang", language);
        Put(page, "other", language == "en" ? "fr" : "en");
        Put(page, "city", new Uri(city, language == "en" ? "en/" : "").ToString());
        Put(page, "lcdText", lcd);
        Put(page, "kind", PanelTexts.Of(language)[place.Sells ? "simulated" : "vacant"]);
        page.Replace("{articles}", Keys(Articles, catalogue));
        page.Replace("{keys}", Keys(Till, catalogue));
        page.Replace("{probes}", Probes(language));
        foreach (var (key, text) in PanelTexts.Of(language))
        {
            Put(page, key, text);
        }

        return page.ToString();
    }

    /// <summary>The list of all kiosks.</summary>
    public static string RenderList(IEnumerable<Place> places, string language, Uri city)
    {
        var texts = PanelTexts.Of(language);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture,
            $"""
            <!doctype html><html lang="{language}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{texts["listTitle"]}</title><link rel="stylesheet" href="/panel.css"></head><body>
            <header><h1>{texts["listTitle"]}</h1><p>{texts["listNote"]}</p>{ListNavigation(language, city)}</header>
            <main class="list"><section><ul>
            """);
        foreach (var place in places)
        {
            var kind = place.Invented ? "" : " class=\"real\"";
            var vacant = place.Sells ? "" : $" <small>{texts["vacant"]}</small>";
            var real = place.Invented ? "" : $" <small>{WebUtility.HtmlEncode(place.Address)}</small>";
            page.Append(CultureInfo.InvariantCulture,
                $"<li{kind}><a href=\"/kiosk/{place.Kiosk}?lang={language}\">");
            page.Append(CultureInfo.InvariantCulture, $"<span class=\"code\">{place.Kiosk}</span> ");
            page.Append(WebUtility.HtmlEncode(place.Name)).Append("</a>").Append(vacant).Append(real)
                .Append("</li>");
        }

        return page.Append("</ul></section></main></body></html>").ToString();
    }

    private static string ListNavigation(string language, Uri city)
    {
        var texts = PanelTexts.Of(language);
        var other = language == "en" ? "fr" : "en";
        var page = WebUtility.HtmlEncode(new Uri(city, language == "en" ? "en/" : "").ToString());
        return $"<nav aria-label=\"{texts["navigation"]}\"><a href=\"{page}\">{texts["cityPage"]}</a> "
            + $"<a href=\"?lang={other}\" hreflang=\"{other}\" lang=\"{other}\">{texts["otherName"]}</a></nav>";
    }

    private static void Put(StringBuilder page, string name, string text) =>
        page.Replace("{" + name + "}", WebUtility.HtmlEncode(text));

    private static string Keys(int[] layout, Catalogue catalogue)
    {
        var html = new StringBuilder();
        foreach (var key in layout)
        {
            var (label, kind) = Label(key, catalogue);
            var free = label == Free ? " free" : "";
            html.Append(CultureInfo.InvariantCulture,
                $"<button type=\"button\" data-key=\"{key}\" class=\"{kind}{free}\">");
            html.Append(free.Length > 0 ? $"<span aria-hidden=\"true\">{Free}</span><span class=\"sr\">{key}</span>"
                : WebUtility.HtmlEncode(label)).Append("</button>");
        }

        return html.ToString();
    }

    private static (string Label, string Kind) Label(int key, Catalogue catalogue) => key switch
    {
        <= Key.Digit9 => (key.ToString(CultureInfo.InvariantCulture), "digit"),
        Key.DoubleZero => ("00", "digit"),
        Key.Multiply => ("×\u00a0quantité", ""),
        Key.Price => ("Prix", ""),
        Key.Article => ("Code article", ""),
        Key.Undo => ("Annuler ligne", "undo"),
        Key.Abandon => ("Abandon", "undo"),
        Key.Clear => ("Corriger", "undo"),
        Key.Cash => ("ESPÈCES", "cash"),
        Key.Note5 => ("5\u00a0€", "note"),
        Key.Note10 => ("10\u00a0€", "note"),
        Key.Note20 => ("20\u00a0€", "note"),
        Key.Note50 => ("50\u00a0€", "note"),
        Key.Ticket => ("TICKET", ""),
        Key.Repeat => ("Comme avant", ""),
        Key.Help => ("Aide", ""),
        Key.Card => ("CARTE", "cash"),
        Key.Meal => ("Titre resto", "note"),
        Key.Tender => ("Autre paiement, clôture\u00a0Z", "note"),
        Key.Hold => ("Attente", ""),
        Key.Markdown => ("Remise", ""),
        Key.Function => ("FONCTION", ""),
        >= Key.Department1 and <= Key.Department8 => (Department(key - Key.Department1, catalogue), "department"),
        _ => (Article(key - Key.Article1 + 1, catalogue), "article"),
    };

    private static string Department(int index, Catalogue catalogue) => index < catalogue.DepartmentCount
        ? Text(catalogue.DepartmentLabels, index) : Free;

    private static string Article(int keyNumber, Catalogue catalogue)
    {
        var index = catalogue.FindKey(keyNumber);
        return index < 0 ? Free : Text(catalogue.Labels, index);
    }

    // A number stays with its unit when a label takes two lines.
    private static string Text(byte[] labels, int index) => Units().Replace(
        Encoding.Latin1.GetString(labels, index * Limits.LabelBytesMax, Limits.LabelBytesMax).TrimEnd(), "\u00a0");

    [GeneratedRegex("(?<=[0-9]) (?=(cl|l|g|kg|cm|ml)\\b)")]
    private static partial Regex Units();

    /// <summary>What only a kiosk that sells has.</summary>
    [GeneratedRegex("<!--sells-->.*?<!--/sells-->", RegexOptions.Singleline)]
    private static partial Regex TillParts();

    private static string Probes(string language)
    {
        var texts = PanelTexts.Of(language);
        return string.Concat(ProbeBoxes.Select((box, channel) =>
            $"<label>{WebUtility.HtmlEncode(texts[box.Word])} <input type=\"number\" inputmode=\"decimal\" "
            + $"name=\"{channel}\" step=\"{box.Step}\" data-scale=\"{box.Scale}\"></label>"));
    }
}
