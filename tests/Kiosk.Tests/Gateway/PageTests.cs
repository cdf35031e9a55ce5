using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Kiosk.Gateway.City;
using Kiosk.Gateway.City.Pages;
using Xunit;

namespace Kiosk.Tests.Gateway;

public sealed partial class PageTests
{
    public static TheoryData<string> Languages => ["fr", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Pages_speak_one_language_and_offer_the_other(string code)
    {
        Texts text = Text(code);
        string page = await CityAsync(text);
        Assert.Contains($"<html lang=\"{code}\">", page, StringComparison.Ordinal);
        Assert.Contains($"hreflang=\"{text.OtherCode}\" href=\"{text.OtherPrefix}\"", page, StringComparison.Ordinal);
        Texts other = Text(text.OtherCode);
        Assert.DoesNotContain(other.MapTitle, page, StringComparison.Ordinal);
        Assert.Contains(text.OtherPrefix + "kiosks/K07", await KioskAsync(text), StringComparison.Ordinal);
    }

    [Fact]
    public void No_sentence_is_the_same_in_both_languages_or_empty()
    {
        var same = typeof(Texts).GetProperties().Where(property =>
            property.PropertyType == typeof(string)).Where(property =>
        {
            string french = (string)property.GetValue(TextsFrench.All)!,
                english = (string)property.GetValue(TextsEnglish.All)!;
            return french.Length == 0 || english.Length == 0 || french == english;
        }).Select(property => property.Name);
        Assert.Equal(["Passages", "WithheldMark"], same.Order());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    [Trait("Requirement", "R74")]
    [Trait("Requirement", "GRD-1")]
    public async Task No_page_shows_money_or_the_sales_of_a_kiosk(string code)
    {
        Texts text = Text(code);
        string city = System.Net.WebUtility.HtmlDecode(await CityAsync(text));
        string kiosk = System.Net.WebUtility.HtmlDecode(await KioskAsync(text));
        foreach (string page in new[] { city, kiosk })
        {
            Assert.DoesNotContain("€", page, StringComparison.Ordinal);
            Assert.DoesNotContain("EUR", page, StringComparison.Ordinal);
            Assert.DoesNotMatch(Takings(), page);
        }

        Assert.DoesNotContain(text.TicketsToday, kiosk, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(city, Regex.Escape(text.TicketsToday)));
    }

    [Fact]
    [Trait("Requirement", "GRD-1")]
    public void No_public_document_has_a_field_for_money_and_only_the_fleet_has_tickets()
    {
        Type[] documents = [.. typeof(Kiosk.Gateway.OpenData.KioskDocument).Assembly.GetTypes()
            .Where(type => type.Namespace is "Kiosk.Gateway.OpenData" or "Kiosk.Gateway.City" && !type.IsNested)];
        IEnumerable<string> fields = documents.SelectMany(type =>
            type.GetProperties().Select(property => $"{type.Name}.{property.Name}"));
        Assert.DoesNotContain(fields, name => Takings().IsMatch(name));
        Assert.Equal(
            ["CityModel.Tickets", "FleetDocument.TicketsToday"],
            fields.Where(name => name.Contains("Ticket", StringComparison.Ordinal)
                && !name.StartsWith("Texts.", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    [Trait("Requirement", "AIR-1")]
    public async Task Air_is_an_indicative_class_and_never_bears_the_reserved_name(string code)
    {
        string page = await CityAsync(Text(code)) + await KioskAsync(Text(code));
        // The reserved name stands in the link to those who may use it, and nowhere else.
        string link = $"href=\"{AirScale.OfficialIndex}\" rel=\"noreferrer\">{Text(code).FooterAirName}<";
        Assert.Equal(3, page.Split(link).Length);
        Assert.DoesNotContain(
            "ATMO", page.Replace(link, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(code == "fr" ? "classe indicative" : "indicative class", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_kiosk_is_reached_by_keyboard_from_the_map_and_says_its_name_and_state(string code)
    {
        Texts text = Text(code);
        string page = await CityAsync(text);
        foreach (KioskCard kiosk in SampleCity.City().Kiosks)
        {
            string pin = Regex.Match(
                page, $"<a href=\"{text.Prefix}kiosks/{kiosk.Id}\" aria-label=\"([^\"]*)\"").Groups[1].Value;
            Assert.Contains(kiosk.Id, pin, StringComparison.Ordinal);
            Assert.Contains(text.State(kiosk.State), pin, StringComparison.Ordinal);
        }

        Assert.DoesNotMatch("tabindex=\"[1-9]", page);
        Assert.Contains("href=\"#content\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_state_has_its_own_shape_and_words()
    {
        string page = await CityAsync(TextsFrench.All);
        foreach (string kind in new[] { "circle class=\"live\"", "path class=\"vacant\"", "path class=\"silent\"",
            "circle class=\"waiting\"" })
        {
            Assert.Contains(kind, page, StringComparison.Ordinal);
        }

        Assert.Equal(4, Enum.GetValues<KioskState>().Select(TextsFrench.All.State).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_page_has_one_main_heading_and_asks_no_other_host_and_carries_no_inline_code(string code)
    {
        foreach (string page in new[] { await CityAsync(Text(code)), await KioskAsync(Text(code)) })
        {
            Assert.Single(Regex.Matches(page, "<h1"));
            // The one address elsewhere is a link to follow, that of the official index (AIR-1).
            string ours = page.Replace(
                $"<a href=\"{AirScale.OfficialIndex}\" rel=\"noreferrer\">", "<a>", StringComparison.Ordinal);
            Assert.NotEqual(page, ours);
            Assert.DoesNotMatch("(src|href)=\"(https?:)?//", ours);
            Assert.DoesNotMatch("<script(?![^>]*src=)|<style| style=| on[a-z]+=\"", page);
            Assert.Contains("Kiosque &lt;7&gt; &amp; fils", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_city_page_with_its_style_and_script_weighs_at_most_15_kB()
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(await CityAsync(TextsFrench.All)));
            foreach (string name in new[] { "site.css", "live.js", "icon.svg" })
            {
                using Stream part = typeof(SiteFiles).Assembly.GetManifestResourceStream(
                    "Kiosk.Gateway.Assets." + name)!;
                part.CopyTo(brotli);
            }
        }

        Assert.True(packed.Length <= 15_000, $"{packed.Length} bytes");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task An_empty_city_says_what_will_come_why_not_yet_and_what_to_do(string code)
    {
        Texts text = Text(code);
        string page = await Rendered.PageAsync<CityPage>(text, SampleCity.City() with { Kiosks = [] });
        Assert.Contains("kiosk device add", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_withheld_and_zero_are_three_things()
    {
        string page = await KioskAsync(TextsFrench.All);
        Assert.Contains("pas de mesure", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">c</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">0</td>", page, StringComparison.Ordinal);
        Assert.Contains("aucune mesure valide", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "adresse réelle", "en chauffe, il y a 2", "Marché samedi")]
    [InlineData("en", "real address", "warming up, 2 min ago", "Marché samedi")]
    public async Task A_kiosk_page_shows_notice_validity_and_age_and_whether_the_kiosk_exists(
        string code, string real, string reading, string notice)
    {
        string page = await KioskAsync(Text(code));
        Assert.Contains(real, page, StringComparison.Ordinal);
        Assert.Contains(reading, page, StringComparison.Ordinal);
        Assert.Contains(notice, page, StringComparison.Ordinal);
        string over = await Rendered.PageAsync<KioskPage>(Text(code), SampleCity.Kiosk() with
        {
            Notice = new NoticeCard(notice, SampleCity.Now.AddHours(-3), SampleCity.Now.AddHours(-1)),
        });
        Assert.DoesNotContain(notice, over, StringComparison.Ordinal);
    }

    [Fact]
    public void Pins_stand_at_their_coordinates_in_order_and_do_not_touch()
    {
        IReadOnlyList<Pin> pins = MapSheet.Place(SampleCity.City().Kiosks);
        Assert.Equal(53, pins.Count);
        foreach (Pin pin in pins)
        {
            Assert.DoesNotContain(pins, other => other.Kiosk != pin.Kiosk
                && Math.Sqrt(Math.Pow(other.X - pin.X, 2) + Math.Pow(other.Y - pin.Y, 2)) < 24);
            Assert.InRange(pin.X, 0, MapSheet.Width);
            Assert.InRange(pin.Y, 0, MapSheet.Height);
        }

        (int westX, int southY) = MapSheet.Spot(new GeoPoint(43.26, 5.36));
        (int eastX, int northY) = MapSheet.Spot(new GeoPoint(43.31, 5.42));
        Assert.True(westX < eastX && northY < southY, "east is right, north is up");
    }

    private static Texts Text(string code) => code == "fr" ? TextsFrench.All : TextsEnglish.All;

    private static Task<string> CityAsync(Texts text) => Rendered.PageAsync<CityPage>(text, SampleCity.City());

    private static Task<string> KioskAsync(Texts text) => Rendered.PageAsync<KioskPage>(text, SampleCity.Kiosk());

    [GeneratedRegex("cents|amount|turnover|revenue|takings|chiffre d.affaires|montant|recette",
        RegexOptions.IgnoreCase)]
    private static partial Regex Takings();
}
