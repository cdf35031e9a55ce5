using Kiosk.Gateway.Console;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>
/// Goal: the families and rates of a kiosk are data with days of effect that a catalogue names and the till keeps by
/// itself when the day comes (pos.md R40).
/// </summary>
[Trait("Requirement", "R40")]
public sealed class VatFamilyTests
{
    private const int Today = 20261120;

    [Theory]
    [InlineData("presse", 210)]
    [InlineData("alimentaire", 550)]
    [InlineData("livres", 550)]
    [InlineData("sur-place", 1000)]
    [InlineData("fleurs", 1000)]
    [InlineData("composition", 2000)]
    [InlineData("confiserie", 2000)]
    [InlineData("alcool", 2000)]
    [InlineData("divers", 2000)]
    public void Each_shipped_family_gives_an_article_its_rate(string family, int rate)
    {
        Catalogue catalogue = Read($"label,cents,family\nA,250,{family}\n", VatFamilies.Shipped(), Today);
        Assert.Equal(rate, catalogue.Rate[0]);
        int number = catalogue.Flags[0] & Catalogue.FamilyMask;
        Assert.InRange(number, 1, Catalogue.FamilyMask);
        Assert.Equal((rate, 0), (catalogue.FamilyRate[number], catalogue.FamilyFrom[number]));
        Assert.Equal(rate, catalogue.RateOn(0, Today));
    }

    // Numbers are sealed with nothing, but a till that keeps an older catalogue must not read another family in them.
    [Fact]
    public void The_shipped_families_keep_their_numbers()
    {
        string[] names =
            ["presse", "alimentaire", "livres", "sur-place", "fleurs", "composition", "confiserie", "alcool", "divers"];
        Assert.Equal(names, VatFamilies.Shipped().Names);
        Assert.Equal(Enumerable.Range(1, names.Length),
            names.Select(name => VatFamilies.Shipped().Find(name, Today)!.Number));
    }

    [Theory]
    [InlineData(20261231, 550, 20270101, 1000)]
    [InlineData(20270101, 1000, 0, 0)]
    public void A_rate_known_to_change_goes_to_the_till_with_its_day_before_it_comes(
        int day, int rate, int from, int next)
    {
        VatFamilies families = VatFamilies.Read(
            "from;number;family;vat;what\n20140101;2;alimentaire;5.5;x\n20270101;2;alimentaire;10;y\n");
        Catalogue catalogue = Read("label,cents,family\nJus,350,alimentaire\n", families, day);
        Assert.Equal((rate, from, next),
            (catalogue.FamilyRate[2], catalogue.FamilyFrom[2], catalogue.FamilyNext[2]));
        Assert.Equal(rate, catalogue.RateOn(0, day));
        Assert.Equal(1000, catalogue.RateOn(0, 20270101));
    }

    [Fact]
    public void The_franchise_takes_no_VAT_and_no_family()
    {
        Catalogue catalogue = Read("label,cents,family\nBouquet,1500,franchise\n", VatFamilies.Shipped(), Today);
        Assert.Equal((0, Catalogue.ExemptFlag), (catalogue.Rate[0], catalogue.Flags[0]));
    }

    [Fact]
    public void A_family_before_its_first_day_is_none() =>
        Assert.Null(VatFamilies.Shipped().Find("presse", 20131231));

    [Theory]
    [InlineData("")]
    [InlineData("from;number;family;vat;what")]
    [InlineData("from;number;family;vat;what\n20140101;16;presse;2.1;x")]
    [InlineData("from;number;family;vat;what\n20140101;1;presse;2,1;x")]
    [InlineData("from;number;family;vat;what\n20140101;1;presse;2.1;")]
    [InlineData("from;number;family;vat;what\n20140101;1;presse;2.1;x\n20140101;1;presse;5.5;x")]
    [InlineData("from;number;family;vat;what\n20140101;1;presse;2.1;x\n20150101;1;livres;5.5;x")]
    [InlineData("from;number;family;vat;what\n20140101;1;presse;2.1;x\n20150101;2;presse;5.5;x")]
    public void A_damaged_table_is_named(string csv) => Assert.Contains(
        "vat-families.csv", Assert.Throws<FormatException>(() => VatFamilies.Read(csv)).Message,
        StringComparison.Ordinal);

    // The rates are those of the table: no list of rates stands in the program.
    [Theory]
    [InlineData(20261231, 5.5, true)]
    [InlineData(20261231, 13, false)]
    [InlineData(20270101, 13, true)]
    [InlineData(20270101, 5.5, false)]
    [InlineData(20270101, 20, false)]
    [InlineData(20270101, 0, true)]
    [InlineData(20131231, 5.5, false)]
    public void An_article_and_a_department_have_a_rate_that_the_law_has_on_the_day(int day, double vat, bool isRate)
    {
        VatFamilies law = VatFamilies.Read(
            "from;number;family;vat;what\n20140101;2;alimentaire;5.5;x\n20270101;2;alimentaire;13;y\n");
        var form = new CatalogueForm(
            [new ArticleForm(1, "Jus", 350, (decimal)vat)], [new DepartmentForm(1, "Rayon", (decimal)vat)]);
        form.ToCatalogue(law, day, out Dictionary<string, string[]> errors);
        Assert.Equal(isRate ? [] : ["articles[0]", "departments[1]"], errors.Keys.Order());
        if (!isRate)
        {
            Assert.Contains($"on {day}, in percent: ", errors["articles[0]"][0], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(20270101, 13, true)]
    [InlineData(20270101, 5.5, false)]
    [InlineData(20261231, 13, false)]
    [InlineData(20270230, 13, false)]
    [InlineData(-1, 13, false)]
    [InlineData(0, 70000, true)]
    public void A_familys_next_rate_is_one_of_the_law_on_the_day_from_which_it_holds(int from, double next, bool holds)
    {
        VatFamilies law = VatFamilies.Read(
            "from;number;family;vat;what\n20140101;2;alimentaire;5.5;x\n20270101;2;alimentaire;13;y\n");
        var form = new CatalogueForm([new ArticleForm(1, "Jus", 350, 5.5m, Family: 2)], null,
            Families: [new FamilyForm(2, 5.5m, from, (decimal)next)]);
        form.ToCatalogue(law, Today, out Dictionary<string, string[]> errors);
        Assert.Equal(holds ? [] : ["families[2]"], errors.Keys);
    }

    [Fact]
    public void A_table_without_departments_has_one_per_rate_of_the_law_the_highest_first()
    {
        Assert.Equal([20m, 10m, 5.5m, 2.1m, 0m], VatFamilies.Shipped().Rates(Today));
        CatalogueForm form = CatalogueCsv.Read("label,cents,vat\na,1,2.1\nb,1,20\nc,1,0\nd,1,5.5\ne,1,10\n",
            VatFamilies.Shipped(), Today, out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Assert.Equal([4, 1, 5, 3, 2], form.Articles!.Select(article => article.Department));
    }

    private static Catalogue Read(string table, VatFamilies families, int day)
    {
        CatalogueForm form = CatalogueCsv.Read(table, families, day, out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Catalogue catalogue = form.ToCatalogue(families, day, out errors);
        Assert.Empty(errors);
        return catalogue;
    }
}
