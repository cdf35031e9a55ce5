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
            ["Refund", "SwitchOff", "Closing", "sealed duplicates", "sealed technical events"],
            name => Assert.True(result.Events.GetValueOrDefault(name) > 0, name + " never happened"));
    }

    [Fact]
    public void The_folder_of_another_year_is_not_written_over()
    {
        File.WriteAllText(Path.Combine(_folder, "old.zip"), "");
        var error = Assert.Throws<FleetException>(() => Run(7));
        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed")]
    [InlineData("--seed", "x", "--out", "d")]
    [InlineData("--seed", "7")]
    [InlineData("--shop", "7")]
    public void Words_that_are_not_understood_are_named(params string[] words) =>
        Assert.Contains("shop-year", Assert.Throws<FleetException>(() => ShopYearCommand.Parse(words)).Message,
            StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ShopYearResult Run(int seed) => new ShopYearRun(
        new ShopYearOptions { Seed = seed, Out = _folder, Months = 2, SalesMin = 3, SalesMax = 8 },
        new FakeTimeProvider()).Run();
}
