using Kiosk.Fleet.City;
using Kiosk.Fleet.ShopYear;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Kiosk.Tests.Fleet;

/// <summary>
/// A merchant's months from the first key to verified archives; the whole year is a command of its own.
/// </summary>
public sealed class ShopYearTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-year-test-").FullName;

    [Theory]
    [Trait("Requirement", "R28")]
    [InlineData(7)]
    public void Two_months_end_in_two_closings_and_two_archives_without_a_break(int seed)
    {
        var result = Run(seed);
        output.WriteLine($"seed {seed}: {result.ToJson()}");
        Assert.True(result.Sound, string.Join('\n', result.Findings));
        Assert.Equal((2, 0, 2), (result.Months, result.Years, result.Archives));
        Assert.InRange(result.Days, 40, 60);
        Assert.InRange(result.Tickets, 150, 500);
        Assert.True(result.PerpetualAbsolute > result.PerpetualSigned, "nothing was refunded");
        Assert.All(
            ["refund", "at the till: SwitchOff", "day closing", "copy", "sign-in or start"],
            name => Assert.True(result.Events.GetValueOrDefault(name) > 0, name + " never happened"));
    }

    [Fact]
    public void The_folder_of_another_year_is_not_written_over()
    {
        File.WriteAllText(Path.Combine(_folder, "old.zip"), "");
        var error = Assert.Throws<FleetException>(() => Run(7));
        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R28")]
    public void A_short_year_holds_every_kind_of_event_and_the_same_seed_brings_the_same()
    {
        var first = Run(Autumn(7));
        output.WriteLine(string.Join('\n', first.Events.Select(e => $"{e.Value,7} {e.Key}")));
        Assert.True(first.Sound, string.Join('\n', first.Findings));
        Assert.All(first.Events, e => Assert.True(e.Value > 0, e.Key + " never happened"));
        string[] seen =
        [
            "at the till: NightSale", "at the till: SwitchOff", "at the till: WildClock", "at the till: card refused",
            "catalogue pushed in mid-basket", "at the till: part of a ticket given back",
            "at the till: an amount of a ticket given back",
            "at the till: shown: CODE-BARRES REFUSÉ", "at the till: shown: DÉJÀ TOUT RENDU", "fault: Power",
            "fault: Clock", "fault: Gateway", "late closing",
        ];
        Assert.All(seen, name => Assert.True(first.Events.ContainsKey(name), name + " never happened"));
        foreach (var file in Directory.GetFiles(_folder))
        {
            File.Delete(file);
        }

        var again = Run(Autumn(7));
        Assert.Equal(first.Events, again.Events);
        Assert.Equal(first.ToJson(), again.ToJson());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Seven weeks that have it all: a battery clock wild over a month's end, the night in which summer time ends.
    private ShopYearOptions Autumn(int seed) => new()
    {
        Seed = seed, Out = _folder, First = new DateTime(2026, 9, 15), Days = 47, SalesMin = 35, SalesMax = 60,
    };

    private ShopYearResult Run(int seed) => Run(
        new ShopYearOptions { Seed = seed, Out = _folder, Months = 2, SalesMin = 3, SalesMax = 8 });

    private static ShopYearResult Run(ShopYearOptions options) =>
        new ShopYearRun(options, new FakeTimeProvider()).Run();
}
