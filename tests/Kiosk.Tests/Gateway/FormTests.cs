using Kiosk.Gateway.Console;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Gateway;

public sealed class FormTests
{
    private const int Today = 20261120;

    [Theory]
    [InlineData("Café à l'œuf – 2 €", null)]
    [InlineData("L’été", null)]
    [InlineData("CafÃ© crÃ¨me", "decoded wrongly")]
    [InlineData("caf\uFFFD", "decoded wrongly")]
    [InlineData("Łódź", "U+0141")]
    [InlineData("12345678901234567890123456", "26 characters where 20")]
    public void Text_for_a_kiosk_is_taken_or_refused_with_the_reason(string text, string? reason)
    {
        string? fault = DeviceText.Fault(text, 20);
        if (reason is null)
        {
            Assert.Null(fault);
        }
        else
        {
            Assert.Contains(reason, fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_euro_sign_is_byte_80_and_the_ligature_two_letters()
    {
        var field = new byte[8];
        Assert.Equal(4, DeviceText.Write("œé€", field));
        Assert.Equal(new byte[] { (byte)'o', (byte)'e', 0xE9, 0x80 }, field[..4]);
    }

    [Fact]
    public void Settings_with_several_mistakes_name_each_field()
    {
        var form = new SettingsForm(
            Siret: "12", PrinterColumns: 40, ClimateSeconds: 10, FlushSeconds: 0, Merchant: "Ł");
        form.ToSettings(out Dictionary<string, string[]> errors);
        Assert.Equal(["climateSeconds", "flushSeconds", "merchant", "printerColumns", "siret"], errors.Keys.Order());
    }

    [Fact]
    [Trait("Requirement", "R33")]
    public void No_line_of_the_merchant_claims_a_certificate_on_a_paper()
    {
        var form = new SettingsForm(
            Merchant: "Kiosque certifié", Address: "NF 525, rue Haute", VatMention: "Caisse NF525",
            OtherMerchant: "LNE", OtherAddress: "rue de la Certification", OtherVatMention: "logiciel certifiee");
        form.ToSettings(out Dictionary<string, string[]> errors);
        Assert.Equal(
            ["address", "merchant", "otherAddress", "otherMerchant", "otherVatMention", "vatMention"],
            errors.Keys.Order());
        Assert.Contains("'certifié'", errors["merchant"][0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalogue_table_becomes_a_catalogue_with_one_department_per_rate()
    {
        CatalogueForm form = CatalogueCsv.Read(
            "code;label;cents;vat;ean\n1;Café crème;220;10;\n2;\"Pain; 400 g\";110;5,5;3017620422003\n",
            VatFamilies.Shipped(), Today, out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Catalogue catalogue = form.ToCatalogue(VatFamilies.Shipped(), Today, out errors);
        Assert.Empty(errors);
        Assert.Equal(2, catalogue.ArticleCount);
        Assert.Equal(3017620422003, catalogue.Ean[1]);
        Assert.Equal(550, catalogue.Rate[1]);
        Assert.Equal([0, 1000, 550], catalogue.DepartmentRate[..3].Select(rate => (int)rate));
    }

    [Fact]
    [Trait("Requirement", "R40")]
    public void A_table_names_flags_families_and_their_day_of_change_and_a_price_typed_at_the_till()
    {
        CatalogueForm form = CatalogueCsv.Read(
            "label,cents,vat,meal,wilts,exempt,price_at_till,family,vat_from,vat_next\n"
            + "Jus,350,5.5,oui,,,,3,20270101,10\nBouquet,1200,10,,x,,,,,\nDivers,,20,,,,yes,,,\nTimbre,100,0,,,1,,,,\n",
            VatFamilies.Shipped(), Today, out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Catalogue catalogue = form.ToCatalogue(VatFamilies.Shipped(), Today, out errors);
        Assert.Empty(errors);
        Assert.Equal([Catalogue.MealFlag | 3, Catalogue.WiltsFlag, 0, Catalogue.ExemptFlag],
            catalogue.Flags[..4].Select(f => (int)f));
        Assert.Equal((550, 20_270_101, 1000),
            (catalogue.FamilyRate[3], catalogue.FamilyFrom[3], catalogue.FamilyNext[3]));
        Assert.Equal([350, 1200, 0, 100], catalogue.Price[..4]);
        Assert.Equal([1, 2, 3, 4], catalogue.Code[..4]);
    }

    [Fact]
    public void A_table_of_item_cents_vat_class_is_read_as_it_stands()
    {
        CatalogueForm form = CatalogueCsv.Read("item,cents,vat_class\nCoffee,220,10\nBread,180,5.5\n",
            VatFamilies.Shipped(), Today, out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Assert.Equal(2, form.ToCatalogue(VatFamilies.Shipped(), Today, out errors).ArticleCount);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("code,label,cents\n1,a,2", "line 1")]
    [InlineData("code,label,cents,vat,colour\n1,a,2,10,red", "line 1")]
    [InlineData("code,label,cents,vat\nx,a,2,10", "line 2, column code")]
    [InlineData("code,label,cents,vat\n1,a,2,ten", "line 2, column vat")]
    [InlineData("label,cents,vat,meal\na,2,10,\nb,2,10,perhaps", "line 3, column meal")]
    [InlineData("label,cents,vat,price_at_till\na,2,10,yes", "line 2, column cents")]
    [InlineData("label,cents,vat,vat_from\na,2,10,20270101", "line 2, column vat_from")]
    [InlineData("label,cents,vat,family\na,2,10,3\nb,2,20,3", "line 3, column family")]
    [InlineData("label,cents,family\na,2,pain", "line 2, column family")]
    [InlineData("label,cents,family\na,2,Presse", "line 2, column family")]
    [InlineData("label,cents,vat,family\na,2,10,16", "articles[0]")]
    [InlineData("label,cents,vat,family\na,2,20,presse", "line 2, column vat")]
    [InlineData("label,cents,family,vat_from\na,2,presse,20270101", "line 2, column vat_from")]
    [InlineData("label,cents,vat,family\na,2,,presse\nb,2,20,1", "line 3, column family")]
    [InlineData("label,cents,family\na,2,", "line 2, column vat")]
    [InlineData("code,label,cents,vat\n1,a,2,7", "articles[0]")]
    [InlineData("code,label,cents,vat\n1,a,99999999,10", "articles[0]")]
    [InlineData("code,label,cents,vat\n1,,2,10", "articles[0]")]
    [InlineData("code,label,cents,vat\n1,a,2,10\n1,b,2,10", "code")]
    [InlineData("code,label,cents,vat,ean\n1,a,2,10,3017620422004", "articles[0]")]
    [InlineData("code,label,cents,vat", "articles")]
    public void A_wrong_catalogue_says_where(string table, string where)
    {
        CatalogueForm form = CatalogueCsv.Read(
            table, VatFamilies.Shipped(), Today, out Dictionary<string, string[]> errors);
        if (errors.Count == 0)
        {
            form.ToCatalogue(VatFamilies.Shipped(), Today, out errors);
        }

        Assert.Contains(where, errors.Keys);
    }

    [Fact]
    public void A_notice_names_its_page_and_may_have_a_second_language()
    {
        Notice notice = new NoticeForm("Lundi|mardi", Page: "hours", English: "Monday")
            .ToNotice(out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Assert.Equal((NoticeSlot.Hours, 6), (notice.Slot, notice.SecondLength));

        new NoticeForm("texte", Page: "sales", English: "Łódź").ToNotice(out errors);
        Assert.Equal(["english", "page"], errors.Keys.Order());
        new NoticeForm(new string('x', 63), Page: "link").ToNotice(out errors);
        Assert.Equal(["text"], errors.Keys);
    }

    [Fact]
    public void A_notice_needs_a_text_a_kiosk_can_show()
    {
        new NoticeForm(" ").ToNotice(out Dictionary<string, string[]> errors);
        Assert.Contains("text", errors.Keys);
        new NoticeForm(new string('x', 161)).ToNotice(out errors);
        Assert.Contains("text", errors.Keys);
        Notice notice = new NoticeForm("Marché à 17 h").ToNotice(out errors);
        Assert.Empty(errors);
        Assert.Equal(13, notice.TextLength);
    }

    [Theory]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("192.0.2.7", false, false)]
    [InlineData("192.0.2.7", true, true)]
    public void The_token_is_taken_over_loopback_or_tls_alone(string remote, bool isHttps, bool isPrivate)
    {
        Assert.Equal(isPrivate, AdminAccess.IsPrivate(System.Net.IPAddress.Parse(remote), isHttps));
    }

    [Theory]
    [InlineData(1, "Café", 0)]
    [InlineData(90, "Crème brûlée à 2 €", 13)]
    [InlineData(140, "Pain", 8)]
    public void The_size_of_a_catalogue_is_known_before_it_is_written(int articles, string label, int eanDigits)
    {
        Catalogue catalogue = Many(articles, label, eanDigits);
        var buffer = new byte[Limits.DownlinkBytesMax];
        var writer = new DownlinkWriter(new ManagedMac(), new byte[KeyDerivation.KeyBytes], 1007);
        catalogue.Version = 300;
        Assert.Equal(writer.WriteCatalogue(catalogue, buffer), CatalogueSize.Measure(catalogue, 1007, 300));
    }

    [Fact]
    public void A_full_catalogue_of_accents_is_larger_than_a_downlink() => Assert.True(
        CatalogueSize.Measure(Many(160, "éèêëàâäîïôöûüçéèêëàâ", 13), 1007, 1) > Limits.DownlinkBytesMax);

    [Fact]
    public void A_merchant_without_vat_sells_at_rate_0_and_prints_the_mention_of_the_law()
    {
        new CatalogueForm([new ArticleForm(1, "Bouquet", 1500, 0m)], [new DepartmentForm(1, "Fleurs", 0m)])
            .ToCatalogue(VatFamilies.Shipped(), Today, out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Settings settings = new SettingsForm(VatMention: "TVA non applicable, art. 293 B du CGI")
            .ToSettings(out errors);
        Assert.Empty(errors);
        Assert.Equal(37, settings.VatMentionLength);
    }

    private static Catalogue Many(int articles, string label, int eanDigits)
    {
        var form = new CatalogueForm(
            [.. Enumerable.Range(1, articles).Select(code => new ArticleForm(
                code, label, 99 * code, 5.5m, 1, Ean(code, eanDigits), code <= 15 ? code : 0))],
            [new DepartmentForm(1, label, 5.5m)]);
        Catalogue catalogue = form.ToCatalogue(
            VatFamilies.Shipped(), Today, out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        return catalogue;
    }

    private static string Ean(int code, int digits)
    {
        if (digits == 0)
        {
            return "";
        }

        string body = (10_000 + code).ToString(
            System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits - 1, '0');
        int sum = body.Reverse().Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return body + ((10 - (sum % 10)) % 10);
    }
}
