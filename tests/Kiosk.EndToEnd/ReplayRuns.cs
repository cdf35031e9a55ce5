using System.Globalization;
using System.Text;
using Kiosk.Fleet.Replay;
using Xunit;
using Xunit.Abstractions;

namespace Kiosk.EndToEnd;

/// <summary>Small replays through the real gateway process, over MQTT with TLS, in calm and in trouble.</summary>
public sealed class ReplayRuns(ITestOutputHelper output) : IDisposable
{
    private readonly StringWriter _talk = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("kiosk-replay-test-").FullName;

    [Fact]
    public async Task Every_basket_and_every_cent_arrives_once()
    {
        var (options, baskets) = Files(seed: 11, days: 2);
        var result = await RunAsync(options);
        Assert.Equal(baskets, result.Baskets);
        AssertSound(result);
        Assert.InRange(result.PeopleCounted, result.PeopleWalked * 0.9, result.PeopleWalked * 1.1);
        Assert.Matches(@"stops at the counters: ([1-9]\d+) made, \1 counted in 5 whole hours", _talk.ToString());
    }

    [Fact]
    public async Task A_catalogue_of_the_user_replaces_the_built_in_one()
    {
        var (options, _) = Files(seed: 13, days: 1);
        var catalogue = Path.Combine(_folder, "catalogue.csv");
        await File.WriteAllTextAsync(catalogue, "item,cents,vat_class\nCoffee,1,10\nBread,2,5.5\n");
        var result = await RunAsync(options with { Catalogue = catalogue });
        AssertSound(result);
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_gateway_is_killed_and_kiosks_lose_power()
    {
        var (options, baskets) = Files(seed: 12, days: 3);
        var result = await RunAsync(options with { KillGatewayEverySeconds = 2, CutPower = true });
        Assert.Equal(baskets, result.Baskets);
        AssertSound(result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _talk.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ReplayResult> RunAsync(ReplayOptions options)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            var result = await new ReplayRun(options, TextWriter.Synchronized(_talk)).RunAsync(limit.Token);
            output.WriteLine(result.ToString());
            return result;
        }
        finally
        {
            output.WriteLine($"seed {options.Seed}\n{_talk}");
        }
    }

    private static void AssertSound(ReplayResult result)
    {
        Assert.Equal(result.Baskets, result.TicketsStored);
        Assert.Equal(result.CentsKeyed, result.CentsStored);
        Assert.Equal(0, result.Lost);
        Assert.Equal(0, result.Duplicated);
        Assert.True(result.Sound);
    }

    private (ReplayOptions Options, int Baskets) Files(int seed, int days)
    {
        string[] items = ["Coffee", "Bread", "Tea", "Cake", "Polenta", "Something nobody named"];
        var random = new Random(seed);
        var baskets = new StringBuilder("date,time,basket,item\n");
        var footfall = new StringBuilder("hour_start_local,sensor_id,pedestrians\n");
        var number = 0;
        for (var day = 0; day < days; day++)
        {
            var date = new DateTime(2017, 2, 1).AddDays(day);
            for (var b = 0; b < 60; b++)
            {
                number++;
                var at = date.AddHours(9).AddMinutes(8 * b).AddSeconds(random.Next(60));
                for (var i = random.Next(1, 5); i > 0; i--)
                {
                    baskets.Append(CultureInfo.InvariantCulture,
                        $"{at:yyyy-MM-dd},{at:HH:mm:ss},{number},{items[random.Next(items.Length)]}\n");
                }
            }

            for (var hour = 0; hour < 24; hour++)
            {
                var at = date.AddYears(-2).AddHours(hour);
                footfall.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm},7,{random.Next(3000)}\n");
                footfall.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm},60,{random.Next(500)}\n");
            }
        }

        var basketFile = Path.Combine(_folder, "baskets.csv");
        var footfallFile = Path.Combine(_folder, "footfall.csv");
        File.WriteAllText(basketFile, baskets.ToString());
        File.WriteAllText(footfallFile, footfall.ToString());
        return (new ReplayOptions { Baskets = basketFile, Footfall = footfallFile, Seed = seed }, number);
    }
}
