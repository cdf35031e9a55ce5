using Kiosk.Board.Virtual;
using Kiosk.Fleet.City;
using Kiosk.Protocol;
using Kiosk.Tests.Board;
using Xunit.Abstractions;

namespace Kiosk.Tests.Fleet;

/// <summary>Baskets of any shape become one ticket each, to the cent, at the keys of a real till.</summary>
public sealed class KeyingTests(ITestOutputHelper output)
{
    private const long Morning = 1_780_300_800_000, HourMs = 3_600_000;
    private static readonly short[] Rates = [210, 550, 1000, 2000];

    // More than the till's catalogue holds, each at a price of its own.
    private static readonly Ware[] Sold =
        [.. Enumerable.Range(0, 230).Select(i => new Ware($"Article {i}", 101 + i, Rates[i % 4], 0))];

    [Theory]
    [InlineData(72)]
    [InlineData(73)]
    [InlineData(100)]
    [InlineData(230)]
    public void A_basket_of_as_many_different_articles_is_one_ticket(int items) =>
        SellsToTheCent([.. Enumerable.Range(0, items)]);

    [Theory]
    [InlineData(100)]
    [InlineData(999)]
    [InlineData(2_500)]
    public void A_basket_of_one_item_many_times_is_one_ticket(int units)
    {
        SellsToTheCent([.. Enumerable.Repeat(0, units)]);
        SellsToTheCent([.. Enumerable.Repeat(Keying.Unknown, units)]);
        SellsToTheCent([.. Enumerable.Repeat(200, units)]);
    }

    [Fact]
    public void An_article_beyond_the_catalogue_is_keyed_at_its_own_price()
    {
        List<int> keys = [];
        Keying.Write([Limits.CatalogueArticlesMax], Sold, keys);
        Assert.Equal(261, Sold[Limits.CatalogueArticlesMax].Cents);
        Assert.Equal([2, 6, 1, Kiosk.Firmware.Parts.Key.Department1 + 1], keys);
    }

    [Fact]
    public void Baskets_of_any_draw_are_one_ticket_each()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var dice = new Random(seed);
        for (int n = 0; n < 12; n++)
        {
            int kinds = dice.Next(1, Sold.Length);
            SellsToTheCent([.. Enumerable.Range(0, dice.Next(1, 400)).Select(_ => dice.Next(-1, kinds))]);
        }
    }

    private static void SellsToTheCent(int[] articles)
    {
        using VirtualKiosk kiosk = PushedKiosk.Make(Wares.Build(Sold, 1), Morning, new VirtualKioskOptions());
        var merchant = new Merchant(Sold);
        var runner = new KioskRunner(Place.Marseille()[6], kiosk, merchant);
        runner.RunTo(Morning + 1_000);
        var order = new Order("1", Morning + 2_000, articles);
        merchant.Queue(order);
        runner.RunTo(Morning + HourMs);
        Assert.Equal(1, merchant.Baskets);
        Assert.Equal(articles.Sum(a => (long)Keying.CentsOf(a, Sold)), merchant.Cents);
        Assert.Equal((1L, merchant.Cents), (kiosk.Loop.Till!.LastTicketNumber, (long)kiosk.Loop.Till.LastTicketCents));
        Assert.Equal(0, kiosk.Loop.Till.RefusedCount);
    }
}
