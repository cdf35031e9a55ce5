using Kiosk.Fleet.City;
using Kiosk.Protocol;

namespace Kiosk.Tests.Fleet;

public class WaresTests
{
    [Theory]
    [InlineData("5.5", 550)]
    [InlineData("\"5,5 %\"", 550)]
    [InlineData("0550", 550)]
    [InlineData("0.055", 550)]
    [InlineData("2.1", 210)]
    [InlineData("0210", 210)]
    [InlineData("10", 1000)]
    [InlineData("takeaway", 1000)]
    [InlineData("20", 2000)]
    [InlineData("2000", 2000)]
    [InlineData("7", 2000)]
    [InlineData("whatever", 2000)]
    public void A_vat_class_is_a_percentage_a_code_or_a_name_and_else_the_standard_rate(string text, int rate)
    {
        using var file = new SampleFile("item,cents,vat_class", $"Baguette,120,{text}");
        Assert.Equal([new Ware("Baguette", 120, (short)rate, 0)], Wares.FromFile(file.Path));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.20")]
    [InlineData("")]
    public void A_price_that_is_none_is_refused_with_file_and_line(string cents)
    {
        using var file = new SampleFile("item,cents,vat_class", "Baguette,120,5.5", "", $"Brioche,{cents},5.5");
        var refusal = Assert.Throws<FleetException>(() => Wares.FromFile(file.Path));
        Assert.StartsWith($"{file.Path}: line 4: '{cents}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var file = new SampleFile();
        string missing = file.Path + ".none";
        var refusal = Assert.Throws<FleetException>(() => Wares.FromFile(missing));
        Assert.StartsWith(missing, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_trade_that_sells_has_wares_that_make_a_catalogue()
    {
        foreach (string trade in Place.Marseille().Where(p => p.Sells).Select(p => p.Trade).Distinct())
        {
            var wares = Wares.OfTrade(trade);
            Assert.True(wares.Count > 0, trade);
            Assert.Equal(Math.Min(wares.Count, Limits.CatalogueArticlesMax), Wares.Build(wares, 1).ArticleCount);
        }
    }
}
